package registration_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// TestSeatsBalanceThroughAnything plays random sequences of everything that touches seats. After each step each counter
// equals the rows it stands for, none passes its limit, and nobody waits for a seat that could be offered.
func TestSeatsBalanceThroughAnything(t *testing.T) {
	did := map[string]int{}
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d := newDay(t, 9)
			p := &player{day: d, dice: rand.New(rand.NewPCG(seed, 1)), did: did}
			d.setQuotas(map[string]int{"nacka-kommun": int(seed % 5), "lpo-globen": int(seed % 3)})
			for step := range 200 {
				d.clock.Add(time.Duration(p.dice.IntN(40)) * time.Minute)
				name := p.step()
				if broken := d.broken(); len(broken) > 0 {
					t.Fatalf("step %d, after %s: %v", step, name, broken)
				}
			}
		})
	}
	for _, m := range (&player{}).moves() {
		if did[m.name] < 3 {
			t.Errorf("nothing much came of %s: the play does not test it (%v)", m.name, did)
		}
	}
}

// player draws what happens next.
type player struct {
	*day
	dice *rand.Rand
	ids  []store.ID
	next int
	did  map[string]int
}

func (p *player) anybody() store.ID {
	if len(p.ids) == 0 {
		return "nobody"
	}
	return p.ids[p.dice.IntN(len(p.ids))]
}

var playedOrganisations = []string{"nacka-kommun", "lpo-globen"}

func (p *player) form() registration.Form {
	p.next++
	f := form(p.next)
	f.Organisation = playedOrganisations[p.dice.IntN(2)]
	return f
}

type move struct {
	name   string
	weight int
	run    func(tx *store.Tx) error
}

func (p *player) moves() []move {
	return []move{
		{"register", 6, p.register}, {"register a group", 2, p.registerGroup}, {"cancel", 5, p.cancelOne}, {"restore", 2, p.restoreOne},
		{"move", 3, p.move}, {"accept", 4, p.acceptOne}, {"decline", 1, p.decline}, {"promote", 1, p.promote},
		{"expire", 2, p.expire}, {"quota", 3, p.quota}, {"capacity", 2, p.capacity}, {"release", 1, p.release}, {"rule", 1, p.rule},
	}
}

// step does one thing, which the rules may refuse, and names it.
func (p *player) step() string {
	moves := p.moves()
	total := 0
	for _, m := range moves {
		total += m.weight
	}
	at := p.dice.IntN(total)
	for _, m := range moves {
		if at -= m.weight; at < 0 {
			if err := p.store.Write(p.t.Context(), m.run); err == nil {
				p.did[m.name]++
			} else if store.KindOf(err) == "" || errors.Is(err, registration.ErrStale) { // with one writer a plan always holds
				p.t.Fatalf("%s: %v", m.name, err)
			}
			return m.name
		}
	}
	panic("unreachable")
}

func (p *player) register(tx *store.Tx) error {
	r, err := registration.Add(tx, p.edition, p.form(), registration.FromForm, registration.Self)
	if err == nil {
		p.ids = append(p.ids, r.ID)
	}
	return err
}

func (p *player) registerGroup(tx *store.Tx) error {
	forms := make([]registration.Form, 2+p.dice.IntN(3))
	for i := range forms {
		forms[i] = p.form()
	}
	all, err := registration.AddGroup(tx, p.edition, forms, registration.Group{ID: tx.NewID()}, registration.Self)
	for _, r := range all {
		p.ids = append(p.ids, r.ID)
		if r.Status != all[0].Status {
			return fmt.Errorf("a group was split: %v", all)
		}
	}
	return err
}

func (p *player) cancelOne(tx *store.Tx) error {
	_, err := registration.Cancel(tx, p.anybody(), registration.Self)
	return err
}

func (p *player) restoreOne(tx *store.Tx) error {
	_, err := registration.Restore(tx, p.anybody(), "an organiser")
	return err
}

func (p *player) move(tx *store.Tx) error {
	_, err := registration.Move(tx, p.anybody(), playedOrganisations[p.dice.IntN(2)], "an organiser")
	return err
}

func (p *player) offered(tx *store.Tx) store.ID {
	var id store.ID
	tx.Raw("SELECT registration_id FROM offers WHERE state = 'open' ORDER BY id LIMIT 1").Scan(&id)
	return id
}

func (p *player) acceptOne(tx *store.Tx) error {
	_, err := registration.AcceptOffer(tx, p.offered(tx), registration.Self)
	return err
}

func (p *player) decline(tx *store.Tx) error {
	_, err := registration.DeclineOffer(tx, p.offered(tx), registration.Self)
	return err
}

func (p *player) promote(tx *store.Tx) error {
	_, err := registration.Promote(tx, p.anybody(), "talar på dagen", "an organiser")
	return err
}

func (p *player) expire(tx *store.Tx) error {
	p.clock.Add(25 * time.Hour)
	tx.Now = store.At(p.clock.Now())
	n, err := registration.Tend(tx)
	if err == nil && n == 0 {
		return registration.ErrOfferOver // nothing came of it
	}
	return err
}

func (p *player) quota(tx *store.Tx) error {
	return p.day.quotasIn(tx, map[string]int{playedOrganisations[p.dice.IntN(2)]: p.dice.IntN(8)})
}

