package door

import (
	"testing"
	"time"

	"samling/models/door"
)

func TestMoment(t *testing.T) {
	want := time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	for _, raw := range []string{`"2027-02-01T12:00:00Z"`, `"2027-02-01T13:00:00.000+01:00"`, `1801483200`, `1801483200000`} {
		var b redeemBody
		if err := read([]byte(`{"occurred_at":`+raw+`}`), &b); err != nil || !time.Time(b.OccurredAt).Equal(want) {
			t.Errorf("%s: %v, %v", raw, time.Time(b.OccurredAt), err)
		}
	}
}

// FuzzRedeemBody: whatever arrives, it is either refused with one of our errors or can be judged, and what can be
// judged has kept to every limit.
func FuzzRedeemBody(f *testing.F) {
	for _, seed := range []string{
		`{"code":"HTTPS://X/T/0123456789ABCDEFGHJKMNPQRS","nonce":"nonce-nonce","occurred_at":"2027-02-01T12:00:00Z","door":"Dörr 1"}`,
		`{"reference":"ACD34F","nonce":"nonce-nonce","occurred_at":1801483200}`, `{"occurred_at":-1e300}`, `{"occurred_at":"0000-00-00"}`,
		`{"registration_id":7}`, `{"code":null}`, `[]`, `{`, "\xff", `{"nonce":"\ud800"}`, `{"code":"\u0000"}`, `{"CODE":"x","code":"y"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var b redeemBody
		if err := read(raw, &b); err != nil {
			return
		}
		p := b.presented()
		if y := p.OccurredAt.Year(); y < -4000 || y > 10_000 {
			t.Errorf("year %d", y)
		}
		if code := door.TicketCode(p.Code); code != "" && len(code) != 26 {
			t.Errorf("%q is no code", code)
		}
		if ref := door.Reference(p.Reference); ref != "" && len(ref) != 6 {
			t.Errorf("%q is no reference", ref)
		}
		if len(p.Code)+len(p.Reference)+len(p.Nonce)+len(p.Door) > 4*maxBody {
			t.Errorf("%d bytes came out of %d", len(p.Code), len(raw))
		}
	})
}
