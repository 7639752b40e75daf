package results

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/survey"
	"samling/views/figures"
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

// graded is a five-step figure.
func graded(code, ask string, counts ...int) survey.Figure {
	f := survey.Figure{Code: code, Question: survey.Question{Code: code, Version: 1, Kind: survey.Scale, Body: survey.Body{Ask: survey.Words{"sv": ask}, None: survey.Words{"sv": "Vet inte"}}}}
	for i, n := range counts {
		value := string(rune('1' + i))
		f.Question.Options = append(f.Question.Options, survey.Option{Value: value})
		f.Cells = append(f.Cells, survey.Cell{Value: value, N: n})
		f.N += n
	}
	f.Share, f.Median = 100*float64(counts[3]+counts[4])/float64(f.N), 4
	return f
}

// day is a day with something of everything.
func day() figures.Input {
	last := graded("Q1", "", 0, 0, 10, 20, 20)
	first := graded("Q1", "Hur nöjd är du?", 5, 0, 20, 30, 45)
	first.Last, first.Cells[1] = &last, survey.Cell{Value: "2", Hidden: survey.Few}
	hidden := survey.Figure{Code: "Q2", Question: graded("Q2", "Hemlig fråga om räksmörgåsar", 1, 1, 1, 1, 1).Question, Hidden: survey.Few}
	texts := survey.Figure{Code: "Q11", N: 6, Question: survey.Question{Code: "Q11", Kind: survey.Text, Body: survey.Body{Ask: survey.Words{"sv": "Vad var bäst?"}}},
		Texts: []string{") Tj ET <script>", "שלום", "🙂", strings.Repeat("ordentligtlångtordutanmellanslag", 60), "Åsa och Örjan", "sex"}}
	seminar := survey.SeminarResult{Seminar: event.Seminar{Key: "losam", Title: "LOSAM"}, Asked: 50, Sheets: 40, Figures: []survey.Figure{graded("S1", "Betyg?", 0, 0, 8, 16, 16)}}
	return figures.Input{
		Results: survey.Results{Edition: event.Edition{Title: "Samverkansdag", TimeZone: "Europe/Stockholm"}, Least: 5, Opened: true, Closed: true, Turnout: survey.Turnout{HandedOut: 150, Answered: 100},
			Counted: 100, Last: &survey.Earlier{Turnout: survey.Turnout{HandedOut: 60, Answered: 50}}, Day: []survey.Figure{first, hidden, texts}, Seminars: []survey.SeminarResult{seminar}},
		Kinds: []survey.Participation{{Kind: "kommun", Turnout: survey.Turnout{HandedOut: 90, Answered: 60}}, {Kind: "polis", Hidden: survey.Few}},
		Rooms: []door.RoomMix{{Seminar: seminar.Seminar, People: 48, Groups: []survey.Group{{Name: "kommun", N: 30}, {Name: "polis", Hidden: survey.Few}, {Name: "stat", Hidden: survey.Beside}}}},
	}
}

func cover() Cover {
	return Cover{Event: "Samverkansdag", When: "Torsdag 5 mars 2026", Created: time.Date(2026, 4, 1, 8, 0, 0, 0, time.UTC), Stamp: "Framtagen 2026-04-01",
		Hosts: []HostMark{{Name: "Stockholms stad, Skarpnäcks stadsdelsförvaltning"}, {Name: "Länsstyrelsen"}, {Name: "C"}, {Name: "D"}, {Name: "E"}}}
}

func printed(t *testing.T, in figures.Input) []byte {
	t.Helper()
	tr := swedish(t)
	var out bytes.Buffer
	if err := PDF(&out, tr, cover(), figures.New(tr, in)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read gives the words of a PDF as another program reads them, and how many pages it has.
func read(t *testing.T, raw []byte) (words string, pages int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext is needed to check the report (apt-get install poppler-utils): %v", err)
	}
	return regexp.MustCompile(`\s+`).ReplaceAllString(string(out), " "), strings.Count(string(out), "\f")
}

func TestReportOnPaper(t *testing.T) {
	raw := printed(t, day())
	words, pages := read(t, raw)
	for _, want := range []string{"Utvärdering av Samverkansdag", "Skarpnäcks", "75 procent är nöjda", "100 av 150 har svarat", "visas inte: färre än 5 svar", "–5,0",
		"LOSAM", "48 personer", "Kommuner 30, övriga visas inte", "66,7 %", "Vad var bäst?", ") Tj ET <script>", "De som inte svarade", "50 av 150 svarade inte", "Det som inte visas",
		"Bilaga: antal svar", "Framtagen 2026-04-01"} {
		if !strings.Contains(words, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if pages < 2 || pages > 4 {
		t.Errorf("%d pages", pages)
	}
	if !bytes.Equal(raw, printed(t, day())) {
		t.Error("the same results give different bytes")
	}
}

// Whatever the questionnaire is, the report is finished and its text stays on the paper.
func TestReportOfOddDays(t *testing.T) {
	many := day()
	for i := range 200 {
		many.Results.Day = append(many.Results.Day, graded(fmt.Sprintf("X%d", i), strings.Repeat("lång fråga ", 20), 10, 10, 10, 10, 10))
	}
	none := figures.Input{Results: survey.Results{Least: 5}}
	few := figures.Input{Results: survey.Results{Least: 5, Opened: true, Closed: true, Turnout: survey.Turnout{HandedOut: 4}}}
	silent := day()
	silent.Results.Day, silent.Results.Seminars, silent.Rooms, silent.Kinds = nil, nil, nil, nil
	wide := day()
	wide.Results.Day[0].Question.Ask = survey.Words{"sv": strings.Repeat("ordutanmellanslag", 40)}
	for name, in := range map[string]figures.Input{"two hundred questions": many, "before the day": none, "four answers": few, "no questions": silent, "one endless word": wide} {
		words, pages := read(t, printed(t, in))
		if pages == 0 || !strings.Contains(words, "Utvärdering av Samverkansdag") {
			t.Errorf("%s: %d pages, %.200s", name, pages, words)
		}
		if name == "two hundred questions" && pages < 20 {
			t.Errorf("%s stand on %d pages", name, pages)
		}
	}
}

// A hidden row of any table file has "<5" and no other figure.
func TestHiddenRowsCarryNoOtherFigure(t *testing.T) {
	in, tr := day(), swedish(t)
	for name, write := range map[string]func() (string, error){
		"resultat": func() (string, error) { var out bytes.Buffer; err := CSV(&out, tr, in); return out.String(), err },
		"deltagande": func() (string, error) {
			var out bytes.Buffer
			err := Participation(&out, tr, in)
			return out.String(), err
		},
	} {
		raw, err := write()
		if err != nil {
			t.Fatal(err)
		}
		hidden := 0
		for _, row := range strings.Split(raw, "\r\n") {
			before, after, is := strings.Cut(row, ";<5")
			if !is {
				continue
			}
			hidden++
			if strings.Trim(after, ";") != "" || strings.Contains(before, ",") && strings.Contains(name, "deltagande") {
				t.Errorf("%s: %s", name, row)
			}
		}
		if hidden == 0 {
			t.Errorf("%s hides nothing", name)
		}
	}
}
