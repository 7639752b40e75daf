package registration_test

import (
	"slices"
	"testing"

	"samling/models/registration"
	"samling/models/store"
)

// A page by organisation is what one gets by sorting everybody.
func TestPagesByOrganisationFitTogether(t *testing.T) {
	d := newDay(t, 10)
	d.fillMany(300)
	db := d.store.Read(t.Context())
	var places []store.ID
	if err := db.Raw("SELECT id FROM organisations WHERE edition_id = ? ORDER BY name DESC", d.edition.ID).Scan(&places).Error; err != nil {
		t.Fatal(err)
	}
	f := registration.Filter{Edition: d.edition.ID, Order: registration.ByOrganisation, Places: places}
	all, total, err := registration.List(db, f)
	if err != nil || len(all) != total || total != 297 {
		t.Fatalf("%d of %d, %v", len(all), total, err)
	}
	var paged []store.ID
	for f.Limit = 40; f.Offset < total; f.Offset += f.Limit {
		rows, _, err := registration.List(db, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			paged = append(paged, r.ID)
		}
	}
	var whole []store.ID
	for _, r := range all {
		whole = append(whole, r.ID)
	}
	if !slices.Equal(whole, paged) {
		t.Errorf("%d paged, %d in all, or another order", len(paged), len(whole))
	}
}

// The database's order of names is the Swedish one for the names that Sweden has.
func TestNamesStandInTheSwedishOrder(t *testing.T) {
	d := newDay(t, 100)
	want := []string{"Anna Berg", "Ánna Ek", "anna Ö", "Bo Ek", "Bo O'Neill", "Çağla Ünal", "Émile Z", "Łukasz Å", "Ýr Ek", "Zé", "Zoë", "Åke", "Æla", "Ärlan", "Örjan", "Østen"}
	for i := range want {
		f := form(i)
		f.Name = want[(i*7)%len(want)]
		d.mustAdd(f, registration.FromOrganiser)
	}
	rows, _, err := registration.List(d.store.Read(t.Context()), registration.Filter{Edition: d.edition.ID, Order: registration.ByName})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
