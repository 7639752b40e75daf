-- Phones at the door that need no account, what they tell of themselves, and what an offline door did before it told.
-- +goose Up
CREATE TABLE devices (
    id          TEXT NOT NULL PRIMARY KEY,
    edition_id  TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,                   -- "Dörr 2"
    role        TEXT NOT NULL CHECK (role IN ('steward', 'desk', 'room')),
    session_id  TEXT NOT NULL DEFAULT '',        -- of a room's device; kept when the session goes
    expires_at  INTEGER NOT NULL,
    -- The code in the QR picture: single use, a quarter of an hour. pairing counts the codes that have been shown.
    pairing     INTEGER NOT NULL DEFAULT 1,
    pair_hash   TEXT NOT NULL UNIQUE,
    pair_until  INTEGER NOT NULL,
    pair_nonce  TEXT NOT NULL DEFAULT '',        -- '' until the code is used; whoever used it may hear the answer again
    paired_at   INTEGER,
    -- The token in the phone's cookie. next_hash is one that has been handed out and not been used yet.
    generation  INTEGER NOT NULL DEFAULT 0,
    token_hash  TEXT UNIQUE,
    token_since INTEGER,
    next_hash   TEXT UNIQUE,
    revoked_at  INTEGER,
    -- The last heartbeat.
    seen_at     INTEGER,
    app         TEXT NOT NULL DEFAULT '',
    battery     INTEGER,                         -- per cent; NULL where the phone does not say
    waiting     INTEGER NOT NULL DEFAULT 0,      -- scans that the phone has not been able to send yet
    clock_off   INTEGER,                         -- milliseconds that the phone's clock is ahead; negative: behind
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX devices_named ON devices (edition_id, name) WHERE revoked_at IS NULL;

ALTER TABLE editions ADD COLUMN door_opened_at INTEGER; -- opened by hand, whatever the hour; NULL: by the clock

ALTER TABLE scans ADD COLUMN device_id TEXT REFERENCES devices (id) ON DELETE SET NULL;
ALTER TABLE scans ADD COLUMN seq INTEGER;                        -- the device's own count
-- The room that was scanned into; NULL at the house's door. It names no row: a room scan whose session has been taken
-- away must not turn into a scan at the house's door.
ALTER TABLE scans ADD COLUMN session_id TEXT;
ALTER TABLE scans ADD COLUMN let_in INTEGER NOT NULL DEFAULT 0;  -- 1: an offline door had let them in before we heard
ALTER TABLE scans ADD COLUMN clock_off INTEGER;                  -- of the device when it told us, as in devices
CREATE INDEX scans_in_sessions ON scans (session_id, registration_id) WHERE session_id IS NOT NULL;

-- What an organiser has looked into, so that it is not looked into twice. What conflicts there are is worked out from
-- the scans and stands nowhere.
CREATE TABLE conflicts_handled (
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,                    -- a registration's id, a scan's or a device's, by kind
    what       TEXT NOT NULL,                    -- checked, admitted, removed
    handled_at INTEGER NOT NULL,
    handled_by TEXT NOT NULL,
    PRIMARY KEY (edition_id, kind, subject)
) STRICT, WITHOUT ROWID;
