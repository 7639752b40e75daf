package seminars

import (
	"samling/models/seminar"
	"samling/views/page"
)

// proof says in plain words how good a run is, measured against what no allocation can surpass.
func proof(b page.Base, f seminar.Figures, price int) []string {
	said := []string{wishProof(b, f)}
	if price > 0 {
		said = []string{b.T("seminars.proof.traded")}
	}
	switch {
	case f.Bound.Placed.Bound == 0: // a run of the time before bounds were kept
		return nil
	case !f.Mix.On:
		return said
	}
	gap := b.Decimal(100*f.Mix.Gap(), 1)
	switch {
	case price > 0 && f.Mix.Exact:
		return append(said, b.T("seminars.proof.sum_best"))
	case price > 0:
		return append(said, b.T("seminars.proof.sum_gap", "Gap", gap))
	case f.Mix.Exact:
		return append(said, b.T("seminars.proof.mix_best"))
	}
	return append(said, b.T("seminars.proof.mix_gap", "Gap", gap))
}

// wishProof tells the first aim that might be met better, and by how much at most.
func wishProof(b page.Base, f seminar.Figures) string {
	bound := f.Bound
	say := func(key string, r seminar.Reach) string {
		return b.T(key, "Reached", b.Int(r.Reached), "Bound", b.Int(r.Bound))
	}
	switch {
	case f.Proven:
		return b.T("seminars.proof.best")
	case bound.Placed.Reached != bound.Placed.Bound:
		return say("seminars.proof.placed", bound.Placed)
	case bound.Worst.Reached != bound.Worst.Bound:
		return say("seminars.proof.worst", bound.Worst)
	case bound.CountWorst.Reached != bound.CountWorst.Bound:
		return say("seminars.proof.count_worst", bound.CountWorst)
	case bound.FirstChoices.Reached != bound.FirstChoices.Bound:
		return say("seminars.proof.first", bound.FirstChoices)
	}
	return b.T("seminars.proof.likely")
}
