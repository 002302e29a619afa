-- The code of the sentence stands beside each of its keys (`keys`: 5 bytes each, the key and which sentence has it), so
-- that sentences that have no more than a key in common are told apart without reading their bodies.
DROP TABLE sentence_key;
CREATE TABLE sentence_key (
    key INTEGER NOT NULL, body INTEGER NOT NULL, code BLOB NOT NULL, PRIMARY KEY (key, body)
) WITHOUT ROWID;

-- The next 'kawat add' gives all bodies their keys anew, and compares them anew: fewer are compared than before.
DELETE FROM pair WHERE of = 'sentences';
UPDATE sentence_code SET keys = x'';
UPDATE report SET linked = 0;
