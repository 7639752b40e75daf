package survey

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"samling/models/store"
)

// ErrQuestionnaire says that a questionnaire file breaks a rule; its cause says which and where.
var ErrQuestionnaire = store.Fault(store.Invalid, "error.questionnaire")

// Questionnaire is a parsed questionnaire: every part in the order in which it is asked.
type Questionnaire struct {
	Questions []Question
	Headline  Words // the sentence on top of the results, with {x} {y} {z} {w} to fill in
}

// A questionnaire that nobody could answer in three minutes, or a wording that no screen could hold, is refused.
const (
	questionsMax = 200
	wordingMax   = 500
)

var codePattern = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,7}$`)

// ParseQuestionnaire reads a questionnaire file (YAML, UTF-8). It refuses the whole file when anything in it is
// wrong or unknown. Errors: ErrQuestionnaire, wrapping the reason with its line or question.
func ParseQuestionnaire(raw []byte) (Questionnaire, error) {
	if !utf8.Valid(raw) {
		return Questionnaire{}, ErrQuestionnaire.Because(errors.New("the file is not UTF-8"))
	}
	if err := plainYAML(raw); err != nil {
		return Questionnaire{}, ErrQuestionnaire.Because(err)
	}
	var f file
	err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(&f)
	if errors.Is(err, io.EOF) {
		err = errors.New("the file is empty")
	}
	if err != nil {
		// Line and column, and not the lines around it: writing those out takes minutes for a file of one long line.
		return Questionnaire{}, ErrQuestionnaire.Because(errors.New(yaml.FormatError(err, false, false)))
	}
	q, err := f.questionnaire()
	if err != nil {
		return Questionnaire{}, ErrQuestionnaire.Because(err)
	}
	return q, nil
}

func (f file) questionnaire() (Questionnaire, error) {
	out := Questionnaire{Headline: words(f.HeadlineSV, f.HeadlineEN)}
	parts := []struct {
		part Part
		list []fileQuestion
	}{{Day, f.Day}, {Seminar, f.Seminar}, {Commitment, f.Commitment}, {FollowUp, f.FollowUp}}
	for _, p := range parts {
		seen := map[string]bool{}
		for i, q := range p.list {
			if seen[q.Code] {
				return out, fmt.Errorf("%s: the code %q is used twice", p.part, q.Code)
			}
			seen[q.Code] = true
			made, err := f.question(p.part, q)
			if err == nil {
				err = made.hangsOn(q.ShowIf, of(p.part, out.Questions))
			}
			if err != nil {
				return out, fmt.Errorf("%s, question %d (%s): %w", p.part, i+1, q.Code, err)
			}
			out.Questions = append(out.Questions, made)
		}
	}
	if len(f.Day) == 0 {
		return out, errors.New("no question about the day")
	}
	if len(out.Questions) > questionsMax {
		return out, fmt.Errorf("%d questions, and at most %d are allowed", len(out.Questions), questionsMax)
	}
	return out, nil
}

func (f file) question(part Part, q fileQuestion) (Question, error) {
	out := Question{Part: part, Code: q.Code, Version: max(q.Version, 1), Kind: q.Kind, Optional: q.Optional,
		Body: Body{Short: q.Short, Ask: words(q.SV, q.EN), Hint: words(q.HintSV, q.HintEN)}}
	if !codePattern.MatchString(q.Code) {
		return out, errors.New("a code is a capital letter and up to seven more letters or digits")
	}
	if out.Ask == nil || utf8.RuneCountInString(q.SV) > wordingMax {
		return out, fmt.Errorf("the Swedish wording (sv) must have 1 to %d characters", wordingMax)
	}
	var err error
	switch q.Kind {
	case Scale, Matrix:
		err = f.onScale(&out, q)
	case Choice, Choices:
		out.Options, err = options(q.Values, q.Options, q.OptionsEN)
		out.None = words(q.None, q.NoneEN)
	case Number:
		if out.Most = q.Most; q.Most == 0 {
			out.Most = numberMost
		}
	case Text, Consent, Heading:
		out.Optional = true // nobody is made to write, and a consent is never demanded
	default:
		err = fmt.Errorf("unknown kind %q", q.Kind)
	}
	return out, err
}

// hangsOn takes over the condition of a file. It must be an answer to a question before this one.
func (q *Question) hangsOn(on *fileIf, before []Question) error {
	if on == nil {
		return nil
	}
	q.ShowIf = &ShowIf{Code: on.Code}
	for _, n := range on.Values {
		q.ShowIf.Values = append(q.ShowIf.Values, strconv.Itoa(n))
	}
	c, found := ConditionOf(*q, before)
	if !found || len(on.Values) == 0 || slices.ContainsFunc(c.Values, func(v string) bool { return !c.Question.Has(v) }) {
		return fmt.Errorf("show_if: %q has no such answers, or is not asked before", on.Code)
	}
	return nil
}

func (f file) onScale(out *Question, q fileQuestion) error {
	scale, known := f.Scales[q.Scale]
	if !known {
		return fmt.Errorf("unknown scale %q", q.Scale)
	}
	if q.Kind == Matrix && len(q.Rows) == 0 {
		return errors.New("a matrix needs rows")
	}
	var err error
	if out.Options, err = options(scale.Values, scale.Labels, scale.LabelsEN); err != nil {
		return fmt.Errorf("scale %s: %w", q.Scale, err)
	}
	out.None, out.Ends = words(scale.None, scale.NoneEN), each(scale.Ends, scale.EndsEN)
	if q.Kind == Matrix {
		out.Rows = each(q.Rows, q.RowsEN)
	}
	return nil
}

// options pairs values with labels. Choices without values are numbered from 1; steps without labels (0-10) keep
// their number only.
func options(values []int, labels, english []string) ([]Option, error) {
	n := max(len(values), len(labels))
	if n < 2 || len(values) > 0 && len(labels) > 0 && len(values) != len(labels) {
		return nil, fmt.Errorf("%d values and %d labels do not make a list of choices", len(values), len(labels))
	}
	named, seen := each(labels, english), map[int]bool{}
	out := make([]Option, n)
	for i := range out {
		value := i + 1
		if len(values) > 0 {
			value = values[i]
		}
		if seen[value] {
			return nil, fmt.Errorf("the value %d stands twice", value)
		}
		seen[value] = true
		out[i].Value = strconv.Itoa(value)
		if len(named) > 0 {
			out[i].Label = named[i]
		}
	}
	return out, nil
}

func each(swedish, english []string) []Words {
	var out []Words
	for i, sv := range swedish {
		en := ""
		if len(english) == len(swedish) {
			en = english[i]
		}
		out = append(out, words(sv, en))
	}
	return out
}

func words(sv, en string) Words {
	if sv == "" {
		return nil
	}
	w := Words{"sv": sv}
	if en != "" {
		w["en"] = en
	}
	return w
}
