package door

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strconv"

	"samling/models/store"
)

// A scan that waits on a phone holds the code that was presented, and that code opens the person's record in the roster
// beside it. So that a phone that is lost with a full queue still reveals nobody, it keeps codes in a box that only the
// server can open: ECIES with P-256, HKDF-SHA256 and AES-256-GCM, which every browser has. static/door/box.js puts in;
// testdata/box.json holds both to the same bytes.
const (
	boxInfo   = "samling door box v1"
	pointSize = 65 // of an uncompressed point of P-256
)

// boxKey is the private key of an edition's box. One number in four thousand million is no key of P-256: then the next
// one is taken.
func boxKey(keys store.Keys, edition store.ID) *ecdh.PrivateKey {
	for n := 0; ; n++ {
		if key, err := ecdh.P256().NewPrivateKey(keys.Seal("door box:" + string(edition) + ":" + strconv.Itoa(n))); err == nil {
			return key
		}
	}
}

// Box is the public key of an edition's box, in base64: what phones put codes in with.
func Box(keys store.Keys, edition store.ID) string {
	return base64.StdEncoding.EncodeToString(boxKey(keys, edition).PublicKey().Bytes())
}

// boxed is what lies in a box.
type boxed struct {
	Code           string   `json:"code"`
	Reference      string   `json:"reference"`
	RegistrationID store.ID `json:"registration_id"`
}

// unboxed is a presentation with what lay in its box, if it came in one. What does not open is left out: the
// presentation then says nothing, and is stored as one that cannot be read.
func (p Presented) unboxed(keys store.Keys, edition store.ID) Presented {
	if p.Sealed == "" {
		return p
	}
	in, err := openBox(boxKey(keys, edition), p.Sealed)
	if err == nil {
		p.Code, p.Reference, p.RegistrationID = in.Code, in.Reference, in.RegistrationID
	}
	return p
}

// openBox opens base64 of the phone's point, the nonce and the sealed JSON. Errors: ErrSealed.
func openBox(key *ecdh.PrivateKey, sealed string) (boxed, error) {
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(raw) < pointSize+nonceBytes {
		return boxed{}, ErrSealed
	}
	point, err := ecdh.P256().NewPublicKey(raw[:pointSize])
	if err != nil {
		return boxed{}, ErrSealed
	}
	shared, err := key.ECDH(point)
	if err != nil {
		return boxed{}, ErrSealed
	}
	secret, err := hkdf.Key(sha256.New, shared, raw[:pointSize], boxInfo, keyBytes)
	if err != nil {
		return boxed{}, err
	}
	aead, err := gcm(secret)
	if err != nil {
		return boxed{}, err
	}
	plain, err := unseal(aead, base64.StdEncoding.EncodeToString(raw[pointSize:]))
	if err != nil {
		return boxed{}, err
	}
	var in boxed
	if json.Unmarshal(plain, &in) != nil {
		return boxed{}, ErrSealed
	}
	return in, nil
}
