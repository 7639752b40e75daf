package seminars_test

import (
	"testing"
	"time"

	"samling/models/room"
	"samling/models/store"
)

// A publication that takes people from seats they have chosen since the last one says so beforehand.
func TestPublishingSaysWhoLosesASeatOfTheirOwnChoice(t *testing.T) {
	s := newSite(t)
	list := s.crowd(3, "ratt-kurva", "losam", "trefas")
	c := s.organiser()
	s.publish(s.run("seed", "7"))
	s.Clock.Add(time.Minute)
	again := s.run("seed", "7")
	lacks(t, "nobody has chosen", c.Get(at(again)+"/publicera"), "själv")
	s.Write(func(tx *store.Tx) error { return room.Take(tx, s.Edition, list[0].ID, s.session("dela-med-dig", 1).ID) })
	want(t, "one has", c.Get(at(again)+"/publicera"), 200, "1 person får en annan plats än nu.", "1 av dem har själv bytt eller tagit sin plats, och förlorar den.")
}
