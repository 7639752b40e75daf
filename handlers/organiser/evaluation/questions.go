package evaluation

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

const questionsView = "evaluation/questions"

// questionsPage lists what is asked, part by part, beside a picture of the form on a phone.
type questionsPage struct {
	desk.Frame
	Parts    []questionPart
	Count    int
	Minutes  string
	Answered bool // nothing can be changed any more
}

type questionPart struct {
	Part, Heading, Text string
	Rows                []questionRow
}

type questionRow struct {
	ID, Code, Ask, Kind, If string
	Version                 int
	English                 bool // has an English wording
	Short, First, Last      bool
}

// parts are the parts of a questionnaire in the order in which they are asked.
var parts = [...]survey.Part{survey.Day, survey.Seminar, survey.Commitment, survey.FollowUp}

// Questions shows the page.
func (h *Handlers) Questions(c *fiber.Ctx) error {
	p, err := h.questionsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, questionsView, p)
}

func (h *Handlers) questionsPage(c *fiber.Ctx) (*questionsPage, error) {
	db, e := h.Store.Read(c.UserContext()), web.Edition(c)
	p := &questionsPage{Frame: h.frame(c, "evaluation.questions")}
	all, err := survey.Questions(db, e.ID)
	if err != nil {
		return nil, err
	}
	if p.Answered, err = survey.Answered(db, e.ID); err != nil {
		return nil, err
	}
	p.Count = len(all)
	p.Minutes = p.Int(survey.Minutes(all, 2))
	for _, part := range parts {
		one := questionPart{Part: string(part), Heading: p.T("evaluation.part." + string(part)), Text: p.T("evaluation.part_text." + string(part))}
		var before []survey.Question
		for _, q := range all {
			if q.Part == part {
				one.Rows = append(one.Rows, p.row(q, before))
				before = append(before, q)
			}
		}
		if n := len(one.Rows); n > 0 {
			one.Rows[0].First, one.Rows[n-1].Last = true, true
		}
		p.Parts = append(p.Parts, one)
	}
	return p, nil
}

func (h *Handlers) frame(c *fiber.Ctx, title string) desk.Frame {
	f := desk.NewFrame(h.App, c, title, "/utvardering")
	f.Styles = append(f.Styles, "css/evaluation.css")
	f.Under("/utvardering", "organiser.evaluation")
	return f
}

func (p *questionsPage) row(q survey.Question, before []survey.Question) questionRow {
	r := questionRow{ID: string(q.ID), Code: q.Code, Ask: q.Ask.In(p.Lang()), Kind: p.T("evaluation.kind." + kindWord(q)), Version: q.Version,
		English: q.Ask["en"] != "", Short: q.Short}
	if on, hangs := survey.ConditionOf(q, before); hangs {
		r.If = on.Question.Code
	}
	return r
}

// kindWord names a kind as organisers choose it: the 0-10 question is a kind of its own to them.
func kindWord(q survey.Question) string {
	if q.Recommends() {
		return "nps"
	}
	return string(q.Kind)
}

// MoveQuestion moves a question one step.
func (h *Handlers) MoveQuestion(c *fiber.Ctx) error {
	up := c.FormValue("till") == "upp"
	return h.change(c, "evaluation.done.moved", func(tx *store.Tx, edition store.ID, version int, id store.ID) error {
		return survey.MoveQuestion(tx, edition, version, id, up)
	})
}

// CopyQuestion puts a copy after a question.
func (h *Handlers) CopyQuestion(c *fiber.Ctx) error {
	return h.change(c, "evaluation.done.copied", survey.CopyQuestion)
}

func (h *Handlers) change(c *fiber.Ctx, done string, do func(tx *store.Tx, edition store.ID, version int, id store.ID) error) error {
	p, err := h.questionsPage(c)
	if err != nil {
		return err
	}
	return desk.SaveOne(h.App, c, desk.Edit{View: questionsView, Page: p, Path: questionsPath, Done: done}, do)
}

// question finds the one in the address, and those of its part before it.
func (h *Handlers) question(c *fiber.Ctx) (survey.Question, []survey.Question, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return survey.Question{}, nil, err
	}
	return survey.QuestionByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// replace puts a whole questionnaire in place of the one there is, or says why not.
func (h *Handlers) replace(c *fiber.Ctx, form web.Form, done string, read func() (survey.Questionnaire, error)) error {
	p, err := h.questionsPage(c)
	if err != nil {
		return err
	}
	q, err := read()
	edit := desk.Edit{View: questionsView, Page: p, Form: form, Path: questionsPath, Done: done}
	if err != nil {
		return h.refuseFile(c, edit, err)
	}
	edit.Do = func(tx *store.Tx) error {
		if err := survey.ReplaceQuestions(tx, web.Edition(c).ID, desk.Version(form), q); err != nil {
			return err
		}
		return desk.Log(tx, c, "questions_replaced", "", "questions="+p.Int(len(q.Questions)))
	}
	return desk.Save(h.App, c, edit)
}

// refuseFile tells what is wrong in a file, in the file's own words: whoever writes YAML wants the line.
func (h *Handlers) refuseFile(c *fiber.Ctx, e desk.Edit, err error) error {
	if !errors.Is(err, survey.ErrQuestionnaire) {
		return err
	}
	reason := ""
	if cause := errors.Unwrap(err); cause != nil {
		reason = cause.Error()
	}
	return desk.Refuse(h.App, c, e, fiber.StatusUnprocessableEntity, []page.Problem{{Field: "file", Key: "evaluation.problem_file", Args: map[string]any{"Reason": reason}}})
}
