package seminar

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"

	"gorm.io/gorm"

	"samling/models/seminar/allocation"
	"samling/models/store"
)

// papers are what is kept with a run, so that it can be repeated and explained years later.
type papers struct {
	RunID      store.ID
	Document   []byte // gzipped: what `samling allocate` reads
	Frame      string // JSON
	Placements []byte // gzipped JSON
	Trade      string // JSON
	Before     []byte // gzipped JSON; nil: not published
}

// ErrNoPapers says that a run is older than the keeping of what it was made of and gave.
var ErrNoPapers = store.Fault(store.Gone, "error.run_without_papers")

func papersOf(db *gorm.DB, run store.ID) (papers, error) {
	var rows []papers
	if err := db.Raw("SELECT * FROM allocation_papers WHERE run_id = ?", run).Scan(&rows).Error; err != nil {
		return papers{}, err
	}
	if len(rows) == 0 {
		return papers{}, ErrNoPapers
	}
	return rows[0], nil
}

// newPapers writes down a worked-out run. It takes a while with many people, and needs no lock.
func newPapers(o outcome, trade []Point) (papers, error) {
	var p papers
	var all error
	keep := func(err error) {
		if all == nil && err != nil {
			all = fmt.Errorf("write down a run: %w", err)
		}
	}
	var document bytes.Buffer
	keep(allocation.WriteDocument(&document, o.task.problem))
	var err error
	p.Document, err = pack(document.Bytes())
	keep(err)
	p.Placements, err = packJSON(o.placements)
	keep(err)
	frame, err := json.Marshal(o.task.frame)
	keep(err)
	points, err := json.Marshal(trade)
	keep(err)
	p.Frame, p.Trade = string(frame), string(points)
	return p, all
}

func (p papers) save(tx *store.Tx, run store.ID) error {
	return tx.Exec("INSERT INTO allocation_papers (run_id, document, frame, placements, trade) VALUES (?, ?, ?, ?, ?)", run, p.Document,
		p.Frame, p.Placements, p.Trade).Error
}

func (p papers) frame() (f frame, err error) {
	if err = json.Unmarshal([]byte(p.Frame), &f); err != nil {
		err = fmt.Errorf("read the slots of a run: %w", err)
	}
	return f, err
}

func (p papers) placements() ([]Placement, error) { return unpackPlacements(p.Placements) }

// Document gives the whole input of a run as `samling allocate` reads it: people by opaque ids, wishes, seats, rules and
// seed. Errors: ErrNoPapers.
func Document(db *gorm.DB, run store.ID) ([]byte, error) {
	p, err := papersOf(db, run)
	if err != nil {
		return nil, err
	}
	return unpack(p.Document)
}

// TradeOf gives what the run would have been at other prices of the mix. Errors: ErrNoPapers.
func TradeOf(db *gorm.DB, run store.ID) ([]Point, error) {
	p, err := papersOf(db, run)
	if err != nil {
		return nil, err
	}
	var points []Point
	if err := json.Unmarshal([]byte(p.Trade), &points); err != nil {
		return nil, fmt.Errorf("read the trade-off of a run: %w", err)
	}
	return points, nil
}

func pack(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("read the papers of a run: %w", err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read the papers of a run: %w", err)
	}
	return raw, nil
}

func packJSON(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return pack(raw)
}

func unpackPlacements(packed []byte) ([]Placement, error) {
	raw, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	var places []Placement
	if err := json.Unmarshal(raw, &places); err != nil {
		return nil, fmt.Errorf("read the placements of a run: %w", err)
	}
	return places, nil
}
