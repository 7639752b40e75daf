package evaluation

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

const questionView = "evaluation/question"

// questionPage is the form for one question, Swedish and English side by side.
type questionPage struct {
	desk.Frame
	ID       string
	Action   string
	Part     string
	Kind     string // what is asked for: fields that do not belong to it are not there
	Lists    bool   // it has answers to choose among
	Ends     bool
	Rows     bool
	Kinds    []desk.Option
	Before   []before // what it can hang on
	Answered bool
}

// before is an earlier question with its answers.
type before struct {
	Label   string
	Options []desk.Option
}

// kinds are what an organiser can choose, the usual first. The commitment's box to tick comes with the standard questions.
var kinds = [...]string{"scale", "choice", "choices", "matrix", "nps", "number", "text", "heading"}

// NewQuestion shows an empty form: first the kind is chosen, in the address, so that it works without a script.
func (h *Handlers) NewQuestion(c *fiber.Ctx) error {
	p, err := h.newPage(c, c.Query("del"), c.Query("typ"))
	if err != nil {
		return err
	}
	p.Form.Values = h.preset(p)
	return h.Show(c, fiber.StatusOK, questionView, p)
}

func (h *Handlers) newPage(c *fiber.Ctx, part, kind string) (*questionPage, error) {
	if !slices.Contains(parts[:], survey.Part(part)) {
		return nil, store.ErrNotFound
	}
	all, err := survey.Questions(h.Store.Read(c.UserContext()), web.Edition(c).ID)
	if err != nil {
		return nil, err
	}
	p := &questionPage{Frame: h.frame(c, "evaluation.new"), Part: part}
	p.Action = p.Root + questionsPath + "/ny"
	if slices.Contains(kinds[:], kind) {
		p.Kind = kind
	}
	for _, k := range kinds {
		p.Kinds = append(p.Kinds, desk.Option{Value: k, Text: p.T("evaluation.kind." + k), Chosen: k == p.Kind})
	}
	p.fields()
	p.before(slices.DeleteFunc(all, func(q survey.Question) bool { return string(q.Part) != part }))
	p.Answered, err = survey.Answered(h.Store.Read(c.UserContext()), web.Edition(c).ID)
	return p, err
}

// fields says which fields belong to the kind.
func (p *questionPage) fields() {
	p.Lists = slices.Contains([]string{"scale", "choice", "choices", "matrix"}, p.Kind)
	p.Ends, p.Rows = p.Kind == "nps", p.Kind == "matrix"
}

func (p *questionPage) before(questions []survey.Question) {
	for _, q := range questions {
		if !q.Leads() {
			continue
		}
		b := before{Label: q.Code + ". " + q.Ask.In(p.Lang())}
		for _, o := range q.Options {
			b.Options = append(b.Options, desk.Option{Value: q.Code + "=" + o.Value, Text: q.Label(o.Value, p.Lang())})
		}
		p.Before = append(p.Before, b)
	}
}

// preset fills a new scale with the usual steps, so that only the question is left to write.
func (h *Handlers) preset(p *questionPage) map[string][]string {
	if p.Kind != "scale" && p.Kind != "matrix" {
		return desk.Values()
	}
	sv, en := h.Texts.For("sv"), h.Texts.For("en")
	return desk.Values("options_sv", sv.T("evaluation.agree"), "options_en", en.T("evaluation.agree"),
		"none_sv", sv.T("evaluation.dont_know"), "none_en", en.T("evaluation.dont_know"))
}

// AddQuestion saves a new question.
func (h *Handlers) AddQuestion(c *fiber.Ctx) error {
	form, err := web.ReadForm(c, "if")
	if err != nil {
		return err
	}
	p, err := h.newPage(c, form.Get("part"), form.Get("kind"))
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: questionView, Page: p, Form: form, Path: questionsPath, Done: "evaluation.done.added",
		Do: func(tx *store.Tx) error {
			return survey.AddQuestion(tx, web.Edition(c).ID, desk.Version(form), questionForm(form))
		}})
}

// Question shows the form of one.
func (h *Handlers) Question(c *fiber.Ctx) error {
	p, q, err := h.editPage(c)
	if err != nil {
		return err
	}
	p.Form.Values = formValues(q.Form())
	return h.Show(c, fiber.StatusOK, questionView, p)
}

func (h *Handlers) editPage(c *fiber.Ctx) (*questionPage, survey.Question, error) {
	q, earlier, err := h.question(c)
	if err != nil {
		return nil, q, err
	}
	p, err := h.newPage(c, string(q.Part), kindWord(q))
	if err != nil {
		return nil, q, err
	}
	if p.Kind == "" { // a consent: made by the standard questions, and worded here
		p.Kind = string(q.Kind)
	}
	p.ID, p.Action, p.Before = string(q.ID), p.Root+questionsPath+"/"+string(q.ID), nil
	p.before(earlier)
	p.Title = q.Code + ". " + q.Ask.In(p.Lang())
	p.Crumbs = append(p.Crumbs[:len(p.Crumbs)-1], page.Link{Href: p.Root + questionsPath, Text: p.T("evaluation.questions")}, page.Link{Text: q.Code})
	return p, q, nil
}

// SaveQuestion writes it anew.
func (h *Handlers) SaveQuestion(c *fiber.Ctx) error {
	form, err := web.ReadForm(c, "if")
	if err != nil {
		return err
	}
	p, q, err := h.editPage(c)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: questionView, Page: p, Form: form, Path: questionsPath, Done: "evaluation.done.saved",
		Do: func(tx *store.Tx) error {
			f := questionForm(form)
			if f.Kind == "" {
				f.Kind = q.Kind
			}
			return survey.EditQuestion(tx, web.Edition(c).ID, desk.Version(form), q.ID, f)
		}})
}

func questionForm(form web.Form) survey.QuestionForm {
	f := survey.QuestionForm{Part: survey.Part(form.Get("part")), Code: form.Get("code"), Kind: survey.Kind(form.Get("kind")),
		Optional: form.Ticked("optional"), Short: form.Ticked("short"), SV: form.Get("sv"), EN: form.Get("en"),
		HintSV: form.Get("hint_sv"), HintEN: form.Get("hint_en"), OptionsSV: form.Get("options_sv"), OptionsEN: form.Get("options_en"),
		NoneSV: form.Get("none_sv"), NoneEN: form.Get("none_en"), EndsSV: form.Get("ends_sv"), EndsEN: form.Get("ends_en"),
		RowsSV: form.Get("rows_sv"), RowsEN: form.Get("rows_en"), Most: form.Get("most"), If: form.All("if")}
	if f.Kind == "nps" {
		f.Kind, f.OptionsSV = survey.Scale, "0 =\n1 =\n2 =\n3 =\n4 =\n5 =\n6 =\n7 =\n8 =\n9 =\n10 ="
	}
	return f
}

// formValues is the way back: what the form shows of a question.
func formValues(f survey.QuestionForm) map[string][]string {
	v := desk.Values("code", f.Code, "sv", f.SV, "en", f.EN, "hint_sv", f.HintSV, "hint_en", f.HintEN, "options_sv", f.OptionsSV,
		"options_en", f.OptionsEN, "none_sv", f.NoneSV, "none_en", f.NoneEN, "ends_sv", f.EndsSV, "ends_en", f.EndsEN,
		"rows_sv", f.RowsSV, "rows_en", f.RowsEN, "most", f.Most)
	if v["if"] = f.If; f.Optional {
		v["optional"] = []string{"ja"}
	}
	if f.Short {
		v["short"] = []string{"ja"}
	}
	return v
}
