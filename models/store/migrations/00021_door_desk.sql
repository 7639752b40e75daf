-- Who has come into which room, what stewards pass on to the help desk, and when empty seats in the rooms are released.
-- +goose Up
-- The primary key lets two phones at the doors of one room let somebody in once.
CREATE TABLE session_admissions (
    session_id      TEXT NOT NULL REFERENCES seminar_sessions (id) ON DELETE CASCADE,
    registration_id TEXT NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    scan_id         TEXT NOT NULL REFERENCES scans (id),
    at              INTEGER NOT NULL,
    door            TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (session_id, registration_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_admissions_of ON session_admissions (edition_id);
CREATE INDEX session_admissions_by_person ON session_admissions (registration_id);

-- A case is somebody whom a steward sent to the help desk. It names the scan and not the person: what the desk sees of
-- them comes from there. The note goes when the case is closed, or with the day.
CREATE TABLE door_cases (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,                 -- what the person says at the desk
    nonce      TEXT NOT NULL,                    -- made by the phone: sending twice is sending once
    scan_nonce TEXT NOT NULL DEFAULT '',         -- of the scan that it is about; '' = nothing was scanned
    note       TEXT NOT NULL DEFAULT '',
    door       TEXT NOT NULL DEFAULT '',
    made_at    INTEGER NOT NULL,
    made_by    TEXT NOT NULL,                    -- a user's id or a device's
    taken_at   INTEGER,
    taken_by   TEXT NOT NULL DEFAULT '',
    closed_at  INTEGER,
    closed_by  TEXT NOT NULL DEFAULT '',
    outcome    TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'helped', 'refused', 'gone')),
    UNIQUE (edition_id, nonce),
    UNIQUE (edition_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX door_cases_open ON door_cases (edition_id, number) WHERE closed_at IS NULL;

-- What an organiser has decided about the doors. An edition without a row goes by the usual.
CREATE TABLE door_rules (
    edition_id      TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    release_minutes INTEGER NOT NULL CHECK (release_minutes BETWEEN 0 AND 240)
) STRICT, WITHOUT ROWID;
