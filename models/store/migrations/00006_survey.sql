-- Questions, ballots and answers. There is no column by which an answer leads to a ballot: see docs/anonymity.md.
-- Tables without rowid are stored in the order of their random keys, so their place on disk tells nothing.
-- +goose Up
CREATE TABLE questions (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('day', 'seminar', 'commitment', 'follow_up')),
    code       TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    kind       TEXT NOT NULL CHECK (kind IN ('scale', 'choice', 'choices', 'matrix', 'text', 'consent')),
    optional   INTEGER NOT NULL DEFAULT 0,
    body       TEXT NOT NULL,                    -- JSON: wording and hints by language, scale, options, rows
    position   INTEGER NOT NULL,
    UNIQUE (edition_id, part, code)
) STRICT, WITHOUT ROWID;

-- Who may answer. Spent on a day, never at a time; the answer is elsewhere.
CREATE TABLE ballots (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    person_id  TEXT NOT NULL,                    -- opaque; survey cannot look it up
    token_hash TEXT NOT NULL UNIQUE,
    seminars   TEXT NOT NULL DEFAULT '',         -- ids of the seminars to be asked about, comma separated
    spent_on   TEXT,                             -- YYYY-MM-DD
    UNIQUE (edition_id, person_id)
) STRICT, WITHOUT ROWID;

-- Sealed answers wait here until enough of them can be shuffled together. The box is encrypted; its key is not in
-- the database. Every box has the same padded length.
CREATE TABLE urn (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    box        BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX urn_of ON urn (edition_id);

-- One sheet for the day and one for each seminar, each with a random id of its own: what one person said about
-- the day and about two seminars cannot be put together again (a pair of seminars can be rare enough to name someone).
CREATE TABLE answer_sheets (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('day', 'seminar', 'follow_up')),
    seminar_id TEXT NOT NULL DEFAULT '',
    pool       TEXT NOT NULL DEFAULT 'ballot' CHECK (pool IN ('ballot', 'open'))
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_sheets_of ON answer_sheets (edition_id, part, seminar_id, pool);

CREATE TABLE answers (
    sheet_id TEXT NOT NULL REFERENCES answer_sheets (id) ON DELETE CASCADE,
    code     TEXT NOT NULL,                      -- question code; matrix rows as Q10/2
    value    TEXT NOT NULL,                      -- a number of the scale, '' = do not know, or free text
    PRIMARY KEY (sheet_id, code)
) STRICT, WITHOUT ROWID;

-- A commitment belongs to a person who asked to be reminded; it is no answer and stands apart.
CREATE TABLE commitments (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    person_id  TEXT NOT NULL,
    text       TEXT NOT NULL,
    UNIQUE (edition_id, person_id)
) STRICT, WITHOUT ROWID;
