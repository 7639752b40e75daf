package survey

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Cell is one answer value with how many chose it.
type Cell struct {
	Value  string
	N      int
	Hidden Hidden
}

// Figure is what is shown about one question, or one row of a matrix. When Hidden is set every number is zero.
type Figure struct {
	Question Question
	Row      int    // of a matrix, from 1; 0 = no matrix
	Code     string // Q1, or Q10/2
	Hidden   Hidden

	N      int      // how many gave an answer other than "do not know"
	None   int      // how many did not know; 0 and NoneHidden set when they are a few
	Cells  []Cell   // every value of the question in its own order; those that few chose are hidden
	Share  float64  // percent of N that chose 4 or 5, one decimal; only Graded questions, and only when Shares says so
	Median float64  // of Graded questions and the 0-10 one
	NPS    int      // -100..100, only the 0-10 question, and only when Shares says so
	Texts  []string // the released ones, shuffled
	Themes []Theme  // the same by theme, when a moderator has sorted them
	Last   *Figure  // the same question, code and version a year before, when it may be shown

	NoneHidden  Hidden
	ShareHidden Hidden // Share, NPS or another sum of answers would tell how few chose one side

	held int   // texts that wait for a moderator
	each []int // how many chose each value, for what is worked out in this package; it never leaves it
	side int   // of a question whose first answers are told as a sum: how many they are; 0 = none is
}

// Shares says whether Share, or NPS of the 0-10 question, may be told.
func (f Figure) Shares() bool { return f.Hidden == Shown && f.ShareHidden == Shown }

// Rest is how many chose the values that are hidden: nobody, or at least as many as the threshold.
func (f Figure) Rest() int {
	rest := f.N
	for _, c := range f.Cells {
		rest -= c.N
	}
	return max(rest, 0)
}

// Theme is some texts that a moderator put under one heading; "" are those under none, and they come last.
type Theme struct {
	Name  string
	Texts []string
}

// Percent is the share of a cell among those who answered, 0-100.
func (f Figure) Percent(c Cell) float64 { return percent(c.N, f.N) }

// Wording is what was asked: the question, and after it the row of a matrix.
func (f Figure) Wording(lang string) string {
	if f.Row == 0 {
		return f.Question.Ask.In(lang)
	}
	return f.Question.Ask.In(lang) + " " + f.RowName(lang)
}

// RowName is the row of a matrix, "" for other questions.
func (f Figure) RowName(lang string) string {
	if f.Row == 0 {
		return ""
	}
	return f.Question.Rows[f.Row-1].In(lang)
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return math.Round(1000*float64(part)/float64(whole)) / 10
}

// figure counts one question. It knows nothing of thresholds: guard comes after it, always.
func figure(q Question, row int, code string, t tallied) Figure {
	f := Figure{Question: q, Row: row, Code: code}
	if q.Kind == Text {
		f.words(t.texts[code])
		f.held = t.held[code]
		return f
	}
	return f.count(t.counts[code])
}

func (f Figure) count(counts map[string]int) Figure {
	q := f.Question
	f.None = counts[""]
	if q.Kind == Number {
		f.ranges(counts)
		return f
	}
	for _, o := range q.Options {
		f.Cells = append(f.Cells, Cell{Value: o.Value, N: counts[o.Value]})
		f.N += counts[o.Value]
	}
	if q.Kind == Choices {
		f.N = counts[peopleValue] // people, so the cells may add up to more
	}
	if q.Graded() {
		f.Share = percent(f.Cells[3].N+f.Cells[4].N, f.N)
	}
	if q.Graded() || q.Recommends() {
		f.Median = median(f.Cells, f.N)
	}
	if q.Recommends() {
		f.NPS = nps(f.Cells, f.N)
	}
	return f
}

// words lays out the texts, each in the order of a hash.
func (f *Figure) words(texts []comment) {
	byTheme := map[string][]string{}
	for _, c := range texts {
		f.Texts = append(f.Texts, c.text)
		byTheme[c.theme] = append(byTheme[c.theme], c.text)
	}
	f.N, f.Texts = len(f.Texts), shuffled(f.Code, f.Texts)
	if len(byTheme) == 0 || len(byTheme) == 1 && byTheme[""] != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(byTheme)) {
		f.Themes = append(f.Themes, Theme{name, shuffled(f.Code+"\x00"+name, byTheme[name])})
	}
	if f.Themes[0].Name == "" {
		f.Themes = append(f.Themes[1:], f.Themes[0])
	}
}

// median is the middle answer, or the mean of the two in the middle.
func median(cells []Cell, n int) float64 {
	if n == 0 {
		return 0
	}
	return (nth(cells, (n-1)/2) + nth(cells, n/2)) / 2
}

// nth gives the value of the answer with an index (from 0) when all are laid in order.
func nth(cells []Cell, index int) float64 {
	for _, c := range cells {
		if index < c.N {
			value, _ := strconv.ParseFloat(c.Value, 64)
			return value
		}
		index -= c.N
	}
	return 0
}

// nps is the percentage of 9-10 less that of 0-6, as Reichheld defined the net promoter score (2003).
func nps(cells []Cell, n int) int {
	if n == 0 {
		return 0
	}
	score := 0
	for i, c := range cells {
		switch {
		case i >= 9:
			score += c.N
		case i <= 6:
			score -= c.N
		}
	}
	return int(math.Round(100 * float64(score) / float64(n)))
}

// shuffled orders texts by a hash of their own words and the question: the order is the same each time, and the
// place of somebody's text under one question says nothing about its place under another.
func shuffled(code string, texts []string) []string {
	keys := make(map[string]string, len(texts))
	for _, text := range texts {
		keys[text] = shuffleKey(code, text)
	}
	return slices.SortedFunc(slices.Values(texts), func(a, b string) int { return cmp.Compare(keys[a], keys[b]) })
}

func shuffleKey(code, text string) string {
	sum := sha256.Sum256([]byte(code + "\x00" + text))
	return string(sum[:])
}
