-- Closed answers rest as counts only: how many said what about the day or a seminar. No row is one person's answers, so
-- no two answers of one person can be put together again, and results cost the same for a thousand as for a hundred
-- thousand. Free texts rest alone, each under a random id, and wait for a moderator. See docs/anonymity.md.
-- +goose Up
CREATE TABLE answer_counts (
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('day', 'seminar', 'follow_up')),
    pool       TEXT NOT NULL CHECK (pool IN ('ballot', 'open')),
    seminar_id TEXT NOT NULL DEFAULT '',
    code       TEXT NOT NULL,                    -- question code; matrix rows as Q10/2; '' = sheets
    value      TEXT NOT NULL,                    -- '' = do not know; '*' = people who ticked anything
    n          INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (edition_id, part, pool, seminar_id, code, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE free_texts (
    id         TEXT NOT NULL PRIMARY KEY,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('day', 'seminar', 'follow_up')),
    pool       TEXT NOT NULL CHECK (pool IN ('ballot', 'open')),
    seminar_id TEXT NOT NULL DEFAULT '',
    code       TEXT NOT NULL,
    text       TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'released', 'hidden')),
    reason     TEXT NOT NULL DEFAULT '',         -- why it is hidden
    theme      TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX free_texts_of ON free_texts (edition_id, part, pool, seminar_id, code);

INSERT INTO answer_counts (edition_id, part, pool, seminar_id, code, value, n)
SELECT edition_id, part, pool, seminar_id, '', '', COUNT(*) FROM answer_sheets GROUP BY edition_id, part, pool, seminar_id;

INSERT INTO answer_counts (edition_id, part, pool, seminar_id, code, value, n)
SELECT s.edition_id, s.part, s.pool, s.seminar_id, a.code, a.value, COUNT(*)
FROM answer_sheets s JOIN answers a ON a.sheet_id = s.id
WHERE NOT EXISTS (SELECT 1 FROM questions q WHERE q.edition_id = s.edition_id AND q.part = s.part AND q.code = a.code AND q.kind = 'text')
GROUP BY s.edition_id, s.part, s.pool, s.seminar_id, a.code, a.value;

-- New random ids: what an answer was called before must not lead to its text.
INSERT INTO free_texts (id, edition_id, part, pool, seminar_id, code, text)
SELECT substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + abs(random() % 32), 1) || substr(lower(hex(randomblob(10))), 2), s.edition_id, s.part, s.pool, s.seminar_id, a.code, a.value
FROM answer_sheets s JOIN answers a ON a.sheet_id = s.id
JOIN questions q ON q.edition_id = s.edition_id AND q.part = s.part AND q.code = a.code AND q.kind = 'text';

DROP TABLE answers;
DROP TABLE answer_sheets;

-- The smallest group that anything is said about, where an organiser wants a larger one than five.
CREATE TABLE survey_thresholds (
    edition_id TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    least      INTEGER NOT NULL CHECK (least >= 5)
) STRICT, WITHOUT ROWID;

-- A host's own organisation against all. The ballot says for which host organisation ('' = none); while the survey is
-- open the sums rest sealed in one box for each edition, and when it closes only those that are large enough come out.
ALTER TABLE ballots ADD COLUMN organisation_id TEXT NOT NULL DEFAULT '';

CREATE TABLE own_tallies (
    edition_id TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    box        BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE own_counts (
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    organisation_id TEXT NOT NULL,
    code            TEXT NOT NULL,               -- '' = sheets
    value           TEXT NOT NULL,
    n               INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (edition_id, organisation_id, code, value)
) STRICT, WITHOUT ROWID;
