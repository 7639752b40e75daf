package survey

// Hidden says why a figure is not shown. Whatever is hidden carries no number at all.
type Hidden string

// The reasons.
const (
	Shown   Hidden = ""
	Few     Hidden = "few"     // fewer than the threshold answered
	Beside  Hidden = "beside"  // would let somebody work out a group that is hidden
	Later   Hidden = "later"   // shown when the survey has closed
	Unread  Hidden = "unread"  // texts that no moderator has released yet
	Guarded Hidden = "guarded" // too few, or too few others: which of the two is not told
)

// conceal decides which of some sibling groups are hidden, from their sizes. A group under least is. If that leaves
// exactly one hidden, or hidden ones that are fewer than least together, the total minus what is shown would give them
// away, so the smallest shown group is hidden too, until neither holds.
func conceal(sizes []int, least int) []Hidden {
	out := make([]Hidden, len(sizes))
	for i, n := range sizes {
		if n < least {
			out[i] = Few
		}
	}
	cover(sizes, out, least)
	return out
}

// cover hides more of some siblings until the hidden ones cannot be worked out from the total. It says whether it did.
func cover(sizes []int, out []Hidden, least int) (more bool) {
	count, sum := 0, 0
	for i, n := range sizes {
		if out[i] != Shown {
			count, sum = count+1, sum+n
		}
	}
	for count == 1 || 0 < sum && sum < least {
		i := smallestShown(sizes, out)
		if i < 0 {
			break
		}
		out[i], more = Beside, true
		count, sum = count+1, sum+sizes[i]
	}
	return more
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

// rule is what the figures of an edition are held to.
type rule struct {
	least  int
	closed bool
}

// guard applies the threshold to one figure, and then to each answer value in it. While answers still come in a question
// is shown only if everybody has to answer it: of a step of five sheets one alone may have answered an optional question,
// or be the one person of a small group.
func (f Figure) guard(r rule) Figure {
	switch {
	case !r.closed && !f.Question.everybody():
		return f.blank(Later)
	case f.Question.Kind == Text && f.N < r.least && f.N+f.held >= r.least:
		return f.blank(Unread)
	case f.N < r.least:
		return f.blank(Few)
	}
	return f.guardCells(r.least)
}

// everybody says whether each sheet has an answer to the question, "do not know" included, so that a step of five sheets
// is a step of five answers.
func (q Question) everybody() bool {
	return !q.Optional && q.ShowIf == nil && q.Kind != Text && !q.Background()
}

// guardSeminars hides whole seminars and then, question by question, what would give one of them away.
func guardSeminars(all []SeminarResult, r rule) {
	sizes := make([]int, len(all))
	for i, s := range all {
		sizes[i] = s.Sheets
	}
	var open []*SeminarResult
	for i, why := range conceal(sizes, r.least) {
		if why != Shown {
			all[i] = all[i].blank(why)
			continue
		}
		open = append(open, &all[i])
	}
	if len(open) == 0 {
		return
	}
	for q := range open[0].Figures {
		guardAcross(open, q, r)
	}
}

// guardAcross holds the same question of several seminars to the threshold as siblings.
func guardAcross(open []*SeminarResult, q int, r rule) {
	sizes := make([]int, len(open))
	for i, s := range open {
		sizes[i] = s.Figures[q].N
	}
	for i, why := range conceal(sizes, r.least) {
		f := &open[i].Figures[q]
		if guarded := f.guard(r); why == Shown || guarded.Hidden == Later || guarded.Hidden == Unread {
			*f = guarded
			continue
		}
		*f = f.blank(why)
	}
}
