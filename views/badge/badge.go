package badge

import (
	"errors"
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
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
}

// Sheet is what all badges of a document share.
type Sheet struct {
	Layout  Layout
	Title   string    // document title
	Lang    string    // language of the texts, e.g. "sv"
	Hosts   string    // the hosts of the event, small at the foot; may be empty
	Color   string    // the event's colour, #rrggbb; anything else means the house colour
	Created time.Time // date of the document: the same input and date give the same bytes
}

// Errors that a caller can tell apart.
var (
	ErrEmpty  = errors.New("no badges to print")
	ErrLayout = errors.New("unknown badge layout")
)

// Write prints the badges as one PDF to w, in the order given. It gives ErrEmpty for no badges, ErrLayout for a layout
// that is not one of Layouts, and otherwise names the failing badge by its place in the list, never by its content.
func Write(w io.Writer, sheet Sheet, badges []Badge) error {
	if len(badges) == 0 {
		return ErrEmpty
	}
	page, ok := papers()[sheet.Layout]
	if !ok {
		return fmt.Errorf("%w: %q", ErrLayout, sheet.Layout)
	}
	c, err := newCanvas(sheet, page)
	if err != nil {
		return err
	}
	for i, b := range badges {
		cell := i % page.perPage()
		if cell == 0 {
			c.addPage(page)
		}
		x, y := page.place(cell)
		if err := c.draw(page.cell.compose(c.faces, sheet, b), b.URL, x, y); err != nil {
			return fmt.Errorf("badge %d of %d: %w", i+1, len(badges), err)
		}
	}
	if err := c.pdf.Output(w); err != nil {
		return fmt.Errorf("write badges: %w", err)
	}
	return nil
}

func newCanvas(sheet Sheet, page paper) (*canvas, error) {
	fonts, err := parseFaces()
	if err != nil {
		return nil, err
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: page.width, Ht: page.height}})
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(sheet.Created.UTC())
	pdf.SetModificationDate(sheet.Created.UTC())
	pdf.SetProducer("Samling", true)
	pdf.SetTitle(sheet.Title, true)
	if sheet.Lang != "" {
		pdf.SetLang(sheet.Lang)
	}
	pdf.AddUTF8FontFromBytes(family, "", regularTTF)
	pdf.AddUTF8FontFromBytes(family, "B", boldTTF)
	return &canvas{pdf: pdf, faces: fonts, head: headInk(sheet.Color)}, pdf.Error()
}
