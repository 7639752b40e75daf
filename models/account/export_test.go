package account

// Decoy lets a test compare the decoy with a real hash.
const Decoy = decoy

// Occupy takes two slots, as if two passwords were being hashed, until the returned function is called.
func (p *Passwords) Occupy() (release func()) {
	for range 2 {
		p.slots <- struct{}{}
	}
	return func() {
		for range 2 {
			<-p.slots
		}
	}
}
