package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// line is one line of the table.
type line struct {
	what   string
	ratio  float64 // of throughput; 0: there is nothing to hold it against
	thrift float64 // of processor time, for information
	aim    float64 // 0: for information only
	facts  string
}

// verdict says whether the aim is met. It is a statement, never a failure: see the package comment.
func (l line) verdict() string {
	switch {
	case l.aim == 0:
		return ""
	case l.ratio >= l.aim:
		return "met"
	}
	return "NOT MET"
}

func print(out io.Writer, table []line) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "\tratio\taim\t\tby CPU\t")
	for _, l := range table {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l.what, number(l.ratio, ""), number(l.aim, "≥ "), l.verdict(),
			number(l.thrift, ""), l.facts)
	}
	return w.Flush()
}

func number(n float64, before string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s%.2f", before, n)
}

// compared makes the line of a ratio with both sides' own figures.
func compared(what string, aim float64, ours, theirs []sample) line {
	return line{what: what, ratio: speed(ours, theirs), thrift: thrift(ours, theirs), aim: aim,
		facts: tell(middle(ours)) + " against " + tell(middle(theirs))}
}

func tell(s sample) string {
	return fmt.Sprintf("%.0f/s (p50 %s, p99 %s, CPU %s)", s.perSecond, short(s.p50), short(s.p99), short(s.cpu))
}

// short writes a duration with as many digits as mean anything.
func short(d time.Duration) string {
	switch {
	case d >= 100*time.Millisecond:
		return d.Round(10 * time.Millisecond).String()
	case d >= 10*time.Millisecond:
		return d.Round(time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}
