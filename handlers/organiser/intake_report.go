package organiser

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/bulk"
	"samling/views/report"
)

// RefusedLines sends the lines that cannot be imported, as they stood in the file with what is wrong at the end, so that
// they can be mended and imported again. Before the import it tells what would be refused.
func (h *Handlers) RefusedLines(c *fiber.Ctx) error {
	i, err := h.importOf(c)
	if err != nil {
		return err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	head, lines := i.RefusedLines()
	if m, chosen := i.Columns(); i.State == "new" && chosen {
		read := i.Table()
		head = read.Head
		judged, err := bulk.Judge(db, e, read, m)
		if err != nil {
			return err
		}
		for _, l := range judged {
			if l.Verdict == bulk.Bad {
				lines = append(lines, bulk.Refusal{Line: l.Line, Cells: l.Cells, Problems: l.Problems})
			}
		}
	}
	if err := desk.Note(h.App, c, "import_refusals_exported", i.ID, "rows="+itoa(len(lines))); err != nil {
		return err
	}
	b := h.Base(c, "import.title")
	var out strings.Builder
	file := report.NewCSV(&out)
	_ = file.Row(cells(head, b.T("import.line"), b.T("import.problem"))...) // a builder takes everything
	for _, l := range lines {
		var words []string
		for _, problem := range l.Problems {
			words = append(words, b.With(problem.Key, problem.Args))
		}
		_ = file.Row(cells(l.Cells, itoa(l.Line), strings.Join(words, " "))...)
	}
	_ = file.Flush()
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(report.FileName(h.Now().In(e.Zone()), e.Slug, "rader-med-fel", "csv")))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString(out.String())
}

func cells(row []string, more ...string) []any {
	all := make([]any, 0, len(row)+len(more))
	for _, cell := range append(row[:len(row):len(row)], more...) {
		all = append(all, cell)
	}
	return all
}
