package seminars

import (
	"samling/models/account"
	"samling/models/store"
	"samling/views/page"
)

// colleagues names those who have worked with the allocation, by their ids.
type colleagues map[string]string

func staff(db *store.DB) (colleagues, error) {
	users, err := account.List(db)
	who := make(colleagues, len(users))
	for _, u := range users {
		who[string(u.ID)] = u.Name
	}
	return who, err
}

// name is who did something; an account that is gone has none.
func (c colleagues) name(b page.Base, id string) string {
	if name := c[id]; name != "" {
		return name
	}
	return b.T("seminars.somebody")
}
