-- The backups this vault knows of, and whom they still hold after a patient was deleted here.

CREATE TABLE backups (
    name TEXT PRIMARY KEY,        -- of its folder, from the time it was made
    folder TEXT NOT NULL,         -- where the person keeps backups
    made_at TEXT NOT NULL,
    verified_at TEXT NOT NULL,    -- when it was last found whole
    writes INTEGER NOT NULL,      -- how many writes the vault had seen; compared with patients.since
    size INTEGER NOT NULL,        -- bytes of all it consists of
    copied INTEGER NOT NULL,      -- bytes of these that were copied for it
    digest TEXT NOT NULL,         -- SHA-256 of its list of files
    losses TEXT NOT NULL          -- JSON list of sentences: what was found damaged; [] when it was last found whole
) STRICT;

CREATE TABLE backup_patients (    -- deleted from the vault, still in the backup
    backup TEXT NOT NULL REFERENCES backups ON DELETE CASCADE,
    patient TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    PRIMARY KEY (backup, patient)
) STRICT;
CREATE INDEX backup_patients_patient ON backup_patients (patient);

-- after how many writes of the vault a patient came: no clock is asked whether a backup is older
ALTER TABLE patients ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER patient_came AFTER INSERT ON patients BEGIN
    UPDATE patients SET since = (SELECT count FROM writes) WHERE id = NEW.id;
END;

-- whatever deletes a patient: it cannot be forgotten
CREATE TRIGGER patient_gone BEFORE DELETE ON patients BEGIN
    INSERT OR IGNORE INTO backup_patients (backup, patient, deleted_at)
        SELECT name, OLD.id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM backups WHERE writes > OLD.since;
END;
