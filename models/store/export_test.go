package store

import (
	"context"
	"io/fs"
	"strconv"
	"testing"

	"github.com/pressly/goose/v3"
)

// The hooks of the tests. Nothing outside the package's own tests can reach them.

// QueueMax and BatchMax are the writer's bounds.
const (
	QueueMax = queueMax
	BatchMax = batchMax
)

// Waiting is how many writes stand in the queue.
func (s *Store) Waiting() int { return len(s.queue) }

// LookOpen puts the store in the instant in which a writer has seen it open and it has closed since.
func (s *Store) LookOpen() { s.closing = make(chan struct{}) }

// LimitPages makes the disk seem full when the database reaches n pages more than it has now.
func (s *Store) LimitPages(t testing.TB, more int) {
	t.Helper()
	var pages int
	if err := s.writer.Raw("PRAGMA page_count").Scan(&pages).Error; err != nil {
		t.Fatal(err)
	}
	var got int // SQLite answers with the limit it has set
	if err := s.writer.Raw("PRAGMA max_page_count = " + strconv.Itoa(pages+more)).Scan(&got).Error; err != nil || got != pages+more {
		t.Fatalf("limit is %d, %v", got, err)
	}
}

// DSNs gives the connection strings for a path.
func DSNs(path string) (writer, reader string) { return writerDSN(path), readerDSN(path) }

// CheckDSNs opens a database with other connection strings than the program's and reads the settings back.
func CheckDSNs(ctx context.Context, writer, reader string) error {
	s := &Store{now: nil}
	defer func() { _ = s.closeFiles() }()
	var err error
	if s.writer, err = s.connect(writer, 1, false); err != nil {
		return err
	}
	if err := s.writer.Exec("CREATE TABLE t (x)").Error; err != nil {
		return err
	}
	if s.reader, err = s.connect(reader, 1, true); err != nil {
		return err
	}
	return s.checkSettings(ctx)
}

// MigrateTo makes a database as an older program left it, and runs an SQL statement in it.
func MigrateTo(t testing.TB, path string, version int64, sql string) {
	t.Helper()
	s := &Store{}
	defer func() { _ = s.closeFiles() }()
	var err error
	if s.writer, err = s.connect(writerDSN(path), 1, false); err != nil {
		t.Fatal(err)
	}
	pool, err := s.writer.DB()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	if err := s.writer.Exec(sql).Error; err != nil {
		t.Fatal(err)
	}
}

// OnWriter runs a statement on the writer's connection, outside any transaction.
func OnWriter(t testing.TB, s *Store, sql string) {
	t.Helper()
	if err := s.writer.Exec(sql).Error; err != nil {
		t.Fatal(err)
	}
}
