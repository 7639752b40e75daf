package evaluation_test

import (
	"bytes"
	"mime/multipart"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"samling/handlers/organiser/evaluation"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
	"samling/views/text"
)

const root = "/arrangor/samverkansdag-2027/utvardering"

func newSite(t *testing.T) *webtest.Site {
	t.Helper()
	return webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return evaluation.New(app).Routes() })
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// version reads the edition's version as the forms carry it.
func version(t *testing.T, s *webtest.Site) string {
	t.Helper()
	e, err := event.ByID(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(e.Version)
}

func want(t *testing.T, what string, a webtest.Answer, status int, texts ...string) {
	t.Helper()
	if a.Status != status {
		t.Errorf("%s: status %d, want %d\n%.400s", what, a.Status, status, a.Body)
	}
	for _, s := range texts {
		if !strings.Contains(a.Body, s) {
			t.Errorf("%s: %q is not on the page", what, s)
		}
	}
}

var idOf = regexp.MustCompile(`/fragor/([0-9a-z]{20})"><b>(\w+)\.`)

func ids(body string) map[string]string {
	found := map[string]string{}
	for _, m := range idOf.FindAllStringSubmatch(body, -1) {
		found[m[2]] = m[1]
	}
	return found
}

func TestAQuestionIsMadeWordedMovedCopiedAndRemoved(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	want(t, "the kind comes first", c.Get(root+"/fragor/ny?del=day"), 200, "Välj vilket slags fråga", "typ=matrix")
	want(t, "an unknown part", c.Get(root+"/fragor/ny?del=natt"), 404)
	want(t, "a new scale has the usual steps", c.Get(root+"/fragor/ny?del=day&typ=scale"), 200, "Stämmer helt", "Strongly agree")
	add := form("part", "day", "kind", "choice", "sv", "Kom du med tåg?", "en", "Did you come by train?", "options_sv", "Ja\nNej", "if", "Q5=0", "version", version(t, s))
	want(t, "add", c.Post(root+"/fragor/ny", add), 303)
	list := c.Get(root + "/fragor")
	want(t, "it stands there", list, 200, "Kom du med tåg?", "visas beroende på Q5", "version 1")
	id := ids(list.Body)["Q8"]
	if id == "" {
		t.Fatalf("the question did not get the free code Q8: %v", ids(list.Body))
	}
	bad := form("part", "day", "kind", "choice", "sv", "", "options_sv", "Bara ett", "code", "Q8", "version", version(t, s))
	want(t, "what is wrong is told and what was typed is kept", c.Post(root+"/fragor/"+id, bad), 422, "Skriv frågan på svenska", "minst två svar", "Bara ett")
	good := form("part", "day", "kind", "choice", "sv", "Kom du med cykel?", "options_sv", "Ja\nNej", "code", "Q8", "version", version(t, s))
	want(t, "save", c.Post(root+"/fragor/"+id, good), 303)
	want(t, "the other editor", c.Post(root+"/fragor/"+id, good), 409)
	want(t, "move", c.Post(root+"/fragor/"+id+"/flytta", form("till", "upp", "version", version(t, s))), 303)
	want(t, "copy", c.Post(root+"/fragor/"+id+"/kopiera", form("version", version(t, s))), 303)
	want(t, "asks before", c.Get(root+"/fragor/"+id+"/ta-bort"), 200, "Kom du med cykel?")
	want(t, "remove", c.Post(root+"/fragor/"+id+"/ta-bort", form("version", version(t, s))), 303)
	if left := ids(c.Get(root + "/fragor").Body); left["Q8"] != "" || left["Q13"] == "" {
		t.Errorf("%v", left)
	}
	want(t, "gone", c.Get(root+"/fragor/"+id), 404)
}

func TestQuestionsGoOutAndInAsAFile(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	file := c.Get(root + "/fragor.yaml")
	want(t, "export", file, 200, "Hur nöjd är du med dagen som helhet?")
	before, _ := survey.Questions(s.Store.Read(t.Context()), s.Edition.ID)
	send := func(content string) webtest.Answer {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		_ = w.WriteField("version", version(t, s))
		part, err := w.CreateFormFile("file", "fragor.yaml")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(content))
		_ = w.Close()
		return c.Do("POST", root+"/fragor/importera", w.FormDataContentType(), body.String())
	}
	for name, content := range map[string]string{"no file": "", "no yaml": "day: [", "nothing about the day": "seminar: []", "an unknown word": "dagen: []", "not text": "\xff\xfe",
		"one that would be cut off": file.Body + strings.Repeat("# fyllnad\n", 30_000), "anchors": "day: &a [*a]"} {
		want(t, name, send(content), 422, "frågorna är som förut")
	}
	want(t, "import", send(file.Body), 303)
	after, _ := survey.Questions(s.Store.Read(t.Context()), s.Edition.ID)
	if len(after) != len(before) || len(after) == 0 {
		t.Errorf("%d questions came back of %d", len(after), len(before))
	}
	want(t, "the standard ones", c.Post(root+"/fragor/standard", form("version", version(t, s))), 303)
	if q, err := survey.ParseQuestionnaire(text.StandardQuestionnaire()); err != nil || len(q.Questions) != len(after) {
		t.Errorf("%v", err)
	}
}

func TestPlanPreviewAndCodes(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	want(t, "the page", c.Get(root), 200, "När dagen är slut", "Rätt kurva", "Hela dagen")
	want(t, "no time", c.Post(root+"/plan", form("opening", "at", "remind", "ja")), 422)
	want(t, "before the day", c.Post(root+"/plan", form("opening", "at", "date", "2027-03-01", "time", "9")), 422)
	want(t, "an unknown opening", c.Post(root+"/plan", form("opening", "sedan")), 422)
	want(t, "a plan", c.Post(root+"/plan", form("opening", "at", "date", "2027-03-04", "time", "14.30", "by_code", "ja")), 303)
	plan, err := survey.PlanOf(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || plan.Opening != survey.AtTime || plan.Remind || !plan.ByCode || plan.OpensAt.In(s.Edition.Zone()).Format("01-02 15.04") != "03-04 14.30" {
		t.Errorf("%+v %v", plan, err)
	}
	s.Write(func(tx *store.Tx) error { _, err := survey.Open(tx, s.Edition); return err })
	want(t, "once opened", c.Post(root+"/plan", form("remind", "ja")), 303)
	kept, err := survey.PlanOf(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || kept.Opening != survey.AtTime || kept.OpensAt != plan.OpensAt || !kept.Remind || kept.ByCode {
		t.Errorf("the plan of an open evaluation: %+v %v", kept, err)
	}
	preview := c.Get(root + "/forhandsvisning")
	want(t, "preview", preview, 200, "Hur nöjd är du", "Här går det inte att skicka")
	if got := preview.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'self'") || strings.Contains(preview.Body, `type="submit"`) {
		t.Errorf("the preview cannot be framed, or can be sent: %s", got)
	}
	want(t, "the slide", c.Get(root+"/kod"), 200, "<svg class=\"qr\"", "samverkansdag-2027/svara")
	want(t, "a room", c.Get(root+"/kod?seminarium=ratt-kurva"), 200, "svara/ratt-kurva", "Rätt kurva")
	want(t, "no such room", c.Get(root+"/kod?seminarium=x"), 404)
	if pdf := c.Get(root + "/kod.pdf?seminarium=losam"); !strings.HasPrefix(pdf.Body, "%PDF") {
		t.Error("no paper")
	}
}
