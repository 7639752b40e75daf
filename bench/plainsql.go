package main

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"samling/models/store"
)

// plain is what the store is held against: a group commit written with nothing but database/sql. It opens the file with
// the store's own options, takes at most as many jobs into a commit, gives each a savepoint, and answers after the
// commit. What it leaves out is what a program needs and a measurement does not: panics, deadlines, a full disk.
type plain struct {
	db    *sql.DB
	read  *sql.DB // as the store's readers
	keys  store.Keys
	queue chan *plainJob
	done  chan struct{}
}

type plainJob struct {
	run  func(tx *sql.Tx) error
	err  error
	done chan struct{}
}

// As models/store has them.
const (
	plainBatch = 128
	plainQueue = 1024
	plainDSN   = "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=on&_txlock=immediate" +
		"&_cache_size=-65536&_stmt_cache_size=200"
	plainReadDSN = "?mode=ro&_query_only=1&_busy_timeout=5000&_foreign_keys=on&_cache_size=-16384&_stmt_cache_size=200"
)

func openPlain(dir string) (*plain, error) {
	keys, err := store.LoadKeys(filepath.Join(dir, keyName))
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", "file:"+url.PathEscape(filepath.Join(dir, databaseName))+plainDSN)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var synchronous int // the driver passes over an option that it does not know
	if err := db.QueryRow("PRAGMA synchronous").Scan(&synchronous); err != nil || synchronous != 2 {
		return nil, fmt.Errorf("synchronous is %d, not FULL (%w)", synchronous, err)
	}
	read, err := sql.Open("sqlite3", "file:"+url.PathEscape(filepath.Join(dir, databaseName))+plainReadDSN)
	if err != nil {
		return nil, err
	}
	read.SetMaxOpenConns(2 * runtime.NumCPU())
	read.SetMaxIdleConns(2 * runtime.NumCPU())
	p := &plain{db: db, read: read, keys: keys, queue: make(chan *plainJob, plainQueue), done: make(chan struct{})}
	go p.work()
	return p, nil
}

func (p *plain) close() { close(p.queue); <-p.done; _ = p.read.Close(); _ = p.db.Close() }

// write runs a job in the next commit and gives its error after it.
func (p *plain) write(run func(tx *sql.Tx) error) error {
	j := &plainJob{run: run, done: make(chan struct{})}
	p.queue <- j
	<-j.done
	return j.err
}

// clear runs statements that bring a side back to where a round begins.
func (p *plain) clear(statements []string) error {
	return p.write(func(tx *sql.Tx) error {
		for _, statement := range statements {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *plain) work() {
	defer close(p.done)
	for first := range p.queue {
		batch := p.gather(first)
		err := p.commit(batch)
		for _, j := range batch {
			if err != nil {
				j.err = err
			}
			close(j.done)
		}
	}
}

func (p *plain) gather(first *plainJob) []*plainJob {
	batch := []*plainJob{first}
	for len(batch) < plainBatch {
		select {
		case j, open := <-p.queue:
			if !open {
				return batch
			}
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

func (p *plain) commit(batch []*plainJob) error {
	tx, err := p.db.Begin()
	if err != nil {
		return err
	}
	for _, j := range batch {
		if err := j.inSavepoint(tx); err != nil {
			_ = tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}

func (j *plainJob) inSavepoint(tx *sql.Tx) error {
	if _, err := tx.Exec("SAVEPOINT job"); err != nil {
		return err
	}
	if j.err = j.run(tx); j.err != nil {
		if _, err := tx.Exec("ROLLBACK TO job"); err != nil {
			return err
		}
	}
	_, err := tx.Exec("RELEASE job")
	return err
}

// changed says whether a statement changed exactly one row.
func changed(done sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}
