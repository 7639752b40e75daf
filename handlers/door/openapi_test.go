package door_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	handlers "samling/handlers/door"
	"samling/handlers/webtest"
	"samling/models/door"
)

// schema is as much of JSON Schema as the document uses.
type schema struct {
	Ref                  string            `json:"$ref"`
	Type                 string            `json:"type"`
	Format               string            `json:"format"`
	Properties           map[string]schema `json:"properties"`
	Required             []string          `json:"required"`
	AdditionalProperties *bool             `json:"additionalProperties"`
	Items                *schema           `json:"items"`
	OneOf                []schema          `json:"oneOf"`
	Enum                 []string          `json:"enum"`
}

type openAPI struct {
	OpenAPI    string
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }
}

type operation struct {
	Responses map[string]struct {
		Content map[string]struct{ Schema schema }
	}
}

// wrong says what of a value is not as a schema has it.
func (d openAPI) wrong(at string, s schema, value any) []string {
	if s.Ref != "" {
		return d.wrong(at, d.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")], value)
	}
	if len(s.OneOf) > 0 {
		fits := slices.IndexFunc(s.OneOf, func(one schema) bool { return len(d.wrong(at, one, value)) == 0 })
		if fits >= 0 {
			return nil
		}
		return d.wrong(at, s.OneOf[0], value)
	}
	switch v := value.(type) {
	case map[string]any:
		return d.wrongObject(at, s, v)
	case []any:
		if s.Type != "array" {
			return []string{at + " is a list"}
		}
		var all []string
		for i, one := range v {
			all = append(all, d.wrong(fmt.Sprintf("%s[%d]", at, i), *s.Items, one)...)
		}
		return all
	case string:
		return wrongText(at, s, v)
	case float64:
		if s.Type != "integer" || v != float64(int64(v)) {
			return []string{at + " is a number"}
		}
	case bool:
		if s.Type != "boolean" {
			return []string{at + " is a boolean"}
		}
	case nil:
		if s.Type != "null" {
			return []string{at + " is null"}
		}
	}
	return nil
}

func (d openAPI) wrongObject(at string, s schema, v map[string]any) (all []string) {
	if s.Type != "object" {
		return []string{at + " is an object"}
	}
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			all = append(all, at+"."+name+" is missing")
		}
	}
	for name, value := range v {
		one, ok := s.Properties[name]
		if !ok {
			all = append(all, at+"."+name+" is not in the document")
			continue
		}
		all = append(all, d.wrong(at+"."+name, one, value)...)
	}
	return all
}

func wrongText(at string, s schema, v string) []string {
	switch {
	case s.Type != "string":
		return []string{at + " is text"}
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, v):
		return []string{at + " is " + v}
	case s.Format == "date-time":
		if _, err := time.Parse(time.RFC3339, v); err != nil {
			return []string{at + " is no instant: " + v}
		}
	}
	return nil
}

func readDocument(t *testing.T, s *site) (d openAPI) {
	t.Helper()
	a := s.As("").Get("/api/v1/openapi.json")
	if a.Status != 200 || a.Header.Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s", a.Status, a.Header.Get("Content-Type"))
	}
	s.must(json.Unmarshal([]byte(a.Body), &d))
	return d
}

func TestTheDocumentHasEveryRoute(t *testing.T) {
	s := newSite(t)
	d := readDocument(t, s)
	var documented, routed []string
	for path, methods := range d.Paths {
		for method := range methods {
			documented = append(documented, strings.ToUpper(method)+" "+path)
		}
	}
	for _, r := range handlers.New(s.App).Routes() {
		if strings.HasPrefix(r.Path, "/api/") {
			routed = append(routed, r.Method+" "+r.Path)
		}
	}
	slices.Sort(documented)
	slices.Sort(routed)
	if !slices.Equal(documented, routed) {
		t.Errorf("documented:\n%s\nrouted:\n%s", strings.Join(documented, "\n"), strings.Join(routed, "\n"))
	}
}

func TestAnswersAreAsDocumented(t *testing.T) {
	s := newSite(t)
	d := readDocument(t, s)
	r := s.guest(s.Edition, "Åsa Öberg")
	desk, _ := s.paired("Hjälpdisken", door.Desk)
	room, _ := s.paired("Sal A", door.InRoom)
	_, code := s.makeDevice("Dörr 3", door.InRoom)
	check := func(method, path string, a webtest.Answer) {
		t.Helper()
		bare, _, _ := strings.Cut(path, "?")
		answers := d.Paths[bare][method].Responses
		documented, ok := answers[fmt.Sprint(a.Status)]
		if !ok {
			documented = answers["default"]
		}
		var value any
		if err := json.Unmarshal([]byte(a.Body), &value); err != nil {
			t.Fatalf("%s: %d %s", path, a.Status, a.Body)
		}
		for _, wrong := range d.wrong("answer", documented.Content["application/json"].Schema, value) {
			t.Errorf("%s %s (%d): %s", method, path, a.Status, wrong)
		}
	}
	post := func(c *webtest.Client, path, body string) { t.Helper(); check("post", path, c.JSON(path, body)) }
	get := func(c *webtest.Client, path string) { t.Helper(); check("get", path, c.Get(path)) }
	post(s.As(""), pairPath, pairing(code, "nonce-nonce"))
	post(s.As(""), pairPath, pairing(code, "nonce-other"))
	for _, c := range []*webtest.Client{desk, room, s.As("door"), s.As("")} {
		get(c, "/api/v1/door/status")
		get(c, "/api/v1/door/roster")
		get(c, "/api/v1/door/index")
		post(c, "/api/v1/door/status", `{"battery":71}`)
		post(c, "/api/v1/door/search", `{"q":"oberg"}`)
		post(c, redeemPath, `{"code":"`+s.code(r)+`","nonce":"`+s.nonce()+`"}`)
		post(c, redeemPath, `{"code":"x","nonce":"`+s.nonce()+`"}`)
		post(c, redeemPath, `{"code":"x"}`)
		post(c, scansPath, batch(letIn(s.code(r), s.nonce()), `"let_in":true`))
		post(c, "/api/v1/door/annul", `{"nonce":"never-heard-of"}`)
	}
	get(desk, "/api/v1/door/roster?since=x")
}
