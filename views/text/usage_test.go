package text_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"samling/views/text"
)

// swedishOnPurpose are English texts with words that have no translation.
var swedishOnPurpose = map[string]bool{
	"site.other_language": true, // names Swedish in Swedish
}

const root = "../.."

// usage is what the program says about texts: each literal that looks like a key, and each call that shows one with
// the names of the values it gives.
type usage struct {
	literals map[string]string // literal → a place where it stands
	calls    []call
}

type call struct {
	where, key string
	names      []string
}

// keyForm is a key ("staff.login"), or the beginning of some that are put together at run time ("staff.role_").
var keyForm = regexp.MustCompile(`^[a-z_]+(\.[a-z0-9_]+)*[._]?$`)

func TestEveryKeyExistsAndIsUsed(t *testing.T) {
	catalogue, used := entries(t, text.Languages[0]), program(t)
	rooms := map[string]bool{}
	for key := range catalogue {
		room, _, _ := strings.Cut(key, ".")
		rooms[room] = true
	}
	begun := map[string]bool{}
	for literal, where := range used.literals {
		room, rest, dotted := strings.Cut(literal, ".")
		if !dotted || !rooms[room] || !keyForm.MatchString(literal) || notKey[literal] {
			continue
		}
		if rest == "" || strings.HasSuffix(literal, "_") || strings.HasSuffix(literal, ".") {
			begun[literal] = true
			if !slices.ContainsFunc(slices.Collect(maps.Keys(catalogue)), func(key string) bool { return strings.HasPrefix(key, literal) }) {
				t.Errorf("%s: no text begins with %s", where, literal)
			}
			continue
		}
		if _, there := catalogue[literal]; !there {
			t.Errorf("%s: there is no text %s", where, literal)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(catalogue)) {
		_, said := used.literals[key]
		if !said && !slices.ContainsFunc(slices.Collect(maps.Keys(begun)), func(b string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("%s: nothing uses %s", catalogue[key].file, key)
		}
	}
}

// A text whose value is not given would say "<no value>".
func TestEveryCallGivesTheValues(t *testing.T) {
	catalogue := entries(t, text.Languages[0])
	checked := 0
	for _, c := range program(t).calls {
		e, there := catalogue[c.key]
		if !there {
			continue // the other test tells
		}
		checked++
		for _, place := range e.places() {
			if !slices.Contains(c.names, place) {
				t.Errorf("%s: %s is not given %s", c.where, c.key, place)
			}
		}
		for _, name := range c.names {
			if !slices.Contains(e.places(), name) && name != "n" {
				t.Errorf("%s: %s has no place for %s", c.where, c.key, name)
			}
		}
		if e.plural() && !slices.Contains(c.names, "n") {
			t.Errorf("%s: %s has plural forms and is not given n", c.where, c.key)
		}
	}
	if checked < 100 {
		t.Errorf("only %d calls were found: the test looks in the wrong place", checked)
	}
}

// program reads every Go file and template.
func program(t *testing.T) usage {
	t.Helper()
	u := usage{literals: map[string]string{}}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && (name == "node_modules" || len(name) > 2 && name[0] == '.'):
			return filepath.SkipDir
		case strings.HasSuffix(name, "_test.go"), entry.IsDir():
			return nil
		case strings.HasSuffix(name, ".go"):
			return u.goFile(path)
		case strings.HasSuffix(name, ".html") && strings.Contains(path, "views"):
			return u.template(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// speakers are the functions whose first string is a key and the rest are names and values.
var speakers = map[string]bool{"T": true, "Say": true, "tell": true}

func (u *usage) goFile(path string) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, 0)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if s, ok := unquote(n); ok {
				u.literals[s] = where(files, n)
			}
		case *ast.CallExpr:
			u.goCall(files, n)
		}
		return true
	})
	return nil
}

func (u *usage) goCall(files *token.FileSet, n *ast.CallExpr) {
	var name string
	switch fun := n.Fun.(type) {
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	case *ast.Ident:
		name = fun.Name
	}
	if !speakers[name] || len(n.Args) == 0 || n.Ellipsis.IsValid() {
		return
	}
	key, ok := unquote(n.Args[0])
	if !ok {
		return
	}
	c := call{where: where(files, n), key: key}
	for i := 1; i < len(n.Args); i += 2 {
		if name, ok := unquote(n.Args[i]); ok {
			c.names = append(c.names, name)
		}
	}
	u.calls = append(u.calls, c)
}

func unquote(n ast.Expr) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func where(files *token.FileSet, n ast.Node) string {
	p := files.Position(n.Pos())
	return strings.TrimPrefix(filepath.ToSlash(p.Filename), root+"/") + ":" + strconv.Itoa(p.Line)
}

// template reads a template's syntax tree, so that commands, pipes and conditions are understood as they run.
func (u *usage) template(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	at := strings.TrimPrefix(filepath.ToSlash(path), root+"/")
	tree := parse.New(at)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(string(raw), "", "", trees); err != nil {
		return err
	}
	for _, tr := range trees {
		u.walk(at, tr.Root)
	}
	return nil
}

func (u *usage) walk(at string, node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				u.walk(at, child)
			}
		}
	case *parse.ActionNode:
		u.walk(at, n.Pipe)
	case *parse.TemplateNode:
		u.walk(at, n.Pipe)
	case *parse.IfNode:
		u.branch(at, &n.BranchNode)
	case *parse.RangeNode:
		u.branch(at, &n.BranchNode)
	case *parse.WithNode:
		u.branch(at, &n.BranchNode)
	case *parse.PipeNode:
		if n != nil {
			for _, command := range n.Cmds {
				u.command(at, command)
			}
		}
	case *parse.StringNode:
		u.literals[n.Text] = at
	}
}

func (u *usage) branch(at string, n *parse.BranchNode) {
	u.walk(at, n.Pipe)
	u.walk(at, n.List)
	if n.ElseList != nil {
		u.walk(at, n.ElseList)
	}
}

func (u *usage) command(at string, n *parse.CommandNode) {
	for _, arg := range n.Args {
		u.walk(at, arg)
	}
	if len(n.Args) < 2 || !speaks(n.Args[0]) {
		return
	}
	key, ok := n.Args[1].(*parse.StringNode)
	if !ok {
		return
	}
	c := call{where: at, key: key.Text}
	for i := 2; i < len(n.Args); i += 2 {
		if name, ok := n.Args[i].(*parse.StringNode); ok {
			c.names = append(c.names, name.Text)
		}
	}
	u.calls = append(u.calls, c)
}

// speaks recognises .T and $.T.
func speaks(n parse.Node) bool {
	switch n := n.(type) {
	case *parse.FieldNode:
		return n.Ident[len(n.Ident)-1] == "T"
	case *parse.VariableNode:
		return n.Ident[len(n.Ident)-1] == "T"
	}
	return false
}

// notKey are literals that look like keys and are none.
var notKey = map[string]bool{}
