package door

import (
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"os"
	"testing"

	"samling/models/store"
)

func TestOpensTheBoxesOfPhones(t *testing.T) {
	raw, err := os.ReadFile("testdata/box.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Public, Private string
		Vectors         []struct {
			Inside boxed
			Sealed string
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	scalar, err := base64.RawURLEncoding.DecodeString(file.Private)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdh.P256().NewPrivateKey(scalar)
	if err != nil {
		t.Fatal(err)
	}
	if public := base64.StdEncoding.EncodeToString(key.PublicKey().Bytes()); public != file.Public || len(file.Vectors) == 0 {
		t.Fatalf("%s is not %s", public, file.Public)
	}
	for _, v := range file.Vectors {
		if got, err := openBox(key, v.Sealed); err != nil || got != v.Inside {
			t.Errorf("%+v, %v", got, err)
		}
		for _, broken := range []string{"", "AAAA", "å", v.Sealed[4:], v.Sealed[:len(v.Sealed)-4], "AAAA" + v.Sealed} {
			if got, err := openBox(key, broken); err == nil {
				t.Errorf("%.20s… opens as %+v", broken, got)
			}
		}
	}
}

func TestEveryEditionHasItsOwnBox(t *testing.T) {
	keys, err := store.NewKeys(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	first := Box(keys, "a")
	if again := Box(keys, "a"); again != first || first == Box(keys, "b") {
		t.Error("a box is the edition's and lasts")
	}
	if p := (Presented{Sealed: "not a box", Nonce: "nonce-nonce"}).unboxed(keys, "a"); p.check() == nil {
		t.Error("what does not open says nothing")
	}
}
