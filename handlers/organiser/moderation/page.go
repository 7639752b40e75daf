package moderation

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
	"samling/views/text"
)

// textsPage is the free texts of an edition.
type textsPage struct {
	desk.Frame
	Headline  string
	Shut      bool
	Closes    string // when it closes, "" before it has been opened
	Any       bool   // there are texts that can be released
	Withheld  int    // questions with too few texts
	Tabs      []page.Link
	Questions []desk.Option
	Search    search
	Query     string // the choice of texts, as in the address
	Texts     []textLine
	Window    desk.Window
	Clear     int // texts of this choice that wait and have no warning
	Headings  []string
	Least     int
	Lowest    int
}

type textLine struct {
	ID, About, Theme, Reason string
	State, Tone              string
	Parts                    []textPart
	Flags                    []string
	New, Released, Hidden    bool
}

// textPart is a piece of a text; what may point at somebody is marked.
type textPart struct {
	Text   string
	Marked bool
}

// search is which texts are looked at.
type search struct {
	State    survey.TextState
	Question string
	Words    string
	Flagged  bool
	Page     int
}

// states are the tabs, in their order.
var states = [...]survey.TextState{survey.New, survey.Released, survey.Concealed, ""}

func readSearch(c *fiber.Ctx) search {
	return parseSearch(func(name string) string { return c.Query(name) })
}

func parseSearch(get func(name string) string) search {
	s := search{State: survey.New, Question: get("fraga"), Words: strings.TrimSpace(get("sok")), Flagged: get("varning") != ""}
	s.Page, _ = strconv.Atoi(get("sida")) // what is no number is the first page
	switch word := survey.TextState(get("lage")); word {
	case survey.Released, survey.Concealed:
		s.State = word
	case "alla":
		s.State = ""
	}
	return s
}

// address is the choice as it stands in an address; a page of 1 is not said.
func (s search) address() string {
	v := url.Values{}
	if s.State == "" {
		v.Set("lage", "alla")
	} else if s.State != survey.New {
		v.Set("lage", string(s.State))
	}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("fraga", s.Question)
	set("sok", s.Words)
	if s.Flagged {
		v.Set("varning", "ja")
	}
	if s.Page > 1 {
		v.Set("sida", strconv.Itoa(s.Page))
	}
	return v.Encode()
}

// pile is the question that is chosen: "day.ballot..Q11".
func (s search) pile() survey.CommentPile {
	part := strings.SplitN(s.Question, ".", 4)
	if len(part) != 4 {
		return survey.CommentPile{}
	}
	return survey.CommentPile{Part: survey.Part(part[0]), Pool: survey.Pool(part[1]), Seminar: store.ID(part[2]), Code: part[3]}
}

func pileValue(p survey.CommentPile) string {
	return strings.Join([]string{string(p.Part), string(p.Pool), string(p.Seminar), p.Code}, ".")
}

// Texts shows the texts that wait, or another choice of them.
func (h *Handlers) Texts(c *fiber.Ctx) error {
	p, err := h.texts(c, readSearch(c))
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, view, p)
}

func (h *Handlers) texts(c *fiber.Ctx, s search) (*textsPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &textsPage{Frame: desk.NewFrame(h.App, c, "moderation.title", place), Search: s, Lowest: survey.Least}
	p.Styles = append(p.Styles, "css/moderation.css")
	p.Shut = survey.Shut(e, store.At(h.Now()))
	p.Headline = p.T("moderation.headline_none")
	if !e.SurveyClosesAt.IsZero() {
		p.Closes = p.Moment(e.SurveyClosesAt.In(e.Zone()))
	}
	var err error
	if p.Least, err = survey.LeastOf(db, e.ID); err != nil {
		return nil, err
	}
	p.Form.Values = desk.Values("least", strconv.Itoa(p.Least))
	if !p.Shut {
		return p, nil
	}
	return p, p.fill(db, e)
}

