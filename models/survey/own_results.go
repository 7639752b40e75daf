package survey

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// OwnResult is what one host organisation's own people answered about the day: closed questions only, and never who
// they are. Every number has passed the rules in own.go and own_share.go: of each question the number of answers, the
// median, and the share of 4-5.
type OwnResult struct {
	Hidden  Hidden // Later while the survey is open, Guarded when there are too few of them or too few others
	Counted int    // sheets
	Figures []Figure
}

// Figure finds a figure by its code, and says whether there is one that may be shown.
func (r OwnResult) Figure(code string) (Figure, bool) {
	for _, f := range r.Figures {
		if f.Code == code {
			return f, f.Hidden == Shown
		}
	}
	return Figure{}, false
}

// OwnResultOf gives the answers of an organisation's own people, to be laid beside everybody's. The caller sees to that
// it is shown to that organisation. For one that is no host's, and for one whose sum never came out, it is Guarded.
func OwnResultOf(db *gorm.DB, e event.Edition, organisation store.ID, now time.Time) (OwnResult, error) {
	if e.SurveyOpenedAt.IsZero() || e.SurveyOpen(now) {
		return OwnResult{Hidden: Later}, nil
	}
	questions, err := Questions(db, e.ID)
	if err != nil {
		return OwnResult{}, err
	}
	v, err := ownView(db, e.ID)
	if err != nil {
		return OwnResult{}, err
	}
	return v.of(organisation, questions), nil
}

// ownSums is the sums that came out, beside everybody's and the threshold of today.
type ownSums struct {
	own   ownTally
	all   counts
	least int
	shown []store.ID
}

func ownView(db *gorm.DB, edition store.ID) (v ownSums, err error) {
	if v.least, err = LeastOf(db, edition); err != nil {
		return v, err
	}
	t := tallies{}
	if err = t.read(db, edition); err != nil {
		return v, err
	}
	v.all = t.of(Day, "").counts
	if v.own, err = ownReleased(db, edition, t.of(Day, "").sheets); err != nil {
		return v, err
	}
	v.shown = v.own.releasable(v.least)
	return v, nil
}

// ownShown gives how many answered of each organisation that has results of its own, and the threshold.
func ownShown(db *gorm.DB, edition store.ID) (map[store.ID]int, int, error) {
	v, err := ownView(db, edition)
	sizes := make(map[store.ID]int, len(v.shown))
	for _, id := range v.shown {
		sizes[id] = v.own.Hosts[id].size()
	}
	return sizes, v.least, err
}

func (v ownSums) of(organisation store.ID, questions []Question) OwnResult {
	if !slices.Contains(v.shown, organisation) {
		return OwnResult{Hidden: Guarded}
	}
	own := v.own.Hosts[organisation]
	out := OwnResult{Counted: own.size()}
	for _, f := range figures(of(Day, questions), tallied{counts: own.Counts}) {
		if f.Question.Kind == Text || f.Question.Background() {
			continue
		}
		kept := v.own.keep(v.shown, f.Question, f.Code, v.all, v.least)
		switch {
		case !slices.Contains(kept, organisation):
			f = f.blank(Guarded)
		case f.Question.Graded() && slices.Contains(v.sharing(kept, f.Code), organisation):
			f.Cells = nil // a distribution taken from everybody's would leave a few on some step
		default:
			f.Cells, f.ShareHidden, f.Share, f.NPS = nil, Guarded, 0, 0
		}
		f.None, f.NoneHidden = 0, Guarded
		out.Figures = append(out.Figures, f)
	}
	return out
}
