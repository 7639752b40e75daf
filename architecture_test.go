package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors says for each room which rooms of the project it may import ("models" means that room and all in it). The
// longest matching name decides, so a room inside another can be given less. docs/architecture.md draws the same picture.
var floors = map[string][]string{
	".":        {"commands"},
	"commands": {"config", "demo", "handlers", "jobs", "models", "static", "views"},
	"demo":     {"models", "views/text"},
	"config":   {},
	"static":   {},

	"handlers":           {"handlers", "models", "static", "views"}, // joins its rooms into one site
	"handlers/web":       {"models", "static", "views"},
	"handlers/webtest":   {"demo", "handlers/web", "models", "static", "views"},
	"handlers/attendee":  {"handlers/web", "models", "views"},
	"handlers/organiser": {"handlers/organiser/desk", "handlers/web", "models", "views"}, // its rooms know the desk, not each other
	"handlers/door":      {"handlers/web", "models", "views"},
	"handlers/host":      {"handlers/web", "models", "views"},
	"handlers/leader":    {"handlers/web", "models", "views"},
	"handlers/needs":     {"handlers/web", "models", "views"},
	"handlers/staff":     {"handlers/web", "models", "views"},
	"jobs":               {"models", "views"},

	"views/text":           {},
	"views/pdf":            {},
	"views/badge":          {"models", "views/pdf", "views/text"},
	"views/calendar":       {"models", "views/text"},
	"views/figures":        {"models", "views/text"},
	"views/report":         {"models", "views/text"},
	"views/report/results": {"models", "views/figures", "views/pdf", "views/report", "views/text"},
	"views/page":           {"models", "views/text", "views/badge", "views/figures"},
	"views/mail":           {"models", "views"},

	// Each line of models may import only lines above it. survey stands above registration and so cannot reach it: that
	// is the wall that keeps evaluations anonymous.
	"models/store":              {},
	"models/store/storetest":    {"models/store"},
	"models/account":            {"models/store"},
	"models/event":              {"models/store"},
	"models/mailbox":            {"models/store"},
	"models/seminar/allocation": {},
	"models/seminar":            {"models/seminar/allocation", "models/mailbox", "models/event", "models/store"},
	"models/survey":             {"models/mailbox", "models/event", "models/store"},
	"models/registration": {"models/seminar", "models/survey", "models/mailbox", "models/event", "models/account",
		"models/store"},
	"models/room":  {"models/registration", "models/seminar", "models/mailbox", "models/event", "models/account", "models/store"},
	"models/table": {"models/store"},
	"models/bulk": {"models/registration", "models/seminar", "models/mailbox", "models/event", "models/account", "models/table",
		"models/store"},
	"models/door": {"models/room", "models/registration", "models/seminar", "models/survey", "models/mailbox", "models/event", "models/account",
		"models/store"},

	"e2e":   {"commands", "config", "demo", "handlers", "jobs", "models", "static", "views"},
	"bench": {"commands", "config", "demo", "handlers", "jobs", "models", "static", "views"},
}

// libraries says where each library from outside may be imported. One that is missing here is a decision not yet taken.
var libraries = map[string][]string{
	"github.com/gofiber/fiber/v2":       {"handlers", "bench"}, // the bench holds an event page against a bare "hello"
	"gorm.io/gorm":                      {"models"},
	"gorm.io/driver/sqlite":             {"models/store"},
	"github.com/mattn/go-sqlite3":       {"models/store", "bench"}, // the bench runs the same statements without us
	"github.com/pressly/goose/v3":       {"models/store"},
	"github.com/alexedwards/argon2id":   {"models/account"},
	"github.com/go-mail/mail/v2":        {"jobs"},
	"github.com/skip2/go-qrcode":        {"views/badge"},
	"codeberg.org/go-pdf/fpdf":          {"views/badge", "views/pdf", "views/report"},
	"github.com/xuri/excelize/v2":       {"views/report"},
	"github.com/arran4/golang-ical":     {"views/calendar"},
	"github.com/nicksnyder/go-i18n/v2":  {"views/text"},
	"golang.org/x/text/collate":         {"views/text"},
	"golang.org/x/text/language":        {"views/text"},
	"golang.org/x/text/unicode/norm":    {"models", "views"},
	"github.com/goccy/go-yaml":          {"config", "models/event", "models/survey"},
	"github.com/alecthomas/kong":        {"commands"},
	"github.com/andybalholm/brotli":     {"static"},
	"github.com/chromedp/chromedp":      {"e2e"},
	"github.com/chromedp/cdproto":       {"e2e"},
	"github.com/emersion/go-smtp":       {"e2e"},
	"github.com/valyala/fasthttp":       {"handlers"},
	"github.com/gofiber/fiber/v2/utils": {"handlers"},
}

// notInModels are the parts of the standard library that belong to the floors above.
var notInModels = []string{"net/http", "html/template", "text/template", "net/smtp", "html"}

// longest is where a reader gets lost in a file.
const longest = 400

// source is one Go file of the program; tests may import what they need.
type source struct {
	path    string // "models/door/redeem.go"
	imports []string
	lines   int
}

