package main

import (
	"fmt"
	"net/url"
	"strconv"

	"samling/models/registration"
)

// guest is a made-up person who has filled in every field of the form. series keeps the addresses of one side apart
// from those of another.
func guest(series string, i int) registration.Form {
	first := [...]string{"Åsa", "Bo", "Çağla", "Doris", "Eskil", "Fatima", "Göran"}
	last := [...]string{"Öberg", "Lindqvist", "Ünal", "Berg", "von Essen"}
	wishes := [...]string{"ratt-kurva", "losam", "dela-med-dig", "trefas"}
	return registration.Form{
		Name:         first[i%len(first)] + " " + last[i%len(last)] + " " + strconv.Itoa(i),
		Email:        fmt.Sprintf("%s.%d@nacka.example", series, i),
		Organisation: "nacka-kommun",
		Unit:         "Enheten för ungas trygghet",
		Title:        "Fältassistent",
		Phone:        "070-174 06 05",
		DisplayName:  first[i%len(first)] + " " + strconv.Itoa(i),
		ListOptIn:    true,
		Wishes:       []string{wishes[i%4], wishes[(i+1)%4], wishes[(i+2)%4], wishes[(i+3)%4]},
		Needs:        []string{"vegetarisk", "horslinga"},
		NeedsText:    "Helst nära dörren.",
		Lang:         "sv",
	}
}

// fields are the form as a browser sends it.
func fields(f registration.Form) url.Values {
	v := url.Values{
		"name": {f.Name}, "email": {f.Email}, "organisation": {f.Organisation}, "unit": {f.Unit}, "title": {f.Title},
		"phone": {f.Phone}, "display_name": {f.DisplayName}, "list_opt_in": {"1"}, "needs": f.Needs, "needs_text": {f.NeedsText},
	}
	for i, wish := range f.Wishes {
		v.Set("wish_"+strconv.Itoa(i+1), wish)
	}
	return v
}
