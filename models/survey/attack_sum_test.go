package survey_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// spied is a day whose results are looked at all the time, and what is true behind what is shown.
type spied struct {
	*world
	t     *testing.T
	r     *rand.Rand
	votes []spiedVote
	hosts []store.ID
	style int // how people come, see from
	// what all hosts together were shown: per question the groups whose answers they saw
	saw map[string]*attacker
}

type spiedVote struct {
	host     store.ID
	seminars []store.ID
	ballot   survey.Ballot
	form     map[string][]string
}

var spiedKinds = map[store.ID]string{"": "kommun", "org-a": "polis", "org-b": "polis", "org-c": "stat", "org-d": "kommun"}

func newSpied(t *testing.T, seed uint64) *spied {
	return &spied{world: newWorld(t), t: t, r: chance(seed), style: int(seed % 4), hosts: []store.ID{"org-a", "org-b", "org-c", "org-d"}, saw: map[string]*attacker{}}
}

// plan makes up who comes and what they will say. The words say who it is: that is how the test knows whose answers are
// laid.
func (s *spied) plan(total int) {
	for k := range total {
		v := spiedVote{host: s.from(k, total)}
		for i, one := range s.seminars {
			if s.r.IntN(2+2*i) == 0 {
				v.seminars = append(v.seminars, one.ID)
			}
		}
		s.votes = append(s.votes, v)
	}
	voters := make([]survey.Voter, total)
	for k, v := range s.votes {
		voters[k] = survey.Voter{Person: store.NewID(), Seminars: v.seminars, Host: v.host}
	}
	byPerson := map[store.ID]survey.Ballot{}
	s.write(func(tx *store.Tx) error {
		made, err := survey.HandOut(tx, s.edition, voters)
		for _, b := range made {
			byPerson[b.PersonID] = b
		}
		return err
	})
	for k := range s.votes {
		s.votes[k].ballot = byPerson[voters[k].Person]
		s.votes[k].form = s.answers(k)
	}
}

func (s *spied) answers(k int) map[string][]string {
	form := fill(s.paper(s.votes[k].ballot), s.r)
	for _, code := range []string{"Q2", "Q3"} {
		if s.r.IntN(3) == 0 {
			form[code] = []string{survey.NoneValue}
		}
	}
	for _, code := range []string{"B1", "B2"} {
		if s.r.IntN(4) == 0 {
			delete(form, code)
		}
	}
	form["Q11"] = []string{strconv.Itoa(k)}
	for _, one := range s.seminars {
		form["S4_"+one.Key] = form["Q11"]
	}
	return form
}

func (s *spied) vote(k int) {
	v := s.votes[k]
	sheets, problems := survey.Check(s.paper(v.ballot), v.form)
	if len(problems) > 0 {
		s.t.Fatal(problems)
	}
	s.cast(s.edition, v.ballot, sheets)
}

// from chooses where the next one comes from: on some days by chance, on some one organisation after the other, as when
// colleagues answer on the same train, and on some nearly all from one.
func (s *spied) from(k, total int) store.ID {
	switch {
	case s.style == 1 && s.r.IntN(12) > 0:
		return s.hosts[k*len(s.hosts)/total]
	case s.style == 2 && s.r.IntN(12) > 0:
		return s.hosts[k/(total-3)]
	case s.r.IntN(5) > 0:
		return s.hosts[s.r.IntN(1+s.r.IntN(len(s.hosts)))]
	}
	return ""
}

// laid says whose sheets about the day ("") or a seminar are in the counts now.
func (s *spied) laid(seminar store.ID) (people []int) {
	code := "Q11"
	if seminar != "" {
		code = "S4"
	}
	err := s.s.Read(context.Background()).Raw("SELECT text FROM free_texts WHERE code = ? AND seminar_id = ?", code, seminar).Scan(&people).Error
	if err != nil {
		s.t.Fatal(err)
	}
	return people
}

// field is what a person sent for a question, "" = nothing.
func (v spiedVote) field(f survey.Figure, seminarKey string) string {
	sent := v.form[survey.Field(f.Question, f.Row, seminarKey)]
	if len(sent) == 0 {
		return ""
	}
	return sent[0]
}

func (s *spied) attacker(about string) *attacker {
	if s.saw[about] == nil {
		s.saw[about] = &attacker{people: 80}
	}
	return s.saw[about]
}

