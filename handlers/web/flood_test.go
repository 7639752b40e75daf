package web_test

import (
	"testing"
	"time"

	"samling/handlers/web"
)

func TestANetworkHasOneLimit(t *testing.T) {
	for address, want := range map[string]string{"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "nonsense": "nonsense"} {
		if got := web.NetworkOf(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	f, now := web.Flood{Max: 2, Window: time.Minute}, time.Unix(1, 0)
	for i, want := range []bool{true, true, false} {
		address := web.NetworkOf([]string{"2001:db8::1", "2001:db8::2", "2001:db8::3"}[i])
		if f.Allow(address, now) != want {
			t.Errorf("try %d from %s", i, address)
		}
	}
	if !f.Allow(web.NetworkOf("2001:db8:0:1::1"), now) || !f.Allow(web.NetworkOf("2001:db8::1"), now.Add(time.Minute)) {
		t.Error("somebody else, or another time, is held back")
	}
}