func (p *textsPage) fill(db *store.DB, e event.Edition) error {
	counts, err := survey.CommentCounts(db, e.ID)
	if err != nil {
		return err
	}
	names, err := questionNames(db, e, p.Base)
	if err != nil {
		return err
	}
	p.tally(counts, names)
	s := p.Search
	found, err := survey.Comments(db, e.ID, survey.CommentFilter{Pile: s.pile(), State: s.State, Query: s.Words, Flagged: s.Flagged})
	if err != nil {
		return err
	}
	for _, one := range found {
		if one.State == survey.New && len(one.Flagged) == 0 {
			p.Clear++
		}
	}
	at := func(n int) string { s.Page = n; return p.Root + place + "?" + s.address() }
	p.Window = desk.Cut(s.Page, len(found), at)
	for _, one := range found[p.Window.From:p.Window.To] {
		p.Texts = append(p.Texts, p.line(one, names[pileValue(one.Pile)]))
	}
	p.Query = p.Search.address()
	if p.Headings, err = survey.Themes(db, e.ID); err != nil {
		return err
	}
	text.SortSwedish(p.Headings, func(s string) string { return s })
	return nil
}

// tally makes the headline, the tabs and the list of questions.
func (p *textsPage) tally(counts []survey.CommentCount, names map[string]string) {
	total := map[survey.TextState]int{}
	for _, one := range counts {
		if one.N == 0 {
			p.Withheld++
			continue
		}
		p.Any = true
		total[survey.New] += one.New
		total[survey.Released] += one.Released
		total[survey.Concealed] += one.Concealed
		total[""] += one.N
		value := pileValue(one.Pile)
		p.Questions = append(p.Questions, desk.Option{Value: value, Text: names[value] + " (" + p.Int(one.N) + ")", Chosen: value == p.Search.Question})
	}
	text.SortSwedish(p.Questions, func(o desk.Option) string { return o.Text })
	if p.Any {
		p.Headline = p.T("moderation.headline", "n", total[survey.New])
	}
	for _, state := range states {
		s := p.Search
		s.State, s.Page = state, 1
		word := "all"
		if state != "" {
			word = string(state)
		}
		p.Tabs = append(p.Tabs, page.Link{Href: p.Root + place + "?" + s.address(), Current: state == p.Search.State,
			Text: p.T("moderation.tab_"+word) + " " + p.Int(total[state])})
	}
}

// questionNames says what each pile of texts is about.
func questionNames(db *store.DB, e event.Edition, b page.Base) (map[string]string, error) {
	questions, err := survey.Questions(db, e.ID)
	if err != nil {
		return nil, err
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, q := range questions {
		if q.Kind != survey.Text {
			continue
		}
		if q.Part == survey.Commitment { // what its author let hosts read lies with the follow-up
			q.Part = survey.FollowUp
		}
		for _, pool := range []survey.Pool{survey.ByBallot, survey.ByCode} {
			ask := q.Ask.In(b.Lang())
			if pool == survey.ByCode {
				ask = b.T("moderation.by_code", "Question", ask)
			}
			names[pileValue(survey.CommentPile{Part: q.Part, Pool: pool, Code: q.Code})] = ask
			for _, s := range seminars {
				names[pileValue(survey.CommentPile{Part: q.Part, Pool: pool, Seminar: s.ID, Code: q.Code})] = b.T("moderation.about", "Seminar", s.Title, "Question", ask)
			}
		}
	}
	return names, nil
}

func (p *textsPage) line(c survey.Comment, about string) textLine {
	l := textLine{ID: string(c.ID), About: about, Theme: c.Theme, Reason: c.Reason, State: p.T("moderation.state_" + string(c.State)),
		New: c.State == survey.New, Released: c.State == survey.Released, Hidden: c.State == survey.Concealed}
	switch c.State {
	case survey.New:
		l.Tone = "info"
	case survey.Released:
		l.Tone = "ok"
	}
	from, said := 0, map[survey.FlagKind]bool{}
	for _, f := range c.Flagged {
		l.Parts = append(l.Parts, textPart{c.Text[from:f.From], false}, textPart{c.Text[f.From:f.To], true})
		if from = f.To; !said[f.Kind] {
			said[f.Kind] = true
			l.Flags = append(l.Flags, p.T("moderation.flag_"+string(f.Kind)))
		}
	}
	l.Parts = append(l.Parts, textPart{c.Text[from:], false})
	return l
}
