package main

import (
	"context"
	"fmt"
	"time"

	"samling/models/survey"
	"samling/views/figures"
	file "samling/views/report/results"
	"samling/views/text"
)

// workbook writes the results of a day as XLSX, which takes more memory than any other download, and tells how much that is
// beside the results themselves.
func workbook(dir string) (line, error) {
	s, e, err := openStore(dir)
	if err != nil {
		return line{}, err
	}
	defer func() { _ = s.Close() }()
	r, err := survey.ResultsOf(s.Read(context.Background()), e, s.Now())
	if err != nil {
		return line{}, err
	}
	texts, err := text.Load()
	if err != nil {
		return line{}, err
	}
	var size counter
	seconds, peak, err := measured(func() error { return file.XLSX(&size, texts.For("sv"), figures.Input{Results: r}) })
	return line{what: "the same as XLSX", facts: fmt.Sprintf("%s, %.1f MB, %.0f MB of memory besides the results",
		short(time.Duration(seconds*1e9)), float64(size)/1e6, float64(peak)/1e6)}, err
}
