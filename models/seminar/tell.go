package seminar

import (
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// Recipient is somebody who can be told by mail where they are placed. The caller looks addresses up: seminars know
// no people.
type Recipient struct {
	Person  store.ID
	Address string // empty: cannot be told by mail
	Name    string
	Lang    string
}

// tell enqueues one mail to each recipient for whom something changed, and gives their number. People whose places are as
// before are left in peace. The same run never tells anybody the same twice; what names the occasion.
func tell(tx *store.Tx, e event.Edition, what string, run Run, moves []Move, recipients []Recipient) (int, error) {
	moved := make(map[store.ID]bool, len(moves))
	for _, m := range moves {
		moved[m.Person] = true
	}
	var mails []mailbox.Mail
	for _, r := range recipients {
		if r.Address == "" || !moved[r.Person] {
			continue
		}
		mails = append(mails, mailbox.Mail{
			EditionID: e.ID, Kind: mailbox.Placement, Lang: r.Lang, ToAddress: r.Address, ToName: r.Name,
			SubjectID: r.Person, OnceKey: mailbox.Once(what, string(run.ID), string(r.Person)),
		})
	}
	return len(mails), mailbox.Enqueue(tx, mails...)
}
