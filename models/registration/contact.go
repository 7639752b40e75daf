package registration

// CheckContact validates the name and the address of somebody who is mailed and need not be registered.
func CheckContact(name, email string) (Form, []Problem) {
	c := checker{}
	f := Form{Name: c.name(name), Email: c.email(FromOrganiser, email)}
	return f, c.problems
}
