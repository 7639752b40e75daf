package evaluation

import (
	"errors"
	"io"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/survey"
	"samling/views/report"
	"samling/views/text"
)

// UseStandard takes the standard questions.
func (h *Handlers) UseStandard(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	return h.replace(c, form, "evaluation.done.standard", func() (survey.Questionnaire, error) {
		return survey.ParseQuestionnaire(text.StandardQuestionnaire())
	})
}

// fileMax is ten times what a long questionnaire takes. The reader needs time that grows with the square of the size.
const fileMax = 256 << 10

// errFileLarge says that a file is no questionnaire; half of it would be read as if it were the whole.
var errFileLarge = survey.ErrQuestionnaire.Because(errors.New("the file is larger than 256 kB"))

// ImportQuestions takes the questions of a file.
func (h *Handlers) ImportQuestions(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	return h.replace(c, form, "evaluation.done.imported", func() (survey.Questionnaire, error) {
		raw, err := uploaded(c)
		if err != nil {
			return survey.Questionnaire{}, err
		}
		return survey.ParseQuestionnaire(raw)
	})
}

// uploaded reads the file that was sent; none is an empty one.
func uploaded(c *fiber.Ctx) ([]byte, error) {
	file := web.File(c, "file")
	if file == nil {
		return nil, nil
	}
	f, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if file.Size > fileMax {
		return nil, errFileLarge
	}
	return io.ReadAll(f)
}

// ExportQuestions sends the questions as a file that can be imported again.
func (h *Handlers) ExportQuestions(c *fiber.Ctx) error {
	e := web.Edition(c)
	all, err := survey.Questions(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	raw, err := survey.WriteQuestionnaire(survey.Questionnaire{Questions: all})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/yaml; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "fragor", "yaml")))
	return c.Send(raw)
}
