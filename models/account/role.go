package account

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// RoleName is what somebody may be in an edition.
type RoleName string

// The roles. An organiser may also do what the door does, but sees neither a host's results nor who needs what by that
// alone: Needs is a role of its own (behovsansvarig), because needs are special-category data.
const (
	Organiser RoleName = "organiser"
	Door      RoleName = "door"
	Host      RoleName = "host"
	Needs     RoleName = "needs"
)

// RoleNames lists the roles in the order in which screens and messages name them.
var RoleNames = [...]RoleName{Organiser, Door, Host, Needs}

// Valid says whether a name from outside is a role.
func (r RoleName) Valid() bool { return slices.Contains(RoleNames[:], r) }

// ErrUnknownRole says that no role has that name.
var ErrUnknownRole = store.Fault(store.Invalid, "error.role_unknown")

// Role is a role in one edition, or in every edition when EditionID is "".
type Role struct {
	Name      RoleName
	EditionID store.ID
}

// May says whether the user may do what a role does in an edition. May(role, "") asks for a role in every edition;
// to ask whether the user has it in any, use Has.
func (u User) May(role RoleName, edition store.ID) bool {
	return slices.ContainsFunc(u.Roles, func(r Role) bool {
		return r.covers(role) && (r.EditionID == "" || r.EditionID == edition)
	})
}

// Has says whether the user may do what a role does in at least one edition: the guard of pages that belong to no
// edition, such as the list of editions.
func (u User) Has(role RoleName) bool {
	return slices.ContainsFunc(u.Roles, func(r Role) bool { return r.covers(role) })
}

func (r Role) covers(wanted RoleName) bool {
	return r.Name == wanted || r.Name == Organiser && wanted == Door
}

// Grant gives a role in an edition, or in every edition when edition is "". Giving it again changes nothing.
// Errors: ErrUnknownRole.
func Grant(tx *store.Tx, user store.ID, role RoleName, edition store.ID) error {
	if !role.Valid() {
		return ErrUnknownRole.On("role")
	}
	return tx.Exec(`INSERT INTO user_roles (user_id, role, edition_id) VALUES (?, ?, ?)
		ON CONFLICT (user_id, role, edition_id) DO NOTHING`, user, role, edition).Error
}

// Revoke takes a role back. It works from the user's next request on.
func Revoke(tx *store.Tx, user store.ID, role RoleName, edition store.ID) error {
	return tx.Exec("DELETE FROM user_roles WHERE user_id = ? AND role = ? AND edition_id = ?", user, role, edition).Error
}

// rolesOf reads the roles of one user, or of all when user is "".
func rolesOf(db *gorm.DB, user store.ID) (map[store.ID][]Role, error) {
	var rows []struct {
		UserID    store.ID
		Role      RoleName
		EditionID store.ID
	}
	err := db.Raw(`SELECT user_id, role, edition_id FROM user_roles WHERE ? = '' OR user_id = ?
		ORDER BY user_id, role, edition_id`, user, user).Scan(&rows).Error
	roles := make(map[store.ID][]Role)
	for _, row := range rows {
		roles[row.UserID] = append(roles[row.UserID], Role{row.Role, row.EditionID})
	}
	return roles, err
}
