-- Mentions lie by patient, so that what is said of one is written in one place; lists are filtered by words, not by UIDs.
-- Files that hold records keep their original bytes too.

CREATE TABLE mentions_by_patient (
    patient INTEGER NOT NULL REFERENCES patient_list,
    text INTEGER NOT NULL REFERENCES texts,
    about TEXT NOT NULL,
    moment REAL,
    PRIMARY KEY (patient, text, about)
) STRICT, WITHOUT ROWID;
INSERT INTO mentions_by_patient (patient, text, about, moment)
    SELECT patient, text, about, moment FROM mentions ORDER BY patient, text, about;
DROP TABLE mentions;
ALTER TABLE mentions_by_patient RENAME TO mentions;
CREATE INDEX mentions_text ON mentions (text);

UPDATE study_list SET text = (
    SELECT p.search || ' ' || coalesce(p.birth_date, '') || ' ' || coalesce(substr(t.started_at, 1, 10), '') || ' '
           || t.search || ' '
           || coalesce((SELECT group_concat(DISTINCT replace(s.search, s.uid, '')) FROM series s WHERE s.study = t.uid), '')
    FROM studies t JOIN patients p ON p.id = t.patient WHERE t.uid = study_list.study
);

ALTER TABLE files ADD COLUMN object TEXT NOT NULL DEFAULT '';   -- empty: imported before originals of files were kept
