-- The rules by which people are placed in seminars, and runs that can be repeated and explained years later: each keeps its
-- terms, the whole input as the document that `samling allocate` reads, and the placements it gave.
-- +goose Up

-- A session may be overbooked by some per cent, never above the room's fire limit (0 = none); with fewer than the least it
-- is not held; withdrawn, it is not held at all, and the wishes for it stay.
ALTER TABLE seminar_sessions ADD COLUMN overbook INTEGER NOT NULL DEFAULT 0 CHECK (overbook BETWEEN 0 AND 100);
ALTER TABLE seminar_sessions ADD COLUMN fire_limit INTEGER NOT NULL DEFAULT 0 CHECK (fire_limit >= 0);
ALTER TABLE seminar_sessions ADD COLUMN least INTEGER NOT NULL DEFAULT 0 CHECK (least >= 0);
ALTER TABLE seminar_sessions ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));

ALTER TABLE seminars ADD COLUMN only_kinds TEXT NOT NULL DEFAULT '';      -- kinds of organisation, space separated; '' = all

-- How one comes into a session is a property of the slot: by ranked wishes, first come, or as the organiser decides. It was
-- one of the whole edition.
ALTER TABLE programme_items ADD COLUMN choose TEXT NOT NULL DEFAULT 'ranked' CHECK (choose IN ('ranked', 'first_come', 'fixed'));
UPDATE programme_items SET choose = (SELECT e.choose FROM editions e WHERE e.id = programme_items.edition_id) WHERE slot > 0;
ALTER TABLE editions DROP COLUMN choose;

-- Who sits where whatever the wishes are (speakers, hosts), and who does not come where.
CREATE TABLE placement_pins (
    person_id  TEXT NOT NULL,
    session_id TEXT NOT NULL REFERENCES seminar_sessions (id) ON DELETE CASCADE,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    made_at    INTEGER NOT NULL,
    made_by    TEXT NOT NULL,
    PRIMARY KEY (person_id, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_pins_of ON placement_pins (edition_id);

CREATE TABLE placement_exclusions (
    person_id  TEXT NOT NULL,
    seminar_id TEXT NOT NULL REFERENCES seminars (id) ON DELETE CASCADE,
    edition_id TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    made_at    INTEGER NOT NULL,
    made_by    TEXT NOT NULL,
    PRIMARY KEY (person_id, seminar_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_exclusions_of ON placement_exclusions (edition_id);

-- A run is asked for (waiting), worked out (working), a draft with figures or failed, being published, published, undone.
ALTER TABLE allocation_runs ADD COLUMN state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('waiting', 'working', 'draft', 'failed', 'publishing', 'published', 'undone'));
UPDATE allocation_runs SET state = 'published' WHERE published_at IS NOT NULL;
ALTER TABLE allocation_runs ADD COLUMN mix_price INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation_runs ADD COLUMN mix_worst INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation_runs ADD COLUMN step TEXT NOT NULL DEFAULT '';     -- what is being done now
ALTER TABLE allocation_runs ADD COLUMN steps_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation_runs ADD COLUMN steps_all INTEGER NOT NULL DEFAULT 0;
ALTER TABLE allocation_runs ADD COLUMN fault TEXT NOT NULL DEFAULT '';    -- key of a text: why it failed or was not published
ALTER TABLE allocation_runs ADD COLUMN published_by TEXT NOT NULL DEFAULT '';
ALTER TABLE allocation_runs ADD COLUMN undone_at INTEGER;
ALTER TABLE allocation_runs ADD COLUMN undone_by TEXT NOT NULL DEFAULT '';
CREATE INDEX allocation_runs_going ON allocation_runs (state) WHERE state IN ('waiting', 'working', 'publishing');
CREATE INDEX allocation_runs_out ON allocation_runs (edition_id, published_at) WHERE state = 'published';

-- What a run was made of and gave, gzipped. Apart from the runs, so that a list of them stays small to read.
CREATE TABLE allocation_papers (
    run_id     TEXT NOT NULL PRIMARY KEY REFERENCES allocation_runs (id) ON DELETE CASCADE,
    document   BLOB NOT NULL,                    -- what `samling allocate` reads
    frame      TEXT NOT NULL,                    -- which sessions and slots its names stand for, JSON
    placements BLOB NOT NULL,                    -- what it gave, JSON
    trade      TEXT NOT NULL DEFAULT '[]',       -- the same problem at other prices of the mix, JSON
    before     BLOB                              -- the placements that its publication replaced, JSON
) STRICT, WITHOUT ROWID;
