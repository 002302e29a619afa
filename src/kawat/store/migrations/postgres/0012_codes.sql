-- The code of the sentence stands beside each of its keys (`keys`: 5 bytes each, the key and which sentence has it), so
-- that sentences that have no more than a key in common are told apart without reading their bodies.
DROP TABLE sentence_key;
CREATE TABLE sentence_key (
    key bigint NOT NULL, body bigint NOT NULL, code bytea NOT NULL, PRIMARY KEY (key, body)
);

-- The next 'kawat add' gives all bodies their keys anew, and compares them anew: fewer are compared than before.
DELETE FROM pair WHERE of = 'sentences';
UPDATE sentence_code SET keys = '';
UPDATE report SET linked = FALSE;

-- In bytes, of which a text that is packed knows the number without being unpacked.
CREATE OR REPLACE FUNCTION times(whole text, piece text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT (octet_length(whole) - octet_length(replace(whole, piece, '')))::bigint / octet_length(piece) $$;
-- What is read most is packed so that it is unpacked quickest, where the server knows how.
DO $$ BEGIN
    ALTER TABLE text ALTER text SET COMPRESSION lz4;
    ALTER TABLE text_words ALTER text SET COMPRESSION lz4;
    ALTER TABLE week_sheet ALTER cells SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'without lz4';
END $$;
