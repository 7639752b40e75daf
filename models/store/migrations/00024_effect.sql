-- What came of the day, three months later. A commitment bears a person until the follow-up has closed, and then it is
-- erased; the answers to the follow-up bear nobody from the start. See docs/anonymity.md.
-- +goose Up
ALTER TABLE commitments ADD COLUMN remind INTEGER NOT NULL DEFAULT 0;    -- 1 = asked for a mail after four weeks that has not gone out
ALTER TABLE commitments ADD COLUMN released INTEGER NOT NULL DEFAULT 0;  -- 1 = the author lets hosts read the text, without the name
ALTER TABLE commitments ADD COLUMN ballot_id TEXT;                       -- the ballot of the follow-up, for the mail that carries it; goes when the row goes

-- The state of the follow-up of an edition. No row: the commitments have not been mailed back yet.
CREATE TABLE follow_ups (
    edition_id  TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    opened_at   INTEGER NOT NULL,
    closes_at   INTEGER NOT NULL,
    closed_at   INTEGER,                         -- all answers are counted and all commitments erased
    commitments INTEGER NOT NULL                 -- how many were mailed back; they themselves are erased
) STRICT, WITHOUT ROWID;

-- Who may answer the follow-up. It names nobody: when the commitments are erased nothing leads from it to a person.
CREATE TABLE follow_up_ballots (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    spent_on   TEXT                              -- YYYY-MM-DD
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_ballots_of ON follow_up_ballots (edition_id);

-- The follow-up has an urn of its own, so that closing the evaluation does not empty it.
CREATE TABLE follow_up_urn (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    box        BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_urn_of ON follow_up_urn (edition_id);
