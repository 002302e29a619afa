-- Where a body is looked for among others, so that none is compared with all. In which stretches of days its reports
-- were written, -1 where that is not known; and under which keys its sentences have it (`keys`: 4 bytes each).
CREATE TABLE body_days (
    days INTEGER NOT NULL, body INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (days, body, report)
) WITHOUT ROWID;
CREATE INDEX body_days_report ON body_days (report, days);
CREATE TABLE sentence_key (key INTEGER NOT NULL, body INTEGER NOT NULL, PRIMARY KEY (key, body)) WITHOUT ROWID;
ALTER TABLE sentence_code ADD COLUMN keys BLOB NOT NULL DEFAULT x'';

-- The next 'kawat add' looks all bodies up anew, and joins all reports anew under finer keys; what their sentences
-- mean stays.
UPDATE report SET linked = 0, joined = 0;
