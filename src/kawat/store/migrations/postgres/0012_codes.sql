-- The code of the sentence stands beside each of its keys (`keys`: 5 bytes each, the key and which sentence has it), so
-- that sentences that have no more than a key in common are told apart without reading their bodies.
DROP TABLE sentence_key;
CREATE TABLE sentence_key (
    key bigint NOT NULL, body bigint NOT NULL, code bytea NOT NULL, PRIMARY KEY (key, body)
);

-- The next 'kawat add' gives all bodies their keys anew.
UPDATE sentence_code SET keys = '';
UPDATE report SET linked = FALSE;
