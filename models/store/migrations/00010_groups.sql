-- Coordinators register their colleagues through a secret link of their own, which rests as a hash.
-- +goose Up
CREATE TABLE coordinators (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    email           TEXT NOT NULL,
    email_key       TEXT NOT NULL,
    lang            TEXT NOT NULL DEFAULT 'sv',
    key_version     INTEGER NOT NULL DEFAULT 1,
    link_hash       TEXT NOT NULL UNIQUE,
    created_at      INTEGER NOT NULL,
    created_by      TEXT NOT NULL,
    opened_at       INTEGER,
    revoked_at      INTEGER,
    UNIQUE (organisation_id, email_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX coordinators_of ON coordinators (edition_id);

-- A list that was registered. Its id comes with the form, so the same list sent twice is registered once.
CREATE TABLE coordinator_lists (
    id             TEXT NOT NULL PRIMARY KEY,
    coordinator_id TEXT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    confirmed      INTEGER NOT NULL,
    waitlisted     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whom a coordinator registered. key_version is the registration's when the coordinator last wrote the name: if the
-- person has since passed the seat on, the new one is nobody whom the coordinator may see.
CREATE TABLE coordinated (
    registration_id TEXT NOT NULL PRIMARY KEY REFERENCES registrations (id) ON DELETE CASCADE,
    coordinator_id  TEXT NOT NULL REFERENCES coordinators (id) ON DELETE CASCADE,
    list_id         TEXT NOT NULL REFERENCES coordinator_lists (id) ON DELETE CASCADE,
    key_version     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX coordinated_by ON coordinated (coordinator_id);
