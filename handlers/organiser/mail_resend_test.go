package organiser_test

import (
	"strings"
	"testing"

	"samling/models/mailbox"
	"samling/models/store"
)

// TestAFailedMailCanBeSentAgain: the button is there when a mail is stuck, puts it back once, and not before or after.
func TestAFailedMailCanBeSentAgain(t *testing.T) {
	s := newSite(t)
	people(t, s, 1)
	var m mailbox.Mail
	s.Write(func(tx *store.Tx) error {
		claimed, err := mailbox.Claim(tx, 1, 1e9)
		if err == nil {
			m, err = claimed[0], mailbox.Fail(tx, claimed[0], "550")
		}
		return err
	})
	here := "/arrangor/mejl/" + string(m.ID)
	if page := s.As("organiser").Get(here); page.Status != 200 || !strings.Contains(page.Body, here+"/skicka") {
		t.Fatalf("%d, no button on the page of a failed mail", page.Status)
	}
	if answer := s.As("organiser").Post(here+"/skicka", nil); answer.Status != 303 {
		t.Fatalf("send again: %d", answer.Status)
	}
	again, err := mailbox.ByID(s.Store.Read(t.Context()), m.ID)
	if err != nil || again.State != mailbox.Queued {
		t.Errorf("the mail is %s, %v", again.State, err)
	}
	if answer := s.As("organiser").Post(here+"/skicka", nil); answer.Status != 404 {
		t.Errorf("what is queued already was sent again: %d", answer.Status)
	}
	if page := s.As("organiser").Get(here); strings.Contains(page.Body, here+"/skicka") {
		t.Error("a queued mail has the button")
	}
}
