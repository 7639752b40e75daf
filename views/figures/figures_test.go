package figures

import (
	"math"
	"strings"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/text"
)

func swedish(t *testing.T) *text.Translator {
	t.Helper()
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For("sv")
}

// graded is a five-step figure with these counts.
func graded(code string, version int, counts ...int) survey.Figure {
	f := survey.Figure{Code: code, Question: survey.Question{Code: code, Version: version, Kind: survey.Scale, Body: survey.Body{Ask: survey.Words{"sv": code + "?"}}}}
	for i, n := range counts {
		value := string(rune('1' + i))
		f.Question.Options = append(f.Question.Options, survey.Option{Value: value, Label: survey.Words{"sv": "steg " + value}})
		f.Cells = append(f.Cells, survey.Cell{Value: value, N: n})
		f.N += n
	}
	f.Share = math.Round(1000*float64(counts[3]+counts[4])/float64(f.N)) / 10
	return f
}

// The line between the third and the fourth step stands in one place, pieces meet without gaps, and nothing leaves the
// drawing.
func TestBarsDivergeFromOneLine(t *testing.T) {
	d := &Told{t: swedish(t)}
	table := d.table("x", "x")
	for _, counts := range [][]int{{0, 0, 2, 3, 5}, {5, 3, 2, 0, 0}, {10, 0, 0, 0, 0}, {0, 0, 10, 0, 0}, {1, 1, 1, 1, 1}, {0, 0, 0, 0, 1000}} {
		table.add(d.figureRow(graded("Q1", 1, counts...), "x"))
	}
	table.lay()
	for i, r := range table.Rows {
		at := r.Bits[0].Start
		for _, b := range r.Bits {
			if math.Abs(b.Start-at) > 1e-9 || b.Start < -1e-9 || b.Start+b.Width > 1+1e-9 {
				t.Errorf("row %d: a piece at %f, wanted %f (width %f)", i, b.Start, at, b.Width)
			}
			at = b.Start + b.Width
			if b.Class < "s4" && b.Start+b.Width > table.Middle+1e-9 || (b.Class == "s4" || b.Class == "s5") && b.Start < table.Middle-1e-9 {
				t.Errorf("row %d: %s is on the wrong side", i, b.Class)
			}
		}
	}
	if table.Steps == nil || table.Steps[4] != "steg 5" {
		t.Errorf("the rows share a scale: %q", table.Steps)
	}
}

// What is hidden on each side of the line is one piece of the right width; without a share there is no bar.
func TestHiddenStepsAreDrawnTogether(t *testing.T) {
	d := &Told{t: swedish(t), Least: "5"}
	f := graded("Q1", 1, 1, 2, 17, 30, 50)
	for i := range 3 {
		f.Cells[i] = survey.Cell{Value: f.Cells[i].Value, Hidden: survey.Few}
	}
	table := d.table("x", "x")
	table.add(d.figureRow(f, "x"))
	f.ShareHidden, f.Share = survey.Beside, 0
	table.add(d.figureRow(f, "x"))
	table.lay()
	r := table.Rows[0]
	if len(r.Bits) != 3 || r.Bits[0].Class != "sx" || r.Bits[0].Label != "20" || math.Abs(r.Bits[0].Start+r.Bits[0].Width-table.Middle) > 1e-9 || !table.Partly {
		t.Errorf("%+v", r.Bits)
	}
	if strings.Join(r.Cells, " ") != "<5 <5 <5 30 50" {
		t.Errorf("%q", r.Cells)
	}
	if r := table.Rows[1]; r.Bits != nil || r.Share != "" || r.NoShare == "" || r.N != "100" {
		t.Errorf("%+v", r)
	}
}

// Two neighbours never look alike without colour: their patterns differ, or one of them is plain and the other's tone is at
// the other end.
func TestStepsDifferWithoutColour(t *testing.T) {
	for i := 1; i < len(steps); i++ {
		if steps[i].pattern == steps[i-1].pattern {
			t.Errorf("steps %d and %d have the same pattern", i, i+1)
		}
	}
}

