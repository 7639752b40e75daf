-- What organisers work with in long lists: an order of names that the database keeps, chosen columns, saved filters, actions
-- on many at once with what they did, and files being imported.
-- +goose Up

-- Names in the Swedish order (…z å ä ö, letters of other languages beside their plain ones), by the shown name. The
-- database derives it, so no writer can forget it, and a list of 50 000 is read a page at a time.
ALTER TABLE registrations ADD COLUMN sort_key TEXT NOT NULL GENERATED ALWAYS AS (
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(
        lower(CASE display_name WHEN '' THEN name ELSE display_name END)
        ,'å','{'),'Å','{'),'ä','|'),'Ä','|'),'æ','|'),'Æ','|'),'ö','}'),'Ö','}')
        ,'ø','}'),'Ø','}'),'ő','}'),'Ő','}'),'é','e'),'É','e'),'è','e'),'È','e')
        ,'ê','e'),'Ê','e'),'ë','e'),'Ë','e'),'á','a'),'Á','a'),'à','a'),'À','a')
        ,'â','a'),'Â','a'),'ã','a'),'Ã','a'),'ü','y'),'Ü','y'),'ý','y'),'Ý','y')
        ,'ű','y'),'Ű','y'),'í','i'),'Í','i'),'ì','i'),'Ì','i'),'î','i'),'Î','i')
        ,'ï','i'),'Ï','i'),'ı','i'),'İ','i'),'ó','o'),'Ó','o'),'ò','o'),'Ò','o')
        ,'ô','o'),'Ô','o'),'õ','o'),'Õ','o'),'ú','u'),'Ú','u'),'ù','u'),'Ù','u')
        ,'û','u'),'Û','u'),'ç','c'),'Ç','c'),'ć','c'),'Ć','c'),'č','c'),'Č','c')
        ,'ñ','n'),'Ñ','n'),'ń','n'),'Ń','n'),'š','s'),'Š','s'),'ş','s'),'Ş','s')
        ,'ś','s'),'Ś','s'),'ž','z'),'Ž','z'),'ź','z'),'Ź','z'),'ż','z'),'Ż','z')
        ,'ł','l'),'Ł','l'),'đ','d'),'Đ','d'),'ð','d'),'Ð','d'),'ğ','g'),'Ğ','g')
        ,'ř','r'),'Ř','r'),'ţ','t'),'Ţ','t'),'ť','t'),'Ť','t'),'ę','e'),'Ę','e')
        ,'ě','e'),'Ě','e'),'ă','a'),'Ă','a'),'ą','a'),'Ą','a')) VIRTUAL;
-- It holds what lists filter by, so that what a search passes over is not looked up in the table.
CREATE INDEX registrations_by_name ON registrations (edition_id, sort_key, id, source, status, organisation_id, reference,
    email_key, search_key);
CREATE INDEX registrations_by_arrival ON registrations (edition_id, received_at DESC, id);

-- Which columns somebody sees in the list, and has in the file.
CREATE TABLE list_columns (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    view    TEXT NOT NULL CHECK (view IN ('list', 'csv')),
    columns TEXT NOT NULL,                       -- keys, comma separated
    PRIMARY KEY (user_id, view)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_filters (
    id         TEXT NOT NULL PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,                    -- as it stands in the list's address
    created_at INTEGER NOT NULL,
    UNIQUE (user_id, edition_id, name)
) STRICT, WITHOUT ROWID;

-- One action on many registrations: asked for (ready), under way, done, and perhaps taken back. It goes on where it was
-- after a restart: each row says what became of it in the transaction that did it.
CREATE TABLE bulk_actions (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    actor           TEXT NOT NULL,               -- a user's id
    action          TEXT NOT NULL CHECK (action IN ('cancel', 'restore', 'move', 'mail_link')),
    organisation_id TEXT NOT NULL DEFAULT '',    -- where to move
    state           TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'undoing', 'undone')),
    created_at      INTEGER NOT NULL,
    done_at         INTEGER,
    undone_at       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_actions_of ON bulk_actions (edition_id, created_at);
CREATE INDEX bulk_actions_going ON bulk_actions (state) WHERE state IN ('running', 'undoing');

CREATE TABLE bulk_rows (
    bulk_id         TEXT NOT NULL REFERENCES bulk_actions (id) ON DELETE CASCADE,
    place           INTEGER NOT NULL,
    registration_id TEXT NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    outcome         TEXT NOT NULL DEFAULT '',    -- '' = not yet, 'done', or why it was left alone
    was             TEXT NOT NULL DEFAULT '',    -- the organisation before a move
    version         INTEGER NOT NULL DEFAULT 0,  -- of the registration after the action: changed since if it is another
    undone          TEXT NOT NULL DEFAULT '',    -- '' = not yet, 'done', or why not
    PRIMARY KEY (bulk_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_rows_about ON bulk_rows (registration_id);

-- A file with attendees. Its content is people: it goes a day after the import is done or left.
CREATE TABLE imports (
    id           TEXT NOT NULL PRIMARY KEY,
    edition_id   TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    actor        TEXT NOT NULL,                  -- a user's id
    name         TEXT NOT NULL,                  -- of the file
    data         TEXT NOT NULL,                  -- the table as it was read, JSON; '' once it is done
    mapping      TEXT NOT NULL DEFAULT '',       -- which column is what, JSON; '' = not chosen yet
    state        TEXT NOT NULL CHECK (state IN ('new', 'running', 'done')),
    total        INTEGER NOT NULL,               -- lines in it
    at_line      INTEGER NOT NULL DEFAULT 0,     -- lines that have been dealt with
    added        INTEGER NOT NULL DEFAULT 0,
    waitlisted   INTEGER NOT NULL DEFAULT 0,
    already      INTEGER NOT NULL DEFAULT 0,
    refused      INTEGER NOT NULL DEFAULT 0,
    refusals     TEXT NOT NULL DEFAULT '[]',     -- lines that were refused and why, JSON
    created_at   INTEGER NOT NULL,
    done_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_going ON imports (state, created_at);
