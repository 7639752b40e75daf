package allocation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"unicode/utf8"
)

// DocumentError says where a document is wrong and why. Key names a text, Args are its values.
type DocumentError struct {
	Line int    // from 1
	Path string // "people[3].wishes[1]"; empty: the document as such
	Key  string
	Args []any // name, value, name, value …
}

func (e *DocumentError) Error() string {
	return fmt.Sprintf("line %d: %s: %s %v", e.Line, e.Path, e.Key, e.Args)
}

// node is a value of a JSON document that knows where it stands, so that every error can say where.
type node struct {
	line   int
	path   string
	value  any // nil, bool, string or json.Number; list and fields are nil then
	list   []*node
	fields map[string]*node
	names  []string // of the fields, in the order of the document
}

func (n *node) wrong(key string, args ...any) error {
	return &DocumentError{Line: n.line, Path: n.path, Key: key, Args: args}
}

// deepest is deeper than any document of ours, and shallow enough to be read by recursion.
const deepest = 8

// parser reads one JSON value, refusing what encoding/json lets pass: names given twice, and text after the end.
type parser struct {
	decoder *json.Decoder
	lines   []int // offsets of the line breaks
}

func parse(raw []byte) (*node, error) {
	p := &parser{decoder: json.NewDecoder(bytes.NewReader(raw))}
	for i, b := range raw {
		if b == '\n' {
			p.lines = append(p.lines, i)
		}
	}
	if !utf8.Valid(raw) {
		return nil, &DocumentError{Line: 1, Key: "allocate.encoding"}
	}
	p.decoder.UseNumber()
	root, err := p.read("", 0)
	if err != nil {
		return nil, err
	}
	if _, err := p.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, &DocumentError{Line: p.line(), Key: "allocate.trailing"}
	}
	return root, nil
}

// line is where the decoder is now.
func (p *parser) line() int { return p.lineAt(p.decoder.InputOffset()) }

func (p *parser) lineAt(offset int64) int { return 1 + sort.SearchInts(p.lines, int(offset)) }

func (p *parser) token() (json.Token, error) {
	token, err := p.decoder.Token()
	if err == nil {
		return token, nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &DocumentError{Line: p.line(), Key: "allocate.cut_off"}
	}
	line, syntax := p.line(), (*json.SyntaxError)(nil)
	if errors.As(err, &syntax) {
		line = p.lineAt(max(0, syntax.Offset-1))
	}
	return nil, &DocumentError{Line: line, Key: "allocate.syntax", Args: []any{"Reason", err.Error()}}
}

func (p *parser) read(path string, depth int) (*node, error) {
	token, err := p.token()
	if err != nil {
		return nil, err
	}
	n := &node{line: p.line(), path: path}
	if depth > deepest {
		return nil, n.wrong("allocate.too_deep")
	}
	switch token {
	case json.Delim('['):
		return n, p.readList(n, depth)
	case json.Delim('{'):
		return n, p.readFields(n, depth)
	}
	n.value = token
	return n, nil
}

func (p *parser) readList(n *node, depth int) error {
	n.list = []*node{}
	for p.decoder.More() {
		item, err := p.read(n.path+"["+strconv.Itoa(len(n.list))+"]", depth+1)
		if err != nil {
			return err
		}
		n.list = append(n.list, item)
	}
	_, err := p.token()
	return err
}

func (p *parser) readFields(n *node, depth int) error {
	n.fields = map[string]*node{}
	for p.decoder.More() {
		token, err := p.token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		path := name
		if n.path != "" {
			path = n.path + "." + name
		}
		if n.fields[name] != nil {
			return &DocumentError{Line: p.line(), Path: path, Key: "allocate.twice"}
		}
		field, err := p.read(path, depth+1)
		if err != nil {
			return err
		}
		n.fields[name] = field
		n.names = append(n.names, name)
	}
	_, err := p.token()
	return err
}
