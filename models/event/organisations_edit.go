package event

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gorm.io/gorm"

	"samling/models/store"
)

// ErrOrganisationInUse says that people have registered for an organisation, so it cannot go.
var ErrOrganisationInUse = store.Fault(store.Conflict, "error.organisation_in_use")

// OrganisationForm is what an organiser writes about an organisation that takes part. Its seats are quotas, edited apart.
type OrganisationForm struct {
	Name         string
	Kind         string // one of OrganisationKinds
	ContactName  string
	ContactEmail string
	Domains      string // of its people's e-mail, in any form: "nacka.se, @utb.nacka.se"
}

func (f OrganisationForm) check(others []Organisation) (OrganisationForm, Problems) {
	var p Problems
	f.Name = p.line("name", f.Name, true)
	if !slices.Contains(OrganisationKinds[:], f.Kind) {
		p.add("kind", "error.choose")
	}
	if f.Name != "" && slices.ContainsFunc(others, func(o Organisation) bool { return Fold(o.Name) == Fold(f.Name) }) {
		p.add("name", "error.organisation_twice")
	}
	f.ContactName, f.ContactEmail = p.line("contact_name", f.ContactName, false), p.line("contact_email", f.ContactEmail, false)
	if f.ContactEmail != "" && !plainAddress(f.ContactEmail) {
		p.add("contact_email", "error.email")
	}
	f.Domains = p.domains("domains", f.Domains)
	return f, p
}

var domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$`)

// domains reads e-mail domains as people write them, and gives them as Organisation keeps them.
func (p *Problems) domains(field, value string) string {
	words := strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	var all []string
	for _, word := range words {
		_, domain, at := strings.Cut(word, "@")
		if !at {
			domain = word
		}
		if !domainForm.MatchString(domain) {
			p.add(field, "seats.problem_domain")
			return value
		}
		if !slices.Contains(all, domain) {
			all = append(all, domain)
		}
	}
	p.atMost(field, strings.Join(all, " "), maxText)
	return strings.Join(all, " ")
}

// AddOrganisation lets an organisation take part. Errors: Problems, ErrStale, ErrNotInState.
func AddOrganisation(tx *store.Tx, edition store.ID, version int, form OrganisationForm) (Organisation, error) {
	all, err := Organisations(tx.DB, edition)
	if err != nil {
		return Organisation{}, err
	}
	form, problems := form.check(all)
	if err := problems.fault(); err != nil {
		return Organisation{}, err
	}
	if err := Revise(tx, edition, version); err != nil {
		return Organisation{}, err
	}
	key := freeKey(form.Name, func(key string) bool {
		return slices.ContainsFunc(all, func(o Organisation) bool { return o.Key == key })
	})
	o := Organisation{ID: tx.NewID(), EditionID: edition, Key: key, Name: form.Name, Kind: form.Kind,
		ContactName: form.ContactName, ContactEmail: form.ContactEmail, Domains: form.Domains}
	return o, tx.Create(&o).Error
}

// EditOrganisation changes an organisation's name and kind; its key stays, because links and forms hang on it.
// Errors: Problems, ErrStale, ErrNotInState, store.ErrNotFound.
func EditOrganisation(tx *store.Tx, edition store.ID, version int, id store.ID, form OrganisationForm) error {
	all, err := Organisations(tx.DB, edition)
	if err != nil {
		return err
	}
	form, problems := form.check(slices.DeleteFunc(all, func(o Organisation) bool { return o.ID == id }))
	if err := problems.fault(); err != nil {
		return err
	}
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	done := tx.Exec(`UPDATE organisations SET name = ?, kind = ?, contact_name = ?, contact_email = ?, domains = ?
		WHERE id = ? AND edition_id = ?`, form.Name, form.Kind, form.ContactName, form.ContactEmail, form.Domains, id, edition)
	return one(done.RowsAffected, done.Error)
}

// RemoveOrganisation takes away an organisation for which nobody has registered, not even somebody who has cancelled.
// Errors: ErrStale, ErrNotInState, ErrOrganisationInUse, store.ErrNotFound.
func RemoveOrganisation(tx *store.Tx, edition store.ID, version int, id store.ID) error {
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	if _, err := OrganisationByID(tx.DB, edition, id); err != nil {
		return err
	}
	done := tx.Exec(`DELETE FROM organisations WHERE id = ? AND edition_id = ?
		AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.organisation_id = organisations.id)`, id, edition)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrOrganisationInUse
	}
	if done.Error != nil {
		return done.Error
	}
	return sumQuotas(tx, edition) // its quota is gone with it
}

// OrganisationByID finds an organisation of an edition. Errors: store.ErrNotFound.
func OrganisationByID(db *gorm.DB, edition, id store.ID) (Organisation, error) {
	var found []Organisation
	if err := db.Where("id = ? AND edition_id = ?", id, edition).Limit(1).Find(&found).Error; err != nil {
		return Organisation{}, err
	}
	if len(found) == 0 {
		return Organisation{}, store.ErrNotFound
	}
	return found[0], nil
}
