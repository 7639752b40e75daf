package badge

// Layout says how badges lie on paper. The strings are stable: they may stand in addresses and forms.
type Layout string

const (
	// A4Ten is ten badges of 90 × 55 mm, the size of the usual badge pocket, on an A4 with cutting marks in the margin.
	A4Ten Layout = "a4-10"
	// A4Four is four A6 badges on an A4, without margins.
	A4Four Layout = "a4-4"
	// A6 is one badge per A6 page, for printers that take the small size.
	A6 Layout = "a6"
	// Card is one badge of 90 × 55 mm per page, for card printers and ready-cut cards.
	Card Layout = "90x55"
	// Label is one label of 100 × 62 mm per page, for label printers with a roll. They print black only.
	Label Layout = "etikett"
)

// Layouts lists every layout, the usual one first.
func Layouts() []Layout { return []Layout{A4Ten, A4Four, A6, Card, Label} }

// Valid tells whether l is one of Layouts.
func (l Layout) Valid() bool {
	_, ok := papers()[l]
	return ok
}

// PerPage is how many badges a page takes, 0 for an unknown layout.
func (l Layout) PerPage() int { return papers()[l].perPage() }

// paper is a page and the cells on it; lengths in millimetres.
type paper struct {
	width, height float64
	columns, rows int
	left, top     float64
	cell          design
	mark          func(c *canvas, p paper) // how the cuts are shown
}

func (p paper) perPage() int { return p.columns * p.rows }

// mirrored is the cell that lies behind cell number n when the sheet is turned on its long edge.
func (p paper) mirrored(n int) int { return n - n%p.columns + p.columns - 1 - n%p.columns }

// place is the upper left corner of cell number n on the page.
func (p paper) place(n int) (x, y float64) {
	return p.left + float64(n%p.columns)*p.cell.width, p.top + float64(n/p.columns)*p.cell.height
}

func papers() map[Layout]paper {
	return map[Layout]paper{
		A4Ten:  {width: 210, height: 297, columns: 2, rows: 5, left: 15, top: 11, cell: card(90, 55), mark: cutMarks},
		A4Four: {width: 210, height: 297, columns: 2, rows: 2, cell: portrait(148.5), mark: cutLines},
		A6:     {width: 105, height: 148, columns: 1, rows: 1, cell: portrait(148)},
		Card:   {width: 90, height: 55, columns: 1, rows: 1, cell: card(90, 55)},
		Label:  {width: 100, height: 62, columns: 1, rows: 1, cell: card(100, 62).black()},
	}
}

// design is how one badge is drawn; lengths in millimetres.
type design struct {
	width, height float64
	pad, head     float64
	code          float64 // side of the QR code without its quiet zone
	logos         float64 // height of the row of pictures
	plain         bool    // for printers that know only black: a line instead of a filled head
	above         int     // how many of first name, rest, organisation and unit stand over the code, in full width

	event, hosts, first, rest, organisation, unit, line, reference block
}

// card is the pocket size: the first name across, everything else beside the code.
func card(width, height float64) design {
	return design{
		width: width, height: height, pad: 5, head: 8.5, code: 20, logos: 6.5, above: 1,
		event:        block{bold: true, size: 9.5, floor: 4, squeeze: 0.8, lines: 2, leading: 1.1, ink: white},
		hosts:        block{size: 5.2, floor: 3, squeeze: 0.9, lines: 3, leading: 1.2, before: 1.4, ink: quiet},
		first:        block{bold: true, size: 28, floor: 7, squeeze: 0.6, lines: 2, leading: 1.14, ink: black},
		rest:         block{size: 12.5, floor: 5, squeeze: 0.7, lines: 2, leading: 1.15, ink: black},
		organisation: block{bold: true, size: 9.5, floor: 5, squeeze: 0.85, lines: 2, leading: 1.2, before: 0.6, ink: black},
		unit:         block{size: 8, floor: 5, squeeze: 0.85, lines: 2, leading: 1.2, before: 0.2, ink: quiet},
		line:         block{size: 7.5, floor: 4.5, squeeze: 0.93, lines: 2, leading: 1.25, ink: black},
		reference:    block{bold: true, size: 7.5, floor: 4, squeeze: 0.5, lines: 1, leading: 1.1, ink: black},
	}
}

// black is the same badge for a printer that has one colour and no patience with large surfaces.
func (d design) black() design {
	d.plain, d.event.ink, d.hosts.ink, d.unit.ink = true, black, black, black
	return d
}

// portrait is A6: names in the middle, the day and the code at the foot.
func portrait(height float64) design {
	return design{
		width: 105, height: height, pad: 7.5, head: 20, code: 31, logos: 11, above: 4,
		event:        block{bold: true, size: 13, floor: 6, squeeze: 0.8, lines: 2, leading: 1.2, ink: white},
		hosts:        block{size: 7.5, floor: 4, squeeze: 0.9, lines: 3, leading: 1.25, ink: quiet},
		first:        block{bold: true, size: 54, floor: 12, squeeze: 0.7, lines: 3, leading: 1.05, ink: black},
		rest:         block{size: 23, floor: 8, squeeze: 0.7, lines: 3, leading: 1.15, before: 1, ink: black},
		organisation: block{bold: true, size: 16, floor: 7, squeeze: 0.9, lines: 3, leading: 1.2, before: 4, ink: black},
		unit:         block{size: 13.5, floor: 6, squeeze: 0.9, lines: 3, leading: 1.2, before: 0.8, ink: quiet},
		line:         block{size: 11, floor: 6, squeeze: 0.93, lines: 2, leading: 1.3, before: 0.6, ink: black},
		reference:    block{bold: true, size: 10.5, floor: 6, squeeze: 0.5, lines: 1, leading: 1.1, ink: black},
	}
}
