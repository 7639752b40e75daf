package handlers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/seminar"
	"samling/models/store"
)

// TestNoEditionReachesIntoAnother walks every route of an organiser's edition with every id of another edition, in the
// address and in the form. Nothing of the other edition is shown or changed, whoever asks: the organiser has both, so that
// only the handlers themselves stand in the way.
func TestNoEditionReachesIntoAnother(t *testing.T) {
	w := &walk{Site: webtest.New(t, rooms), t: t, used: map[int]bool{}}
	w.plant()
	w.furnish()
	theirs := w.ids()
	other := w.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	w.Write(func(tx *store.Tx) error { // so that texts can be moderated there
		return tx.Exec("UPDATE editions SET survey_opened_at = ?, survey_closes_at = ? WHERE id = ?", tx.Now, tx.Now, other.ID).Error
	})
	before := w.everything()
	shown := []string{shownName, "Alma Berg", "Lena Leder", "Dörr i Nacka", "Sam Ordnare", "Undrar om Nacka"}
	asked := 0
	for _, r := range rooms(w.App, nil) {
		if !strings.Contains(r.Path, "/:edition") || r.Guard == web.Everyone || strings.HasPrefix(r.Path, "/static") {
			continue
		}
		role := map[web.Guard]string{web.HostStaff: "host", web.NeedsStaff: "needs", web.DoorStaff: "door", web.DoorDesk: "door", web.DoorRoom: "door"}[r.Guard]
		if role == "" {
			role = "organiser"
		}
		for kind, id := range theirs {
			if r.Method == "GET" && !strings.Contains(strings.TrimPrefix(r.Path, "/arrangor/:edition"), ":") {
				continue
			}
			path := strings.NewReplacer(":edition", other.Slug, ":id", id, ":session", id, ":seminar", "ratt-kurva", ":host", id).Replace(r.Path)
			form := url.Values{}
			for _, name := range []string{"id", "text", "person", "session", "seminar", "seminarium", "registration_id", "case", "subject", "byt", "batch", "urval", "if"} {
				form.Set(name, id)
			}
			form.Set("gor", "slapp:"+id)
			form.Set("kind", "two_doors")
			form.Set("do", "plats")
			form.Set("nonce", "nonce-of-theirs")
			for name, value := range map[string]string{"version": "1", "antal": "7", "raknare": "A", "name": "A", "email": "a@b.example", "outcome": "helped",
				"reason": "x", "sal": "A", "platser": "9", "till": "upp", "namn": "ja", "pass_1": id, "undanta": id, "lamnar": "0", "force": "ja", "bekrafta": "ja"} {
				form.Set(name, value)
			}
			answer := w.As(role).Do(r.Method, path, "application/x-www-form-urlencoded", form.Encode())
			asked++
			if answer.Status >= 500 {
				t.Errorf("%s %s with a %s: %d", r.Method, path, kind, answer.Status)
			}
			for _, name := range shown {
				if strings.Contains(w.readable(answer), name) {
					t.Errorf("%s %s with a %s shows %s", r.Method, r.Path, kind, name)
				}
			}
		}
	}
	after := w.everything()
	for table, was := range before {
		if now := after[table]; now != was {
			t.Errorf("%s of the other edition has changed:\n%.1500s\n%.1500s", table, was, now)
		}
	}
	if asked < 1000 {
		t.Errorf("only %d requests", asked)
	}
}

// furnish puts one of everything with an id into the edition.
func (w *walk) furnish() {
	w.Write(func(tx *store.Tx) error {
		e, actor := w.Edition, "organiser"
		d, _, err := door.Make(tx, e, door.DeviceForm{Name: "Dörr i Nacka", Role: door.Desk, Until: store.At(tx.Now.Add(time.Hour))}, actor)
		if err != nil {
			return err
		}
		if _, err := door.Redeem(tx, door.Presented{RegistrationID: w.common.ID, Nonce: "nonce-of-theirs", Actor: string(d.ID)}, e); err != nil {
			return err
		}
		if _, err := door.PassOn(tx, e, door.CaseForm{Nonce: "nonce-of-case", ScanNonce: "nonce-of-theirs", Note: "Undrar om Nacka"}, actor); err != nil {
			return err
		}
		if err := room.Ask(tx, w.shown, w.session.SeminarID, "Undrar om Nacka?", true); err != nil {
			return err
		}
		people, err := registration.Attendees(tx.DB, e.ID)
		if err != nil {
			return err
		}
		seminars, err := event.Seminars(tx.DB, e.ID)
		if err != nil {
			return err
		}
		if err := seminar.Exclude(tx, e.ID, people, w.common.ID, seminars[len(seminars)-1].ID, actor); err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO free_texts (id, edition_id, part, pool, code, text) VALUES (?, ?, 'day', 'ballot', 'Q9', 'Undrar om Nacka')`, tx.NewID(), e.ID).Error
	})
}

// idTables are the tables whose ids stand in addresses and forms, all with an edition.
var idTables = []string{"registrations", "hosts", "programme_items", "seminars", "seminar_sessions", "organisations", "documents", "invitation_links", "coordinators", "bulk_actions", "imports", "saved_filters",
	"devices", "door_cases", "scans", "allocation_runs", "seminar_leaders", "seminar_questions", "questions", "free_texts", "room_changes", "mails", "invitations"}

// everything writes out all rows of the edition, by table.
func (w *walk) everything() map[string]string {
	all := map[string]string{}
	for _, table := range w.column(`SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'edition_id'
		AND m.name NOT IN ('audit_log', 'user_roles')`) {
		var rows []map[string]any
		if err := w.Store.Read(w.t.Context()).Raw("SELECT * FROM "+table+" WHERE edition_id = ? ORDER BY 1, 2", w.Edition.ID).Scan(&rows).Error; err != nil {
			w.t.Fatal(err)
		}
		all[table] = fmt.Sprint(rows)
	}
	return all
}

// ids gives one id of each kind.
func (w *walk) ids() map[string]string {
	all := map[string]string{}
	for _, table := range idTables {
		if ids := w.column("SELECT id FROM " + table + " WHERE edition_id = '" + string(w.Edition.ID) + "' ORDER BY id"); len(ids) > 0 {
			all[table] = ids[len(ids)-1]
		}
	}
	all["nobody with an alias"] = string(w.alias.ID)
	return all
}
