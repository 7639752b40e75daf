package badge

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// joiner writes several documents of the PDF library as one, each as it comes, and keeps nothing of them but where their
// objects begin. The library itself keeps every page until the last is drawn.
//
// It reads no PDF but that library's own: objects are numbered from 1 in their order in the file except the first two (1
// is the root of the pages, 2 what they share), the last but one is the document's information and the last its catalogue.
// The structure is that of ISO 32000-1, 7.5: each document's root of pages becomes a branch of ours.
type joiner struct {
	w       io.Writer
	at      int
	offsets []int // of object n+1
	roots   []int // the documents' roots of pages
	pages   int
	info    int
	catalog string
	err     error
}

const (
	ourCatalog = 1
	ourPages   = 2
)

func newJoiner(w io.Writer) *joiner {
	return &joiner{w: w, offsets: make([]int, ourPages)}
}

func (j *joiner) print(format string, args ...any) {
	if j.err == nil {
		var n int
		n, j.err = fmt.Fprintf(j.w, format, args...)
		j.at += n
	}
}

func (j *joiner) write(b []byte) {
	if j.err == nil {
		var n int
		n, j.err = j.w.Write(b)
		j.at += n
	}
}

var (
	reference = regexp.MustCompile(`\b(\d+) 0 R\b`)
	countOf   = regexp.MustCompile(`/Count (\d+)`)
)

// add appends a finished document.
func (j *joiner) add(pdf *fpdf.Fpdf) error {
	var raw bytes.Buffer
	if err := pdf.Output(&raw); err != nil {
		return err
	}
	objects, err := objectsOf(raw.Bytes())
	if err != nil {
		return err
	}
	if j.at == 0 { // nothing is written before there is something to print
		j.print("%%PDF-1.4\n%%\xe2\xe3\xcf\xd3\n")
	}
	shift := len(j.offsets)
	for i, object := range objects {
		head, stream := divide(object)
		text := reference.ReplaceAllStringFunc(string(head), func(r string) string {
			n, _ := strconv.Atoi(strings.TrimSuffix(r, " 0 R"))
			return strconv.Itoa(n+shift) + " 0 R"
		})
		switch i {
		case 0:
			text = strings.Replace(text, "/Type /Pages", fmt.Sprintf("/Type /Pages\n/Parent %d 0 R", ourPages), 1)
			count, err := strconv.Atoi(string(first(countOf.FindSubmatch(head))))
			if err != nil {
				return fmt.Errorf("join: a root of pages without their number: %w", err)
			}
			j.pages, j.roots = j.pages+count, append(j.roots, shift+1)
		case len(objects) - 1:
			j.info, j.catalog = shift+len(objects)-1, strings.Replace(text, fmt.Sprintf("/Pages %d 0 R", shift+1), fmt.Sprintf("/Pages %d 0 R", ourPages), 1)
		}
		j.offsets = append(j.offsets, j.at)
		j.print("%d 0 obj", shift+i+1)
		j.write([]byte(text))
		j.write(stream)
	}
	return j.err
}

// close writes the root of all pages, the catalogue of the last document and the table of objects.
func (j *joiner) close() error {
	j.offsets[ourPages-1] = j.at
	var kids strings.Builder
	for _, root := range j.roots {
		fmt.Fprintf(&kids, "%d 0 R ", root)
	}
	j.print("%d 0 obj\n<</Type /Pages /Kids [%s] /Count %d>>\nendobj\n", ourPages, kids.String(), j.pages)
	j.offsets[ourCatalog-1] = j.at
	j.print("%d 0 obj", ourCatalog)
	j.write([]byte(j.catalog))
	table := j.at
	j.print("xref\n0 %d\n0000000000 65535 f \n", len(j.offsets)+1)
	for _, at := range j.offsets {
		j.print("%010d 00000 n \n", at)
	}
	j.print("trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(j.offsets)+1, ourCatalog, j.info, table)
	return j.err
}

// objectsOf cuts a document into its objects by its own table, in the order of their numbers, each from after "N 0 obj"
// to the end of "endobj\n".
func objectsOf(raw []byte) ([][]byte, error) {
	at := bytes.LastIndex(raw, []byte("\nxref\n"))
	if at < 0 {
		return nil, fmt.Errorf("join: no table of objects")
	}
	lines := bytes.Split(raw[at+len("\nxref\n"):], []byte("\n"))
	count, err := strconv.Atoi(strings.TrimPrefix(string(lines[0]), "0 "))
	if err != nil || len(lines) < count+1 {
		return nil, fmt.Errorf("join: the table of objects is not read: %q", lines[0])
	}
	var objects [][]byte
	for n := 1; n < count; n++ {
		from, err := strconv.Atoi(string(bytes.Fields(lines[n+1])[0]))
		head := fmt.Appendf(nil, "%d 0 obj", n)
		if err != nil || from >= len(raw) || !bytes.HasPrefix(raw[from:], head) {
			return nil, fmt.Errorf("join: object %d is not where the table says", n)
		}
		rest := raw[from+len(head):]
		end := bytes.Index(rest, []byte("\nendobj\n"))
		if stream := bytes.Index(rest[:max(end, 0)], []byte("\nstream\n")); stream >= 0 {
			end = endOfStream(rest, stream)
		}
		if end < 0 {
			return nil, fmt.Errorf("join: object %d has no end", n)
		}
		objects = append(objects, rest[:end+len("\nendobj\n")])
	}
	return objects, nil
}

var lengthOf = regexp.MustCompile(`/Length (\d+)`)

// endOfStream finds where an object with a stream ends, by the stream's length: its bytes may look like anything.
func endOfStream(rest []byte, stream int) int {
	length, err := strconv.Atoi(string(first(lengthOf.FindSubmatch(rest[:stream]))))
	after := stream + len("\nstream\n") + length
	if err != nil || after > len(rest) {
		return -1
	}
	end := bytes.Index(rest[after:], []byte("\nendobj\n"))
	if end < 0 {
		return -1
	}
	return after + end
}

// divide parts an object's words from its stream, which is copied as it is.
func divide(object []byte) (head, stream []byte) {
	if at := bytes.Index(object, []byte("\nstream\n")); at >= 0 {
		return object[:at], object[at:]
	}
	return object, nil
}

func first(groups [][]byte) []byte {
	if len(groups) < 2 {
		return nil
	}
	return groups[1]
}
