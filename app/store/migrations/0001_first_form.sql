-- The first form of records.db.
-- Times are ISO 8601 text with their offset; `moment` beside them is the same instant in seconds since 1970, for sorting.
-- A column named `object` always holds the id of an object in the volumes: what no such column names is swept.

CREATE TABLE users (
    user TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    role TEXT NOT NULL,
    verb TEXT NOT NULL,
    about TEXT NOT NULL,          -- JSON list of ids
    why TEXT NOT NULL,
    outcome TEXT NOT NULL,
    digest TEXT NOT NULL          -- SHA-256 over the entry and the digest before it
) STRICT;

CREATE TABLE volumes (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL,            -- wrapped under a key derived from this file's
    created_at TEXT NOT NULL,
    swept INTEGER NOT NULL DEFAULT 0,  -- objects up to this number are known to be referred to
    is_full INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE discarded (id TEXT PRIMARY KEY) STRICT;   -- objects whose rows are gone, still to be deleted from a volume

CREATE TABLE patients (
    id TEXT PRIMARY KEY,
    mrn TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT,
    sex TEXT NOT NULL,
    added_at REAL NOT NULL,
    search TEXT NOT NULL          -- what is searched, folded
) STRICT;
CREATE INDEX patients_mrn ON patients (mrn);

CREATE TABLE studies (
    uid TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patients ON DELETE CASCADE,
    accession TEXT NOT NULL,
    description TEXT NOT NULL,
    started_at TEXT,
    moment REAL,
    search TEXT NOT NULL
) STRICT;
CREATE INDEX studies_patient ON studies (patient);

CREATE TABLE series (
    uid TEXT PRIMARY KEY,
    study TEXT NOT NULL REFERENCES studies ON DELETE CASCADE,
    modality TEXT NOT NULL,
    body_part TEXT NOT NULL,
    description TEXT NOT NULL,
    number INTEGER,
    frame_of_reference TEXT NOT NULL,
    search TEXT NOT NULL
) STRICT;
CREATE INDEX series_study ON series (study);

CREATE TABLE instances (
    uid TEXT PRIMARY KEY,
    series TEXT NOT NULL REFERENCES series ON DELETE CASCADE,
    number INTEGER,
    object TEXT NOT NULL,
    digest TEXT NOT NULL,
    header TEXT NOT NULL          -- the rest of the Instance as JSON
) STRICT;
CREATE INDEX instances_series ON instances (series);
CREATE INDEX instances_object ON instances (object);
CREATE INDEX instances_digest ON instances (digest);

CREATE TABLE thumbnails (
    series TEXT PRIMARY KEY REFERENCES series ON DELETE CASCADE,
    png BLOB NOT NULL
) STRICT;

CREATE TABLE facts (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patients ON DELETE CASCADE,
    kind TEXT NOT NULL,           -- Encounter, Condition, Observation, Medication, Procedure, Report
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    display TEXT NOT NULL,
    at TEXT,
    moment REAL,
    ended_at TEXT,
    status TEXT NOT NULL,
    encounter TEXT NOT NULL,
    text TEXT NOT NULL,           -- reason, dosage or report text
    value_kind TEXT NOT NULL,     -- '', quantity, coding or text
    value REAL,                   -- NULL for a quantity that is not a number
    unit TEXT NOT NULL,
    value_system TEXT NOT NULL,
    value_code TEXT NOT NULL,
    value_text TEXT NOT NULL,
    low REAL,
    high REAL
) STRICT;
CREATE INDEX facts_patient ON facts (patient, moment);

CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    series TEXT NOT NULL,
    status TEXT NOT NULL,
    moment REAL NOT NULL,
    body TEXT NOT NULL            -- the Finding as JSON
) STRICT;
CREATE INDEX findings_patient ON findings (patient);
CREATE INDEX findings_series ON findings (series);

CREATE TABLE predictions (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    kind TEXT NOT NULL,           -- what it is about: series, patient or row
    about TEXT NOT NULL,
    model TEXT NOT NULL,
    moment REAL NOT NULL,
    body TEXT NOT NULL            -- the Prediction as JSON
) STRICT;
CREATE INDEX predictions_patient ON predictions (patient);
CREATE INDEX predictions_about ON predictions (about);

CREATE TABLE models (
    id TEXT PRIMARY KEY,
    card TEXT NOT NULL,           -- the ModelCard as JSON
    object TEXT NOT NULL,         -- the package
    registered_at TEXT NOT NULL,
    registered_by TEXT NOT NULL,
    origin TEXT NOT NULL,
    size_bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    moment REAL NOT NULL,
    body TEXT NOT NULL            -- the ledger as JSON
) STRICT;

CREATE TABLE files (              -- files without instances of their own (bundles, tables) that were imported
    digest TEXT PRIMARY KEY,
    import TEXT NOT NULL
) STRICT;

CREATE TABLE file_patients (      -- whom a file told of: once one of them is deleted, the file may be imported again
    digest TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    patient TEXT NOT NULL,
    PRIMARY KEY (digest, patient)
) STRICT;
CREATE INDEX file_patients_patient ON file_patients (patient);

CREATE TABLE settings (
    user TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,          -- JSON
    PRIMARY KEY (user, name)
) STRICT;
