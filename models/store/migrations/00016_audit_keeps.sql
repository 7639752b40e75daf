-- The audit log could not be changed but could be emptied. Disposal of old entries will have to drop this trigger
-- knowingly, in a migration or under a decision of its own.
-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- +goose StatementEnd
