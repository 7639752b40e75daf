package door_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

// childEnv makes the test binary play the server instead of running tests: "database file:code".
const childEnv = "SAMLING_DOOR_TEST_CHILD"

func TestMain(m *testing.M) {
	path, code, isChild := strings.Cut(os.Getenv(childEnv), ":")
	if !isChild {
		os.Exit(m.Run())
	}
	fmt.Println("failed:", acceptAndDie(path, code))
	os.Exit(1)
}

// acceptAndDie is the server at the worst of moments: it has let somebody in, and is killed before it can say so.
func acceptAndDie(path, code string) error {
	s, err := store.Open(context.Background(), path, store.Options{Keys: storetest.Keys(), Now: func() time.Time { return storetest.Noon }})
	if err != nil {
		return err
	}
	e, err := event.BySlug(s.Read(context.Background()), "now")
	if err != nil {
		return err
	}
	err = s.Write(context.Background(), func(tx *store.Tx) error {
		_, err := door.Redeem(tx, door.Presented{Code: code, Nonce: "the-lost-answer", Door: "Dörr 1"}, e)
		return err
	})
	if err != nil {
		return err
	}
	return syscall.Kill(os.Getpid(), syscall.SIGKILL)
}

func TestKilledBetweenAcceptAndReply(t *testing.T) {
	h := newHouse(t)
	amina, bo := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed), h.addGuest(h.edition, "Bo Ek", registration.Confirmed)
	path := h.store.Path()
	if err := h.store.Close(); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+path+":"+amina.Code)
	if out, err := child.CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the server was not killed: %v %s", err, out)
	}
	var err error
	if h.store, err = store.Open(t.Context(), path, store.Options{Keys: storetest.Keys(), Now: h.clock.Now}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.store.Close() }()
	// The phone has heard nothing. It asks again under the same nonce, and tells of it afterwards, too.
	h.expect(h.present(door.Presented{Code: amina.Code, Nonce: "the-lost-answer", Door: "Dörr 1"}), door.OK, "")
	h.write(func(tx *store.Tx) error {
		got, err := door.Take(tx, h.edition, door.Told{Presented: door.Presented{Code: amina.Code, Nonce: "the-lost-answer"}, LetIn: true})
		if got.Status != door.OK {
			t.Errorf("told of it: %+v", got)
		}
		return err
	})
	if rows, in := h.number("SELECT COUNT(*) FROM scans"), h.number("SELECT COUNT(*) FROM admissions"); rows != 1 || in != 1 {
		t.Errorf("%d rows, %d inside", rows, in)
	}
	h.expect(h.present(door.Presented{Code: bo.Code}), door.OK, "") // and the server goes on
}
