package checkin

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
	"samling/views/text"
)

// paperPage is the list that is printed beforehand, and where it is put in afterwards.
type paperPage struct {
	desk.Frame
	People        []door.Absent
	Window        desk.Window
	Total         int
	Organisations []desk.Option
	Organisation  string // key of the one that is shown; "" = all
	Chosen        string // its name
	Batch         store.ID
	Undo          store.ID // the batch that was just put in
	Clock         string
	Action        string
}

const paperPath = here + "/papper"

// Paper shows who is missing, to be ticked off.
func (h *Handlers) Paper(c *fiber.Ctx) error {
	p, err := h.paperPage(c)
	if err != nil {
		return err
	}
	if undo := store.ID(c.Query("ratta")); undo.Valid() {
		p.Undo = undo
		in, _ := strconv.Atoi(c.Query("antal"))
		p.Notice = &page.Notice{Tone: "ok", Text: p.T("checkin.ticked", "n", max(in, 0))}
	}
	return h.Show(c, fiber.StatusOK, "checkin/paper", p)
}

func (h *Handlers) paperPage(c *fiber.Ctx) (*paperPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &paperPage{Frame: h.frame(c, "checkin.paper_title", here), Batch: store.NewID(), Clock: clockField(h.Now().In(e.Zone()))}
	p.Under(here, "checkin.title")
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	text.SortSwedish(organisations, func(o event.Organisation) string { return o.Name })
	m := door.Missing{Edition: e.ID, Limit: desk.PerPage}
	for _, o := range organisations {
		chosen := o.Key == c.Query("organisation") && o.Key != ""
		if chosen {
			m.Organisation, p.Organisation, p.Chosen = o.ID, o.Key, o.Name
		}
		p.Organisations = append(p.Organisations, desk.Option{Value: o.Key, Text: o.Name, Chosen: chosen})
	}
	number, _ := strconv.Atoi(c.Query("sida"))
	m.Offset = max(number-1, 0) * desk.PerPage
	if p.People, p.Total, err = m.Read(db); err == nil && len(p.People) == 0 && p.Total > 0 {
		m.Offset = (p.Total - 1) / desk.PerPage * desk.PerPage // the last page got shorter
		p.People, p.Total, err = m.Read(db)
	}
	p.Window = desk.Cut(m.Offset/desk.PerPage+1, p.Total, func(n int) string { return p.Root + paperPath + "?" + p.query(n) })
	p.Action = p.Root + paperPath + "?" + p.query(m.Offset/desk.PerPage+1)
	return p, err
}

func (p *paperPage) query(number int) string {
	q := url.Values{}
	if p.Organisation != "" {
		q.Set("organisation", p.Organisation)
	}
	if number > 1 {
		q.Set("sida", strconv.Itoa(number))
	}
	return q.Encode()
}

func clockField(at time.Time) string { return at.Format("15.04") }

// TickOff puts in who was ticked off on paper.
func (h *Handlers) TickOff(c *fiber.Ctx) error {
	if err := desk.Require(c, event.CheckIn); err != nil {
		return err
	}
	form, err := web.ReadForm(c, "person")
	if err != nil {
		return err
	}
	p, err := h.paperPage(c)
	if err != nil {
		return err
	}
	e := web.Edition(c)
	ticks := door.Ticks{Batch: store.ID(form.Get("batch")), References: door.SplitReferences(form.Get("references")),
		Door: h.Texts.For("sv").T("checkin.paper_door"), Actor: string(web.User(c).ID)}
	for _, id := range form.All("person") {
		ticks.People = append(ticks.People, store.ID(id))
	}
	at, ok := clockOn(form.Get("at"), h.Now().In(e.Zone()))
	if !ok {
		form.Problems = append(form.Problems, page.Problem{Field: "at", Key: "checkin.problem_clock"})
	}
	ticks.At = store.At(at)
	if ticks.Batch.Valid() {
		p.Batch = ticks.Batch // the same form again is the same ticks again
	}
	var done door.Ticked
	save := desk.Edit{View: "checkin/paper", Page: p, Form: form}
	if len(form.Problems) > 0 {
		return desk.Refuse(h.App, c, save, fiber.StatusUnprocessableEntity, form.Problems)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		if done, err = door.TickOff(tx, e, ticks); err != nil {
			return err
		}
		return desk.Log(tx, c, "paper_ticked", ticks.Batch, "people="+strconv.Itoa(done.In))
	})
	if err != nil {
		return desk.Again(h.App, c, save, err)
	}
	if len(done.Unknown) > 0 || done.Refused > 0 || done.Already > 0 {
		return h.ticked(c, done, ticks.Batch)
	}
	return c.Redirect(p.Action+"&ratta="+string(ticks.Batch)+"&antal="+strconv.Itoa(done.In), fiber.StatusSeeOther)
}

