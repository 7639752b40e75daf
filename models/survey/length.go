package survey

// How long an answer is taken to last, in seconds. These are assumptions and not measurements: they exist so that whoever
// adds a question sees that it costs something.
const (
	secondsToChoose = 6
	secondsToRate   = 3  // a row of a matrix, whose scale has been read once
	secondsToWrite  = 15 // half of them left empty
)

// Minutes estimates how long a form takes somebody who was in so many seminars, at least one minute. What is asked three
// months later is not part of it.
func Minutes(questions []Question, seminars int) int {
	seconds := 0
	for _, q := range questions {
		switch q.Part {
		case Seminar:
			seconds += seminars * secondsFor(q)
		case FollowUp:
		default:
			seconds += secondsFor(q)
		}
	}
	return max(1, (seconds+30)/60)
}

func secondsFor(q Question) int {
	switch q.Kind {
	case Heading, Consent:
		return 0
	case Text:
		return secondsToWrite
	case Matrix:
		return secondsToRate * len(q.Rows)
	}
	return secondsToChoose
}
