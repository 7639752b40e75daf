package badge

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"time"
)

// people are twelve made-up guests, the awkward names among them.
func people() []Badge {
	list := []Badge{
		{FirstName: "Amina", Rest: "Warsame", Organisation: "Botkyrka kommun", Unit: "Socialsekreterare"},
		{FirstName: "Birgitta-Linnéa", Rest: "Åkesson Öst", Organisation: "Nykvarns kommun", Unit: "Biträdande rektor"},
		{FirstName: "Jonas", Rest: "Ek", Organisation: "Lokalpolisområde Globen", Unit: "Förundersökningsledare ungdom"},
		{FirstName: "Daniel", Rest: "Çağatay Gürbüz", Organisation: "Enskede-Årsta-Vantörs stadsdelsförvaltning", Unit: "Preventionssamordnare"},
		{FirstName: "Maximiliana", Rest: "Wolfeschlegelstein-Hausenbergerdorff", Organisation: "Länsstyrelsen i Stockholms län", Unit: "Enheten för brottsförebyggande arbete och social hållbarhet"},
		{FirstName: "Nguyễn Thị Minh", Rest: "Khai", Organisation: "Huddinge kommun"},
		{FirstName: "O", Rest: "Å", Organisation: "Salem"},
		{FirstName: "Maximiliana Wolfeschlegelstein-Hausenbergerdorff", Organisation: "Polisområde Stockholm syd", Unit: "Kommunpolis"},
		{FirstName: "Wolfeschlegelsteinhausenbergerdorff", Rest: "Donaudampfschifffahrtsgesellschaftskapitän", Organisation: "Järfälla"},
		{FirstName: "Jean-François", Rest: "D’Artagnan <b>O'Hara</b>", Organisation: "=HYPERLINK(\"x\")"},
		{FirstName: "Ылья", Rest: "Παπαδόπουλος", Organisation: "Tyresö kommun", Unit: "Fältassistent"},
		{FirstName: "Skylt 12", Organisation: "Haninge kommun", Unit: "Rektor"},
	}
	for i := range list {
		list[i].Event = "Samverkansdag 2027 · 11 mars"
		list[i].Lines = []string{"13.00 Rätt kurva · Sal A", "14.20 Dela med dig och bli stark · Sal D", "11.20 Bord 14"}
		list[i].Reference = fmt.Sprintf("K7M%03d", i)
		list[i].URL = address(list[i].Reference)
	}
	return list
}

// address is a ticket's address; its code looks as random as a real one's.
func address(reference string) string {
	code := sha256.Sum256([]byte(reference))
	return "HTTPS://SAMLING.EXAMPLE.SE/T/" + base32.StdEncoding.EncodeToString(code[:])[:26]
}

func sheet(layout Layout) Sheet {
	return Sheet{
		Layout: layout, Title: "Namnskyltar – Samverkansdag 2027", Lang: "sv",
		Hosts:   "Polisområde Stockholm syd, Länsstyrelsen Stockholm, Botkyrka, Haninge, Huddinge, Nykvarn, Nynäshamn, Salem, Södertälje och Tyresö",
		Created: time.Date(2027, 3, 4, 12, 0, 0, 0, time.UTC),
	}
}
