-- Whom a backup still holds is told by three counts of the vault's writes: when a patient came, when they went, and when
-- the backup was made. So it is known too of who went while a backup was in the making.

DROP TRIGGER patient_gone;

CREATE TABLE gone_patients (
    patient TEXT NOT NULL,
    since INTEGER NOT NULL,       -- backups of at most so many writes are from before they came
    gone INTEGER NOT NULL,        -- backups of more writes are from after they went
    deleted_at TEXT NOT NULL,
    PRIMARY KEY (patient, gone)
) STRICT;

INSERT INTO gone_patients (patient, since, gone, deleted_at)
    SELECT p.patient, 0, max(b.writes), min(p.deleted_at)
    FROM backup_patients p JOIN backups b ON b.name = p.backup GROUP BY p.patient;

DROP TABLE backup_patients;

-- whatever deletes a patient: it cannot be forgotten
CREATE TRIGGER patient_gone BEFORE DELETE ON patients BEGIN
    INSERT OR IGNORE INTO gone_patients (patient, since, gone, deleted_at)
        SELECT OLD.id, OLD.since, count, strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM writes;
END;
