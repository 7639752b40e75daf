package registration

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// Needing is somebody with a seat who needs something. Somebody with protected identity has a reference code only.
type Needing struct {
	ID           store.ID
	Name         string // as shown; "" for somebody with protected identity
	Organisation string // "" for somebody with protected identity
	Reference    string
	Needs
}

// NeedsList reads who needs what among those who have a seat. It is for the role behovsansvarig alone, and whoever calls
// it writes a line of the audit log.
func NeedsList(db *gorm.DB, edition store.ID) ([]Needing, error) {
	var rows []struct {
		ID                            store.ID
		Source                        Source
		Name, DisplayName, Reference  string
		Organisation, Choices, Needed string
	}
	err := db.Raw(`SELECT r.id, r.source, r.name, r.display_name, r.reference, o.name AS organisation, n.choices, n.text AS needed
		FROM needs n JOIN registrations r ON r.id = n.registration_id JOIN organisations o ON o.id = r.organisation_id
		WHERE r.edition_id = ? AND r.status = ? ORDER BY r.reference`, edition, Confirmed).Scan(&rows).Error
	list := make([]Needing, 0, len(rows))
	for _, row := range rows {
		r := Registration{Source: row.Source, Name: row.Name, DisplayName: row.DisplayName}
		one := Needing{ID: row.ID, Reference: row.Reference, Needs: Needs{Choices: splitChoices(row.Choices), Text: row.Needed}}
		if !r.Alias() {
			one.Name, one.Organisation = r.ShownName(), row.Organisation
		}
		list = append(list, one)
	}
	return list, err
}

// Meal is a plate as the kitchen makes it: what it must be, and for how many.
type Meal struct {
	Choices []string // keys of FoodNeeds in their order; empty: no special food
	Count   int
}

// Meals is all that a caterer is told: plates that together are everybody with a seat, and how many have written something
// of their own, which only the behovsansvarig reads.
type Meals struct {
	People int
	Plates []Meal
	Own    int
}

// CountMeals counts plates. Nobody is in two of them, so they can be cooked as they stand.
func CountMeals(db *gorm.DB, edition store.ID) (Meals, error) {
	var m Meals
	counts, err := Counts(db, edition)
	if err != nil {
		return m, err
	}
	list, err := NeedsList(db, edition)
	if err != nil {
		return m, err
	}
	m.People = counts[Confirmed]
	plain := m.People
	for _, n := range list {
		if n.Text != "" {
			m.Own++
		}
		if food := foodOf(n.Choices); len(food) > 0 {
			plain--
			m.add(food)
		}
	}
	slices.SortStableFunc(m.Plates, func(a, b Meal) int { return b.Count - a.Count })
	if plain > 0 {
		m.Plates = append([]Meal{{Count: plain}}, m.Plates...)
	}
	return m, nil
}

func (m *Meals) add(food []string) {
	for i := range m.Plates {
		if slices.Equal(m.Plates[i].Choices, food) {
			m.Plates[i].Count++
			return
		}
	}
	m.Plates = append(m.Plates, Meal{Choices: food, Count: 1})
}

// foodOf picks what is about food, in the order of FoodNeeds. Vegan food is vegetarian and free of lactose already.
func foodOf(choices []string) []string {
	vegan := slices.Contains(choices, "vegansk")
	var food []string
	for _, key := range FoodNeeds {
		if slices.Contains(choices, key) && (!vegan || key != "vegetarisk" && key != "laktosfri") {
			food = append(food, key)
		}
	}
	return food
}

// NeedsDisposedAt is when the needs of an edition are erased by themselves.
func NeedsDisposedAt(endsAt store.Time) store.Time { return store.At(endsAt.Add(NeedsKeptFor)) }
