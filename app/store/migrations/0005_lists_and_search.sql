-- Lists that are sorted and filtered without reading what they are made of, and full text.
-- All of it is made of other tables by `app/store/lists.py` and `app/store/search.py`, in the transaction that changes them.

CREATE TABLE patient_list (
    number INTEGER PRIMARY KEY,
    patient TEXT NOT NULL UNIQUE,         -- removed by `search`, once the texts about them are
    name TEXT NOT NULL,                   -- folded, for sorting
    mrn TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT NOT NULL,
    moment REAL,                          -- of the newest study or fact
    studies INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    text TEXT NOT NULL                    -- what a filter looks in
) STRICT;
CREATE INDEX patient_list_name ON patient_list (name);
CREATE INDEX patient_list_mrn ON patient_list (mrn);
CREATE INDEX patient_list_birth_date ON patient_list (birth_date);
CREATE INDEX patient_list_sex ON patient_list (sex);
CREATE INDEX patient_list_moment ON patient_list (moment);
CREATE INDEX patient_list_studies ON patient_list (studies);
CREATE INDEX patient_list_facts ON patient_list (facts);

CREATE TABLE study_list (
    number INTEGER PRIMARY KEY,
    study TEXT NOT NULL UNIQUE REFERENCES studies ON DELETE CASCADE,
    patient TEXT NOT NULL,
    name TEXT NOT NULL,
    mrn TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT NOT NULL,
    moment REAL,
    modalities TEXT NOT NULL,
    description TEXT NOT NULL,
    series INTEGER NOT NULL,
    instances INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX study_list_patient ON study_list (patient);
CREATE INDEX study_list_name ON study_list (name);
CREATE INDEX study_list_mrn ON study_list (mrn);
CREATE INDEX study_list_birth_date ON study_list (birth_date);
CREATE INDEX study_list_sex ON study_list (sex);
CREATE INDEX study_list_moment ON study_list (moment);
CREATE INDEX study_list_modalities ON study_list (modalities);
CREATE INDEX study_list_description ON study_list (description);
CREATE INDEX study_list_series ON study_list (series);
CREATE INDEX study_list_instances ON study_list (instances);

CREATE TABLE texts (                      -- every distinct text once, however often it is said
    number INTEGER PRIMARY KEY,
    place TEXT NOT NULL,                  -- patient, accession, study, series, Condition …, Report, finding
    text TEXT NOT NULL,
    code TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE           -- of the three above
) STRICT;

CREATE TABLE mentions (                   -- of whom a text is said
    text INTEGER NOT NULL REFERENCES texts,
    patient INTEGER NOT NULL REFERENCES patient_list,
    about TEXT NOT NULL,                  -- the study or series that it opens; empty: the record
    moment REAL,
    PRIMARY KEY (text, patient, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_patient ON mentions (patient);
CREATE INDEX mentions_moment ON mentions (text, moment);

-- contentless: a text is deleted from it by saying it again
CREATE VIRTUAL TABLE words USING fts5(said, content='', tokenize="unicode61 remove_diacritics 2", prefix='2 3');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

CREATE TABLE unsearched (patient TEXT PRIMARY KEY REFERENCES patients ON DELETE CASCADE) STRICT;  -- not yet in texts
INSERT INTO unsearched (patient) SELECT id FROM patients;

-- Chinese names are written without the separators that they are stored with
UPDATE patients SET search = search || ' ' || replace(replace(name, '^', ''), '=', ' ') WHERE name GLOB '*[㐀-鿿]*';

INSERT INTO patient_list (patient, name, mrn, birth_date, sex, moment, studies, facts, text)
SELECT p.id, p.search, p.mrn, p.birth_date, p.sex, max(coalesce(s.last, f.last), coalesce(f.last, s.last)),
       coalesce(s.n, 0), coalesce(f.n, 0), p.search || ' ' || coalesce(p.birth_date, '')
FROM patients p
LEFT JOIN (SELECT patient, count(*) AS n, max(moment) AS last FROM studies GROUP BY patient) s ON s.patient = p.id
LEFT JOIN (SELECT patient, count(*) AS n, max(moment) AS last FROM facts GROUP BY patient) f ON f.patient = p.id;

INSERT INTO study_list (study, patient, name, mrn, birth_date, sex, moment, modalities, description, series, instances,
                        text)
SELECT t.uid, p.id, p.search, p.mrn, p.birth_date, p.sex, t.moment, coalesce(c.modalities, ''), lower(t.description),
       coalesce(c.series, 0), coalesce(c.instances, 0),
       p.search || ' ' || coalesce(p.birth_date, '') || ' ' || coalesce(substr(t.started_at, 1, 10), '') || ' '
       || t.search || ' ' || coalesce(c.search, '')
FROM studies t
JOIN patients p ON p.id = t.patient
LEFT JOIN (
    SELECT s.study, group_concat(DISTINCT s.modality) AS modalities, count(*) AS series,
           sum(coalesce(n.instances, 0)) AS instances, group_concat(s.search, ' ') AS search
    FROM series s
    LEFT JOIN (SELECT series, count(*) AS instances FROM instances GROUP BY series) n ON n.series = s.uid
    GROUP BY s.study
) c ON c.study = t.uid;
