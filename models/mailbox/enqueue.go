package mailbox

import (
	"fmt"
	"strings"

	"samling/models/store"
)

// insertMax bounds the rows of one INSERT, so that its parameters stay below every engine's limit.
const insertMax = 500

// Enqueue lays mails in the outbox, due now, in the transaction of what they tell about: either both are true or
// neither. It fills in ID, state and times. Mails without an address are left out (alias registrations have
// none), and so are those whose OnceKey is taken: they have been enqueued before.
func Enqueue(tx *store.Tx, mails ...Mail) error {
	rows := make([]*Mail, 0, len(mails))
	for i := range mails {
		if mails[i].ToAddress == "" {
			continue
		}
		fill(tx, &mails[i])
		rows = append(rows, &mails[i])
	}
	for len(rows) > 0 {
		n := min(len(rows), insertMax)
		if err := insert(tx, rows[:n]); err != nil {
			return fmt.Errorf("enqueue %d mails: %w", n, err)
		}
		rows = rows[n:]
	}
	return nil
}

func fill(tx *store.Tx, m *Mail) {
	m.ID, m.State, m.Attempts = tx.NewID(), Queued, 0
	m.DueAt, m.CreatedAt = tx.Now, tx.Now
	if m.Data == "" {
		m.Data = "{}"
	}
	if m.Lang == "" {
		m.Lang = "sv"
	}
}

func insert(tx *store.Tx, rows []*Mail) error {
	const columns = "id, edition_id, kind, lang, to_address, to_name, subject_id, data, once_key, state, due_at, created_at"
	values := strings.TrimSuffix(strings.Repeat("(?,?,?,?,?,?,?,?,?,?,?,?),", len(rows)), ",")
	args := make([]any, 0, 12*len(rows))
	for _, m := range rows {
		args = append(args, m.ID, m.EditionID, m.Kind, m.Lang, m.ToAddress, m.ToName, m.SubjectID, m.Data, m.OnceKey,
			m.State, m.DueAt, m.CreatedAt)
	}
	return tx.Exec("INSERT INTO mails ("+columns+") VALUES "+values+" ON CONFLICT (once_key) DO NOTHING", args...).Error
}
