package survey

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"samling/models/store"
)

// The lengths that a sealed sheet can have, so that its length says next to nothing about its answers. Nearly
// every sheet fits the first; the second holds five texts of full length; the last holds whatever a posted form
// of 1 MB can.
var boxSizes = [...]int{4 << 10, 64 << 10, 2 << 20}

const lengthBytes = 4

var errBox = errors.New("a box in the urn cannot be opened with this key")

// seal encrypts a sheet with AES-256-GCM under a key that is not in the database. The edition is bound in, so that
// a box cannot be moved from one urn to another.
func seal(keys store.Keys, edition store.ID, s sheet) ([]byte, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	lock, err := urnLock(keys)
	if err != nil {
		return nil, err
	}
	for _, size := range boxSizes {
		room := size - lock.NonceSize() - lock.Overhead()
		if lengthBytes+len(raw) > room {
			continue
		}
		plain := make([]byte, room)
		binary.BigEndian.PutUint32(plain, uint32(len(raw)))
		copy(plain[lengthBytes:], raw)
		nonce := make([]byte, lock.NonceSize(), size)
		_, _ = rand.Read(nonce)
		return lock.Seal(nonce, nonce, plain, []byte(edition)), nil
	}
	return nil, fmt.Errorf("seal: a sheet of %d bytes is too long", len(raw))
}

func unseal(keys store.Keys, edition store.ID, box []byte) (sheet, error) {
	lock, err := urnLock(keys)
	if err != nil {
		return sheet{}, err
	}
	if len(box) < lock.NonceSize() {
		return sheet{}, errBox
	}
	plain, err := lock.Open(nil, box[:lock.NonceSize()], box[lock.NonceSize():], []byte(edition))
	if err != nil || len(plain) < lengthBytes {
		return sheet{}, errBox
	}
	n := binary.BigEndian.Uint32(plain)
	if int(n) > len(plain)-lengthBytes {
		return sheet{}, errBox
	}
	var s sheet
	if err := json.Unmarshal(plain[lengthBytes:lengthBytes+n], &s); err != nil {
		return sheet{}, errBox
	}
	return s, nil
}

func urnLock(keys store.Keys) (cipher.AEAD, error) {
	block, err := aes.NewCipher(keys.Seal("urn"))
	if err != nil {
		return nil, fmt.Errorf("urn key: %w", err)
	}
	return cipher.NewGCM(block)
}
