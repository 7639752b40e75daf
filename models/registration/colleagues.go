package registration

import (
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// Colleague is somebody as the coordinator who registered them may see them: no address, no needs, no wishes.
type Colleague struct {
	ID             store.ID
	Version        int
	Name           string // the shown one
	Status         Status
	WaitlistNumber int
	Offered        bool
	Chosen         bool // has ranked or got seminars
	Inside         bool
	CancelledAt    store.Time
	Undoable       bool // the coordinator cancelled it, and not too long ago
}

// colleagues are those whom the coordinator registered and who still are who they were then. Somebody with protected
// identity, somebody who has come by the seat from the person themselves, and somebody whom the organiser has moved to
// another organisation is not among them, whoever registered the row.
const colleagues = `SELECT r.id, r.version, CASE WHEN r.display_name <> '' THEN r.display_name ELSE r.name END AS name, r.status,
	r.waitlist_number, r.cancelled_at,
	EXISTS (SELECT 1 FROM offers f WHERE f.registration_id = r.id AND f.state = 'open') AS offered,
	EXISTS (SELECT 1 FROM wishes w WHERE w.person_id = r.id) OR EXISTS (SELECT 1 FROM placements p WHERE p.person_id = r.id) AS chosen,
	EXISTS (SELECT 1 FROM admissions a WHERE a.registration_id = r.id) AS inside,
	(SELECT h.actor FROM registration_history h WHERE h.registration_id = r.id AND h.action = 'cancelled' ORDER BY h.at DESC, h.id DESC LIMIT 1) AS cancelled_by
	FROM coordinated g JOIN registrations r ON r.id = g.registration_id JOIN coordinators c ON c.id = g.coordinator_id
	WHERE c.id = ? AND r.source <> 'alias' AND r.organisation_id = c.organisation_id AND r.key_version = g.key_version`

type colleagueRow struct {
	Colleague
	CancelledBy string
}

// Colleagues lists those whom a coordinator registered. Cancelled ones are among them while that can be undone.
func Colleagues(db *gorm.DB, c Coordinator, now store.Time) ([]Colleague, error) {
	return readColleagues(db, now, colleagues+" ORDER BY r.received_at, r.id", c.ID)
}

// ColleagueOf finds one of them. Errors: store.ErrNotFound, also for somebody whom the coordinator may not see.
func ColleagueOf(db *gorm.DB, c Coordinator, id store.ID, now store.Time) (Colleague, error) {
	found, err := readColleagues(db, now, colleagues+" AND r.id = ?", c.ID, id)
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Colleague{}, err
	}
	return found[0], nil
}

