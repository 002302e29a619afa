-- What the sentences of a body mean. `codes`: 16 bytes a sentence, read through for every new body; `vectors`: what
-- is compared then. Apart from each other, so that reading all codes does not turn the pages of the vectors.
CREATE TABLE sentence_code (body INTEGER PRIMARY KEY, codes BLOB NOT NULL);
CREATE TABLE meaning (body INTEGER PRIMARY KEY, vectors BLOB NOT NULL);

-- `of`: what two bodies have in common, runs of words or sentences that say the same.
DROP TABLE pair;
CREATE TABLE pair (
    body INTEGER NOT NULL, other INTEGER NOT NULL, of TEXT NOT NULL, share REAL NOT NULL,
    PRIMARY KEY (body, other, of)
) WITHOUT ROWID;

-- A body's digest now tells where sentences begin: all reports are linked anew by the next 'kawat add'.
DELETE FROM band;
DELETE FROM body;
UPDATE report SET body = NULL, linked = 0;