// ticked shows the page with what did not go as written: a code that nobody has is typed again.
func (h *Handlers) ticked(c *fiber.Ctx, done door.Ticked, batch store.ID) error {
	p, err := h.paperPage(c)
	if err != nil {
		return err
	}
	sentences := []string{p.T("checkin.ticked", "n", done.In)}
	if done.Already > 0 {
		sentences = append(sentences, p.T("checkin.ticked_already", "n", done.Already))
	}
	if done.Refused > 0 {
		sentences = append(sentences, p.T("checkin.ticked_refused", "n", done.Refused))
	}
	if len(done.Unknown) > 0 {
		sentences = append(sentences, p.T("checkin.ticked_unknown", "Codes", strings.Join(done.Unknown, ", ")))
		p.Form.Values = map[string][]string{"references": {strings.Join(done.Unknown, "\n")}}
	}
	p.Notice = &page.Notice{Tone: "warn", Text: strings.Join(sentences, " ")}
	if done.In+done.Refused > 0 {
		p.Undo = batch
	}
	return h.Show(c, fiber.StatusOK, "checkin/paper", p)
}

// clockOn reads a time of day ("8.40", "08:40", "0840") as the last time that it was so.
func clockOn(typed string, now time.Time) (time.Time, bool) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return now, true
	}
	for _, layout := range []string{"15.04", "15:04", "1504"} {
		if t, err := time.Parse(layout, typed); err == nil {
			at := time.Date(now.Year(), now.Month(), now.Day(), t.Hour(), t.Minute(), 0, 0, now.Location())
			if at.After(now) {
				at = at.AddDate(0, 0, -1)
			}
			return at, true
		}
	}
	return now, false
}

// UndoTicks takes back what was just put in.
func (h *Handlers) UndoTicks(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.paperPage(c)
	if err != nil {
		return err
	}
	batch := store.ID(form.Get("batch"))
	return desk.Save(h.App, c, desk.Edit{View: "checkin/paper", Page: p, Form: form, Path: paperPath, Done: "checkin.done.unticked",
		Do: func(tx *store.Tx) error {
			n, err := door.UndoTicks(tx, web.Edition(c), batch, string(web.User(c).ID))
			if err != nil {
				return err
			}
			return desk.Log(tx, c, "paper_unticked", batch, "people="+strconv.Itoa(n))
		}})
}

// blankLines are for those who say a reference code and for those who are on no list.
const blankLines = 12

// PaperPDF is the list for a day without electricity: everybody with a seat by name, except those with protected
// identity, who say their reference code. It states no total.
func (h *Handlers) PaperPDF(c *fiber.Ctx) error {
	e, t := web.Edition(c), h.Texts.For("sv") // paper is Swedish, like the day
	people, _, err := door.Missing{Edition: e.ID, Limit: everyone}.Read(h.Store.Read(c.UserContext()))
	if err != nil {
		return err
	}
	now := h.Now().In(e.Zone())
	roll := badge.Roll{Heading: t.T("checkin.roll_heading"), Lead: e.Title + ", " + t.Date(e.StartsAt.In(e.Zone())), Letters: true,
		Columns: [3]string{t.T("checkin.roll_name"), t.T("checkin.roll_organisation"), t.T("checkin.roll_reference")},
		Shares:  [3]float64{0.39, 0.45, 0.16}, // a code is short, an organisation's name is not
		Notes:   []string{t.T("checkin.roll_how")}, Empty: t.T("checkin.roll_empty"), Blank: blankLines}
	for _, one := range people {
		roll.Lines = append(roll.Lines, [3]string{one.Name, one.Organisation, spaced(one.Reference)})
	}
	sheet := badge.Sheet{Title: roll.Heading + " " + e.Title, Lang: "sv", Color: e.Color, Created: h.Now()}
	var pdf bytes.Buffer
	if err := badge.WriteRolls(&pdf, sheet, t.T("checkin.roll_foot", "When", t.Stamp(now)), roll); err != nil {
		return err
	}
	if err := desk.Note(h.App, c, "paper_list_printed", "", "people="+strconv.Itoa(len(people))); err != nil {
		return err
	}
	return web.SendPDF(c, report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "avprickningslista", "pdf"), pdf.Bytes())
}

// everyone is a limit that no day reaches.
const everyone = 1_000_000

// spaced is a reference code as it is said: in two halves.
func spaced(ref string) string {
	if len(ref) != 6 {
		return ref
	}
	return ref[:3] + " " + ref[3:]
}
