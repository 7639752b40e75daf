package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// Remains is what a database file holds besides what is in use.
type Remains struct {
	Free  int   // pages that nothing uses
	Dirty int   // of them, pages that still hold something
	Log   int64 // bytes of the log beside the file: what was written since it was last emptied
}

// errNoDatabase says that a file is not an SQLite database.
var errNoDatabase = errors.New("not a database file")

// RemainsOf reads the free pages of a database file, as somebody would who looks for what was deleted. The program asks
// SQLite to overwrite what it deletes (secure_delete), so every free page must be empty. It reads the file and not the
// log: pages that were freed since the log was last emptied are not seen. Format: https://www.sqlite.org/fileformat2.html,
// 1.3 (header) and 1.5 (freelist).
func RemainsOf(path string) (r Remains, err error) {
	f, err := os.Open(path)
	if err != nil {
		return r, fmt.Errorf("read the database file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	header := make([]byte, 100)
	if _, err := io.ReadFull(f, header); err != nil || string(header[:16]) != "SQLite format 3\x00" {
		return r, errNoDatabase
	}
	size := int64(binary.BigEndian.Uint16(header[16:]))
	if size == 1 {
		size = 65536
	}
	if log, err := os.Stat(path + "-wal"); err == nil {
		r.Log = log.Size()
	}
	return r, r.freelist(f, size, binary.BigEndian.Uint32(header[32:]), int(binary.BigEndian.Uint32(header[36:])))
}

// freelist follows the list of free pages: trunks that point at leaves, which hold nothing.
func (r *Remains) freelist(f io.ReaderAt, size int64, trunk uint32, count int) error {
	page := make([]byte, size)
	for trunk != 0 && r.Free < count {
		if _, err := f.ReadAt(page, int64(trunk-1)*size); err != nil {
			return fmt.Errorf("read the database file: %w", err)
		}
		next, leaves := binary.BigEndian.Uint32(page), int64(binary.BigEndian.Uint32(page[4:]))
		if leaves > size/4-2 {
			return errNoDatabase
		}
		r.Free++
		if !empty(page[8+4*leaves:]) {
			r.Dirty++
		}
		for i := range leaves {
			leaf := make([]byte, size)
			if _, err := f.ReadAt(leaf, int64(binary.BigEndian.Uint32(page[8+4*i:])-1)*size); err != nil {
				return fmt.Errorf("read the database file: %w", err)
			}
			r.Free++
			if !empty(leaf) {
				r.Dirty++
			}
		}
		trunk = next
	}
	return nil
}

func empty(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}
