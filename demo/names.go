package demo

import "math/rand/v2"

// Common first and last names of people in Sweden, put together at random: nobody real is meant.
var (
	firstNames = []string{"Amina", "Anders", "Anna", "Ahmed", "Birgitta", "Björn", "Camilla", "Carl", "Cecilia", "Daniel", "David",
		"Elin", "Elsa", "Emma", "Erik", "Eva", "Fatima", "Filip", "Frida", "Fredrik", "Gunilla", "Göran", "Hanna", "Hassan", "Helena",
		"Henrik", "Ida", "Ingrid", "Jamal", "Jenny", "Jesper", "Johan", "Josefin", "Karin", "Karl", "Katarina", "Kerstin", "Klara",
		"Lars", "Leila", "Lena", "Linda", "Linnea", "Lisa", "Lotta", "Magnus", "Malin", "Marcus", "Maria", "Marie", "Mattias", "Mikael",
		"Mohamed", "Mona", "Nadia", "Niklas", "Nils", "Olof", "Omar", "Oskar", "Patrik", "Per", "Peter", "Pia", "Rebecka", "Robin",
		"Samir", "Sara", "Sofia", "Stefan", "Susanne", "Therese", "Thomas", "Tobias", "Ulf", "Ulrika", "Veronica", "Viktor", "Ylva",
		"Yusuf", "Zahra", "Åke", "Åsa", "Örjan"}
	lastNames = []string{"Abdi", "Ahmed", "Ali", "Andersson", "Bengtsson", "Berg", "Berglund", "Bergström", "Björk", "Blom", "Dahl",
		"Ekström", "Engström", "Eriksson", "Fransson", "Friberg", "Gustafsson", "Hansson", "Hedlund", "Henriksson", "Holm", "Ibrahim",
		"Isaksson", "Jakobsson", "Jansson", "Johansson", "Jonsson", "Karimi", "Karlsson", "Larsson", "Lind", "Lindberg", "Lindgren",
		"Lindqvist", "Lindström", "Lundberg", "Lundgren", "Magnusson", "Mattsson", "Mohammadi", "Månsson", "Nilsson", "Norberg",
		"Nordin", "Nyberg", "Nyström", "Olsson", "Persson", "Pettersson", "Rosén", "Samuelsson", "Sandberg", "Sjöberg", "Ström",
		"Sundberg", "Svensson", "Söderberg", "Wallin", "Wikström", "Yilmaz", "Åberg", "Åkesson", "Öberg", "Öhman"}
	// titles by kind of organisation.
	titles = map[string][]string{
		"kommun":   {"Socialsekreterare", "Fältassistent", "Skolkurator", "Säkerhetssamordnare", "Enhetschef", "Rektor", "SSPF-samordnare"},
		"stadsdel": {"Socialsekreterare", "Fältassistent", "Preventionssamordnare", "Enhetschef", "Fritidsledare"},
		"polis":    {"Kommunpolis", "Områdespolis", "Ungdomsutredare", "Lokalpolisområdeschef", "Samordnare brottsförebyggande"},
		"stat":     {"Utredare", "Handläggare", "Frivårdsinspektör", "Kammaråklagare", "Regional samordnare"},
		"region":   {"Verksamhetsutvecklare", "Kurator"},
		"ovrigt":   {"Samordnare"},
	}
)

func pickOne[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
