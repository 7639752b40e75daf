package demo

import (
	"strconv"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// Of those who answer, how many ask to have mailed back what they want to do; of these, how many want a reminder, let
// hosts read it, and answer three months later.
const (
	promising = 0.45
	reminding = 0.3
	releasing = 0.35
	following = 0.74
)

// effect lets people promise something, and, as far as the time has come, get it back and answer what came of it.
func (f *filler) effect(tx *store.Tx, e event.Edition, votes []survey.Vote) error {
	for i, v := range votes {
		if f.random.Float64() > promising {
			continue
		}
		if err := survey.KeepCommitment(tx, v.Ballot, promises[i%len(promises)], f.random.Float64() < reminding); err != nil {
			return err
		}
	}
	e, err := event.ByID(tx.DB, e.ID)
	if err != nil {
		return err
	}
	if tx.Now = store.At(f.now); f.now.After(survey.ReminderAt(e).Time) {
		if _, err := survey.TakeReminders(tx, e); err != nil {
			return err
		}
	}
	if f.now.Before(survey.FollowUpAt(e).Time) {
		return nil
	}
	tx.Now = survey.FollowUpAt(e)
	mailed, err := survey.OpenFollowUp(tx, e)
	if err != nil {
		return err
	}
	if err := f.followUp(tx, e, mailed); err != nil {
		return err
	}
	tx.Now = store.At(f.now)
	_, err = survey.TendFollowUps(tx)
	return err
}

func (f *filler) followUp(tx *store.Tx, e event.Edition, mailed []survey.Pledge) error {
	questions, err := survey.Questions(tx.DB, e.ID)
	if err != nil {
		return err
	}
	paper := survey.FollowUpPaper(questions)
	for _, c := range mailed {
		if f.random.Float64() < releasing {
			if err := survey.ReleaseCommitment(tx, e.ID, c.PersonID, true); err != nil {
				return err
			}
		}
		if c.BallotID == "" || f.random.Float64() > following {
			continue
		}
		sheets, _ := survey.Check(paper, f.afterwards(paper, .1*float64(e.Number)))
		if err := survey.CastFollowUp(tx, e, survey.FollowUpBallot{ID: c.BallotID}, sheets); err != nil {
			return err
		}
	}
	return nil
}

// afterwards fills in a follow-up: about half have done something, and some of the others say what kept them from it.
func (f *filler) afterwards(p survey.Paper, year float64) map[string][]string {
	form := map[string][]string{}
	for _, q := range p.FollowUp {
		switch q.Code {
		case "U1":
			form[q.Code] = []string{f.weighed(.28+year, .14, .26, .24)}
		case "U2":
			for _, o := range q.Options {
				if f.random.IntN(3) == 0 {
					form[q.Code] = append(form[q.Code], o.Value)
				}
			}
		case "U5":
			if said := sayings[q.Code]; f.random.IntN(3) == 0 {
				form[q.Code] = []string{said[f.told%len(said)]}
				f.told++
			}
		default:
			f.fillIn(form, q, "", .3+year)
		}
	}
	return form
}

// weighed picks 1, 2, 3 … with these chances, and the one after the last with what is left.
func (f *filler) weighed(chances ...float64) string {
	at := f.random.Float64()
	for i, c := range chances {
		if at -= c; at < 0 {
			return strconv.Itoa(i + 1)
		}
	}
	return strconv.Itoa(len(chances) + 1)
}

// promises are made-up things that people want to do differently.
var promises = [...]string{"Ringa skolan innan jag skriver en orosanmälan.", "Bjuda in fältgruppen till vårt veckomöte.",
	"Ta med frågan om SIP redan vid första kontakten.", "Äta lunch med min motpart på Polisen en gång i månaden.",
	"Gå igenom vår rutin för samtycke med hela gruppen.", "Besöka fritidsgården en kväll i veckan i maj.",
	"Skriva upp namn och nummer till dem jag träffade och höra av mig inom en månad.", "Pröva Trefas mötesordning i vårt nästa samråd.",
	"Fråga vad de andra behöver av oss innan jag berättar vad vi gör.", "Ta med en kollega från skolan nästa gång.",
	"Sluta skicka långa mejl och ringa i stället.", "Föreslå en gemensam lägesbild varje månad.",
	"Visa Rätt kurva för min arbetsgrupp.", "Boka ett möte med föräldrastödet i vår.", "Sätta oss ner med sekretessfrågan en gång för alla.",
	"Gå en trygghetsvandring tillsammans med Polisen.", "Skriva ner vem som är vår kontaktperson och skicka runt det.",
	"Lyssna mer på vad de unga själva säger."}
