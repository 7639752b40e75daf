package event

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// File is an event as a file describes it: `samling import` reads it. docs/event-file.md explains each key.
type File struct {
	Series        FileSeries                `yaml:"series"`
	Edition       FileEdition               `yaml:"edition"`
	Hosts         []FileHost                `yaml:"hosts"`
	Programme     []FileItem                `yaml:"programme"`
	Seminars      []FileSeminar             `yaml:"seminars"`
	SeminarRules  FileRules                 `yaml:"seminar_rules"`
	Organisations map[string]map[string]int `yaml:"organisations"` // kind → name → seats
	DemoPeople    map[string]any            `yaml:"demo_people"`   // read by the demonstration only
	positions     map[string]int            // path → line
}

// FileSeries is the series that the edition belongs to.
type FileSeries struct {
	Slug    string `yaml:"slug"`
	Name    string `yaml:"name"`
	Purpose string `yaml:"purpose"`
}

// FileEdition is the day. Times are wall-clock times in its zone.
type FileEdition struct {
	Slug               string `yaml:"slug"`
	Title              string `yaml:"title"`
	Date               string `yaml:"date"`
	Starts             string `yaml:"starts"`
	Ends               string `yaml:"ends"`
	CheckInOpens       string `yaml:"check_in_opens"`
	TimeZone           string `yaml:"time_zone"`
	Place              string `yaml:"place"`
	Venue              string `yaml:"venue"`
	Directions         string `yaml:"directions"`
	ContactName        string `yaml:"contact_name"`
	ContactEmail       string `yaml:"contact_email"`
	Capacity           int    `yaml:"capacity"`
	Number             int    `yaml:"edition_number"`
	CaseNumber         string `yaml:"case_number"`
	Color              string `yaml:"color"`
	Text               string `yaml:"text"`
	State              string `yaml:"state"`
	RegistrationOpens  string `yaml:"registration_opens"`
	RegistrationCloses string `yaml:"registration_closes"`
	WishesClose        string `yaml:"wishes_close"`
}

// FileHost is a host.
type FileHost struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
	Unit string `yaml:"unit"`
	Kind string `yaml:"kind"`
}

// FileItem is a line of the programme.
type FileItem struct {
	Starts    string         `yaml:"starts"`
	Ends      string         `yaml:"ends"`
	Kind      string         `yaml:"kind"`
	Slot      int            `yaml:"slot"`
	Choose    string         `yaml:"choose"`
	Title     string         `yaml:"title"`
	Text      string         `yaml:"text"`
	Documents []FileDocument `yaml:"documents"`
}

// FileDocument is something to read.
type FileDocument struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
}

// FileSeminar is a seminar with its sessions.
type FileSeminar struct {
	Key       string        `yaml:"key"`
	Title     string        `yaml:"title"`
	Text      string        `yaml:"text"`
	OnlyKinds []string      `yaml:"only_kinds"`
	Sessions  []FileSession `yaml:"sessions"`
}

// FileSession is a seminar in a slot.
type FileSession struct {
	Slot      int    `yaml:"slot"`
	Room      string `yaml:"room"`
	Seats     int    `yaml:"seats"`
	Overbook  int    `yaml:"overbook"`
	FireLimit int    `yaml:"fire_limit"`
	Least     int    `yaml:"least"`
	Withdrawn bool   `yaml:"withdrawn"`
}

// FileRules say how seminars are chosen.
type FileRules struct {
	Choose              string             `yaml:"choose"`
	RankAtLeast         int                `yaml:"rank_at_least"`
	NotSameSeminarTwice *bool              `yaml:"not_same_seminar_twice"`
	DemoShares          map[string]float64 `yaml:"demo_first_choice_shares"`
}

// LineError says where a file is wrong and why. Key names a text in the catalogue; Args are its values.
type LineError struct {
	Line int
	Path string
	Key  string
	Args []any
}

func (e *LineError) Error() string {
	return fmt.Sprintf("line %d: %s %s %v", e.Line, e.Path, e.Key, e.Args)
}

// maxFile bounds an event file; the real one has 7 kB.
const maxFile = 1 << 20

// ReadFile reads and checks an event file. Errors: *LineError, which names the first line that is wrong.
func ReadFile(raw []byte) (File, error) {
	switch {
	case len(raw) > maxFile:
		return File{}, &LineError{Line: 1, Key: "import.too_large"}
	case !utf8.Valid(raw):
		return File{}, &LineError{Line: badLine(raw), Key: "import.encoding"}
	}
	tree, err := parser.ParseBytes(raw, 0)
	if err != nil {
		return File{}, syntaxError(err)
	}
	var f File
	if err := yaml.UnmarshalWithOptions(raw, &f, yaml.Strict()); err != nil {
		return File{}, syntaxError(err)
	}
	f.locate(tree)
	return f, f.check()
}

func badLine(raw []byte) int {
	line := 1
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		raw = raw[size:]
	}
	return line
}

// syntaxError takes the line and the reason out of the parser's own error.
func syntaxError(err error) error {
	var typed yaml.Error
	if errors.As(err, &typed) && typed.GetToken() != nil {
		return &LineError{Line: typed.GetToken().Position.Line, Key: "import.syntax", Args: []any{"Reason", typed.GetMessage()}}
	}
	reason, _, _ := strings.Cut(err.Error(), "\n")
	return &LineError{Line: 1, Key: "import.syntax", Args: []any{"Reason", reason}}
}

// locate remembers on which line each value stands, so that a rule broken can be shown where it is.
func (f *File) locate(tree *ast.File) {
	f.positions = map[string]int{}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			f.walk("", doc.Body)
		}
	}
}

func (f *File) walk(path string, node ast.Node) {
	if t := node.GetToken(); t != nil && t.Position != nil {
		f.positions[path] = t.Position.Line
	}
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, pair := range n.Values {
			f.walk(path, pair)
		}
	case *ast.MappingValueNode:
		key := path + "." + n.Key.GetToken().Value
		f.walk(key, n.Value)
		f.positions[key] = n.Key.GetToken().Position.Line
	case *ast.SequenceNode:
		for i, item := range n.Values {
			f.walk(fmt.Sprintf("%s[%d]", path, i), item)
		}
	}
}

// wrong makes the error for a value by its path, or for the nearest thing around it when it is missing.
func (f *File) wrong(path, key string, args ...any) error {
	e := &LineError{Line: 1, Path: strings.TrimPrefix(path, "."), Key: key, Args: append(args, "Path", strings.TrimPrefix(path, "."))}
	for p := path; p != ""; {
		if line, ok := f.positions[p]; ok {
			e.Line = line
			break
		}
		p = p[:max(0, strings.LastIndexAny(p, ".["))]
	}
	return e
}
