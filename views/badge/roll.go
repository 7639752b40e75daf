package badge

import (
	"fmt"
	"io"
	"strconv"
	"unicode"
)

// Roll is a list of people on paper, to be ticked with a pen: it begins on a page of its own and takes as many as it needs,
// each with the headings. It states no total and numbers no line, so that nothing can be subtracted from it.
type Roll struct {
	Heading string
	Lead    string
	Notes   []string // above the list, small
	Columns [3]string
	Shares  [3]float64  // of the width, for each column; zero: the usual
	Lines   [][3]string // in the order in which they stand; the first column is bold
	Letters bool        // a heading where the first letter changes
	Empty   string      // what stands above the empty lines at the end
	Blank   int         // how many these are: for whoever comes and is not listed
	Tight   bool        // name and organisation only, in two columns where one would not do: on one page if it can be
}

// Lengths of a roll in millimetres.
const (
	rollEdge   = 18.0
	rollWide   = 210 - 2*rollEdge
	rollFoot   = 297 - 18.0
	rollLine   = 8.2
	rollSquare = 4.6
	rollGap    = 3.0 // between columns
)

// rollShares is how the width is divided between the columns where a roll does not say.
var rollShares = [3]float64{0.44, 0.34, 0.22}

// roller prints one roll.
type roller struct {
	*canvas
	sheet Sheet
	stamp string
	roll  Roll
	page  int
}

// WriteRolls prints lists as one PDF to w. stamp stands at the foot of every page: when it was written. Sheet gives title,
// language, hosts, colour and date; its layout is not looked at. Errors: ErrEmpty for no lists.
func WriteRolls(w io.Writer, sheet Sheet, stamp string, rolls ...Roll) error {
	if len(rolls) == 0 {
		return ErrEmpty
	}
	c, err := newCanvas(sheet, paper{width: 210, height: 297})
	if err != nil {
		return err
	}
	c.pdf.SetMargins(rollEdge, rollEdge, rollEdge)
	c.pdf.SetCellMargin(0)
	for _, r := range rolls {
		if r.Shares == [3]float64{} {
			r.Shares = rollShares
		}
		one := roller{canvas: c, sheet: sheet, stamp: stamp, roll: r}
		if r.Tight {
			one.printTight()
			continue
		}
		one.print()
	}
	if err := c.pdf.Output(w); err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	return nil
}

func (r *roller) print() {
	r.newPage()
	letter := rune(0)
	for _, line := range r.roll.Lines {
		if first := initial(line[0]); r.roll.Letters && first != letter {
			letter = first
			r.room(2 * rollLine)
			r.text(string(letter), rollWide, rollLine, 11, true, quiet, "L")
			r.pdf.Ln(rollLine)
		}
		r.room(rollLine)
		r.line(line, 12, black, true)
	}
	if r.roll.Blank == 0 {
		return
	}
	r.room(4 * rollLine)
	r.space(3)
	r.across(r.roll.Empty, 10, true, black)
	for range r.roll.Blank {
		r.room(rollLine)
		r.line([3]string{}, 12, black, true)
	}
}

// initial is the capital letter that a name stands under.
func initial(name string) rune {
	for _, r := range name {
		return unicode.ToUpper(r)
	}
	return 0
}

// room begins a new page when there is not so much left.
func (r *roller) room(height float64) {
	if r.pdf.GetY()+height > rollFoot-6 {
		r.newPage()
	}
}

// newPage sets the head's colour, the foot, what the list is and the headings of its columns.
func (r *roller) newPage() {
	r.page++
	r.pdf.AddPage()
	r.fill(r.head)
	r.pdf.Rect(0, 0, 210, 6, "F")
	r.pdf.SetXY(rollEdge, rollFoot-3)
	foot := r.stamp
	if r.sheet.Hosts != "" {
		foot += " · " + r.sheet.Hosts
	}
	r.text(foot, rollWide-20, 5, 8, false, quiet, "L")
	r.text(strconv.Itoa(r.page), 20, 5, 8, false, quiet, "R")
	r.pdf.SetXY(rollEdge, rollEdge-4)
	r.across(r.roll.Heading, 24, true, black)
	r.across(r.roll.Lead, 12, false, black)
	if r.page == 1 {
		for _, note := range r.roll.Notes {
			r.space(1)
			r.across(note, 9.5, false, quiet)
		}
	}
	r.space(2)
	if !r.roll.Tight {
		r.line(r.roll.Columns, 9, quiet, false)
	}
}

// across sets text over the width of the page, in as many lines as it needs.
func (r *roller) across(text string, size float64, bold bool, i ink) {
	if text = r.ready(text, size, bold, i); text != "" {
		r.pdf.SetX(rollEdge)
		r.pdf.MultiCell(rollWide, size*point*1.3, text, "", "L", false)
	}
}

// line sets one line of the list, with a square to tick, or the headings.
func (r *roller) line(cells [3]string, size float64, i ink, tick bool) {
	x, y := rollEdge, r.pdf.GetY()
	if tick {
		r.pdf.SetDrawColor(black.r, black.g, black.b)
		r.pdf.SetLineWidth(0.35)
		r.pdf.Rect(x, y+(rollLine-rollSquare)/2, rollSquare, rollSquare, "D")
	}
	x += rollSquare + rollGap
	width := rollWide - rollSquare - rollGap
	for column, cell := range cells {
		r.pdf.SetXY(x, y)
		r.text(cell, width*r.roll.Shares[column]-rollGap, rollLine, size, column == 0 || !tick, i, "L")
		x += width * r.roll.Shares[column]
	}
	r.hairline()
	r.pdf.Line(rollEdge, y+rollLine, rollEdge+rollWide, y+rollLine)
	r.pdf.SetXY(rollEdge, y+rollLine)
}

// text sets a text on one line, smaller or shortened when it is too long.
func (r *roller) text(text string, width, height, size float64, bold bool, i ink, align string) {
	s := r.faces.fit(text, block{bold: bold, size: size, floor: size * 0.7, squeeze: 0.7, lines: 1, leading: 1}, width)
	if len(s.lines) == 0 {
		r.pdf.CellFormat(width, height, "", "", 0, align, false, 0, "")
		return
	}
	style := ""
	if bold {
		style = "B"
	}
	r.pdf.SetFont(family, style, s.size)
	r.pdf.SetTextColor(i.r, i.g, i.b)
	r.pdf.CellFormat(width, height, s.lines[0], "", 0, align, false, 0, "")
}
