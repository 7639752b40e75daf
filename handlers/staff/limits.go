package staff

import (
	"time"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/store"
)

// limit is how often something may be tried within a window, under a key.
type limit struct {
	key    string
	max    int
	window time.Duration
	pardon bool // a success wipes the count
}

type limits []limit

// loginLimits bound guessing without letting one person lock another out. Tries against a login from one address
// meet a short wait first and a long one later. The limit on a login from everywhere is high, as an attacker could
// use it to keep the owner out; 100 an hour is what OWASP ASVS 4.0, 2.2.1, allows at most. The limit on an address
// leaves room for a whole municipality behind one.
func loginLimits(login, address string) limits {
	address = web.NetworkOf(address)
	return limits{
		{"login|minute|" + address + "|" + login, 5, time.Minute, true},
		{"login|hour|" + address + "|" + login, 30, time.Hour, true},
		{"login|user|" + login, 100, time.Hour, true},
		{"login|address|" + address, 100, 15 * time.Minute, false},
	}
}

// passwordLimits bound how often somebody at an unlocked computer may guess the old password.
func passwordLimits(user store.ID) limits {
	return limits{{"password|" + string(user), 10, 15 * time.Minute, true}}
}

func (all limits) count(tx *store.Tx) error {
	for _, l := range all {
		if err := account.Throttle(tx, l.key, l.max, l.window); err != nil {
			return err
		}
	}
	return nil
}

func (all limits) forgive(tx *store.Tx) error {
	for _, l := range all {
		if !l.pardon {
			continue
		}
		if err := account.Forgive(tx, l.key); err != nil {
			return err
		}
	}
	return nil
}
