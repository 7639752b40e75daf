package event

// HostOrganisation finds the organisation that a host is among those that take part, by its name: people write a host as
// "Stockholms stad, Skarpnäcks stadsdelsförvaltning" and the organisation as its unit alone. It says false when none fits.
func HostOrganisation(h Host, organisations []Organisation) (Organisation, bool) {
	for _, name := range []string{h.FullName(), h.Unit, h.Name} {
		for _, o := range organisations {
			if name != "" && Fold(o.Name) == Fold(name) {
				return o, true
			}
		}
	}
	return Organisation{}, false
}

// HostOrganisations finds the organisations of all hosts that have one.
func HostOrganisations(hosts []Host, organisations []Organisation) []Organisation {
	var out []Organisation
	seen := map[string]bool{}
	for _, h := range hosts {
		if o, found := HostOrganisation(h, organisations); found && !seen[o.Key] {
			seen[o.Key] = true
			out = append(out, o)
		}
	}
	return out
}
