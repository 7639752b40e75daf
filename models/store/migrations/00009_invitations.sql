-- Who is asked to come. A link for each organisation, to be passed on and printed, and invitations to persons by mail.
-- Codes are derived from the key file and rest as hashes; a higher key_version makes the old code worthless.
-- +goose Up
ALTER TABLE editions ADD COLUMN access TEXT NOT NULL DEFAULT 'open' CHECK (access IN ('open', 'invitation', 'both'));

CREATE TABLE invitation_links (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    organisation_id TEXT NOT NULL UNIQUE REFERENCES organisations (id) ON DELETE CASCADE,
    code_hash       TEXT NOT NULL UNIQUE,
    key_version     INTEGER NOT NULL DEFAULT 1,
    created_at      INTEGER NOT NULL,
    created_by      TEXT NOT NULL,
    revoked_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_links_of ON invitation_links (edition_id);

CREATE TABLE invitations (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL, -- NULL: the invited person chooses
    name            TEXT NOT NULL DEFAULT '',
    email           TEXT NOT NULL,
    email_key       TEXT NOT NULL,
    lang            TEXT NOT NULL DEFAULT 'sv',
    code_hash       TEXT NOT NULL UNIQUE,
    key_version     INTEGER NOT NULL DEFAULT 1,
    invited_at      INTEGER NOT NULL,
    invited_by      TEXT NOT NULL,
    opened_at       INTEGER,                     -- first; mail scanners open links too, so it proves nothing
    declined_at     INTEGER,
    reminded_at     INTEGER,                     -- last
    reminders       INTEGER NOT NULL DEFAULT 0,
    revoked_at      INTEGER,
    UNIQUE (edition_id, email_key)
) STRICT, WITHOUT ROWID;

-- Which registrations came by an invitation: invitation_id names a link or a person's invitation.
CREATE TABLE invited_registrations (
    registration_id TEXT NOT NULL PRIMARY KEY REFERENCES registrations (id) ON DELETE CASCADE,
    invitation_id   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invited_registrations_by ON invited_registrations (invitation_id);
