-- How many are inside, kept beside the admissions: a door shows it after every scan, and counting the rows each time
-- would cost more the more people have come. The triggers keep it equal to the rows, whoever adds or removes them.
-- +goose Up
CREATE TABLE door_counts (
    edition_id TEXT NOT NULL PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    inside     INTEGER NOT NULL CHECK (inside >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO door_counts (edition_id, inside) SELECT edition_id, COUNT(*) FROM admissions GROUP BY edition_id;

-- +goose StatementBegin
CREATE TRIGGER admissions_in AFTER INSERT ON admissions BEGIN
    INSERT INTO door_counts (edition_id, inside) VALUES (NEW.edition_id, 1)
        ON CONFLICT (edition_id) DO UPDATE SET inside = inside + 1;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER admissions_out AFTER DELETE ON admissions BEGIN
    UPDATE door_counts SET inside = inside - 1 WHERE edition_id = OLD.edition_id;
END;
-- +goose StatementEnd
