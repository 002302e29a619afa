-- What a body is compared with stands alone: the codes of a hundred thousand bodies are read again and again, the keys of
-- a body once, and three in four of the bytes that were read were theirs.
CREATE TABLE body_keys (body INTEGER PRIMARY KEY, keys BLOB NOT NULL);
INSERT INTO body_keys SELECT body, keys FROM sentence_code ORDER BY body;
CREATE TABLE dense (body INTEGER PRIMARY KEY, codes BLOB NOT NULL);
INSERT INTO dense SELECT body, codes FROM sentence_code ORDER BY body;
DROP TABLE sentence_code;
ALTER TABLE dense RENAME TO sentence_code;
