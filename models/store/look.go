package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/pressly/goose/v3"
)

// ErrOtherSchema says that a database is of another version than this program, so what it holds cannot be judged.
var ErrOtherSchema = errors.New("the database is of another version than this program")

// Look opens a database only to look at it: a live one beside the program that serves it, or a copy. Nothing is locked,
// migrated or written. Errors: ErrOtherSchema.
func Look(ctx context.Context, path string) (db *DB, done func() error, err error) {
	if _, err := os.Stat(path); err != nil {
		return nil, nil, fmt.Errorf("look at the database: %w", err)
	}
	s := &Store{path: path, now: time.Now}
	if s.reader, err = s.connect(readerDSN(path), 2, false); err != nil {
		return nil, nil, err
	}
	if err := sameSchema(ctx, s.reader); err != nil {
		return nil, nil, errors.Join(err, s.closeFiles())
	}
	return s.reader.WithContext(ctx), s.closeFiles, nil
}

func sameSchema(ctx context.Context, db *DB) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	newest := int64(0)
	for _, file := range files {
		version, err := goose.NumericComponent(file)
		if err != nil {
			return fmt.Errorf("look at the database: %w", err)
		}
		newest = max(newest, version)
	}
	var have int64
	err = db.WithContext(ctx).Raw("SELECT MAX(version_id) FROM goose_db_version WHERE is_applied = 1").Scan(&have).Error
	if err != nil {
		return fmt.Errorf("%w: %w", ErrOtherSchema, err)
	}
	if have != newest {
		return fmt.Errorf("%w (schema %d, this program knows %d)", ErrOtherSchema, have, newest)
	}
	return nil
}
