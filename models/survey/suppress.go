package survey

// Hidden says why a figure is not shown. Whatever is hidden carries no number at all.
type Hidden string

// The reasons.
const (
	Shown  Hidden = ""
	Few    Hidden = "few"    // fewer than Least answered
	Beside Hidden = "beside" // would let somebody work out a group that is hidden
	Later  Hidden = "later"  // shown when the survey has closed
)

// conceal decides which of some sibling groups are hidden, from their sizes. A group under Least is. If that
// leaves exactly one hidden, or hidden ones that are fewer than Least together, the total minus what is shown
// would give them away, so the smallest shown group is hidden too, until neither holds.
func conceal(sizes []int) []Hidden {
	out := make([]Hidden, len(sizes))
	count, sum := 0, 0
	for i, n := range sizes {
		if n < Least {
			out[i] = Few
			count, sum = count+1, sum+n
		}
	}
	for count == 1 || 0 < sum && sum < Least {
		i := smallestShown(sizes, out)
		if i < 0 {
			break
		}
		out[i] = Beside
		count, sum = count+1, sum+sizes[i]
	}
	return out
}

func smallestShown(sizes []int, hidden []Hidden) int {
	found := -1
	for i, n := range sizes {
		if hidden[i] == Shown && (found < 0 || n < sizes[found]) {
			found = i
		}
	}
	return found
}

// blank keeps of a hidden figure what the question is and nothing that was answered.
func (f Figure) blank(why Hidden) Figure {
	return Figure{Question: f.Question, Row: f.Row, Code: f.Code, Hidden: why}
}

// blank keeps of a hidden seminar its name and what was asked.
func (s SeminarResult) blank(why Hidden) SeminarResult {
	out := SeminarResult{Seminar: s.Seminar, Hidden: why}
	for _, f := range s.Figures {
		out.Figures = append(out.Figures, f.blank(why))
	}
	return out
}

// guard applies the threshold to one figure. A question about opinions shows its whole distribution from Least
// answers on. A question about who answers is a list of groups: each is held to the threshold by itself, and none
// is shown while answers still come in, since a step of five can hold one person of a small group.
func (f Figure) guard(closed bool) Figure {
	switch {
	case f.N < Least:
		return f.blank(Few)
	case !f.Question.Background():
		return f
	case !closed:
		return f.blank(Later)
	}
	sizes := make([]int, len(f.Cells))
	for i, c := range f.Cells {
		sizes[i] = c.N
	}
	for i, why := range conceal(sizes) {
		if why != Shown {
			f.Cells[i] = Cell{Value: f.Cells[i].Value, Hidden: why}
		}
	}
	return f
}

// guardSeminars hides whole seminars and then, question by question, what would give one of them away.
func guardSeminars(all []SeminarResult, closed bool) {
	sizes := make([]int, len(all))
	for i, s := range all {
		sizes[i] = s.Sheets
	}
	var open []SeminarResult
	for i, why := range conceal(sizes) {
		if why != Shown {
			all[i] = all[i].blank(why)
			continue
		}
		open = append(open, all[i])
	}
	if len(open) == 0 {
		return
	}
	for q := range open[0].Figures {
		guardAcross(open, q, closed)
	}
}

// guardAcross holds the same question of several seminars to the threshold as siblings.
func guardAcross(open []SeminarResult, q int, closed bool) {
	sizes := make([]int, len(open))
	for i, s := range open {
		sizes[i] = s.Figures[q].N
	}
	for i, why := range conceal(sizes) {
		f := open[i].Figures[q]
		if why != Shown {
			open[i].Figures[q] = f.blank(why)
			continue
		}
		open[i].Figures[q] = f.guard(closed)
	}
}
