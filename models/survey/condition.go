package survey

import "slices"

// Condition is ShowIf found out: the earlier question, and the labels of the answers that lead to this one.
type Condition struct {
	Question Question
	Values   []string
}

// ConditionOf finds what a question depends on among those asked before it, and says whether it depends on anything. A
// condition whose question is gone is none: nothing is hidden that nobody could bring to light.
func ConditionOf(q Question, before []Question) (Condition, bool) {
	if q.ShowIf == nil {
		return Condition{}, false
	}
	i := slices.IndexFunc(before, func(b Question) bool { return b.Code == q.ShowIf.Code && b.Leads() })
	if i < 0 {
		return Condition{}, false
	}
	return Condition{before[i], q.ShowIf.Values}, true
}

// Leads says whether other questions can depend on the answer: one or several of a list.
func (q Question) Leads() bool { return q.Kind == Scale || q.Kind == Choice || q.Kind == Choices }

// asked leaves out of some questions those that the answers on a form do not lead to. Whoever changed an answer and
// left behind what came after it is not asked to mend it, and it is not counted.
func asked(questions []Question, values func(Question) []string) []Question {
	var out []Question
	for _, q := range questions {
		c, conditional := ConditionOf(q, out)
		if _, written := ConditionOf(q, questions); written && !conditional {
			continue // it hangs on a question that is itself not asked
		}
		if !conditional || slices.ContainsFunc(values(c.Question), func(v string) bool { return slices.Contains(c.Values, v) }) {
			out = append(out, q)
		}
	}
	return out
}
