package door

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"samling/models/store"
)

// sealedVectors are roster.json, which the page's script is held to as well.
type sealedVectors struct {
	About   string         `json:"about"`
	Edition store.ID       `json:"edition_id"`
	Vectors []sealedVector `json:"vectors"`
	Index   struct {
		Key    []byte  `json:"key"`
		Nonce  string  `json:"nonce"`
		People []Named `json:"people"`
		D      string  `json:"d"`
	} `json:"index"`
}

type sealedVector struct {
	Scanned string `json:"scanned"`
	Code    string `json:"code"`
	K       string `json:"k"`
	Nonce   string `json:"nonce"`
	Record  record `json:"record"`
	Bytes   int    `json:"bytes"`
	D       string `json:"d"`
}

func readSealedVectors(t *testing.T) (v sealedVectors) {
	t.Helper()
	raw, err := os.ReadFile("testdata/roster.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &v); err != nil || len(v.Vectors) == 0 {
		t.Fatal("no vectors", err)
	}
	return v
}

func TestSealedRecords(t *testing.T) {
	file := readSealedVectors(t)
	for _, v := range file.Vectors {
		if TicketCode(v.Scanned) != v.Code {
			t.Errorf("%s is read as %q", v.Scanned, TicketCode(v.Scanned))
		}
		s, err := newSealer(v.Code, file.Edition)
		if err != nil {
			t.Fatal(err)
		}
		nonce, _ := hex.DecodeString(v.Nonce)
		plain, err := v.Record.padded()
		if err != nil {
			t.Fatal(err)
		}
		if got := seal(s.aead, nonce, plain); s.index != v.K || len(plain) != v.Bytes || got != v.D {
			t.Errorf("%s:\n k %s, want %s\n %d bytes, want %d\n d %s", v.Code, s.index, v.K, len(plain), v.Bytes, got)
		}
		if opened, err := unseal(s.aead, v.D); err != nil || string(opened) != string(plain) {
			t.Errorf("%s does not open: %v", v.Code, err)
		}
	}
}

func TestSealedNames(t *testing.T) {
	v := readSealedVectors(t).Index
	nonce, _ := hex.DecodeString(v.Nonce)
	if got, err := sealNames(v.Key, nonce, v.People); err != nil || got != v.D || len(v.People) == 0 {
		t.Errorf("%s, %v", got, err)
	}
}

func TestARecordOpensWithItsOwnCodeOnly(t *testing.T) {
	file := readSealedVectors(t)
	a, b := file.Vectors[0], file.Vectors[1]
	for name, s := range map[string]func() (sealer, error){
		"another code":    func() (sealer, error) { return newSealer(b.Code, file.Edition) },
		"another edition": func() (sealer, error) { return newSealer(a.Code, "another") },
	} {
		other, err := s()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := unseal(other.aead, a.D); !errors.Is(err, ErrSealed) {
			t.Errorf("%s opens it: %v", name, err)
		}
	}
	own, _ := newSealer(a.Code, file.Edition)
	for _, damaged := range []string{"", "AAAA", a.D[:40], "!" + a.D[1:], strings.Replace(a.D, a.D[30:31], "/", 1)} {
		if _, err := unseal(own.aead, damaged); damaged != a.D && !errors.Is(err, ErrSealed) {
			t.Errorf("%.20q opens", damaged)
		}
	}
}
