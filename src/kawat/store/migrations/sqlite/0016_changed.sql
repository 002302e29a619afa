-- The store's own name, and a number that rises with every transaction that writes: what an answer was made of is called
-- the same by every process that looks.
CREATE TABLE meta (store TEXT NOT NULL, changed INTEGER NOT NULL);
INSERT INTO meta VALUES (lower(hex(randomblob(8))), 0);
