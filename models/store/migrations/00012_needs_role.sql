-- The role 'needs' (behovsansvarig): the only one that reads who needs what.
-- +goose Up
CREATE TABLE user_roles_new (
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('organiser', 'door', 'host', 'needs')),
    edition_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (user_id, role, edition_id)
) STRICT, WITHOUT ROWID;
INSERT INTO user_roles_new (user_id, role, edition_id) SELECT user_id, role, edition_id FROM user_roles;
DROP TABLE user_roles;
ALTER TABLE user_roles_new RENAME TO user_roles;
