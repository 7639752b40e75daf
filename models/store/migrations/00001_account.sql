-- People who log in, what they may do, their sessions, limits on guessing, and the trail of what they did.
-- +goose Up
CREATE TABLE users (
    id            TEXT NOT NULL PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE,          -- e-mail, normalised in Go
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,                 -- argon2id, PHC string
    created_at    INTEGER NOT NULL,
    disabled_at   INTEGER
) STRICT, WITHOUT ROWID;

-- A role for one edition, or for every edition when edition_id is ''.
CREATE TABLE user_roles (
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('organiser', 'door', 'host')),
    edition_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (user_id, role, edition_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- How often something was tried within a window, by a key that holds no address in clear.
CREATE TABLE throttles (
    key       TEXT NOT NULL PRIMARY KEY,
    window_at INTEGER NOT NULL,
    count     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: who did what to what. No names or addresses in detail.
CREATE TABLE audit_log (
    id         TEXT NOT NULL PRIMARY KEY,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,                    -- a user's id, or the name of a job
    edition_id TEXT NOT NULL DEFAULT '',
    action     TEXT NOT NULL,
    subject    TEXT NOT NULL DEFAULT '',
    detail     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_log_by_time ON audit_log (edition_id, at);
-- +goose StatementBegin
CREATE TRIGGER audit_log_keeps BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- +goose StatementEnd