func readColleagues(db *gorm.DB, now store.Time, query string, args ...any) ([]Colleague, error) {
	var rows []colleagueRow
	if err := db.Raw(query, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	var all []Colleague
	for _, row := range rows {
		one := row.Colleague
		if one.Status == Cancelled {
			one.Undoable = row.CancelledBy == ByCoordinator && now.Before(one.CancelledAt.Add(UndoFor))
			if !one.Undoable {
				continue
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// Share is how the seats of a coordinator's organisation stand.
type Share struct {
	Quota    int // kept for the organisation
	Used     int // people with a seat and seats that are held for an offer
	Waiting  int
	Free     int // how many more would get a seat now, of the quota and of the pool
	Unnamed  int // of Used and Waiting, whom the coordinator does not see by name, whatever the reason
	HasQuota bool
}

// ShareOf reads it. named is how many living colleagues the coordinator sees by name. People with protected identity are
// counted with all others who are not seen: so the number of those without a name never tells of them.
func ShareOf(db *gorm.DB, c Coordinator, named int) (Share, error) {
	seats, err := event.SeatsOf(db, c.EditionID)
	if err != nil {
		return Share{}, err
	}
	all, err := QuotasOf(db, c.EditionID)
	if err != nil {
		return Share{}, err
	}
	waiting := 0
	for _, q := range all {
		waiting += q.Waiting
	}
	for _, q := range all {
		if q.Organisation.ID == c.OrganisationID {
			s := Share{Quota: q.Quota, HasQuota: q.Quota > 0, Used: q.Confirmed + q.Offered, Waiting: q.Waiting - q.Offered}
			s.Free = freeFor(seats, q, waiting)
			s.Unnamed = max(0, q.Confirmed+q.Waiting-named)
			return s, nil
		}
	}
	return Share{}, store.ErrNotFound
}

// freeFor is how many people of an organisation would get seats now. Where the organiser offers seats by hand, newcomers
// do not pass those who wait.
func freeFor(seats event.Seats, q Quota, waiting int) int {
	if seats.OfferRule == event.ByHand && waiting > 0 {
		return 0
	}
	own := max(0, min(q.Left(), seats.Left()))
	return min(own+seats.PoolLeft(), max(0, seats.Left()))
}

// Short is what a coordinator wants when there are too few seats for the whole list.
type Short string

// The choices. Nothing is done about a list that is too long before one of them is made.
const (
	ShortAsk   Short = ""
	ShortWait  Short = "vanta"  // all wait together
	ShortFirst Short = "forsta" // the first get seats, as far as they reach, and the others wait together
	ShortOnly  Short = "bara"   // the first get seats, and the others are not registered
)

// What can stand in the way of registering a list.
var (
	ErrTooFewSeats = store.Fault(store.Conflict, "error.group_too_few_seats")
	ErrNobody      = store.Fault(store.Invalid, "error.group_nobody")
)

// RegisterList registers colleagues, all or none, and writes the coordinator one summary; each colleague gets the usual
// mail with a link of their own. list is the id that the form carried: a list that is registered already stays as it is
// and gives its facts again. forms have passed Judge. Errors: those of AddGroup, ErrNobody, ErrTooFewSeats (nothing was
// chosen, or the seats went while the page was open), ErrCoordinatorRevoked, store.ErrNotFound for a list of somebody else.
func RegisterList(tx *store.Tx, e event.Edition, c Coordinator, list store.ID, forms []Form, short Short) (ListFacts, error) {
	if done, err := ListFactsOf(tx.DB, c, list); err != nil || done.List != "" {
		return done, err
	}
	now, err := CoordinatorByID(tx.DB, c.ID)
	switch {
	case err != nil:
		return ListFacts{}, err
	case !now.RevokedAt.IsZero() || now.KeyVersion != c.KeyVersion:
		return ListFacts{}, ErrCoordinatorRevoked
	case len(forms) == 0:
		return ListFacts{}, ErrNobody
	}
	first, err := firstPart(tx, c, len(forms), short)
	if err != nil {
		return ListFacts{}, err
	}
	facts := ListFacts{List: list}
	if err := tx.Exec("INSERT INTO coordinator_lists (id, coordinator_id, at, confirmed, waitlisted) VALUES (?, ?, ?, 0, 0)",
		list, c.ID, tx.Now).Error; err != nil {
		return facts, fmt.Errorf("insert a list: %w", err)
	}
	parts := [][]Form{forms[:first], forms[first:]}
	if short == ShortOnly {
		parts = parts[:1]
	}
	for n, part := range parts {
		if err := registerPart(tx, e, c, &facts, part, n == 0 && short != ShortWait); err != nil {
			return facts, err
		}
	}
	return facts, closeList(tx, c, facts)
}

// firstPart is how many of a list are to get seats at once.
func firstPart(tx *store.Tx, c Coordinator, all int, short Short) (int, error) {
	if short == ShortAsk || short == ShortWait {
		return all, nil
	}
	share, err := ShareOf(tx.DB, c, 0)
	if err != nil {
		return 0, err
	}
	if share.Free == 0 {
		return 0, ErrTooFewSeats
	}
	return min(share.Free, all), nil
}

// registerPart registers some of a list together. seated says that they must get seats.
func registerPart(tx *store.Tx, e event.Edition, c Coordinator, facts *ListFacts, forms []Form, seated bool) error {
	if len(forms) == 0 {
		return nil
	}
	people, err := AddGroup(tx, e, forms, Group{ID: tx.NewID()}, ByCoordinator)
	if err != nil {
		return err
	}
	for _, r := range people {
		if r.Status == Confirmed {
			facts.Confirmed++
			continue
		}
		if seated {
			return ErrTooFewSeats
		}
		facts.Waitlisted++
	}
	rows, args := "", make([]any, 0, 4*len(people))
	for _, r := range people {
		rows += ", (?, ?, ?, ?)"
		args = append(args, r.ID, c.ID, facts.List, r.KeyVersion)
	}
	err = tx.Exec("INSERT INTO coordinated (registration_id, coordinator_id, list_id, key_version) VALUES "+rows[2:], args...).Error
	if err != nil {
		return fmt.Errorf("note whom a coordinator registered: %w", err)
	}
	return nil
}

func closeList(tx *store.Tx, c Coordinator, facts ListFacts) error {
	err := tx.Exec("UPDATE coordinator_lists SET confirmed = ?, waitlisted = ? WHERE id = ?", facts.Confirmed, facts.Waitlisted, facts.List).Error
	if err != nil {
		return err
	}
	data, err := json.Marshal(facts)
	if err != nil {
		return err
	}
	return mailCoordinator(tx, c, mailbox.GroupSummary, facts.once(), string(data))
}

// ListFactsOf is what became of a list of a coordinator's; its List is ” while it is not registered.
// Errors: store.ErrNotFound for a list of somebody else.
func ListFactsOf(db *gorm.DB, c Coordinator, list store.ID) (ListFacts, error) {
	var found []struct {
		CoordinatorID         store.ID
		Confirmed, Waitlisted int
	}
	err := db.Raw("SELECT coordinator_id, confirmed, waitlisted FROM coordinator_lists WHERE id = ?", list).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return ListFacts{}, err
	}
	if found[0].CoordinatorID != c.ID {
		return ListFacts{}, store.ErrNotFound
	}
	return ListFacts{List: list, Confirmed: found[0].Confirmed, Waitlisted: found[0].Waitlisted}, nil
}

// ListNames are the shown names of those on a list whom its coordinator may see, for the summary.
func ListNames(db *gorm.DB, c Coordinator, list store.ID) ([]string, error) {
	var names []string
	err := db.Raw("SELECT name FROM ("+colleagues+" AND g.list_id = ?) AS seen", c.ID, list).Scan(&names).Error
	return names, err
}

// CancelColleague is CancelOwn by the coordinator who registered somebody. Errors: those of CancelOwn, store.ErrNotFound.
func CancelColleague(tx *store.Tx, e event.Edition, c Coordinator, id store.ID) error {
	one, err := ColleagueOf(tx.DB, c, id, tx.Now)
	switch {
	case err != nil:
		return err
	case one.Status == Cancelled:
		return nil
	}
	_, err = cancelFor(tx, e, id, ByCoordinator)
	return err
}

// RestoreColleague undoes it while it can be undone; what people cancelled themselves it does not touch.
// Errors: those of Restore, store.ErrNotFound, ErrOver.
func RestoreColleague(tx *store.Tx, e event.Edition, c Coordinator, id store.ID) error {
	one, err := ColleagueOf(tx.DB, c, id, tx.Now)
	switch {
	case err != nil:
		return err
	case one.Status != Cancelled:
		return nil
	case !e.ChangesOpen(tx.Now.Time):
		return ErrOver
	}
	_, err = Restore(tx, id, ByCoordinator)
	return err
}

// SwapColleague lets another colleague take over the seat. Errors: those of Substitute, store.ErrNotFound.
func SwapColleague(tx *store.Tx, c Coordinator, id store.ID, version int, f Form) error {
	if _, err := ColleagueOf(tx.DB, c, id, tx.Now); err != nil {
		return err
	}
	r, err := Substitute(tx, id, version, f, ByCoordinator)
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE coordinated SET key_version = ? WHERE registration_id = ?", r.KeyVersion, id).Error
}
