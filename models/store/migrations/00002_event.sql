-- Series and editions, who hosts and takes part, the programme, and the seats of seminars.
-- +goose Up
CREATE TABLE series (
    id      TEXT NOT NULL PRIMARY KEY,
    slug    TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    purpose TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE editions (
    id                     TEXT NOT NULL PRIMARY KEY,
    series_id              TEXT NOT NULL REFERENCES series (id),
    slug                   TEXT NOT NULL UNIQUE,
    number                 INTEGER NOT NULL DEFAULT 1,   -- "the third year"
    title                  TEXT NOT NULL,
    text                   TEXT NOT NULL DEFAULT '',
    place                  TEXT NOT NULL DEFAULT '',
    venue                  TEXT NOT NULL DEFAULT '',
    directions             TEXT NOT NULL DEFAULT '',
    contact_name           TEXT NOT NULL DEFAULT '',
    contact_email          TEXT NOT NULL DEFAULT '',
    case_number            TEXT NOT NULL DEFAULT '',     -- diarienummer
    color                  TEXT NOT NULL DEFAULT '',     -- #rrggbb, '' = the standard one
    time_zone              TEXT NOT NULL,
    check_in_at            INTEGER NOT NULL,
    starts_at              INTEGER NOT NULL,
    ends_at                INTEGER NOT NULL,
    registration_opens_at  INTEGER,                      -- NULL = since publication
    registration_closes_at INTEGER NOT NULL,
    wishes_close_at        INTEGER NOT NULL,
    survey_opened_at       INTEGER,
    survey_closes_at       INTEGER,
    state                  TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed', 'finished', 'archived')),
    choose                 TEXT NOT NULL DEFAULT 'ranked' CHECK (choose IN ('ranked', 'first_come')),
    rank_at_least          INTEGER NOT NULL DEFAULT 0,
    created_at             INTEGER NOT NULL,
    version                INTEGER NOT NULL DEFAULT 1    -- raised by every edit: the second of two editors is told
) STRICT, WITHOUT ROWID;

-- The hot row of a registration: taken never passes capacity, whoever asks at the same instant.
CREATE TABLE edition_seats (
    edition_id    TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    capacity      INTEGER NOT NULL CHECK (capacity >= 0),
    taken         INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
    waitlist_last INTEGER NOT NULL DEFAULT 0,            -- the last waitlist number handed out
    CHECK (taken <= capacity)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisations (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('polis', 'kommun', 'stadsdel', 'stat', 'region', 'ovrigt')),
    seats      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (edition_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    unit       TEXT NOT NULL DEFAULT '',
    kind       TEXT NOT NULL DEFAULT 'ovrigt',
    position   INTEGER NOT NULL,
    UNIQUE (edition_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE host_logos (
    host_id TEXT NOT NULL PRIMARY KEY REFERENCES hosts (id) ON DELETE CASCADE,
    type    TEXT NOT NULL CHECK (type IN ('image/png', 'image/jpeg')),
    width   INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    data    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE programme_items (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    starts_at  INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('check_in', 'plenary', 'break', 'seminars')),
    slot       INTEGER NOT NULL DEFAULT 0,               -- the seminar slot that this item is, 0 = none
    title      TEXT NOT NULL,
    text       TEXT NOT NULL DEFAULT '',
    position   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX programme_items_of ON programme_items (edition_id, position);

CREATE TABLE documents (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    item_id    TEXT REFERENCES programme_items (id) ON DELETE SET NULL,
    title      TEXT NOT NULL,
    url        TEXT NOT NULL,
    position   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_of ON documents (edition_id, position);

CREATE TABLE seminars (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    key        TEXT NOT NULL,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL DEFAULT '',
    position   INTEGER NOT NULL,
    UNIQUE (edition_id, key)
) STRICT, WITHOUT ROWID;

-- A seminar in a slot: its room and seats.
CREATE TABLE seminar_sessions (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    seminar_id TEXT NOT NULL REFERENCES seminars (id) ON DELETE CASCADE,
    slot       INTEGER NOT NULL,
    room       TEXT NOT NULL,
    seats      INTEGER NOT NULL CHECK (seats >= 0),
    UNIQUE (seminar_id, slot)
) STRICT, WITHOUT ROWID;
