package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"samling/models/store"
	"samling/models/store/storetest"
)

func TestTokens(t *testing.T) {
	k := storetest.Keys()
	id := store.NewID()
	token := k.Token("ticket", id, 1)
	if len(token) != 26 || token != k.Token("ticket", id, 1) {
		t.Fatalf("token %q is not stable", token)
	}
	other, err := store.NewKeys([]byte("another site's key is not this one"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{token: "itself"}
	for name, t2 := range map[string]string{
		"another purpose": k.Token("link", id, 1), "another version": k.Token("ticket", id, 2),
		"another row": k.Token("ticket", store.NewID(), 1), "another key": other.Token("ticket", id, 1),
		"the purpose and id run together": k.Token("tick", "et"+id, 1),
	} {
		if twin, taken := seen[t2]; taken {
			t.Errorf("%s gives the same token as %s", name, twin)
		}
		seen[t2] = name
	}
	if string(k.Seal("urn")) == string(k.Seal("mail")) || len(k.Seal("urn")) != 32 {
		t.Error("seals do not differ by purpose")
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret.key")
	made, err := store.LoadKeys(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
	read, err := store.LoadKeys(path)
	if err != nil || read.Token("t", "a", 1) != made.Token("t", "a", 1) {
		t.Errorf("read back another key, %v", err)
	}
	for name, content := range map[string]string{"empty": "", "short": "abcd\n", "not hexadecimal": "this is no key at all, is it not so, or is it?"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.LoadKeys(path); err == nil {
			t.Errorf("a key file that is %s was accepted", name)
		}
	}
}

func TestIDs(t *testing.T) {
	seen := make(map[store.ID]bool)
	for range 1000 {
		id := store.NewID()
		if !id.Valid() || seen[id] {
			t.Fatalf("id %q", id)
		}
		seen[id] = true
	}
	for _, wrong := range []store.ID{"", "short", "ABCDEFGHJKMNPQRSTVWX", "abcdefghjkmnpqrstvw/", "abcdefghjkmnpqrstvwxy", "åbcdefghjkmnpqrstvw"} {
		if wrong.Valid() {
			t.Errorf("%q passes for an id", wrong)
		}
	}
}
