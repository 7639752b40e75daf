package survey

import (
	"errors"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Why a file is not read at all.
var (
	errAliases = errors.New("the file has anchors, aliases or merge keys; write each list out")
	errNested  = errors.New("the file is nested too deeply")
)

// nestingMax is deeper than any questionnaire: a list of questions, each with lists.
const nestingMax = 8

// plainYAML refuses what makes a small file large once it is read: aliases of aliases (a "billion laughs" of 600 bytes
// keeps the reader busy for hours) and thousands of brackets in each other, which can exhaust the stack and with it stop
// the server. The reader has no limit of its own for either. Errors: errAliases, errNested.
func plainYAML(raw []byte) error {
	open, line, entries := 0, 0, 0
	for _, one := range lexer.Tokenize(string(raw)) {
		if one.Position.Line != line {
			line, entries = one.Position.Line, 0
		}
		switch one.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return errAliases
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open--
		case token.SequenceEntryType, token.MappingKeyType: // "- - - -" opens a list with each sign
			entries++
		}
		if open > nestingMax || entries > nestingMax {
			return errNested
		}
	}
	return nil
}
