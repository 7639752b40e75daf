-- Seats in seminars that attendees take themselves, and who waits for one. What somebody had before their last change is
-- kept beside the placement, so that they can go back while that seat is free; a new allocation starts afresh.
-- +goose Up
ALTER TABLE placements ADD COLUMN was_session_id TEXT REFERENCES seminar_sessions (id) ON DELETE SET NULL;
ALTER TABLE placements ADD COLUMN taken_at INTEGER;       -- NULL: placed by an allocation or an organiser
-- Counting who sits in a session is done inside the statement that takes its last seat.
CREATE INDEX placements_in ON placements (session_id);

-- A line for each session. Numbers are handed out once and never change. While an offer is open its seat is held: it counts
-- as taken.
CREATE TABLE session_waits (
    id          TEXT NOT NULL PRIMARY KEY,
    edition_id  TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    session_id  TEXT NOT NULL REFERENCES seminar_sessions (id) ON DELETE CASCADE,
    person_id   TEXT NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'accepted', 'declined', 'expired', 'left', 'closed')),
    joined_at   INTEGER NOT NULL,
    offered_at  INTEGER,
    expires_at  INTEGER,
    answered_at INTEGER,
    UNIQUE (session_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_waits_one_each ON session_waits (person_id, session_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX session_waits_open ON session_waits (session_id, state, number) WHERE state IN ('waiting', 'offered');
CREATE INDEX session_waits_of ON session_waits (edition_id, state);
CREATE INDEX session_waits_by_person ON session_waits (person_id, joined_at);
