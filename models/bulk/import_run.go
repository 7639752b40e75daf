package bulk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// RunImport goes on with an import for about so long, and gives it as it then is. What is left is for Tend. Each few lines
// are one transaction, which also moves the mark of how far it has come; two that run the same import at once take turns.
func RunImport(ctx context.Context, s *store.Store, i Import, budget time.Duration) (Import, error) {
	deadline := time.Now().Add(budget)
	e, err := event.ByID(s.Read(ctx), i.EditionID)
	if err != nil {
		return i, err
	}
	if i, err = ImportByID(s.Read(ctx), i.EditionID, i.ID); err != nil || i.State != "running" {
		return i, err
	}
	m, _ := i.Columns()
	t := i.Table()
	lines, err := Judge(s.Read(ctx), e, t, m)
	if err != nil {
		return i, err
	}
	for first := true; i.State == "running" && (first || time.Now().Before(deadline)); first = false {
		err := s.WriteSoon(ctx, func(tx *store.Tx) (err error) {
			i, err = importStep(tx, e, i.ID, t.Head, lines)
			return err
		})
		if err != nil {
			return i, err
		}
	}
	return i, nil
}

func tendImports(ctx context.Context, s *store.Store) error {
	var going []Import
	if err := s.Read(ctx).Raw("SELECT id, edition_id FROM imports WHERE state = 'running'").Scan(&going).Error; err != nil {
		return err
	}
	var all error
	for _, i := range going {
		if _, err := RunImport(ctx, s, i, time.Minute); err != nil {
			all = errors.Join(all, fmt.Errorf("go on with an import: %w", err))
		}
	}
	return all
}

// importStep does the next few lines.
func importStep(tx *store.Tx, e event.Edition, id store.ID, head []string, lines []Judged) (Import, error) {
	i, err := ImportByID(tx.DB, e.ID, id)
	if err != nil || i.State != "running" {
		return i, err
	}
	if err := event.Require(tx.DB, e.ID, event.Manage); err != nil {
		return i, err
	}
	kept := refusals{Head: head}
	_, kept.Lines = i.RefusedLines()
	end := min(i.AtLine+stepRows, len(lines))
	for _, line := range lines[i.AtLine:end] {
		if err := importLine(tx, e, &i, &kept, line); err != nil {
			return i, err
		}
	}
	i.AtLine = end
	if end == len(lines) {
		i.State, i.DoneAt, i.Data = "done", tx.Now, ""
	}
	raw, err := json.Marshal(kept)
	if err != nil {
		return i, err
	}
	i.Refusals = string(raw)
	done := tx.Exec(`UPDATE imports SET state = ?, done_at = ?, data = ?, at_line = ?, added = ?, waitlisted = ?, already = ?, refused = ?,
		refusals = ? WHERE id = ?`, i.State, i.DoneAt, i.Data, i.AtLine, i.Added, i.Waitlisted, i.Already, i.Refused, i.Refusals, i.ID)
	if done.Error != nil || i.State != "done" {
		return i, done.Error
	}
	return i, account.Log(tx, account.Entry{Actor: i.Actor, EditionID: e.ID, Action: "attendees_imported", Subject: string(i.ID),
		Detail: fmt.Sprintf("added=%d waitlisted=%d already=%d refused=%d", i.Added, i.Waitlisted, i.Already, i.Refused)})
}

func importLine(tx *store.Tx, e event.Edition, i *Import, kept *refusals, line Judged) error {
	refuse := func(problems ...registration.Problem) {
		i.Refused++
		kept.Lines = append(kept.Lines, Refusal{Line: line.Line, Cells: line.Cells, Problems: problems})
	}
	switch line.Verdict {
	case Bad:
		refuse(line.Problems...)
		return nil
	case Twice, Already:
		i.Already++
		return nil
	}
	if err := tx.Exec("SAVEPOINT line").Error; err != nil {
		return err
	}
	r, failure := registration.Add(tx, e, line.Form, registration.FromOrganiser, i.Actor)
	if failure != nil {
		if err := tx.Exec("ROLLBACK TO line").Error; err != nil {
			return err
		}
	}
	if err := tx.Exec("RELEASE line").Error; err != nil {
		return err
	}
	var fault *store.Error
	switch {
	case failure == nil && r.Status == registration.Waitlisted:
		i.Waitlisted++
	case failure == nil:
		i.Added++
	case errors.Is(failure, registration.ErrExists):
		i.Already++
	case errors.As(failure, &fault) && fault.Kind != store.Unavailable:
		refuse(registration.Problem{Field: fault.Field, Key: fault.Key})
	default:
		return failure
	}
	return nil
}
