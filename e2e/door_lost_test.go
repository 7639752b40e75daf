package e2e

import (
	"strings"
	"testing"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

// TestDoorLostPhone dumps everything that a steward's phone has stored after a morning of scanning with and without
// contact. Whoever finds the phone reads no name, no organisation and no address, and no code that opens a record.
func TestDoorLostPhone(t *testing.T) {
	e := newEntrance(t)
	people := []string{"Åsa Öberg", "Bo Ek", "Kerstin Sjögren", "Örjan Wallin"}
	var codes []string
	var all []registration.Registration
	for _, name := range people {
		r, code := e.guest(name, strings.ToLower(strings.Fields(name)[1])+"@nacka.example")
		codes, all = append(codes, code), append(all, r)
	}
	e.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, all[3].ID, registration.Self); return err })
	p := e.paired("Dörr 2", door.Steward, "")
	p.tap("#borja")
	p.scan(codes[0])
	p.shows("VÄLKOMMEN", people[0])
	p.cut(true)
	p.scan(codes[1])
	p.shows("VÄLKOMMEN", people[1])
	p.scan(codes[3])
	p.shows("KONTROLLERA", people[3])
	p.scan(all[2].Reference)
	p.shows("kan inte kontrolleras utan nät")
	p.scan(codes[0])
	p.shows("REDAN INNE")
	p.scan(codes[2])
	p.shows("VÄLKOMMEN", people[2])
	p.tap("#angra")
	p.shows("Ångrad")

	dump := p.dump()
	for _, part := range []string{`"roster"`, `"queue"`, `"sealed"`, "/dorr/app/sv", "samling-dorr"} {
		if !strings.Contains(dump, part) {
			t.Errorf("the dump has no %s: the test looks in the wrong place", part)
		}
	}
	secrets := []string{"Nacka", "nacka.example", "Rätt kurva", e.token}
	for i, name := range people {
		secrets = append(secrets, append(strings.Fields(name), codes[i][len(codes[i])-26:], all[i].Reference, string(all[i].ID))...)
	}
	for _, secret := range secrets {
		if len(secret) > 3 && strings.Contains(strings.ToLower(dump), strings.ToLower(secret)) {
			t.Errorf("the phone has stored %q", secret)
		}
	}
}