func TestHouse(t *testing.T) {
	files := sources(t)
	if len(files) < 50 {
		t.Fatalf("found only %d files: the test looks in the wrong place", len(files))
	}
	for _, wrong := range violations(files) {
		t.Error(wrong)
	}
}

// A guard that never speaks proves nothing: each rule is broken once.
func TestHouseNoticesPlantedViolations(t *testing.T) {
	for _, c := range []struct {
		file source
		want string
	}{
		{source{"models/survey/x.go", []string{"samling/models/registration"}, 9}, "models/survey may not import models/registration"},
		{source{"models/survey/x.go", []string{"samling/models/door"}, 9}, "models/survey may not import models/door"},
		{source{"models/store/x.go", []string{"samling/models/event"}, 9}, "models/store may not import models/event"},
		{source{"models/event/x.go", []string{"samling/views/text"}, 9}, "models/event may not import views/text"},
		{source{"models/event/x.go", []string{"net/http"}, 9}, "models/event may not import net/http"},
		{source{"models/event/x.go", []string{"github.com/gofiber/fiber/v2"}, 9}, "models/event may not import github.com/gofiber/fiber/v2"},
		{source{"views/page/x.go", []string{"samling/handlers/web"}, 9}, "views/page may not import handlers/web"},
		{source{"views/page/x.go", []string{"github.com/skip2/go-qrcode"}, 9}, "views/page may not import github.com/skip2/go-qrcode"},
		{source{"handlers/door/x.go", []string{"samling/handlers/organiser"}, 9}, "handlers/door may not import handlers/organiser"},
		{source{"handlers/door/x.go", []string{"gorm.io/gorm/clause"}, 9}, "handlers/door may not import gorm.io/gorm/clause"},
		{source{"handlers/door/x.go", []string{"github.com/go-mail/mail/v2"}, 9}, "handlers/door may not import github.com/go-mail/mail/v2"},
		{source{"jobs/x.go", []string{"samling/handlers"}, 9}, "jobs may not import handlers"},
		{source{"jobs/x.go", []string{"github.com/new/library"}, 9}, "github.com/new/library is in no one's list"},
		{source{"attic/x.go", nil, 9}, "attic has no floor"},
		{source{"models/door/x.go", []string{"samling/models/registration", "gorm.io/gorm", "fmt"}, 401}, "models/door/x.go has 401 lines"},
	} {
		got := violations([]source{c.file})
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%v: got %q, want %q", c.file, got, c.want)
		}
	}
}

func violations(files []source) []string {
	var found []string
	for _, f := range files {
		room := filepath.ToSlash(filepath.Dir(f.path))
		may, ok := floorOf(room)
		if !ok {
			found = append(found, room+" has no floor: give it one in architecture_test.go and docs/architecture.md")
		}
		for _, path := range f.imports {
			if says := judge(room, may, path); says != "" {
				found = append(found, f.path+": "+says)
			}
		}
		if f.lines > longest {
			found = append(found, fmt.Sprintf("%s has %d lines; split it at a noun (at most %d)", f.path, f.lines, longest))
		}
	}
	return found
}

// judge says what is wrong with an import, or "".
func judge(room string, may []string, path string) string {
	inside, ours := strings.CutPrefix(path, "samling/")
	first, _, _ := strings.Cut(path, "/")
	switch {
	case ours:
		if inside == room || within(inside, may) {
			return ""
		}
		return room + " may not import " + inside
	case !strings.Contains(first, "."):
		if !within(room, []string{"models"}) || !slices.Contains(notInModels, path) {
			return ""
		}
		return room + " may not import " + path
	}
	places, known := longestMatch(libraries, path)
	if !known {
		return path + " is in no one's list of libraries: decide where it may be used, in architecture_test.go"
	}
	if within(room, places) {
		return ""
	}
	return room + " may not import " + path + ": only " + strings.Join(places, ", ") + " may"
}

func floorOf(room string) ([]string, bool) { return longestMatch(floors, room) }

// longestMatch finds the entry that is the path or the nearest thing around it.
func longestMatch(table map[string][]string, path string) ([]string, bool) {
	best, found := "", false
	for _, name := range slices.Sorted(maps.Keys(table)) {
		if within(path, []string{name}) && len(name) >= len(best) {
			best, found = name, true
		}
	}
	return table[best], found
}

func within(path string, rooms []string) bool {
	return slices.ContainsFunc(rooms, func(room string) bool { return path == room || strings.HasPrefix(path, room+"/") })
}

// sources reads every Go file of the program with its imports; tests are left out, for they may reach anywhere.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); name == "node_modules" || name == "testdata" || len(name) > 1 && name[0] == '.' {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := read(path)
		all = append(all, file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func read(path string) (source, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return source{}, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), path, raw, parser.ImportsOnly)
	if err != nil {
		return source{}, err
	}
	file := source{path: filepath.ToSlash(path), lines: strings.Count(string(raw), "\n")}
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return source{}, err
		}
		file.imports = append(file.imports, name)
	}
	return file, nil
}
