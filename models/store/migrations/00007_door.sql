-- Every presentation of a code is a row, the refused ones too. An annulled scan is kept.
-- +goose Up
CREATE TABLE scans (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id),
    registration_id TEXT REFERENCES registrations (id),
    nonce           TEXT NOT NULL,
    door            TEXT NOT NULL DEFAULT '',
    actor           TEXT NOT NULL DEFAULT '',    -- the signed-in user's id or the device's
    status          TEXT NOT NULL CHECK (status IN ('ok', 'error')),
    reason          TEXT NOT NULL DEFAULT '',    -- invalid, already_redeemed, canceled, waitlisted, wrong_event
    occurred_at     INTEGER NOT NULL,            -- when it happened, by the device's clock
    received_at     INTEGER NOT NULL,            -- when the server heard of it
    annulled_at     INTEGER,
    annulled_by     TEXT NOT NULL DEFAULT '',
    UNIQUE (edition_id, nonce)
) STRICT, WITHOUT ROWID;
CREATE INDEX scans_of ON scans (edition_id, received_at);
CREATE INDEX scans_by_registration ON scans (registration_id);

-- Who is in. The primary key is what makes two doors at the same instant give exactly one ok.
CREATE TABLE admissions (
    registration_id TEXT NOT NULL PRIMARY KEY REFERENCES registrations (id) ON DELETE CASCADE,
    edition_id      TEXT NOT NULL REFERENCES editions (id),
    scan_id         TEXT NOT NULL REFERENCES scans (id),
    at              INTEGER NOT NULL,
    door            TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX admissions_of ON admissions (edition_id, at);
