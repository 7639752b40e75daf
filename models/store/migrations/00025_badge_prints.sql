-- What stood on a person's badge when it was last printed, as a digest, so that only what has changed is printed again.
-- +goose Up
CREATE TABLE badge_prints (
    registration_id TEXT NOT NULL PRIMARY KEY REFERENCES registrations (id) ON DELETE CASCADE,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    digest          TEXT NOT NULL,
    printed_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX badge_prints_of ON badge_prints (edition_id);