// note keeps a figure of some people: those who answered, "do not know" included. The number that is shown must be
// theirs, or the test would attack something else than what is shown.
func (s *spied) note(about string, f survey.Figure, people []int, seminarKey, name string) {
	if f.Hidden != survey.Shown || f.Question.Kind == survey.Text {
		return
	}
	var answered, sure []int
	for _, k := range people {
		switch s.votes[k].field(f, seminarKey) {
		case "":
		case survey.NoneValue:
			answered = append(answered, k)
		default:
			answered, sure = append(answered, k), append(sure, k)
		}
	}
	if len(sure) != f.N || f.NoneHidden == survey.Shown && len(answered) != f.N+f.None {
		s.t.Fatalf("%s %s shows %d and %d, but %d and %d answered", name, f.Code, f.N, f.None, len(sure), len(answered))
	}
	s.attacker(about+f.Code).sees(name, answered)
	if name == "all" || name[:3] == "org" { // what has closed is held to the rule by opinions too
		s.attacker(about+f.Code+" sure").sees(name, sure)
	}
	for _, c := range f.Cells { // who answers: each shown group is a group
		if !f.Question.Background() || c.Hidden != survey.Shown {
			continue
		}
		var group []int
		for _, k := range sure {
			if s.votes[k].field(f, seminarKey) == c.Value {
				group = append(group, k)
			}
		}
		s.attacker(about+f.Code).sees(name+" "+c.Value, group)
	}
}

// look notes everything that a host is shown now.
func (s *spied) look(name string) {
	r := s.results()
	day := s.laid("")
	for _, f := range r.Day {
		s.note("", f, day, "", name)
	}
	for _, one := range r.Seminars {
		if one.Hidden != survey.Shown {
			continue
		}
		people := s.laid(one.Seminar.ID)
		for _, f := range one.Figures {
			s.note(string(one.Seminar.ID), f, people, one.Seminar.Key, name)
		}
	}
	if n := r.Counted; n != 0 && n != len(day) {
		s.t.Fatalf("%d are said to be counted, and %d are", n, len(day))
	}
}

// lookAtOwn notes what each host is shown about its own people, and the turnout by kind.
func (s *spied) lookAtOwn() (shown int) {
	db, now := s.s.Read(context.Background()), s.clock.Now()
	e, err := event.ByID(db, s.edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	everybody := s.attacker("people")
	if s.results().Counted > 0 {
		everybody.sees("all", s.laid(""))
	}
	for _, host := range s.hosts {
		own, err := survey.OwnResultOf(db, e, host, now)
		if err != nil {
			s.t.Fatal(err)
		}
		people := s.of(func(v spiedVote) bool { return v.host == host })
		if own.Hidden != survey.Shown {
			if own.Counted != 0 || own.Figures != nil {
				s.t.Fatalf("hidden, and carries %+v", own)
			}
			continue
		}
		shown++
		if own.Counted != len(people) {
			s.t.Fatalf("%s shows %d, and %d answered", host, own.Counted, len(people))
		}
		everybody.sees(string(host), people)
		for _, f := range own.Figures {
			s.note("", f, people, "", string(host))
		}
	}
	members := map[store.ID]survey.Member{}
	for _, v := range s.votes {
		members[v.ballot.PersonID] = survey.Member{Kind: spiedKinds[v.host], Host: v.host}
	}
	kinds, err := survey.Participations(db, e, now, members)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range kinds {
		people := s.of(func(v spiedVote) bool { return spiedKinds[v.host] == p.Kind })
		if p.Hidden == survey.Shown {
			if p.Answered != len(people) {
				s.t.Fatalf("%s: %d, and %d answered", p.Kind, p.Answered, len(people))
			}
			everybody.sees(p.Kind, people)
		} else if p.Answered != 0 || p.HandedOut != 0 {
			s.t.Fatalf("hidden, and carries %+v", p)
		}
	}
	return shown
}

func (s *spied) of(which func(spiedVote) bool) (people []int) {
	for k, v := range s.votes {
		if which(v) {
			people = append(people, k)
		}
	}
	return people
}

// Made-up days of every size, looked at after every move out of the urn and when all is closed, by all hosts together:
// no sum and no difference of all that they were shown is a group under the threshold.
func TestNoSumIsASmallGroup(t *testing.T) {
	groups, own := 0, 0
	for seed := range uint64(20) {
		s := newSpied(t, seed)
		total := 6 + s.r.IntN(55)
		least := survey.Least
		if seed%7 == 6 {
			least = 8
			s.write(func(tx *store.Tx) error { return survey.SetLeast(tx, s.edition.ID, least) })
		}
		s.plan(total)
		for k := range total {
			s.vote(k)
			if s.r.IntN(4) == 0 && s.empty(false) > 0 {
				s.look(fmt.Sprintf("after %d", k+1))
			}
		}
		s.close()
		s.look("all")
		own += s.lookAtOwn()
		for about, a := range s.saw {
			groups += len(a.groups)
			if found := a.finds(least); found != nil {
				t.Errorf("day %d, %s: %v can be worked out from %v", seed, about, found, a.names)
			}
		}
	}
	if groups < 2000 || own < 15 {
		t.Errorf("the attacker saw %d groups and %d own results only: that proves little", groups, own)
	}
	t.Log(groups, "groups,", own, "own results")
}
