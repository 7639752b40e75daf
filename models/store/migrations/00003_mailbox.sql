-- The outbox: what is to be mailed, and what became of it. A row names what the mail is about; its words and its
-- secret links are made when it is sent, so no secret rests here.
-- +goose Up
CREATE TABLE mails (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL DEFAULT '',
    kind       TEXT NOT NULL,                    -- confirmation, waitlist, link, cancelled, placement, ballot ...
    lang       TEXT NOT NULL,
    to_address TEXT NOT NULL,
    to_name    TEXT NOT NULL DEFAULT '',
    subject_id TEXT NOT NULL DEFAULT '',         -- the registration or ballot it is about
    data       TEXT NOT NULL DEFAULT '{}',       -- facts frozen when it was enqueued (JSON), never a secret
    once_key   TEXT UNIQUE,                      -- the same mail is never enqueued twice
    state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unconfirmed', 'failed', 'kept')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    due_at     INTEGER NOT NULL,                 -- queued: when to try; sending: when the claim expires
    created_at INTEGER NOT NULL,
    handed_at  INTEGER,                          -- durable just before the last dot: from here only the server knows
    sent_at    INTEGER,
    last_error TEXT NOT NULL DEFAULT ''          -- a code: the server's ("550 5.1.1") or our own; never free text
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_due ON mails (state, due_at);
CREATE INDEX mails_of ON mails (edition_id, created_at);
CREATE INDEX mails_about ON mails (subject_id);
