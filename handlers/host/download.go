package host

import (
	"bytes"
	"io"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/report"
	"samling/views/report/results"
	"samling/views/text"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// CSV sends the results as a table: one row for each question and answer.
func (h *Handlers) CSV(c *fiber.Ctx) error {
	return h.download(c, "csv", "text/csv; charset=utf-8", results.CSV)
}

// XLSX sends the results as a workbook.
func (h *Handlers) XLSX(c *fiber.Ctx) error { return h.download(c, "xlsx", xlsxType, results.XLSX) }

// download writes the whole file before anything is sent: a failure is an error page and never half a file. Who
// fetched which file is in the log before the first byte leaves.
func (h *Handlers) download(c *fiber.Ctx, ext, kind string, write func(io.Writer, *text.Translator, survey.Results) error) error {
	e := web.Edition(c)
	r, err := survey.ResultsOf(h.Store.Read(c.UserContext()), e, h.Now())
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := write(&file, h.T(c), r); err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Log(tx, account.Entry{Actor: string(web.User(c).ID), EditionID: e.ID, Action: "results_exported",
			Subject: string(e.ID), Detail: ext})
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition,
		report.ContentDisposition(report.FileName(e.StartsAt.In(e.Zone()), e.Slug, h.T(c).T("host.file_results"), ext)))
	return c.Send(file.Bytes())
}
