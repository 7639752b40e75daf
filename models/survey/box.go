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

// seal encrypts a sheet. The urn is bound in, so that a box cannot be moved from one to another.
func (u urn) seal(keys store.Keys, s sheet) ([]byte, error) { return sealBox(keys, u.context(), s) }

func (u urn) unseal(keys store.Keys, box []byte) (s sheet, err error) {
	err = openBox(keys, u.context(), box, &s)
	return s, err
}

// sealBox encrypts what can be written as JSON with AES-256-GCM under a key that is not in the database. The context
// must be given again to open it.
func sealBox(keys store.Keys, context string, content any) ([]byte, error) {
	raw, err := json.Marshal(content)
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
		return lock.Seal(nonce, nonce, plain, []byte(context)), nil
	}
	return nil, fmt.Errorf("seal: a box of %d bytes is too long", len(raw))
}

// openBox decrypts a box into content. Errors: errBox.
func openBox(keys store.Keys, context string, box []byte, content any) error {
	lock, err := urnLock(keys)
	if err != nil {
		return err
	}
	if len(box) < lock.NonceSize() {
		return errBox
	}
	plain, err := lock.Open(nil, box[:lock.NonceSize()], box[lock.NonceSize():], []byte(context))
	if err != nil || len(plain) < lengthBytes {
		return errBox
	}
	n := binary.BigEndian.Uint32(plain)
	if int(n) > len(plain)-lengthBytes {
		return errBox
	}
	if json.Unmarshal(plain[lengthBytes:lengthBytes+n], content) != nil {
		return errBox
	}
	return nil
}

func urnLock(keys store.Keys) (cipher.AEAD, error) {
	block, err := aes.NewCipher(keys.Seal("urn"))
	if err != nil {
		return nil, fmt.Errorf("urn key: %w", err)
	}
	return cipher.NewGCM(block)
}
