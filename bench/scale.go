package main

// scale is how much is measured.
type scale struct {
	rounds        int // that count; one more comes first, to warm up
	conns         int // connections, or callers where there is no network
	registrations int // of each side in a round
	crowd         int // who want the few seats of an opening
	people        int // who are let in at the door in a round
	pages         int // requests of each side in a round
	badges        int
	ballots       int // answered in ten waves
	starts        int // of the program, for the median
}

// full takes about two minutes on two cores. Rounds are short, so that both sides of a ratio meet the same weather, and
// many, so that a gust does not matter; yet each holds dozens of commits.
func full() scale {
	return scale{rounds: 15, conns: 64, registrations: 2000, crowd: 5000, people: 2000, pages: 10000, badges: 1000, ballots: 100000, starts: 5}
}

// tiny shows that everything runs.
func tiny() scale {
	return scale{rounds: 1, conns: 4, registrations: 24, crowd: 50, people: 24, pages: 40, badges: 20, ballots: 50, starts: 1}
}
