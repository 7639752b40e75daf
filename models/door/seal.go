package door

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"

	"samling/models/store"
)

// How a roster is sealed, so that a lost phone reveals nobody: what is needed to open a record is the code that its
// person holds up, and nothing else (the idea is alf.io's). From the ticket's code and the edition's id HKDF-SHA256
// (RFC 5869) derives two values that say nothing of each other: an index, by which a phone finds the record, and the key
// of its AES-256-GCM. A code carries 130 bits, so nobody tries them all. The page's script does the same;
// testdata/roster.json holds both to it.
const (
	indexInfo  = "samling door index v1"
	recordInfo = "samling door record v1"
	indexBytes = 16
	keyBytes   = 32
	nonceBytes = 12 // of AES-GCM; drawn for each sealing
	padTo      = 256
)

// ErrSealed says that something does not open with a key.
var ErrSealed = errors.New("door: does not open with this key")

// record is what a phone shows of somebody. The short names are the wire's.
type record struct {
	Name         string        `json:"n,omitempty"` // the name they chose to show
	Organisation string        `json:"o,omitempty"`
	Status       string        `json:"s,omitempty"` // confirmed, waitlisted, cancelled
	Waitlist     int           `json:"w,omitempty"` // number on the waitlist
	Places       []recordPlace `json:"p,omitempty"`
	Revoked      bool          `json:"rev,omitempty"` // the seat has been passed on; nothing else is told
}

// recordPlace is a seminar that somebody has a seat in.
type recordPlace struct {
	Title   string   `json:"t"`
	Room    string   `json:"r"`
	From    string   `json:"from"` // "13.00" in the edition's zone; "" when the slot has no time
	Slot    int      `json:"slot"`
	Session store.ID `json:"session"`
}

// sealer opens and makes the records of one ticket's code.
type sealer struct {
	index string // hexadecimal
	aead  cipher.AEAD
}

// newSealer derives index and key from a code, in the form that TicketCode gives.
func newSealer(code string, edition store.ID) (sealer, error) {
	early, err := hkdf.Extract(sha256.New, []byte(code), []byte(edition))
	if err != nil {
		return sealer{}, err
	}
	index, err := hkdf.Expand(sha256.New, early, indexInfo, indexBytes)
	if err != nil {
		return sealer{}, err
	}
	key, err := hkdf.Expand(sha256.New, early, recordInfo, keyBytes)
	if err != nil {
		return sealer{}, err
	}
	aead, err := gcm(key)
	return sealer{hex.EncodeToString(index), aead}, err
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// padded is a record as it is sealed: JSON, filled up with spaces so that its length tells hardly anything.
func (r record) padded() ([]byte, error) {
	raw, err := json.Marshal(r)
	for len(raw)%padTo != 0 {
		raw = append(raw, ' ')
	}
	return raw, err
}

// seal encrypts and writes as base64: the nonce and then the sealed text with its tag.
func seal(aead cipher.AEAD, nonce, plain []byte) string {
	return base64.StdEncoding.EncodeToString(aead.Seal(append([]byte(nil), nonce...), nonce, plain, nil))
}

// unseal is the way back. Errors: ErrSealed.
func unseal(aead cipher.AEAD, sealed string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < nonceBytes {
		return nil, ErrSealed
	}
	plain, err := aead.Open(nil, raw[:nonceBytes], raw[nonceBytes:], nil)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}
