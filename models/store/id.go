package store

import (
	"crypto/rand"
	"encoding/base32"
)

// ID names a row. It is random, never counted, so that neither order nor number of rows can be read from it.
// 100 bits in 20 characters of lower-case Crockford base32: no look-alikes when somebody reads one aloud.
type ID string

var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID draws a new random id. crypto/rand cannot fail on a supported system (Go 1.24).
func NewID() ID {
	var b [13]byte
	_, _ = rand.Read(b[:])
	return ID(crockford.EncodeToString(b[:])[:20])
}

// Valid says whether a string from outside has the form of an id, before it is looked up.
func (id ID) Valid() bool {
	if len(id) != 20 {
		return false
	}
	for _, r := range id {
		if !(r >= '0' && r <= '9') && !(r >= 'a' && r <= 'z') {
			return false
		}
	}
	return true
}
