package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// Keys derives every secret link and code of the site from one key that lives in a file beside the database and
// never in it. So the database holds hashes only (a stolen one opens nothing), and a ticket or a link can still
// be printed or mailed again, because it is derived and not remembered.
type Keys struct{ secret []byte }

// NewKeys makes a keyring of a secret of at least 32 bytes.
func NewKeys(secret []byte) (Keys, error) {
	if len(secret) < 32 {
		return Keys{}, errors.New("the secret key must be at least 32 bytes")
	}
	return Keys{secret: append([]byte(nil), secret...)}, nil
}

// LoadKeys reads the key file, or makes one (mode 0600) when a new data directory has none.
func LoadKeys(path string) (Keys, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return createKeys(path)
	}
	if err != nil {
		return Keys{}, fmt.Errorf("read the key file: %w", err)
	}
	secret := make([]byte, hex.DecodedLen(len(raw)))
	n, err := hex.Decode(secret, trimNewline(raw))
	if err != nil {
		return Keys{}, fmt.Errorf("the key file %s is not hexadecimal: %w", filepath.Base(path), err)
	}
	return NewKeys(secret[:n])
}

func createKeys(path string) (Keys, error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	if err := writeDurably(path, hex.EncodeToString(secret)+"\n"); err != nil {
		return Keys{}, fmt.Errorf("write the key file: %w", err)
	}
	return NewKeys(secret)
}

// writeDurably returns when the disk has the file: a key that is lost after the first tickets went out kills them all.
func writeDurably(path, content string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	return errors.Join(err, f.Sync(), f.Close())
}

func trimNewline(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}

var codeAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Token derives the secret for a purpose ("ticket", "link", "ballot") of one row. Raising the version makes the
// old secret worthless at once. 130 bits in 26 upper-case characters: alphanumeric mode keeps QR codes small.
func (k Keys) Token(purpose string, id ID, version int) string {
	sum := k.sum(purpose, string(id)+"#"+strconv.Itoa(version))
	return codeAlphabet.EncodeToString(sum)[:26]
}

// Seal gives 32 bytes for a purpose, to encrypt what must rest unreadable in the database.
func (k Keys) Seal(purpose string) []byte { return k.sum("seal:"+purpose, "") }

func (k Keys) sum(purpose, subject string) []byte {
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte(purpose))
	mac.Write([]byte{0})
	mac.Write([]byte(subject))
	return mac.Sum(nil)
}

// Hash is how a token rests in the database. A token carries 128 bits or more of chance, so a plain SHA-256 is
// enough (no salt, no slow hash: OWASP ASVS 2.9, look-up secrets).
func Hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:16])
}
