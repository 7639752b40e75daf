package config

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// reader walks a settings file. It reads the syntax tree rather than decoding into Config, because a decoder stops
// at the first mistake and forgets the lines, and the rules that are checked afterwards need them.
type reader struct {
	file     string
	settings map[string]*setting
	seen     map[string]int // key → line
	found    Problems
}

// readFile assigns what a file says to the settings. An unknown key is refused: a misspelled one that is passed
// over leaves the default at work, and the operator in the belief that it is not.
func readFile(name string, raw []byte, settings map[string]*setting) Problems {
	r := &reader{file: name, settings: settings, seen: make(map[string]int)}
	tree, err := parser.ParseBytes(raw, 0)
	if err != nil {
		return Problems{r.syntax(err)}
	}
	for i, doc := range tree.Docs {
		if i > 0 {
			r.refuse(doc, "", "only one document (no line with ---) may stand in the file")
		} else if doc.Body != nil {
			r.walk("", doc.Body)
		}
	}
	return r.found
}

func (r *reader) syntax(err error) Problem {
	p := Problem{Where: r.file, Says: err.Error()}
	var bad yaml.Error
	if errors.As(err, &bad) && bad.GetToken() != nil {
		p.Where, p.Says = r.line(bad.GetToken().Position.Line), "is not YAML: "+bad.GetMessage()
	}
	return p
}

func (r *reader) walk(prefix string, node ast.Node) {
	switch n := node.(type) {
	case *ast.CommentGroupNode, *ast.NullNode:
	case *ast.MappingNode:
		for _, pair := range n.Values {
			r.pair(prefix, pair)
		}
	case *ast.MappingValueNode:
		r.pair(prefix, n)
	default:
		r.refuse(node, trimDot(prefix), "must hold settings, each on a line of its own: key: value")
	}
}

func (r *reader) pair(prefix string, pair *ast.MappingValueNode) {
	key := prefix + pair.Key.GetToken().Value
	if line, twice := r.seen[key]; twice {
		r.refuse(pair.Key, key, fmt.Sprintf("stands here and on line %d", line))
		return
	}
	r.seen[key] = pair.Key.GetToken().Position.Line
	s, isSetting := r.settings[key]
	switch {
	case isSetting:
		r.value(s, pair)
	case r.group(key):
		r.walk(key+".", pair.Value)
	default:
		r.refuse(pair.Key, key, "there is no such setting")
	}
}

// group says whether settings stand below a key.
func (r *reader) group(key string) bool {
	for known := range r.settings {
		if len(known) > len(key) && known[:len(key)+1] == key+"." {
			return true
		}
	}
	return false
}

// value assigns a scalar or a list. A key with nothing after it keeps the default.
func (r *reader) value(s *setting, pair *ast.MappingValueNode) {
	sequence, isList := pair.Value.(*ast.SequenceNode)
	switch {
	case pair.Value.Type() == ast.NullType:
	case isList && !s.list():
		r.refuse(pair.Key, s.key, "takes one value, not a list")
	case isList:
		r.items(s, sequence)
	default:
		text, ok := scalar(pair.Value)
		if !ok {
			r.refuse(pair.Key, s.key, "takes a plain value")
			return
		}
		if s.list() {
			r.refuse(pair.Key, s.key, fmt.Sprintf("takes a list: [%s]", text))
			return
		}
		r.found = append(r.found, s.assign(r.line(pair.Key.GetToken().Position.Line), []string{text})...)
	}
}

func (r *reader) items(s *setting, sequence *ast.SequenceNode) {
	items := make([]string, 0, len(sequence.Values))
	for _, node := range sequence.Values {
		text, ok := scalar(node)
		if !ok {
			r.refuse(node, s.key, "takes a list of plain values")
			return
		}
		items = append(items, text)
	}
	r.found = append(r.found, s.assign(r.line(sequence.GetToken().Position.Line), items)...)
}

// scalar gives the text of a plain value as it was written, so that a password of digits keeps its leading zero.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func (r *reader) refuse(node ast.Node, key, says string) {
	where := r.file
	if token := node.GetToken(); token != nil {
		where = r.line(token.Position.Line)
	}
	r.found = append(r.found, Problem{where, key, says})
}

func (r *reader) line(n int) string { return fmt.Sprintf("%s:%d", r.file, n) }

func trimDot(prefix string) string {
	if prefix == "" {
		return ""
	}
	return prefix[:len(prefix)-1]
}
