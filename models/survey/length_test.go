package survey_test

import (
	"testing"

	"samling/models/survey"
)

func TestTheLengthOfAFormGrowsWithWhatIsAskedOfOnePerson(t *testing.T) {
	all := standard(t).Questions
	if n := survey.Minutes(all, 2); n != 3 { // domain: three minutes
		t.Errorf("the standard form is taken to last %d minutes", n)
	}
	later := survey.Question{Part: survey.FollowUp, Kind: survey.Text}
	many := all
	for range 20 {
		many = append(many, later)
	}
	if survey.Minutes(many, 2) != survey.Minutes(all, 2) {
		t.Error("what is asked three months later counts")
	}
	if survey.Minutes(all, 12) <= survey.Minutes(all, 2) {
		t.Error("ten more seminars cost no time")
	}
	if survey.Minutes(nil, 0) != 1 {
		t.Error("nothing takes less than a minute to read")
	}
}
