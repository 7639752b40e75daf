package attendee_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"samling/handlers/attendee"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
)

// poll is a site with an open survey and one ballot about two seminars.
type poll struct {
	*webtest.Site
	t       *testing.T
	ballot  survey.Ballot
	address string
}

func newPoll(t *testing.T) *poll {
	t.Helper()
	s := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return attendee.New(app).SurveyRoutes() })
	p := &poll{Site: s, t: t}
	s.Write(func(tx *store.Tx) error {
		e, err := survey.Open(tx, s.Edition)
		if err != nil {
			return err
		}
		seminars, err := event.Seminars(tx.DB, e.ID)
		if err != nil {
			return err
		}
		made, err := survey.HandOut(tx, e, []survey.Voter{{Person: "person-som-ingen-ska-se", Seminars: []store.ID{seminars[0].ID, seminars[1].ID}}})
		if err == nil {
			p.ballot = made[0]
			p.address = "/svara/" + made[0].Token(tx.Keys)
		}
		return err
	})
	return p
}

// whole is a form with every compulsory question answered.
func whole() url.Values {
	form := url.Values{}
	for _, code := range []string{"Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q9", "Q10_1", "Q10_2", "Q10_3", "Q10_4", "Q10_5"} {
		form.Set(code, "4")
	}
	for _, key := range []string{"ratt-kurva", "losam"} {
		for _, code := range []string{"S1", "S2", "S3"} {
			form.Set(code+"_"+key, "5")
		}
	}
	return form
}

func (p *poll) count(sql string, args ...any) (n int) {
	p.t.Helper()
	if err := p.Store.Read(p.t.Context()).Raw(sql, args...).Scan(&n).Error; err != nil {
		p.t.Fatal(err)
	}
	return n
}

func TestSurveyIsAnsweredOnce(t *testing.T) {
	p := newPoll(t)
	ask := p.As("").Get(p.address)
	for _, want := range []string{"1. Hur nöjd är du", "Seminariet Rätt kurva", "Seminariet LOSAM", `name="Q10_5"`, "(frivilligt)", "Del 1 av 4", "mejl"} {
		if !strings.Contains(ask.Body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if ask.Status != 200 || ask.Header.Get("Cache-Control") != "no-store" || ask.Header.Get("Set-Cookie") != "" || strings.Contains(ask.Body, "Trefas") {
		t.Errorf("%d %v", ask.Status, ask.Header)
	}
	form := whole()
	form.Set("Q11", "Bäst var <b>lunchen</b>")
	form.Set("C1", "Ringa skolan")
	form.Set("C2", "ja")
	sent := p.As("").Post(p.address, form)
	if sent.Status != 303 || sent.Header.Get("Location") != p.address+"/tack" {
		t.Fatalf("%d %s %s", sent.Status, sent.Header.Get("Location"), sent.Body)
	}
	thanks := p.As("").Get(p.address + "/tack")
	if thanks.Status != 200 || !strings.Contains(thanks.Body, "Tack för ditt svar!") || !strings.Contains(thanks.Body, "Om tre månader") {
		t.Errorf("thanks: %d", thanks.Status)
	}
	for _, again := range []webtest.Answer{p.As("").Get(p.address), p.As("").Post(p.address, whole()), p.As("").Post(strings.ToLower(p.address), whole())} {
		if again.Status != 410 || !strings.Contains(again.Body, "redan använd") {
			t.Errorf("again: %d", again.Status)
		}
	}
	if p.count("SELECT COUNT(*) FROM urn") != 3 || p.count("SELECT COUNT(*) FROM commitments WHERE text = 'Ringa skolan'") != 1 {
		t.Error("not saved as it should be")
	}
	if log := p.Log.String(); strings.Contains(log, p.ballot.Token(p.Store.Keys())) || strings.Contains(log, "person-som") || strings.Contains(log, string(p.ballot.ID)) {
		t.Error("the log leads to the ballot")
	}
}

func TestSurveyAtOnce(t *testing.T) {
	p := newPoll(t)
	var mu sync.Mutex
	got := map[int]int{}
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			status := p.As("").Post(p.address, whole()).Status
			mu.Lock()
			defer mu.Unlock()
			got[status]++
		})
	}
	all.Wait()
	if got[303] != 1 || got[410] != 15 || p.count("SELECT COUNT(*) FROM urn") != 3 {
		t.Errorf("%v", got)
	}
}

