package event

import (
	"fmt"
	"slices"
	"strings"

	"samling/models/store"
)

// move swaps a row with its neighbour and numbers the whole list anew in one statement, so that gaps and equal
// positions from an import mend themselves. table is one of our own names, never from outside.
func move(tx *store.Tx, table string, order []store.ID, id store.ID, up bool) error {
	at := slices.Index(order, id)
	if at < 0 {
		return store.ErrNotFound
	}
	to := at + 1
	if up {
		to = at - 1
	}
	if to < 0 || to >= len(order) {
		return nil
	}
	order[at], order[to] = order[to], order[at]
	var cases strings.Builder
	args := make([]any, 0, 3*len(order))
	for i, row := range order {
		fmt.Fprintf(&cases, " WHEN ? THEN %d", i+1)
		args = append(args, row)
	}
	args = append(args, order)
	return tx.Exec("UPDATE "+table+" SET position = CASE id"+cases.String()+" END WHERE id IN ?", args...).Error
}
