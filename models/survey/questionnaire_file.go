package survey

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml"
)

// The file as it is written and read. Lists in English are optional: what has no English is shown in Swedish.
type fileScale struct {
	Values   []int    `yaml:"values"`
	Labels   []string `yaml:"labels,omitempty"`
	LabelsEN []string `yaml:"labels_en,omitempty"`
	None     string   `yaml:"none,omitempty"`
	NoneEN   string   `yaml:"none_en,omitempty"`
	Ends     []string `yaml:"ends,omitempty"`
	EndsEN   []string `yaml:"ends_en,omitempty"`
}

type fileQuestion struct {
	Code      string   `yaml:"code"`
	Version   int      `yaml:"version,omitempty"`
	Kind      Kind     `yaml:"kind"`
	Scale     string   `yaml:"scale,omitempty"`
	Optional  bool     `yaml:"optional,omitempty"`
	Options   []string `yaml:"options,omitempty"`
	OptionsEN []string `yaml:"options_en,omitempty"`
	Values    []int    `yaml:"values,omitempty"`
	Rows      []string `yaml:"rows,omitempty"`
	RowsEN    []string `yaml:"rows_en,omitempty"`
	SV        string   `yaml:"sv"`
	EN        string   `yaml:"en,omitempty"`
	HintSV    string   `yaml:"hint_sv,omitempty"`
	HintEN    string   `yaml:"hint_en,omitempty"`
	None      string   `yaml:"none,omitempty"` // of a choice; a scale has its own
	NoneEN    string   `yaml:"none_en,omitempty"`
	Most      int      `yaml:"most,omitempty"`    // of a number
	Short     bool     `yaml:"short,omitempty"`   // in the short form behind a QR code too
	ShowIf    *fileIf  `yaml:"show_if,omitempty"` // asked only after one of these answers to an earlier question
}

type fileIf struct {
	Code   string `yaml:"code"`
	Values []int  `yaml:"values"`
}

type file struct {
	Scales     map[string]fileScale `yaml:"scales"`
	Day        []fileQuestion       `yaml:"day"`
	Seminar    []fileQuestion       `yaml:"seminar,omitempty"`
	Commitment []fileQuestion       `yaml:"commitment,omitempty"`
	FollowUp   []fileQuestion       `yaml:"follow_up,omitempty"`
	HeadlineSV string               `yaml:"headline_sv,omitempty"`
	HeadlineEN string               `yaml:"headline_en,omitempty"`
}

// WriteQuestionnaire writes questions as a file that ParseQuestionnaire reads to the same ones. Steps that several questions
// share are written once, as a scale.
func WriteQuestionnaire(q Questionnaire) ([]byte, error) {
	f := file{Scales: map[string]fileScale{}, HeadlineSV: q.Headline["sv"], HeadlineEN: q.Headline["en"]}
	parts := map[Part]*[]fileQuestion{Day: &f.Day, Seminar: &f.Seminar, Commitment: &f.Commitment, FollowUp: &f.FollowUp}
	for _, one := range q.Questions {
		*parts[one.Part] = append(*parts[one.Part], f.written(one))
	}
	raw, err := yaml.MarshalWithOptions(f, yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("write a questionnaire: %w", err)
	}
	return raw, nil
}

func (f file) written(q Question) fileQuestion {
	out := fileQuestion{Code: q.Code, Version: q.Version, Kind: q.Kind, SV: q.Ask["sv"], EN: q.Ask["en"], HintSV: q.Hint["sv"],
		HintEN: q.Hint["en"], Most: q.Most, Short: q.Short}
	out.Optional = q.Optional && q.Kind != Text && q.Kind != Consent && q.Kind != Heading // those always are
	switch q.Kind {
	case Scale, Matrix:
		out.Scale = f.scale(q)
		out.Rows, out.RowsEN = inTwo(q.Rows)
	case Choice, Choices:
		out.Options, out.OptionsEN = inTwo(labelsOf(q.Options))
		out.Values = numbered(q.Options)
		out.None, out.NoneEN = q.None["sv"], q.None["en"]
	}
	if q.ShowIf != nil {
		out.ShowIf = &fileIf{Code: q.ShowIf.Code}
		for _, v := range q.ShowIf.Values {
			n, _ := strconv.Atoi(v) // values are numbers
			out.ShowIf.Values = append(out.ShowIf.Values, n)
		}
	}
	return out
}

// scale gives the name of the question's steps in the file.
func (f file) scale(q Question) string {
	s := fileScale{Values: values(q.Options), None: q.None["sv"], NoneEN: q.None["en"]}
	s.Labels, s.LabelsEN = inTwo(labelsOf(q.Options))
	s.Ends, s.EndsEN = inTwo(q.Ends)
	for name, have := range f.Scales {
		if reflect.DeepEqual(have, s) {
			return name
		}
	}
	name := "scale" + strconv.Itoa(len(f.Scales)+1)
	f.Scales[name] = s
	return name
}

func values(options []Option) []int {
	out := make([]int, len(options))
	for i, o := range options {
		out[i], _ = strconv.Atoi(o.Value) // values are numbers
	}
	return out
}

// numbered gives the values only when they are not simply 1, 2, 3.
func numbered(options []Option) []int {
	all := values(options)
	for i, n := range all {
		if n != i+1 {
			return all
		}
	}
	return nil
}

func labelsOf(options []Option) []Words {
	var out []Words
	for _, o := range options {
		if o.Label != nil {
			out = append(out, o.Label)
		}
	}
	return out
}

// inTwo parts words by language; English is given only when all of them have it.
func inTwo(words []Words) (sv, en []string) {
	for _, w := range words {
		sv, en = append(sv, w["sv"]), append(en, w["en"])
	}
	if slices.Contains(en, "") {
		en = nil
	}
	return sv, en
}
