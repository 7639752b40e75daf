package door_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"samling/static"
)

// worker reads what the service worker is told before its own text begins.
func (s *site) worker() (told struct {
	Version string
	Shells  map[string]string
	Files   []string
	Decoder struct {
		Hash  string
		Files []string
	}
}) {
	s.t.Helper()
	a := s.As("").Get("/dorr/sw.js")
	line, _, _ := strings.Cut(strings.TrimPrefix(a.Body, "const app = "), "\n")
	if a.Status != 200 || json.Unmarshal([]byte(line), &told) != nil {
		s.t.Fatalf("%d %.300s", a.Status, a.Body)
	}
	return told
}

func TestWorker(t *testing.T) {
	s := newSite(t)
	a := s.As("").Get("/dorr/sw.js")
	if a.Header.Get("Service-Worker-Allowed") != "/dorr" || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/javascript") ||
		a.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%v", a.Header)
	}
	told := s.worker()
	if len(told.Version) != 12 || told.Version != s.worker().Version {
		t.Errorf("the version %q is none", told.Version)
	}
	for _, lang := range []string{"sv", "en"} {
		shell := s.As("").Get(told.Shells[lang])
		if shell.Status != 200 || !strings.Contains(shell.Body, `<html lang="`+lang+`">`) {
			t.Errorf("%s: %d", lang, shell.Status)
		}
		for _, missing := range uncached(told.Files, shell.Body) {
			t.Errorf("the shell needs %s and the worker does not keep it", missing)
		}
	}
	if a := s.As("").Get("/dorr/app/de"); a.Status != 404 {
		t.Errorf("a language that we do not speak: %d", a.Status)
	}
}

// uncached lists what a page loads that is not among some files. The manifest and its icons are for installing.
func uncached(files []string, page string) (missing []string) {
	for _, found := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !slices.Contains(files, found[1]) && !strings.Contains(found[1], "/img/door-") {
			missing = append(missing, found[1])
		}
	}
	return missing
}

// Every module that the app imports is kept, or it would not start without a network.
func TestWorkerKeepsEveryModule(t *testing.T) {
	s := newSite(t)
	told := s.worker()
	imports := regexp.MustCompile(`(?m)^(?:import|export) .*from '\./([a-z]+\.js)'`)
	for _, address := range told.Files {
		name := address[strings.Index(address[len("/static/"):], "/")+len("/static/")+1:]
		file, ok := s.App.Static.Named(name)
		if !ok {
			t.Fatalf("the worker keeps %s, which is not there", address)
		}
		for _, found := range imports.FindAllStringSubmatch(string(file.Raw), -1) {
			if !slices.Contains(told.Files, s.App.Static.Address("door/"+found[1])) {
				t.Errorf("%s imports %s and the worker does not keep it", name, found[1])
			}
		}
	}
}

// The shell is kept on phones and starts the app for whoever picks one up: it says nothing about a day or a person.
func TestShellSaysNothing(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Åsa Öberg")
	visitor, organiser := s.As("").Get("/dorr/app/sv"), s.As("organiser").Get("/dorr/app/sv")
	if visitor.Body != organiser.Body {
		t.Error("the shell depends on who asks")
	}
	for _, secret := range []string{s.Edition.Slug, s.Edition.Title, string(s.Edition.ID), r.Name, r.Reference, "@"} {
		if strings.Contains(visitor.Body, secret) {
			t.Errorf("the shell says %q", secret)
		}
	}
}

func TestManifest(t *testing.T) {
	s := newSite(t)
	for lang, name := range map[string]string{"sv": "Dörren", "en": "Door"} {
		client := s.As("")
		client.Lang = lang
		a := client.Get("/dorr/app.webmanifest")
		var m struct {
			ShortName string `json:"short_name"`
			StartURL  string `json:"start_url"`
			Scope     string
			Display   string
			Icons     []struct{ Src string }
		}
		if err := json.Unmarshal([]byte(a.Body), &m); err != nil || a.Header.Get("Content-Type") != "application/manifest+json" {
			t.Fatalf("%v %v", err, a.Header)
		}
		if m.ShortName != name || m.StartURL != "/dorr" || m.Scope != "/dorr" || m.Display != "standalone" || len(m.Icons) != 2 {
			t.Errorf("%s: %+v", lang, m)
		}
		for _, icon := range m.Icons {
			if _, ok := s.App.Static.Named(icon.Src[strings.Index(icon.Src, "img/"):]); !ok {
				t.Errorf("no icon %s", icon.Src)
			}
		}
	}
}

func TestPairPage(t *testing.T) {
	s := newSite(t)
	for _, lang := range []string{"sv", "en"} {
		client := s.As("")
		client.Lang = lang
		a := client.Get("/dorr/para")
		if missing := regexp.MustCompile(`door\.pair_[a-z_]+`).FindString(a.Body); a.Status != 200 || missing != "" {
			t.Errorf("%s: %d %s", lang, a.Status, missing)
		}
	}
}

// What a phone fetches before it is a door, and before it reads its first code without a detector of its own. A phone
// takes brotli; the figures of gzip are a few per cent higher.
func TestWeight(t *testing.T) {
	const (
		withoutDecoder = 60 << 10
		withDecoder    = 450 << 10
	)
	s := newSite(t)
	told := s.worker()
	app := len(pack([]byte(s.As("").Get(told.Shells["sv"]).Body))) + len(pack([]byte(s.As("").Get("/dorr/sw.js").Body)))
	for _, address := range told.Files {
		app += s.weight(address)
	}
	all := app
	for _, address := range told.Decoder.Files {
		all += s.weight(address)
	}
	t.Logf("over the wire: %d bytes without the decoder, %d with it", app, all)
	if app > withoutDecoder || all > withDecoder {
		t.Errorf("the app weighs %d bytes, %d with the decoder; wanted at most %d and %d", app, all, withoutDecoder, withDecoder)
	}
}

func (s *site) weight(address string) int {
	s.t.Helper()
	name := address[strings.Index(address[len("/static/"):], "/")+len("/static/")+1:]
	file, ok := s.App.Static.Named(name)
	if !ok {
		s.t.Fatalf("no file %s", name)
	}
	if _, br := file.Packed(); br != nil {
		return len(br)
	}
	return len(file.Raw)
}

func pack(raw []byte) []byte {
	_, br := static.Compress(raw, 9, 5)
	return br
}