// A hidden figure leaves nothing in its row, and nothing of it is in the bars.
func TestHiddenRowsAreEmpty(t *testing.T) {
	d := &Told{t: swedish(t), Least: "5"}
	f := graded("Q1", 1, 1, 1, 1, 1, 1)
	f = survey.Figure{Question: f.Question, Code: f.Code, Hidden: survey.Few}
	table := d.table("x", "x")
	table.add(d.figureRow(f, "x"))
	table.lay()
	r := table.Rows[0]
	if r.Hidden != "visas inte: färre än 5 svar" || r.Bits != nil || r.Cells != nil || r.Share+r.N+r.Median+r.None != "" {
		t.Errorf("%+v", r)
	}
}

func TestTrendsBreakWhereTheWordingChanged(t *testing.T) {
	day := func(year int) event.Edition {
		return event.Edition{StartsAt: store.At(time.Date(year, 3, 5, 9, 0, 0, 0, time.UTC)), TimeZone: "Europe/Stockholm"}
	}
	point := func(year, version int, reworded bool) survey.Point {
		f := graded("Q1", version, 0, 0, 2, 4, 4)
		f.Question.Ask = survey.Words{"sv": "lydelse " + string(rune('0'+version))}
		return survey.Point{Edition: day(year), Question: f.Question, Figure: f, Comparable: version == 2, Reworded: reworded}
	}
	points := []survey.Point{point(2023, 1, false), point(2024, 1, false), point(2025, 2, true), point(2026, 2, false)}
	d := &Told{t: swedish(t)}
	d.trends([]survey.Trend{{Code: "Q1", Question: points[3].Question, Points: points}})
	if len(d.Trends) != 1 || len(d.Trends[0].Lines) != 2 || d.Trends[0].Points[2].Reworded != "lydelse 1" || strings.Join(d.Years, " ") != "2023 2024 2025 2026" {
		t.Errorf("%+v %v", d.Trends, d.Years)
	}
	if p := d.Trends[0].At("2024"); p.Value != "80,0\u00a0%" || d.Trends[0].At("1999").Value != "" {
		t.Errorf("%+v", p)
	}
}

// What is hidden in a room is drawn as one piece and told apart from nothing.
func TestRoomsKeepTheirHiddenPartTogether(t *testing.T) {
	d := &Told{t: swedish(t), Least: "5"}
	d.rooms([]door.RoomMix{
		{Seminar: event.Seminar{Key: "a", Title: "A"}, People: 30, Groups: []survey.Group{{Name: "kommun", N: 20}, {Name: "polis", Hidden: survey.Few}, {Name: "stat", Hidden: survey.Beside}, {Name: "region"}}},
		{Seminar: event.Seminar{Key: "b", Title: "B"}, Groups: []survey.Group{{Name: "kommun", Hidden: survey.Few}}},
	})
	a, b := d.Rooms[0], d.Rooms[1]
	if len(a.Bits) != 2 || a.Words != "Kommuner 20, övriga visas inte" || len(d.Looks) != 2 {
		t.Errorf("%+v %+v", a, d.Looks)
	}
	if b.Hidden == "" || b.Bits != nil || b.People != "" {
		t.Errorf("%+v", b)
	}
}

func TestExcerptTakesEachTextOnce(t *testing.T) {
	texts := Texts{Texts: []string{"a", "a", "b", "c", "d"}, Themes: []Theme{{Name: "x", Texts: []string{"a", "a", "b"}, Count: 3}}}
	short := texts.Excerpt(2)
	if strings.Join(short.Texts, "") != "ab" || strings.Join(short.Themes[0].Texts, "") != "ab" || short.Themes[0].Count != 3 {
		t.Errorf("%+v", short)
	}
	if len(texts.Themes[0].Texts) != 3 || len(texts.Texts) != 5 {
		t.Error("the original was changed")
	}
}

func TestDifferencesKeepTheirSign(t *testing.T) {
	d := &Told{t: swedish(t)}
	for x, want := range map[float64]string{5.12: "+5,1", -2: "−2,0", 0.04: "0,0", -0.04: "0,0"} {
		if got := d.signed(x, 1); got != want {
			t.Errorf("%f: %q", x, got)
		}
	}
}
