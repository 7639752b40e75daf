package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// A workbook is a zip of XML files, and a small zip can unfold into gigabytes. Nothing is unpacked beyond these limits,
// whatever sizes the file declares.
const (
	maxEntries  = 300
	maxUnzipped = 24 << 20 // of all parts that are read, together
	maxTexts    = 400_000
	maxRatio    = 120     // unpacked to packed, of one part: tables of text reach 10-30
	minRatioAt  = 1 << 20 // parts that stay below this may have any ratio
)

// workbook reads the parts of one file, and counts what it unpacks.
type workbook struct {
	parts map[string]*zip.File
	read  int64
}

// readXLSX reads the first sheet of a workbook, as text. Formulas give the value that was saved with them.
func readXLSX(data []byte) ([]Row, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrBroken.Because(err)
	}
	if len(archive.File) > maxEntries {
		return nil, ErrBomb
	}
	w := workbook{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		w.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	sheet, err := w.firstSheet()
	if err != nil {
		return nil, err
	}
	texts, err := w.sharedTexts()
	if err != nil {
		return nil, err
	}
	return w.rows(sheet, texts)
}

// open gives a part's content, which ends with ErrBomb where a limit is passed. A part that is missing is empty.
func (w *workbook) open(name string) (io.ReadCloser, error) {
	f := w.parts[name]
	if f == nil {
		return io.NopCloser(strings.NewReader("")), nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrBroken.Because(err)
	}
	return &bounded{ReadCloser: r, book: w, packed: int64(f.CompressedSize64)}, nil
}

type bounded struct {
	io.ReadCloser
	book         *workbook
	packed, read int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	b.book.read += int64(n)
	if b.book.read > maxUnzipped || b.read > minRatioAt && b.read > maxRatio*max(b.packed, 1) {
		return 0, ErrBomb
	}
	return n, err
}

// each calls visit for the start of every element of a part; visit may read the element's content.
func (w *workbook) each(name string, visit func(d *decoder, e xml.StartElement) error) error {
	r, err := w.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	d := &decoder{Decoder: xml.NewDecoder(r)}
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return part(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := visit(d, e); err != nil {
				return part(err)
			}
		}
	}
}

// decoder refuses elements nested deeper than any workbook has them: each open one costs memory.
type decoder struct {
	*xml.Decoder
	depth int
}

const maxDepth = 64

// Token is xml.Decoder's, bounded in depth.
func (d *decoder) Token() (xml.Token, error) {
	token, err := d.Decoder.Token()
	switch token.(type) {
	case xml.StartElement:
		d.depth++
	case xml.EndElement:
		d.depth--
	}
	if err == nil && d.depth > maxDepth {
		return nil, ErrBomb
	}
	return token, err
}

// part keeps our own errors and calls every other one a broken file.
func part(err error) error {
	for _, own := range []error{ErrBomb, ErrManyRows, ErrFormat} {
		if errors.Is(err, own) {
			return own
		}
	}
	return ErrBroken.Because(err)
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// firstSheet finds where the workbook's first sheet lies. A zip without a workbook is some other kind of file.
func (w *workbook) firstSheet() (string, error) {
	if w.parts["xl/workbook.xml"] == nil {
		return "", ErrFormat
	}
	id := ""
	err := w.each("xl/workbook.xml", func(_ *decoder, e xml.StartElement) error {
		if e.Name.Local == "sheet" && id == "" {
			for _, a := range e.Attr { // r:id, not the sheet's own sheetId
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	sheet := "xl/worksheets/sheet1.xml"
	err = w.each("xl/_rels/workbook.xml.rels", func(_ *decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && attribute(e, "Id") == id {
			target := attribute(e, "Target")
			if strings.HasPrefix(target, "/") {
				sheet = strings.TrimPrefix(target, "/")
			} else {
				sheet = path.Join("xl", target)
			}
		}
		return nil
	})
	return sheet, err
}

// sharedTexts are the texts that cells point at by number.
func (w *workbook) sharedTexts() ([]string, error) {
	var texts []string
	err := w.each("xl/sharedStrings.xml", func(d *decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(texts) >= maxTexts {
			return ErrBomb
		}
		s, err := textOf(d)
		texts = append(texts, s)
		return err
	})
	return texts, err
}

// textOf reads the <t> elements up to the end of the current element; readings in phonetic script (rPh) are left out.
func textOf(d *decoder) (string, error) {
	var b strings.Builder
	depth, inText, phonetic := 1, false, 0
	for depth > 0 {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			inText = t.Name.Local == "t"
			if t.Name.Local == "rPh" || phonetic > 0 {
				phonetic++
			}
		case xml.EndElement:
			depth--
			inText = false
			phonetic = max(0, phonetic-1)
		case xml.CharData:
			if inText && phonetic == 0 && b.Len() < 4*maxCell {
				b.Write(t)
			}
		}
	}
	return b.String(), nil
}
