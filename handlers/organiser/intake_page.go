package organiser

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/bulk"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/table"
	"samling/views/page"
)

// importPage is an import at any step: its columns, what would become of each line, how far it has come, and what came
// of it.
type importPage struct {
	desk.Frame
	I             bulk.Import
	Action        string
	Columns       []mappedColumn
	Organisations []organisationGroup
	Chosen        bool // the columns are chosen
	Free          int
	Counts        map[string]int // lines by verdict
	Tabs          []page.Link
	Lines         []importLine
	Window        desk.Window
	Refused       []importLine // of an import that is done
}

type mappedColumn struct {
	Name, Head string
	Fields     []desk.Option
	Samples    []string
}

type importLine struct {
	Line                        int
	Name, Email, Organisation   string
	Verdict, Tone, What, Search string
	Problems                    []string
}

// Import shows an import at the step where it is.
func (h *Handlers) Import(c *fiber.Ctx) error {
	i, err := h.importOf(c)
	if err != nil {
		return err
	}
	p, err := h.importPage(c, i)
	if err != nil {
		return err
	}
	if i.State == "running" {
		c.Set("Refresh", "2")
	}
	return h.Show(c, fiber.StatusOK, "organiser/import", p)
}

func (h *Handlers) importOf(c *fiber.Ctx) (bulk.Import, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return bulk.Import{}, err
	}
	return bulk.ImportByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

func (h *Handlers) importPage(c *fiber.Ctx, i bulk.Import) (*importPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &importPage{Frame: desk.NewFrame(h.App, c, "import.title", "/deltagare"), I: i, Action: importPath(c, i)}
	p.Styles = append(p.Styles, "css/list.css")
	p.Under("/deltagare", "organiser.attendees")
	if i.State == "done" {
		p.refused(i)
	}
	if i.State != "new" {
		return p, nil
	}
	mapping, chosen := i.Columns()
	read := i.Table()
	if !chosen {
		mapping = bulk.Guess(read)
	}
	p.Chosen = chosen
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.Organisations = grouped(p.Base, organisations, mapping.Organisation)
	p.mapped(read, mapping)
	if !chosen || c.Query("steg") == "kolumner" {
		p.Chosen = false
		return p, nil
	}
	seats, err := event.SeatsOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.Free = max(0, seats.Left())
	lines, err := bulk.Judge(db, e, read, mapping)
	if err != nil {
		return nil, err
	}
	p.preview(c, lines, organisations)
	return p, nil
}

// mapped shows each column with what it is taken for and its first cells.
func (p *importPage) mapped(read table.Table, m bulk.Mapping) {
	for i, head := range read.Head {
		column := mappedColumn{Name: "kolumn_" + itoa(i), Head: head}
		for _, field := range bulk.Fields {
			column.Fields = append(column.Fields, desk.Option{Value: field, Text: p.T("import.field." + field), Chosen: i < len(m.Columns) && m.Columns[i] == field})
		}
		for _, row := range read.Rows[:min(3, len(read.Rows))] {
			column.Samples = append(column.Samples, row.Cells[i])
		}
		p.Columns = append(p.Columns, column)
	}
}

// verdicts are those that have a tab in the preview, the ones to mend first.
var verdicts = [...]bulk.Verdict{bulk.Bad, bulk.Good, bulk.Already, bulk.Twice}

func (p *importPage) preview(c *fiber.Ctx, lines []bulk.Judged, organisations []event.Organisation) {
	counts := bulk.Count(lines)
	p.Counts = map[string]int{}
	chosen := bulk.Verdict(c.Query("visa"))
	if counts[chosen] == 0 {
		chosen = bulk.Good
		if counts[bulk.Bad] > 0 {
			chosen = bulk.Bad
		}
	}
	for _, v := range verdicts {
		p.Counts[string(v)] = counts[v]
		p.Tabs = append(p.Tabs, page.Link{Href: p.Action + "?visa=" + string(v), Current: v == chosen,
			Text: p.T("import.verdict."+string(v)) + " " + p.Int(counts[v])})
	}
	names := map[string]string{}
	for _, o := range organisations {
		names[o.Key] = o.Name
	}
	p.Window = desk.Cut(c.QueryInt("sida", 1), counts[chosen], func(n int) string {
		return p.Action + "?visa=" + string(chosen) + "&sida=" + itoa(n)
	})
	at := 0
	for _, l := range lines {
		if l.Verdict != chosen {
			continue
		}
		if at >= p.Window.From && at < p.Window.To {
			p.Lines = append(p.Lines, p.line(l, names))
		}
		at++
	}
}

func (p *importPage) line(l bulk.Judged, names map[string]string) importLine {
	line := importLine{Line: l.Line, Name: l.Form.Name, Email: l.Form.Email, Organisation: strings.TrimPrefix(l.Form.Organisation, "? "),
		Verdict: string(l.Verdict)}
	if name := names[l.Form.Organisation]; name != "" {
		line.Organisation = name
	}
	line.Problems = p.sentences(l.Problems)
	return line
}

func (p *importPage) sentences(problems []registration.Problem) []string {
	var all []string
	for _, problem := range problems {
		all = append(all, p.With(problem.Key, problem.Args))
	}
	return all
}

func (p *importPage) refused(i bulk.Import) {
	_, lines := i.RefusedLines()
	for _, l := range lines[:min(len(lines), namesShown)] {
		p.Refused = append(p.Refused, importLine{Line: l.Line, What: strings.Join(filled(l.Cells), " · "), Problems: p.sentences(l.Problems)})
	}
}

// filled are the cells that hold something.
func filled(cells []string) []string {
	return slices.DeleteFunc(slices.Clone(cells), func(cell string) bool { return strings.TrimSpace(cell) == "" })
}