func (p *player) capacity(tx *store.Tx) error {
	if err := event.SetCapacity(tx, p.edition.ID, 4+p.dice.IntN(12)); err != nil {
		return err
	}
	_, err := registration.PassOn(tx, p.edition.ID, registration.Job)
	return err
}

func (p *player) release(tx *store.Tx) error {
	if _, err := event.ReleaseQuotas(tx, p.edition.ID); err != nil {
		return err
	}
	_, err := registration.PassOn(tx, p.edition.ID, registration.Job)
	return err
}

func (p *player) rule(tx *store.Tx) error {
	rule := []event.OfferRule{event.ByArrival, event.ByArrival, event.ByHand}[p.dice.IntN(3)]
	if err := tx.Exec("UPDATE edition_seats SET offer_rule = ?", rule).Error; err != nil {
		return err
	}
	_, err := registration.PassOn(tx, p.edition.ID, registration.Job)
	return err
}

func (d *day) organisation(key string) (id store.ID) {
	d.store.Read(d.t.Context()).Raw("SELECT id FROM organisations WHERE edition_id = ? AND key = ?", d.edition.ID, key).Scan(&id)
	return id
}

func (d *day) quotasIn(tx *store.Tx, byKey map[string]int) error {
	quotas := map[store.ID]int{}
	for key, n := range byKey {
		quotas[d.organisation(key)] = n
	}
	var version int
	if err := tx.Raw("SELECT version FROM editions WHERE id = ?", d.edition.ID).Scan(&version).Error; err != nil {
		return err
	}
	return registration.SetQuotas(tx, d.edition.ID, version, quotas, "an organiser")
}

func (d *day) setQuotas(byKey map[string]int) {
	d.t.Helper()
	d.write(func(tx *store.Tx) error { return d.quotasIn(tx, byKey) })
}

// broken names what does not hold: each query counts what must not be.
func (d *day) broken() (wrong []string) {
	d.t.Helper()
	const seated = `(SELECT organisation_id, edition_id, charge FROM registrations WHERE status = 'confirmed'
		UNION ALL SELECT r.organisation_id, r.edition_id, f.charge FROM offers f JOIN registrations r ON r.id = f.registration_id WHERE f.state = 'open')`
	for name, query := range map[string]string{
		"the day's counter is not its rows":       "SELECT COUNT(*) FROM edition_seats s WHERE taken <> (SELECT COUNT(*) FROM " + seated + " x WHERE x.edition_id = s.edition_id)",
		"the pool's counter is not its rows":      "SELECT COUNT(*) FROM edition_seats s WHERE pool_taken <> (SELECT COUNT(*) FROM " + seated + " x WHERE x.edition_id = s.edition_id AND x.charge = 'pool')",
		"a quota's counter is not its rows":       "SELECT COUNT(*) FROM organisation_seats q WHERE taken <> (SELECT COUNT(*) FROM " + seated + " x WHERE x.organisation_id = q.organisation_id AND x.charge = 'quota')",
		"promised is not the sum of the quotas":   "SELECT COUNT(*) FROM edition_seats s WHERE promised <> (SELECT COALESCE(SUM(quota), 0) FROM organisation_seats q WHERE q.edition_id = s.edition_id)",
		"more seats than the capacity":            "SELECT COUNT(*) FROM edition_seats WHERE taken > capacity",
		"more of a quota than it has":             "SELECT COUNT(*) FROM organisation_seats WHERE taken > quota",
		"more of the pool than it has":            "SELECT COUNT(*) FROM edition_seats WHERE pool_taken > MAX(0, capacity - promised)",
		"a seat without a count, or the opposite": "SELECT COUNT(*) FROM registrations WHERE (status = 'confirmed') <> (charge <> '')",
		"a number without waiting, or opposite":   "SELECT COUNT(*) FROM registrations WHERE (status = 'waitlisted') <> (waitlist_number > 0)",
		"a number twice":                          "SELECT COUNT(*) FROM (SELECT waitlist_number FROM registrations WHERE waitlist_number > 0 GROUP BY edition_id, waitlist_number HAVING COUNT(*) > 1) t",
		"an offer to who does not wait":           "SELECT COUNT(*) FROM offers f JOIN registrations r ON r.id = f.registration_id WHERE f.state = 'open' AND r.status <> 'waitlisted'",
		"two living registrations of an address":  "SELECT COUNT(*) FROM (SELECT email_key FROM registrations WHERE status <> 'cancelled' GROUP BY email_key HAVING COUNT(*) > 1) t",
		"somebody alone waits for a free seat": `SELECT COUNT(*) FROM registrations w JOIN edition_seats s ON s.edition_id = w.edition_id
			LEFT JOIN organisation_seats q ON q.organisation_id = w.organisation_id JOIN editions e ON e.id = w.edition_id
			WHERE w.status = 'waitlisted' AND w.group_id = '' AND s.offer_rule = 'arrival' AND s.taken < s.capacity AND e.state = 'published'
			AND (COALESCE(q.taken < q.quota, 0) OR s.pool_taken < s.capacity - s.promised)
			AND e.starts_at > ` + fmt.Sprint(d.clock.Now().UnixMilli()) + `
			AND NOT EXISTS (SELECT 1 FROM offers f WHERE f.registration_id = w.id AND f.state = 'open')`,
	} {
		if n := d.number(query); n != 0 {
			wrong = append(wrong, fmt.Sprintf("%s (%d)", name, n))
		}
	}
	return wrong
}
