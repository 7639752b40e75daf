-- Wishes and placements. A person is named by an opaque id: seminars know no names.
-- +goose Up
CREATE TABLE wishes (
    person_id  TEXT NOT NULL,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    rank       INTEGER NOT NULL CHECK (rank >= 1),
    seminar_id TEXT NOT NULL REFERENCES seminars (id) ON DELETE CASCADE,
    PRIMARY KEY (person_id, rank),
    UNIQUE (person_id, seminar_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wishes_of ON wishes (edition_id);

-- Every run is kept with its seed, so that it can be repeated and explained.
CREATE TABLE allocation_runs (
    id           TEXT NOT NULL PRIMARY KEY,
    edition_id   TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    seed         TEXT NOT NULL,
    run_at       INTEGER NOT NULL,
    run_by       TEXT NOT NULL,
    figures      TEXT NOT NULL,                  -- JSON
    published_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_runs_of ON allocation_runs (edition_id, run_at);

CREATE TABLE placements (
    person_id  TEXT NOT NULL,
    slot       INTEGER NOT NULL,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    session_id TEXT NOT NULL REFERENCES seminar_sessions (id),
    rank       INTEGER NOT NULL,                 -- 1 = first wish; 0 = was not wished
    run_id     TEXT REFERENCES allocation_runs (id),
    PRIMARY KEY (person_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX placements_of ON placements (edition_id, session_id);
