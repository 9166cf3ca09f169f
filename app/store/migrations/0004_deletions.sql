-- Deleted is not yet erased: what was deleted, and which volumes still have remains of it under a key that lives.

CREATE TABLE deletions (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,           -- patient or study
    about TEXT NOT NULL,          -- the patient's id or the study's UID; never a name
    patient TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    deleted_by TEXT NOT NULL,
    erased_at TEXT                -- NULL: deleted, not yet erased
) STRICT;

ALTER TABLE volumes ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;   -- how often it was written anew; names its file
ALTER TABLE volumes ADD COLUMN unclean INTEGER NOT NULL DEFAULT 0;   -- originals were deleted from this edition
UPDATE volumes SET unclean = 1;                                      -- of older ones nobody knows
