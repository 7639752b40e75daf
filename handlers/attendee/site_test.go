package attendee_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"samling/handlers/attendee"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/registration"
	"samling/views/mail"
)

const (
	formPath = "/samverkansdag-2027/anmalan"
	somebody = "amina.lindqvist@nacka.example"
)

// visit is a site with the attendees' pages, seen by a visitor.
type visit struct {
	*webtest.Site
	*webtest.Client
	t *testing.T
}

func newVisit(t *testing.T) *visit {
	t.Helper()
	site := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route {
		h := attendee.New(app)
		return append(h.Routes(), h.EditionRoutes()...)
	})
	return &visit{Site: site, Client: site.As(""), t: t}
}

// filled is a form that is accepted; pairs change fields ("" takes one away).
func filled(pairs ...string) url.Values {
	form := url.Values{"name": {"Amina Lindqvist"}, "email": {somebody}, "organisation": {"nacka-kommun"},
		"unit": {"Socialkontoret"}, "title": {"Fältassistent"}, "phone": {"070 174 06 21"},
		"wish_1": {"trefas"}, "wish_2": {"losam"}, "wish_3": {"ratt-kurva"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		if form.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
			form.Del(pairs[i])
		}
	}
	return form
}

// register signs somebody up and gives the path of their own page.
func (v *visit) register(pairs ...string) string {
	v.t.Helper()
	answer := v.Post(formPath, filled(pairs...))
	if answer.Status != 303 {
		v.t.Fatalf("%d: %s", answer.Status, errorsOf(answer.Body))
	}
	path, _, _ := strings.Cut(answer.Header.Get("Location"), "?")
	return path
}

func (v *visit) number(query string, args ...any) (n int) {
	v.t.Helper()
	if err := v.Store.Read(context.Background()).Raw(query, args...).Scan(&n).Error; err != nil {
		v.t.Fatal(err)
	}
	return n
}

// find is the registration behind an own page.
func (v *visit) find(path string) registration.Registration {
	v.t.Helper()
	r, err := registration.ByLink(v.Store.Read(context.Background()), strings.TrimPrefix(path, "/min/"))
	if err != nil {
		v.t.Fatal(err)
	}
	return r
}

// expect fails unless the answer has the status and every text.
func (v *visit) expect(what string, answer webtest.Answer, status int, texts ...string) {
	v.t.Helper()
	if answer.Status != status {
		v.t.Errorf("%s: status %d, want %d", what, answer.Status, status)
	}
	for _, text := range texts {
		if !strings.Contains(answer.Body, text) {
			v.t.Errorf("%s: %q is missing in: %s", what, text, brief(answer.Body))
		}
	}
	for _, leak := range []string{"SQLITE", "goroutine ", "attendee.problem", "&lt;no value", "%!"} {
		if strings.Contains(answer.Body, leak) {
			v.t.Errorf("%s: the page shows %q", what, leak)
		}
	}
	if key := keyShape.FindString(answer.Body); key != "" {
		v.t.Errorf("%s: the page shows the key %s instead of its text", what, key)
	}
}

var keyShape = regexp.MustCompile(`>(attendee|error|form|event|kind)\.[a-z_.]+<`)

func brief(body string) string {
	if _, main, ok := strings.Cut(body, "<main"); ok {
		body = main
	}
	if len(body) > 1500 {
		body = body[:1500]
	}
	return body
}

var summary = regexp.MustCompile(`(?s)<div class="card errors".*?</div>`)

func errorsOf(body string) string { return fmt.Sprint(summary.FindString(body)) }