func TestSurveyKeepsWhatWasTyped(t *testing.T) {
	p := newPoll(t)
	for name, c := range map[string]struct {
		change   func(url.Values)
		sentence string
	}{
		"missing":      {func(f url.Values) { f.Del("Q4") }, "Fråga 4: Välj ett svar"},
		"missing row":  {func(f url.Values) { f.Del("Q10_3") }, "Fråga 9, Lokaler: Välj ett svar"},
		"missing S":    {func(f url.Values) { f.Del("S2_losam") }, "Välj ett svar"},
		"unknown":      {func(f url.Values) { f.Set("Q1", "9") }, "Välj ett av svaren"},
		"twice":        {func(f url.Values) { f["Q1"] = []string{"1", "2"} }, "två gånger"},
		"hostile":      {func(f url.Values) { f.Set("Q1", "<script>alert(1)</script>") }, "Välj ett av svaren"},
		"too long":     {func(f url.Values) { f.Set("Q12", strings.Repeat("å", 2001)) }, "högst 2000 tecken"},
		"not text":     {func(f url.Values) { f.Set("Q12", "a\xffb") }, "skadad"},
		"only consent": {func(f url.Values) { f.Set("C2", "ja") }, "Skriv en sak"},
	} {
		form := whole()
		form.Set("Q11", "Det här ska <i>stå</i> kvar")
		c.change(form)
		got := p.As("").Post(p.address, form)
		if got.Status != 422 || !strings.Contains(got.Body, c.sentence) {
			t.Errorf("%s: %d", name, got.Status)
		}
		for _, want := range []string{"<title>Fel:", "Det här ska &lt;i&gt;stå&lt;/i&gt; kvar", `name="S1_losam" value="5" checked`} {
			if !strings.Contains(got.Body, want) {
				t.Errorf("%s: the page lacks %q", name, want)
			}
		}
		if strings.Contains(got.Body, "<script>alert") {
			t.Errorf("%s: the page runs what was typed", name)
		}
	}
	if p.count("SELECT COUNT(*) FROM urn") != 0 || p.count("SELECT COUNT(*) FROM ballots WHERE spent_on IS NOT NULL") != 0 {
		t.Error("a refused form saved something")
	}
	form := whole()
	form["nonsense"] = []string{"1", "2"}
	form.Set("S1_trefas", "1") // not this person's seminar
	if got := p.As("").Post(p.address, form); got.Status != 303 {
		t.Errorf("unknown fields: %d", got.Status)
	}
}

func TestSurveyLinksThatDoNotWork(t *testing.T) {
	p := newPoll(t)
	for _, address := range []string{"/svara/0123456789ABCDEFGHJKMNPQRS", "/svara/x", "/svara/" + strings.Repeat("A", 2000), "/svara/%FF", "/svara/x/tack"} {
		if got := p.As("").Get(address); got.Status != 404 || !strings.Contains(got.Body, "direkt från mejlet") {
			t.Errorf("%.30s: %d", address, got.Status)
		}
	}
	if got := p.As("").Get(p.address + "/tack"); got.Status != 303 || got.Header.Get("Location") != p.address {
		t.Errorf("thanks before answering: %d", got.Status)
	}
	p.Clock.Add(survey.OpenFor + time.Minute)
	for _, got := range []webtest.Answer{p.As("").Get(p.address), p.As("").Post(p.address, whole())} {
		if got.Status != 410 || !strings.Contains(got.Body, "stängd") {
			t.Errorf("closed: %d", got.Status)
		}
	}
	p.Clock.Set(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	if got := p.As("").Get(p.address); got.Status != 409 || !strings.Contains(got.Body, "inte öppnat") {
		t.Errorf("not open: %d", got.Status)
	}
}

func TestSurveyInEnglish(t *testing.T) {
	p := newPoll(t)
	visitor := p.As("")
	visitor.Lang = "en"
	body := visitor.Get(p.address).Body
	for _, want := range []string{"How satisfied are you", "Very satisfied", "Not applicable", "Registration", "(optional)", "Part 1 of 4"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(body, ">survey.") || strings.Contains(body, "Vet inte") {
		t.Error("something is not in English")
	}
}
