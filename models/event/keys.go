package event

import (
	"fmt"
	"strings"
)

// maxKey bounds the part of an address that is made from a name.
const maxKey = 60

// freeKey makes the key of a name, for forms and addresses, with a number behind it when the key is taken. A name
// without a single letter or digit that an address can hold gives "x".
func freeKey(name string, taken func(key string) bool) string {
	base := Slug(name)
	if len(base) > maxKey {
		base = strings.Trim(base[:maxKey], "-")
	}
	if base == "" {
		base = "x"
	}
	key := base
	for n := 2; taken(key); n++ {
		key = fmt.Sprintf("%s-%d", base, n)
	}
	return key
}
