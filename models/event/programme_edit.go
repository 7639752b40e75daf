package event

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// ItemKinds are the kinds of a programme item, the usual one first.
var ItemKinds = [...]string{"plenary", "break", "check_in", "seminars"}

// ErrSlotInUse says that a seminar slot still has seminars and cannot go.
var ErrSlotInUse = store.Fault(store.Conflict, "error.slot_in_use")

// ItemForm is what an organiser writes about a programme item. Times are clock times on the edition's day.
type ItemForm struct {
	Starts string
	Ends   string
	Kind   string // one of ItemKinds
	Choose string // one of Choosings, for a seminar slot; empty: ranked
	Title  string
	Text   string
}

func (f ItemForm) item(e Edition) (Item, Problems) {
	var p Problems
	day := e.StartsAt.In(e.Zone())
	item := Item{EditionID: e.ID, Kind: f.Kind}
	starts, ends := p.clockOn("starts", f.Starts, day), p.clockOn("ends", f.Ends, day)
	if !starts.IsZero() && !ends.IsZero() && !ends.After(starts) {
		p.add("ends", "error.ends_before")
	}
	item.StartsAt, item.EndsAt = store.At(starts), store.At(ends)
	if !slices.Contains(ItemKinds[:], f.Kind) {
		p.add("kind", "error.choose")
	}
	item.Choose = Ranked
	if f.Kind == "seminars" && f.Choose != "" {
		item.Choose = Choosing(f.Choose)
	}
	if !slices.Contains(Choosings[:], item.Choose) {
		p.add("choose", "error.choose")
	}
	item.Title = p.line("title", f.Title, true)
	item.Text = p.text("text", f.Text)
	return item, p
}

// AddItem puts a line into the programme; one of kind "seminars" becomes the next seminar slot.
// Errors: Problems, ErrStale.
func AddItem(tx *store.Tx, e Edition, version int, form ItemForm) (Item, error) {
	item, problems := form.item(e)
	if err := problems.fault(); err != nil {
		return Item{}, err
	}
	if err := Revise(tx, e.ID, version); err != nil {
		return Item{}, err
	}
	programme, err := Programme(tx.DB, e.ID)
	if err != nil {
		return Item{}, err
	}
	item.ID, item.Position = tx.NewID(), len(programme)+1
	if item.Kind == "seminars" {
		item.Slot = nextSlot(programme)
	}
	return item, tx.Create(&item).Error
}

// EditItem changes a line of the programme. A slot that seminars are held in stays a slot.
// Errors: Problems, ErrStale, ErrSlotInUse, store.ErrNotFound.
func EditItem(tx *store.Tx, e Edition, version int, id store.ID, form ItemForm) error {
	item, problems := form.item(e)
	if err := problems.fault(); err != nil {
		return err
	}
	if err := Revise(tx, e.ID, version); err != nil {
		return err
	}
	programme, err := Programme(tx.DB, e.ID)
	if err != nil {
		return err
	}
	was, err := itemIn(programme, id)
	if err != nil {
		return err
	}
	if item.Slot, err = slotAfter(tx, e.ID, programme, was, item.Kind); err != nil {
		return err
	}
	done := tx.Exec(`UPDATE programme_items SET starts_at = ?, ends_at = ?, kind = ?, slot = ?, choose = ?, title = ?, text = ?
		WHERE id = ? AND edition_id = ?`, item.StartsAt, item.EndsAt, item.Kind, item.Slot, item.Choose, item.Title, item.Text, id, e.ID)
	return one(done.RowsAffected, done.Error)
}

// slotAfter gives the slot number that an item has once it is of a kind.
func slotAfter(tx *store.Tx, edition store.ID, programme []Item, was Item, kind string) (int, error) {
	switch {
	case kind == "seminars" && was.Slot > 0:
		return was.Slot, nil
	case kind == "seminars":
		return nextSlot(programme), nil
	case was.Slot > 0:
		return 0, refuseUsedSlot(tx, edition, was.Slot)
	}
	return 0, nil
}

// RemoveItem takes a line out of the programme. Errors: ErrStale, ErrSlotInUse, store.ErrNotFound.
func RemoveItem(tx *store.Tx, edition store.ID, version int, id store.ID) error {
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	item, err := ItemByID(tx.DB, edition, id)
	if err != nil {
		return err
	}
	if err := refuseUsedSlot(tx, edition, item.Slot); err != nil {
		return err
	}
	done := tx.Exec("DELETE FROM programme_items WHERE id = ? AND edition_id = ?", id, edition)
	return one(done.RowsAffected, done.Error)
}

func refuseUsedSlot(tx *store.Tx, edition store.ID, slot int) error {
	var sessions int
	err := tx.Raw("SELECT COUNT(*) FROM seminar_sessions WHERE edition_id = ? AND slot = ?", edition, slot).Scan(&sessions).Error
	if err != nil {
		return err
	}
	if sessions > 0 {
		return ErrSlotInUse
	}
	return nil
}

// ItemByID finds a line of an edition's programme. Errors: store.ErrNotFound.
func ItemByID(db *gorm.DB, edition, id store.ID) (Item, error) {
	programme, err := Programme(db, edition)
	if err != nil {
		return Item{}, err
	}
	return itemIn(programme, id)
}

func itemIn(programme []Item, id store.ID) (Item, error) {
	at := slices.IndexFunc(programme, func(i Item) bool { return i.ID == id })
	if at < 0 {
		return Item{}, store.ErrNotFound
	}
	return programme[at], nil
}

func nextSlot(programme []Item) int {
	last := 0
	for _, item := range programme {
		last = max(last, item.Slot)
	}
	return last + 1
}

// sameRoom compares rooms as people do: "Sal A" and "sal  a" are one.
func sameRoom(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
