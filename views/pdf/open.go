package pdf

import (
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Family is what the typeface is called inside a document; its styles are "" and "B".
const Family = "text"

// Paper is what a document says about itself, and the size of its pages in millimetres.
type Paper struct {
	Title         string
	Lang          string    // language of the texts, e.g. "sv"
	Created       time.Time // the same content and date give the same bytes
	Width, Height float64
}

// A4 is the usual size, upright.
const (
	A4Width  = 210.0
	A4Height = 297.0
)

// Open begins a document without margins and without automatic page breaks, with both weights of the typeface.
func Open(p Paper) *fpdf.Fpdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: p.Width, Ht: p.Height}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	doc.SetCreationDate(p.Created.UTC())
	doc.SetModificationDate(p.Created.UTC())
	doc.SetProducer("Samling", true)
	doc.SetTitle(p.Title, true)
	if p.Lang != "" {
		doc.SetLang(p.Lang)
	}
	doc.AddUTF8FontFromBytes(Family, "", regularTTF)
	doc.AddUTF8FontFromBytes(Family, "B", boldTTF)
	return doc
}
