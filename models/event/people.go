package event

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// OrganisationKinds are the kinds an organisation can be of, in the order in which lists show them.
var OrganisationKinds = [...]string{"kommun", "stadsdel", "polis", "stat", "region", "ovrigt"}

// Organisation is one that takes part in an edition.
type Organisation struct {
	ID           store.ID
	EditionID    store.ID
	Key          string // names it in forms and addresses: "botkyrka-kommun"
	Name         string
	Kind         string
	Seats        int // what it was given; what is still kept for it is its quota
	ContactName  string
	ContactEmail string
	Domains      string // of its people's e-mail addresses, in lower case with spaces between; empty = any
}

// Allows says whether an e-mail address is of one of the organisation's domains or below it. Without domains any is.
func (o Organisation) Allows(email string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(strings.TrimSpace(email)), "@")
	domains := strings.Fields(o.Domains)
	return len(domains) == 0 || slices.ContainsFunc(domains, func(d string) bool {
		return domain == d || strings.HasSuffix(domain, "."+d)
	})
}

// Host is an organisation that invites to the day and gets its results.
type Host struct {
	ID        store.ID
	EditionID store.ID
	Key       string
	Name      string
	Unit      string
	Kind      string
	Position  int
}

// FullName is the name with its unit: "Stockholms stad, Skarpnäcks stadsdelsförvaltning".
func (h Host) FullName() string {
	if h.Unit == "" {
		return h.Name
	}
	return h.Name + ", " + h.Unit
}

// Organisations lists who takes part, by key; views sort by name the Swedish way.
func Organisations(db *gorm.DB, edition store.ID) ([]Organisation, error) {
	var all []Organisation
	err := db.Where("edition_id = ?", edition).Order("key").Find(&all).Error
	return all, err
}

// Hosts lists the hosts in the order the organiser chose.
func Hosts(db *gorm.DB, edition store.ID) ([]Host, error) {
	var all []Host
	err := db.Where("edition_id = ?", edition).Order("position, id").Find(&all).Error
	return all, err
}
