-- How the bytes of a report were read, so that they can be read again, and what is known of addresses.
ALTER TABLE report ADD COLUMN input TEXT;
CREATE TABLE visit (url TEXT PRIMARY KEY, watched INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX visit_watched ON visit (url) WHERE watched;
