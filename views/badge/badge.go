package badge

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"samling/views/pdf"
)

// Badge is what one person carries. Every text is printed as given, in the reader's language; only FirstName and URL are
// needed. Someone who goes by another name is given that name here: the badge has no other look for anybody.
type Badge struct {
	FirstName    string   // set as large as it fits
	Rest         string   // the rest of the name, smaller; may be empty
	Organisation string   //
	Unit         string   // unit or title, quiet; may be empty
	Event        string   // in the head, e.g. "Samverkansdag 2027"
	Lines        []string // the person's day, e.g. "13.00 Rätt kurva · Sal A"; a clock time in front is set bold
	Reference    string   // the code one can say aloud, under the QR code
	URL          string   // content of the QR code, best as HTTPS://HOST/T/CODE
	Day          []string // the whole own programme for the back, like Lines; only printed when the sheet has backs
}

// Sheet is what all badges of a document share.
type Sheet struct {
	Layout  Layout
	Title   string    // document title
	Lang    string    // language of the texts, e.g. "sv"
	Hosts   string    // the hosts of the event, small at the foot; may be empty
	Logos   [][]byte  // pictures of hosts (PNG or JPEG), in a row at the foot; may be empty
	Backs   bool      // each page is followed by its back, for printing on both sides (turned on the long edge)
	Color   string    // the event's colour, #rrggbb; anything else means the house colour
	Created time.Time // date of the document: the same input and date give the same bytes
}

// Errors that a caller can tell apart.
var (
	ErrEmpty  = errors.New("no badges to print")
	ErrLayout = errors.New("unknown badge layout")
)

// chunk is how many badges are held in memory at once. Each chunk brings its own copy of the letters it uses, about
// 30 kB, so it is no smaller.
const chunk = 250

// Write prints the badges as one PDF to w, in the order given, a chunk at a time: the memory it takes does not grow with
// their number. It gives ErrEmpty for no badges, ErrLayout for a layout that is not one of Layouts (before anything is
// written), and otherwise names the failing badge by its place in the order, never by its content.
func Write(w io.Writer, sheet Sheet, badges iter.Seq[Badge]) error {
	page, ok := papers()[sheet.Layout]
	if !ok {
		return fmt.Errorf("%w: %q", ErrLayout, sheet.Layout)
	}
	next, stop := iter.Pull(badges)
	defer stop()
	out := newJoiner(w)
	for done := 0; ; {
		list := take(next, chunk/page.perPage()*page.perPage())
		if len(list) == 0 && done == 0 {
			return ErrEmpty
		}
		if len(list) == 0 {
			return out.close()
		}
		c, err := drawn(sheet, page, list, done)
		if err != nil {
			return err
		}
		if err := out.add(c.pdf); err != nil {
			return fmt.Errorf("write badges: %w", err)
		}
		done += len(list)
	}
}

func take(next func() (Badge, bool), n int) []Badge {
	list := make([]Badge, 0, n)
	for len(list) < n {
		b, more := next()
		if !more {
			break
		}
		list = append(list, b)
	}
	return list
}

// drawn draws some badges on pages of their own. before is how many stand in the chunks before.
func drawn(sheet Sheet, page paper, list []Badge, before int) (*canvas, error) {
	c, err := newCanvas(sheet, page)
	if err != nil {
		return nil, err
	}
	for from := 0; from < len(list); from += page.perPage() {
		group := list[from:min(from+page.perPage(), len(list))]
		c.addPage(page)
		for cell, b := range group {
			x, y := page.place(cell)
			if err := c.draw(page.cell.compose(c.faces, sheet, b), b.URL, x, y); err != nil {
				return nil, fmt.Errorf("badge %d: %w", before+from+cell+1, err)
			}
		}
		if sheet.Backs {
			c.backs(page, group)
		}
	}
	return c, c.pdf.Error()
}

func newCanvas(sheet Sheet, page paper) (*canvas, error) {
	fonts, err := parseFaces()
	if err != nil {
		return nil, err
	}
	doc := pdf.Open(pdf.Paper{Title: sheet.Title, Lang: sheet.Lang, Created: sheet.Created, Width: page.width, Height: page.height})
	c := &canvas{pdf: doc, faces: fonts, head: headInk(sheet.Color)}
	if c.logos, err = pdf.Pictures(doc, sheet.Logos); err != nil {
		return nil, err
	}
	return c, nil
}
