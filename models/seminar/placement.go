package seminar

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Placement is one row of who sits where. As JSON it is kept with the run, in short names: there are many.
type Placement struct {
	Person  store.ID  `json:"p"`
	Slot    int       `json:"t"`
	Session store.ID  `json:"s"`
	Rank    int       `json:"r,omitempty"`
	Pinned  bool      `json:"pin,omitempty" gorm:"-"`
	Run     *store.ID `json:"run,omitempty"` // by which it was made; nil: taken by the person, or the run it is kept with
}

// placementsIn reads who sits where in some slots of an edition, by person and slot.
func placementsIn(db *gorm.DB, edition store.ID, slots []int) ([]Placement, error) {
	if len(slots) == 0 {
		return nil, nil
	}
	var now []Placement
	err := db.Raw(`SELECT person_id AS person, slot, session_id AS session, rank, run_id AS run FROM placements
		WHERE edition_id = ? AND slot IN ? ORDER BY person_id, slot`, edition, slots).Scan(&now).Error
	return now, err
}

// rowsAtATime keeps a statement below the number of variables that every engine accepts.
const rowsAtATime = 500

// savePlacements replaces all placements of some slots of an edition.
func savePlacements(tx *store.Tx, edition store.ID, slots []int, places []Placement) error {
	if err := tx.Exec("DELETE FROM placements WHERE edition_id = ? AND slot IN ?", edition, slots).Error; err != nil {
		return err
	}
	for len(places) > 0 {
		n := min(rowsAtATime, len(places))
		if err := insertPlacements(tx, edition, places[:n]); err != nil {
			return err
		}
		places = places[n:]
	}
	return nil
}

func insertPlacements(tx *store.Tx, edition store.ID, places []Placement) error {
	args := make([]any, 0, 6*len(places))
	for _, p := range places {
		args = append(args, p.Person, p.Slot, edition, p.Session, p.Rank, p.Run)
	}
	rows := strings.Repeat(", (?, ?, ?, ?, ?, ?)", len(places))[2:]
	return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank, run_id) VALUES "+rows, args...).Error
}

// byRun marks placements as those of a run.
func byRun(places []Placement, run store.ID) []Placement {
	marked := make([]Placement, len(places))
	for i, p := range places {
		p.Run = &run
		marked[i] = p
	}
	return marked
}
