-- The audit trail gains a place, a ticking clock and signed epochs; `writes` counts what audit.head is compared with.

ALTER TABLE audit ADD COLUMN zone TEXT NOT NULL DEFAULT '';          -- this computer's offset from UTC, as +08:00
ALTER TABLE audit ADD COLUMN counter INTEGER NOT NULL DEFAULT 0;     -- milliseconds of a clock that is never set
ALTER TABLE audit ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;       -- 0: written before there were epochs

CREATE TABLE epochs (
    number INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,       -- number of its first entry
    opened_at TEXT NOT NULL,
    public_key BLOB NOT NULL,     -- Ed25519
    seed BLOB,                    -- the private key, wrapped; destroyed when the epoch is closed
    last INTEGER,                 -- number of its last entry, once it is closed
    signature BLOB                -- over its entries and the next epoch's public key
) STRICT;

CREATE TABLE writes (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL,
    secret BLOB NOT NULL          -- the key of audit.head's MACs, and what wraps the epochs' private keys
) STRICT;
INSERT INTO writes (one, count, secret) VALUES (1, 0, randomblob(32));

ALTER TABLE volumes ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;     -- how many writes of the volume are known of
