package seminars_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func TestAllocationIsAskedForSeenAndPublished(t *testing.T) {
	s := newSite(t)
	list := s.crowd(30, "ratt-kurva", "losam", "trefas")
	s.add(registration.FromAlias, "nacka-kommun", "Kim Alm", "ratt-kurva")
	c := s.organiser()
	want(t, "demand", c.Get(path), 200, "Önskemål från 31 anmälda", "Räkna fram förslag", "Kommuner")
	want(t, "ask", c.Post(path, form("seed", "4182", "mix", "0", "worst", "0")), 303)
	run := s.latest()
	going := c.Get(at(run))
	want(t, "waiting", going, 200, "Väntar på sin tur", "<progress")
	if going.Header.Get("Refresh") == "" {
		t.Error("the page of a run under way does not come again by itself")
	}
	want(t, "a second one at the same time", c.Post(path, form("seed", "1")), 409, "Vänta tills den är klar")
	s.tend()
	a := c.Get(at(run))
	want(t, "the draft", a, 200, "Slumpfrö 4182", "Förslag, inte skickat", "av 62 platser", "Bevisat bäst", "Så blandas salarna", "Gå vidare till publicering")
	if a.Header.Get("Refresh") != "" {
		t.Error("a finished page goes on refreshing itself")
	}
	if len(s.places()) != 0 {
		t.Fatal("a draft placed people")
	}
	want(t, "before publishing", c.Get(at(run)+"/publicera"), 200, "31 personer får sina platser", "30 mejl skickas")
	want(t, "publish", c.Post(at(run)+"/publicera", nil), 303)
	want(t, "under way", c.Get(at(run)), 200, "Fördelningen publiceras")
	s.tend()
	want(t, "published", c.Get(at(run)), 200, "Publicerad", "Ångra publiceringen")
	want(t, "publish twice", c.Post(at(run)+"/publicera", nil), 409, "redan publicerad")
	if n := len(s.places()); n != 31 {
		t.Fatalf("%d placed", n)
	}
	if n := s.mails(); n != 30 {
		t.Errorf("%d placement mails, want one for each of the 30 with an address", n)
	}

	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, list[0].ID, "test"); return err })
	s.add(registration.FromOrganiser, "nacka-kommun", "Sent Kommen", "losam")
	s.Clock.Add(time.Minute)
	again := s.run("seed", "4182")
	page := c.Get(at(again))
	want(t, "what changes", page, 200, "får en ändring mot det som är publicerat", "Sent Kommen")
	lacks(t, "protected", page, "Kim Alm")
	want(t, "all runs", c.Get(path+"/korningar"), 200, "Publicerad", "Förslag, inte skickat", "Jämför A med B")
	want(t, "compare", c.Get(path+"/jamfor?a="+string(run.ID)+"&b="+string(again.ID)), 200, "får något annat i B", "Sent Kommen")
	s.add(registration.FromOrganiser, "nacka-kommun", "Ännu Senare", "losam")
	want(t, "stale draft", c.Get(at(again)), 200, "Underlaget har ändrats sedan förslaget gjordes", "1 person har kommit till: Ännu Senare.")
	want(t, "stale publish", c.Post(at(again)+"/publicera", nil), 409, "Ingenting är publicerat")
	want(t, "stale question", c.Get(at(again)+"/publicera"), 303)
}

