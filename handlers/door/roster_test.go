package door_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

type roster struct {
	Status, Epoch string
	Version       int
	Full, More    bool
	Records       []struct{ K, D, In, Door string }
	Removed       []string
}

func TestTheRosterOverTheWire(t *testing.T) {
	s := newSite(t)
	phone, _ := s.paired("Dörr 2", door.Steward)
	amina := s.guest(s.Edition, "Amina Lindqvist")
	s.guest(s.Edition, "Bo Ek")
	fetch := func(since string) (r roster) {
		t.Helper()
		a := phone.Get("/api/v1/door/roster?since=" + since)
		if a.Status != 200 || a.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		s.must(json.Unmarshal([]byte(a.Body), &r))
		return r
	}
	first := fetch("")
	if !first.Full || first.More || len(first.Records) != 2 || first.Removed == nil {
		t.Fatalf("%+v", first)
	}
	// A steward's phone that is lost tells nobody's name, address or organisation, nor who has a reference code.
	body := phone.Get("/api/v1/door/roster").Body
	for _, told := range []string{"Amina", "Lindqvist", "nacka", "Nacka", amina.Reference, string(amina.ID), s.code(amina)} {
		if strings.Contains(body, told) {
			t.Errorf("the roster says %s", told)
		}
	}
	version := func(r roster) string { return door.Version{Epoch: r.Epoch, Number: r.Version}.String() }
	if same := fetch(version(first)); same.Full || len(same.Records)+len(same.Removed) != 0 {
		t.Errorf("%+v", same)
	}
	s.redeem(map[string]any{"code": s.code(amina)})
	s.Clock.Add(time.Second)
	delta := fetch(version(first))
	if delta.Full || len(delta.Records) != 1 || delta.Records[0].In == "" || delta.Records[0].Door != "Dörr 1" {
		t.Errorf("%+v", delta)
	}
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, amina.ID, registration.Self); return err })
	s.Clock.Add(time.Second)
	if cancelled := fetch(version(delta)); len(cancelled.Records) != 1 || cancelled.Records[0].D == delta.Records[0].D {
		t.Errorf("%+v", cancelled)
	}
	for i := range 8 {
		s.guest(s.Edition, fmt.Sprintf("Nummer%d Deltagare", i))
	}
	s.Clock.Add(time.Second)
	phone.Header["Accept-Encoding"] = "gzip, br"
	packed := phone.Get("/api/v1/door/roster")
	if packed.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal("is not packed")
	}
	r, err := gzip.NewReader(bytes.NewReader([]byte(packed.Body)))
	s.must(err)
	raw, err := io.ReadAll(r)
	s.must(err)
	if !json.Valid(raw) || len(packed.Body) > len(raw)*85/100 {
		t.Errorf("%d bytes of %d", len(packed.Body), len(raw))
	}
}
