-- Tickets and links that died when a seat was passed on to a colleague, and requests to have one's links mailed.
-- +goose Up
-- The door says "passed on" instead of "unknown code"; nothing here says from whom or to whom.
CREATE TABLE dead_tickets (
    ticket_hash TEXT NOT NULL PRIMARY KEY,
    link_hash   TEXT NOT NULL UNIQUE,
    edition_id  TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    reference   TEXT NOT NULL,
    died_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dead_tickets_by_reference ON dead_tickets (edition_id, reference);

-- Whoever asks for a lost link leaves a row here whether or not the address is known, so that the answer takes the
-- same time; a job looks the address up seconds later and the row goes.
CREATE TABLE link_requests (
    id        TEXT NOT NULL PRIMARY KEY,
    email_key TEXT NOT NULL,
    asked_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Somebody with a display name is found by that name only. Rows saved before this rule held the other name, too.
UPDATE registrations SET search_key = ' ' || lower(display_name) WHERE display_name <> '' AND search_key <> '';