func TestPublicationIsUndone(t *testing.T) {
	s := newSite(t)
	list := s.crowd(12, "ratt-kurva", "losam", "trefas")
	c := s.organiser()
	first := s.run("seed", "1")
	want(t, "no undo of a draft", c.Get(at(first)+"/angra"), 409, "senaste publiceringen")
	s.publish(first)
	want(t, "question", c.Get(at(first)+"/angra"), 200, "12 personer", "12 mejl")
	s.Write(func(tx *store.Tx) error { // somebody has swapped on their own since
		return tx.Exec("UPDATE placements SET session_id = ?, run_id = NULL WHERE person_id = ? AND slot = 1", s.session("dela-med-dig", 1).ID, list[0].ID).Error
	})
	want(t, "what is lost", c.Get(at(first)+"/angra"), 200, "1 person har bytt eller tagit plats", list[0].Name)
	want(t, "not without a tick", c.Post(at(first)+"/angra", nil), 409, "aria-invalid")
	if len(s.places()) != 12 {
		t.Fatal("a refused undoing took places away")
	}
	want(t, "forced", c.Post(at(first)+"/angra", form("force", "ja")), 303)
	if n := len(s.places()); n != 0 {
		t.Errorf("%d still have places", n)
	}
	want(t, "undone", c.Get(at(first)+"?klart=seminars.done.undone"), 200, "Ångrad", "Publiceringen är ångrad")
	want(t, "twice", c.Post(at(first)+"/angra", form("force", "ja")), 409)
	if n := s.mails(); n != 24 {
		t.Errorf("%d mails, want one for each placing and each undoing", n)
	}
}

func TestWorstOffAreExplained(t *testing.T) {
	s := newSite(t)
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminar_sessions SET seats = 10 WHERE edition_id = ?", s.Edition.ID).Error
	})
	s.crowd(30, "ratt-kurva", "losam", "trefas")
	s.add(registration.FromAlias, "nacka-kommun", "Kim Alm", "ratt-kurva", "losam")
	run := s.run("seed", "7", "mix", "0")
	a := s.organiser().Get(at(run))
	want(t, "worst", a, 200, "Sämst gick det för", "1:a val, Rätt kurva: ", "Listan kan sakna namn")
	lacks(t, "worst", a, "Kim Alm")
	want(t, "what if", s.organiser().Get(path+"/vad-om"), 200, "1 plats till", "10 platser till", "förstahandsval till")
}

func TestRunIsDownloadedWithoutNames(t *testing.T) {
	s := newSite(t)
	s.crowd(6, "losam")
	run := s.run("seed", "99", "mix", "3", "worst", "3")
	if run.MixPrice != seminar.Prices[3] || run.MixWorst != 3 {
		t.Fatalf("terms %+v", run.Terms)
	}
	a := s.organiser().Get(at(run) + ".json")
	want(t, "document", a, 200, `"seed":99`, `"mix_price":100`, `"losam"`)
	lacks(t, "document", a, "Person Nummer", "@post.example")
	if got := a.Header.Get("Content-Disposition"); !strings.Contains(got, "attachment") || !strings.Contains(got, "fordelning") {
		t.Errorf("Content-Disposition %q", got)
	}
	want(t, "no such run", s.organiser().Get(path+"/0123456789abcdef.json"), 404)
}

func TestBadAllocationForms(t *testing.T) {
	s := newSite(t)
	c := s.organiser()
	want(t, "nobody", c.Post(path, form("seed", "1")), 409, "ingen att fördela")
	want(t, "nobody's what-if", c.Get(path+"/vad-om"), 200, "ingen att placera")
	want(t, "empty", c.Get(path), 200, "Ingen har anmält sig än")
	want(t, "no runs", c.Get(path+"/korningar"), 200, "Ingenting har räknats fram än")
	s.crowd(4, "losam")
	want(t, "no number", c.Post(path, form("seed", "fyra", "mix", "0")), 422, `value="fyra"`, "heltal")
	want(t, "no such position", c.Post(path, form("seed", "1", "mix", "99")), 422, "Välj ett läge")
	want(t, "no such choice", c.Post(path, form("seed", "1", "mix", "1", "worst", "-2")), 422, "Välj ett av")
	want(t, "field twice", c.Post(path, form("seed", "1", "seed", "2")), 422)
	want(t, "unknown run", c.Get(path+"/x"), 404)
	want(t, "publish an unknown run", c.Post(path+"/x/publicera", nil), 404)
	want(t, "compare nothing", c.Get(path+"/jamfor"), 422, "två olika körningar")
	want(t, "another's run", c.Get("/arrangor/"+s.other().Slug+"/fordelning/"+string(s.run("seed", "1").ID)), 404)
}
