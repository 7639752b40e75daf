package survey

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Pool says by which way answers came in. Pools are counted and shown apart.
type Pool string

// The pools.
const (
	ByBallot Pool = "ballot" // by a ballot: somebody who came, once
	ByCode   Pool = "open"   // by the QR code on a slide: anybody who saw it, perhaps twice
)

// pile is the sheets about one thing, by one way.
type pile struct {
	part    Part
	pool    Pool
	seminar store.ID
}

func (s sheet) pile() pile {
	if s.Pool == "" {
		return pile{s.Part, ByBallot, s.Seminar}
	}
	return pile{s.Part, s.Pool, s.Seminar}
}

// sheetsCode is the code under which the sheets themselves are counted, and peopleValue the value under which those
// are who ticked anything of a question with many ticks.
const (
	sheetsCode  = ""
	peopleValue = "*"
)

// counts is what some sheets of one pile say, added up: code, value, how many.
type counts map[string]map[string]int

func (c counts) add(code, value string, n int) {
	if c[code] == nil {
		c[code] = map[string]int{}
	}
	c[code][value] += n
}

// put adds one sheet. Words and what tells who answers (drop) are left out.
func (c counts) put(s sheet, kinds map[string]Question, drop func(Question) bool) {
	c.add(sheetsCode, "", 1)
	for code, value := range s.Answers {
		q, known := kinds[code]
		switch {
		case !known || q.Kind == Text || drop != nil && drop(q):
		case q.Kind == Choices:
			c.add(code, peopleValue, 1)
			for one := range strings.SplitSeq(value, ",") {
				c.add(code, one, 1)
			}
		default:
			c.add(code, value, 1)
		}
	}
}

// byCode finds the questions of each part by the codes under which answers come in.
func byCode(questions []Question) map[Part]map[string]Question {
	all := map[Part]map[string]Question{}
	for _, q := range questions {
		if all[q.Part] == nil {
			all[q.Part] = map[string]Question{}
		}
		for _, code := range q.Codes() {
			all[q.Part][code] = q
		}
	}
	return all
}

// lay takes sheets apart: closed answers are added to the counts, each text rests alone under a random id. After it no
// two answers of one sheet can be put together again.
func lay(tx *store.Tx, edition store.ID, sheets []sheet) error {
	questions, err := Questions(tx.DB, edition)
	if err != nil {
		return err
	}
	known := byCode(questions)
	added := map[pile]counts{}
	var texts []freeText
	for _, s := range sheets {
		p := s.pile()
		if added[p] == nil {
			added[p] = counts{}
		}
		added[p].put(s, known[s.Part], nil)
		for code, value := range s.Answers {
			if q, ok := known[s.Part][code]; ok && q.Kind == Text && value != "" {
				texts = append(texts, freeText{ID: tx.NewID(), EditionID: edition, Part: p.part, Pool: p.pool, SeminarID: p.seminar,
					Code: code, Text: value, State: New})
			}
		}
	}
	if err := addCounts(tx, edition, added); err != nil {
		return err
	}
	return layTexts(tx, texts)
}

// layTexts writes texts in the order of their random ids: that is the shuffle, and it leaves nothing of the order in
// which they came, neither in the table nor in the log of the database.
func layTexts(tx *store.Tx, texts []freeText) error {
	slices.SortFunc(texts, func(a, b freeText) int { return strings.Compare(string(a.ID), string(b.ID)) })
	if len(texts) == 0 {
		return nil
	}
	return tx.CreateInBatches(texts, 100).Error
}

const countsPerInsert = 100

func addCounts(tx *store.Tx, edition store.ID, added map[pile]counts) error {
	var args []any
	for p, c := range added {
		for code, values := range c {
			for value, n := range values {
				args = append(args, edition, p.part, p.pool, p.seminar, code, value, n)
			}
		}
	}
	for chunk := range slices.Chunk(args, 7*countsPerInsert) {
		if err := insertCounts(tx.DB, chunk); err != nil {
			return err
		}
	}
	return nil
}

func insertCounts(db *gorm.DB, args []any) error {
	return db.Exec("INSERT INTO answer_counts (edition_id, part, pool, seminar_id, code, value, n) VALUES "+placeholders(len(args)/7, 7)+
		" ON CONFLICT (edition_id, part, pool, seminar_id, code, value) DO UPDATE SET n = answer_counts.n + excluded.n", args...).Error
}
