package host

import (
	"bufio"
	"io"
	"os"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/figures"
	"samling/views/report"
	"samling/views/report/results"
	"samling/views/text"
)

// file is one kind of download.
type file struct {
	what string // text key of the word in its name, and of the word in the log
	ext  string
	kind string // MIME type
}

const (
	csvType  = "text/csv; charset=utf-8"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// writer makes a download.
type writer func(w io.Writer, t *text.Translator, in figures.Input) error

// CSV sends the results as a table: one row for each question and answer.
func (h *Handlers) CSV(c *fiber.Ctx) error {
	return h.download(c, file{"host.file_results", "csv", csvType}, results.CSV)
}

// XLSX sends the results as a workbook.
func (h *Handlers) XLSX(c *fiber.Ctx) error {
	return h.download(c, file{"host.file_results", "xlsx", xlsxType}, results.XLSX)
}

// Participation sends who was asked and answered, by kind of organisation.
func (h *Handlers) Participation(c *fiber.Ctx) error {
	return h.download(c, file{"host.file_participation", "csv", csvType}, results.Participation)
}

// Codebook sends what was asked.
func (h *Handlers) Codebook(c *fiber.Ctx) error {
	e := web.Edition(c)
	questions, err := survey.Questions(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	return h.download(c, file{"host.file_questions", "csv", csvType}, func(w io.Writer, t *text.Translator, _ figures.Input) error {
		return results.Codebook(w, t, e.Slug, questions)
	})
}

// download writes the whole file to a place of its own before anything is sent: a failure is an error page and never half a
// file, and a large one takes no memory. Then it is noted who fetched what, if they still may, before the first byte leaves.
func (h *Handlers) download(c *fiber.Ctx, f file, write writer) error {
	in, err := h.input(c)
	if err != nil {
		return err
	}
	spool, err := spooled(func(w io.Writer) error { return write(w, h.T(c), in) })
	if err != nil {
		return err
	}
	name := report.FileName(in.Results.Edition.StartsAt.In(in.Results.Edition.Zone()), in.Results.Edition.Slug, h.T(c).T(f.what), f.ext)
	if err := h.note(c, name); err != nil {
		_ = spool.Close()
		return err
	}
	size, err := spool.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = spool.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = spool.Close()
		return err
	}
	c.Set(fiber.HeaderContentType, f.kind)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(name))
	return c.SendStream(spool, int(size)) // closes it
}

// spooled writes to a file without a name: it is gone when it is closed, also if the program dies.
func spooled(write func(w io.Writer) error) (*os.File, error) {
	f, err := os.CreateTemp("", "samling-*")
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriter(f)
	err = os.Remove(f.Name())
	if err == nil {
		err = write(out)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// note writes into the log who fetched which file. A large file takes a while: whoever is no host any more when it is done
// does not get it. The question stands in the transaction of the note, so there is no moment in between.
func (h *Handlers) note(c *fiber.Ctx, name string) error {
	e := web.Edition(c)
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		user, err := account.ByID(tx.DB, web.User(c).ID)
		if err != nil {
			return err
		}
		if !user.DisabledAt.IsZero() || !user.May(account.Host, e.ID) {
			return fiber.ErrForbidden
		}
		return account.Log(tx, account.Entry{Actor: string(user.ID), EditionID: e.ID, Action: "results_exported", Subject: string(e.ID), Detail: name})
	})
}
