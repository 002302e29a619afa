-- The least score of the ties by which the piece hangs together that a part was put into a whole with.
ALTER TABLE part ADD COLUMN least REAL NOT NULL DEFAULT 0;
