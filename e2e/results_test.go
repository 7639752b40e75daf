package e2e

import (
	"strings"
	"testing"
	"time"
)

// TestAHostReadsResults looks at every page of a host's results in the demonstration: a day with answers, last year's beside,
// an own part, themes, codes and a follow-up.
func TestAHostReadsResults(t *testing.T) {
	address := freeAddress(t)
	demo := start(t, address, "demo", "--listen", address)
	host := browse(t, "", 1280, 900)
	host.open(demo.url + "/")
	host.press(`button[formaction="/demo/logga-in/vard"]`)
	year := host.say("[...document.querySelectorAll('main a')].map((a) => a.getAttribute('href')).filter((h) => h.startsWith('/vard/'))[1]")
	if !strings.HasPrefix(year, "/vard/") {
		t.Fatalf("no finished day in the list: %q", year)
	}
	for page, name := range map[string]string{"": "host-results", "/ar": "host-years", "/fritext": "host-texts", "/fritext?sok=skolan": "host-texts-found",
		"/seminarium/losam": "host-seminar", "/rapport": "host-report"} {
		host.open(demo.url + year + page)
		host.inspect(name)
	}
	host.open(demo.url + year + "/fritext")
	host.fill("#sok", "Skolan")
	host.press("form[role=search] button")
	if found := host.say("[...document.querySelectorAll('blockquote')].every((q) => q.textContent.toLowerCase().includes('skolan')) ? 'all' : 'other'"); found != "all" {
		t.Error("the search shows other texts too")
	}
	began := time.Now()
	host.open(demo.url + year)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the results took %s", took)
	}
}
