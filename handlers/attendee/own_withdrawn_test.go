package attendee_test

import (
	"strings"
	"testing"
)

// Whoever sits in a session that is withdrawn reads it on their page, and can swap while there are seats.
func TestAWithdrawnSeminarIsToldToWhoSitsThere(t *testing.T) {
	v := newVisit(t)
	v.firstCome(2)
	own := v.comes("pass_1", "trefas", "pass_2", "losam")
	v.sql("UPDATE seminar_sessions SET withdrawn = ? WHERE id = ?", true, v.session("trefas", 1))
	told := v.Get(own)
	v.expect("own page", told, 200, `<h3 lang="sv">Trefas</h3><p class="ink2">Inställt</p>`, "Seminariet hålls inte. Byt till ett annat", "LOSAM</b>, Sal C")
	if strings.Contains(told.Body, "Sal B") {
		t.Error("sent to the room of a seminar that is not held")
	}
	slot := v.Get(own + "/pass/1")
	v.expect("the slot", slot, 200, "Trefas, där du hade din plats, är inställt.", "Seminariet hålls inte i det här passet.")
	if strings.Contains(slot.Body, "Din plats") || strings.Contains(slot.Body, `value="trefas"`) {
		t.Error("what is withdrawn is offered as one's seat")
	}
	if file := v.Get(own + "/kalender.ics").Body; strings.Contains(file, "Trefas") || !strings.Contains(file, "LOSAM") {
		t.Errorf("the calendar has what is not held:\n%s", file)
	}
	v.expect("swap", v.Post(own+"/pass/1", choose("ratt-kurva")), 303)
	if strings.Contains(v.Get(own).Body, "Inställt") {
		t.Error("still told after the swap")
	}
}
