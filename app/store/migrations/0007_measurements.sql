-- What people measured on images, and which images they marked as key images. Both go with their series.

CREATE TABLE measurements (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    series TEXT NOT NULL REFERENCES series (uid) ON DELETE CASCADE,
    moment REAL NOT NULL,
    body TEXT NOT NULL            -- the Measurement as JSON
) STRICT;
CREATE INDEX measurements_series ON measurements (series);
CREATE INDEX measurements_patient ON measurements (patient);

CREATE TABLE key_images (
    instance TEXT NOT NULL,
    frame INTEGER NOT NULL,       -- counted from 0
    patient TEXT NOT NULL,
    series TEXT NOT NULL REFERENCES series (uid) ON DELETE CASCADE,
    note TEXT NOT NULL,
    marked_by TEXT NOT NULL,
    marked_at TEXT NOT NULL,
    PRIMARY KEY (instance, frame)
) STRICT;
CREATE INDEX key_images_series ON key_images (series);
