-- What the sentences of a body mean. `codes`: 16 bytes a sentence, read through for every new body; `vectors`: what
-- is compared then. Apart from each other, so that reading all codes does not turn the pages of the vectors.
CREATE TABLE sentence_code (body INTEGER PRIMARY KEY, codes BLOB NOT NULL);
CREATE TABLE meaning (body INTEGER PRIMARY KEY, vectors BLOB NOT NULL);

-- A body's digest now tells where sentences begin: all reports are linked anew by the next 'kawat add'.
DELETE FROM band;
DELETE FROM pair;
DELETE FROM body;
UPDATE report SET body = NULL, linked = 0;
