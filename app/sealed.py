"""Open a SQLCipher file under a given key; named arrays in one (packs, checkpoints)."""
