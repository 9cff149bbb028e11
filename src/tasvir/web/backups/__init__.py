"""The whole office in one file and back: database, stored files, keys, and a manifest that says what must be there."""
