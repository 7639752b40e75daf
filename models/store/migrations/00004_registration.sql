-- Who is coming. email_key is the normalised address; the codes rest as hashes.
-- +goose Up
CREATE TABLE registrations (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    source          TEXT NOT NULL CHECK (source IN ('form', 'organiser', 'alias', 'walk_in')),
    status          TEXT NOT NULL CHECK (status IN ('confirmed', 'waitlisted', 'cancelled')),
    name            TEXT NOT NULL,
    display_name    TEXT NOT NULL DEFAULT '',
    email           TEXT NOT NULL DEFAULT '',
    email_key       TEXT,                        -- NULL: has no e-mail (alias, walk-in)
    unit            TEXT NOT NULL DEFAULT '',
    title           TEXT NOT NULL DEFAULT '',
    phone           TEXT NOT NULL DEFAULT '',
    lang            TEXT NOT NULL DEFAULT 'sv',
    list_opt_in     INTEGER NOT NULL DEFAULT 0,
    search_key      TEXT NOT NULL DEFAULT '',    -- folded name parts and organisation; '' for alias registrations
    reference       TEXT NOT NULL,
    key_version     INTEGER NOT NULL DEFAULT 1,  -- raised when the old link and code must die
    ticket_hash     TEXT NOT NULL UNIQUE,
    link_hash       TEXT NOT NULL UNIQUE,
    waitlist_number INTEGER NOT NULL DEFAULT 0,
    received_at     INTEGER NOT NULL,            -- immutable: when the registration came in
    cancelled_at    INTEGER,
    version         INTEGER NOT NULL DEFAULT 1,
    UNIQUE (edition_id, reference)
) STRICT, WITHOUT ROWID;
-- One living registration per e-mail and edition.
CREATE UNIQUE INDEX registrations_one_each ON registrations (edition_id, email_key) WHERE status <> 'cancelled';
CREATE INDEX registrations_of ON registrations (edition_id, status, received_at);
CREATE INDEX registrations_by_organisation ON registrations (organisation_id);
-- +goose StatementBegin
CREATE TRIGGER registrations_received BEFORE UPDATE OF received_at ON registrations
WHEN NEW.received_at <> OLD.received_at BEGIN SELECT RAISE(ABORT, 'received_at is immutable'); END;
-- +goose StatementEnd

-- The history of a registration: who changed what, when. detail holds field names, never the values.
CREATE TABLE registration_history (
    id              TEXT NOT NULL PRIMARY KEY,
    registration_id TEXT NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    at              INTEGER NOT NULL,
    actor           TEXT NOT NULL,               -- 'self', a user's id, or the name of a job
    action          TEXT NOT NULL,
    detail          TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX registration_history_of ON registration_history (registration_id, at);

-- Special-category data stands apart, so that no query for a list can bring it along by mistake.
CREATE TABLE needs (
    registration_id TEXT NOT NULL PRIMARY KEY REFERENCES registrations (id) ON DELETE CASCADE,
    choices         TEXT NOT NULL DEFAULT '',    -- known keys, comma separated
    text            TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
