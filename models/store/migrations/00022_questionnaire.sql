-- Questions that ask for a number and headings between questions, when the evaluation opens, and who has been reminded.
-- The table is made anew because the kinds stand in its check; nothing refers to it.
-- +goose Up
CREATE TABLE questions_anew (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('day', 'seminar', 'commitment', 'follow_up')),
    code       TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    kind       TEXT NOT NULL CHECK (kind IN ('scale', 'choice', 'choices', 'matrix', 'number', 'text', 'consent', 'heading')),
    optional   INTEGER NOT NULL DEFAULT 0,
    body       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    UNIQUE (edition_id, part, code)
) STRICT, WITHOUT ROWID;
INSERT INTO questions_anew (id, edition_id, part, code, version, kind, optional, body, position)
    SELECT id, edition_id, part, code, version, kind, optional, body, position FROM questions;
DROP TABLE questions;
ALTER TABLE questions_anew RENAME TO questions;

-- When an evaluation opens if not when the day ends, and whether the codes on slides and doors lead to the short form.
CREATE TABLE survey_plans (
    edition_id TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    opening    TEXT NOT NULL CHECK (opening IN ('day_ends', 'at', 'by_hand')),
    opens_at   INTEGER,                          -- for 'at'
    remind     INTEGER NOT NULL,                 -- 0 = nobody is reminded
    by_code    INTEGER NOT NULL                  -- 0 = the codes lead to no form
) STRICT, WITHOUT ROWID;

-- Each reminder is sent once, whatever restarts.
CREATE TABLE survey_reminders (
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    day        INTEGER NOT NULL,                 -- counted from the opening: 3 and 8
    sent_at    INTEGER NOT NULL,
    PRIMARY KEY (edition_id, day)
) STRICT, WITHOUT ROWID;
