package registration

import (
	"samling/models/event"
	"samling/models/store"
)

// organisationByKey finds an organisation. Its domains are empty unless the edition checks them.
func organisationByKey(tx *store.Tx, edition store.ID, key string) (event.Organisation, error) {
	var found []event.Organisation
	err := tx.Raw(`SELECT o.id, o.name, o.kind, CASE WHEN s.check_domains = ? THEN o.domains ELSE '' END AS domains
		FROM organisations o JOIN edition_seats s ON s.edition_id = o.edition_id WHERE o.edition_id = ? AND o.key = ?`,
		true, edition, key).Scan(&found).Error
	if err != nil {
		return event.Organisation{}, err
	}
	if len(found) == 0 {
		return event.Organisation{}, ErrUnknown.On("organisation")
	}
	return found[0], nil
}

// seminarIDs turns ranked keys into ids, keeping their order.
func seminarIDs(tx *store.Tx, edition store.ID, keys []string) ([]store.ID, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID  store.ID
		Key string
	}
	if err := tx.Raw("SELECT id, key FROM seminars WHERE edition_id = ?", edition).Scan(&rows).Error; err != nil {
		return nil, err
	}
	byKey := make(map[string]store.ID, len(rows))
	for _, row := range rows {
		byKey[row.Key] = row.ID
	}
	ids := make([]store.ID, 0, len(keys))
	for _, key := range keys {
		id, known := byKey[key]
		if !known {
			return nil, ErrUnknown.On("wishes")
		}
		ids = append(ids, id)
	}
	return ids, nil
}
