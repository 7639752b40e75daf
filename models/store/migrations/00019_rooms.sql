-- The rooms once people are placed: changes of room with who was told, leaders with a link of their own, questions sent
-- in beforehand, and heads counted at the door of a room.
-- +goose Up
CREATE TABLE room_changes (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    made_at    INTEGER NOT NULL,
    made_by    TEXT NOT NULL,
    edits      TEXT NOT NULL,                    -- JSON: each session's room and seats before and after
    told       INTEGER NOT NULL,                 -- mails to attendees; their progress stands in the outbox
    dropped    INTEGER NOT NULL                  -- people who lost their seat because the room became smaller
) STRICT, WITHOUT ROWID;
CREATE INDEX room_changes_of ON room_changes (edition_id, made_at);

-- Who leads a seminar. The link rests as a hash, as all secrets do.
CREATE TABLE seminar_leaders (
    id          TEXT NOT NULL PRIMARY KEY,
    edition_id  TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    seminar_id  TEXT NOT NULL REFERENCES seminars (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    email       TEXT NOT NULL,
    email_key   TEXT NOT NULL,
    lang        TEXT NOT NULL DEFAULT 'sv',
    shows_names INTEGER NOT NULL DEFAULT 0,      -- the organiser lets this leader see names
    key_version INTEGER NOT NULL DEFAULT 1,
    link_hash   TEXT NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    opened_at   INTEGER,
    revoked_at  INTEGER,
    UNIQUE (seminar_id, email_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX seminar_leaders_of ON seminar_leaders (edition_id);

-- Questions from those who are placed. author is a hash derived with the site's key: the person can find and take back
-- their own, the table does not say whose they are. No time: the order of arrival would tell.
CREATE TABLE seminar_questions (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    seminar_id TEXT NOT NULL REFERENCES seminars (id) ON DELETE CASCADE,
    author     TEXT NOT NULL,
    text       TEXT NOT NULL,
    signature  TEXT NOT NULL DEFAULT ''          -- '' = nobody signed
) STRICT, WITHOUT ROWID;
CREATE INDEX seminar_questions_of ON seminar_questions (seminar_id);
CREATE INDEX seminar_questions_by ON seminar_questions (author);

-- Heads counted in a room. Each count is a row and the last one holds, so a mistake is mended by counting again.
CREATE TABLE head_counts (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    session_id TEXT NOT NULL REFERENCES seminar_sessions (id) ON DELETE CASCADE,
    people     INTEGER NOT NULL CHECK (people >= 0),
    counted_at INTEGER NOT NULL,
    counted_by TEXT NOT NULL                     -- the name of who counted, as they wrote it
) STRICT, WITHOUT ROWID;
CREATE INDEX head_counts_of ON head_counts (session_id, counted_at);
