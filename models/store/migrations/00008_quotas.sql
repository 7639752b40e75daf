-- Seats shared out by organisation, a common pool, and offers to those who wait. What was confirmed before there were
-- quotas stands on the pool, which then is the whole capacity: nothing changes for an edition without quotas.
-- +goose Up
ALTER TABLE organisations ADD COLUMN contact_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN contact_email TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN domains TEXT NOT NULL DEFAULT ''; -- e-mail domains in lower case, space between

-- How the seats of an edition are handed out. The pool is capacity - promised; it has no column of its own that could
-- come to differ. Promised may be more than capacity: then quotas are ceilings, and there is no pool.
ALTER TABLE edition_seats ADD COLUMN promised INTEGER NOT NULL DEFAULT 0 CHECK (promised >= 0); -- the sum of the quotas
ALTER TABLE edition_seats ADD COLUMN pool_taken INTEGER NOT NULL DEFAULT 0
    CHECK (pool_taken >= 0 AND pool_taken <= taken AND (pool_taken = 0 OR pool_taken <= capacity - promised));
ALTER TABLE edition_seats ADD COLUMN quotas_end_at INTEGER;             -- then unused quota falls into the pool
ALTER TABLE edition_seats ADD COLUMN offer_rule TEXT NOT NULL DEFAULT 'arrival' CHECK (offer_rule IN ('arrival', 'manual'));
ALTER TABLE edition_seats ADD COLUMN offer_minutes INTEGER NOT NULL DEFAULT 1440 CHECK (offer_minutes > 0);
ALTER TABLE edition_seats ADD COLUMN offer_minutes_last_day INTEGER NOT NULL DEFAULT 120 CHECK (offer_minutes_last_day > 0);
ALTER TABLE edition_seats ADD COLUMN check_domains INTEGER NOT NULL DEFAULT 0;
UPDATE edition_seats SET pool_taken = taken;

-- organisations.seats is what an organisation was given; quota is what is still kept for it.
CREATE TABLE organisation_seats (
    organisation_id TEXT NOT NULL PRIMARY KEY REFERENCES organisations (id) ON DELETE CASCADE,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    quota           INTEGER NOT NULL DEFAULT 0 CHECK (quota >= 0),
    taken           INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
    CHECK (taken <= quota)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_seats_of ON organisation_seats (edition_id);

-- Which count a confirmed seat stands on, and which people signed up together ('' = alone).
ALTER TABLE registrations ADD COLUMN charge TEXT NOT NULL DEFAULT '' CHECK (charge IN ('', 'quota', 'pool'));
ALTER TABLE registrations ADD COLUMN group_id TEXT NOT NULL DEFAULT '';
UPDATE registrations SET charge = 'pool' WHERE status = 'confirmed';
CREATE INDEX registrations_waiting ON registrations (edition_id, waitlist_number) WHERE status = 'waitlisted';
CREATE INDEX registrations_in_group ON registrations (group_id) WHERE group_id <> '';

-- A seat that somebody who waits may take. It is held (counted as taken) while the offer is open.
CREATE TABLE offers (
    id              TEXT NOT NULL PRIMARY KEY,
    edition_id      TEXT NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    registration_id TEXT NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    charge          TEXT NOT NULL CHECK (charge IN ('quota', 'pool')),
    state           TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    offered_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    answered_at     INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX offers_one_each ON offers (registration_id) WHERE state = 'open';
CREATE INDEX offers_due ON offers (state, expires_at);
CREATE INDEX offers_of ON offers (edition_id, state);
