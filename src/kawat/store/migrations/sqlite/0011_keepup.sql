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

-- Reports whose day of writing others lend: `own` is what their own text supports (JSON, NULL for nothing), `lender` the
-- copy that lends it, NULL where it is lent by what several tell.
CREATE TABLE lent (report INTEGER PRIMARY KEY, own TEXT, lender INTEGER);
CREATE INDEX lent_by ON lent (lender) WHERE lender IS NOT NULL;
-- What reports tell that two persons did together, by the pair: on `day`, or '' where a report does not know its own
-- day and would learn it from others. `told` (MessagePack) is what is compared.
CREATE TABLE meeting (pair TEXT NOT NULL, day TEXT NOT NULL, report INTEGER NOT NULL, event TEXT NOT NULL,
    told BLOB NOT NULL, PRIMARY KEY (pair, day, report, event)) WITHOUT ROWID;
CREATE INDEX meeting_report ON meeting (report, pair, day, event);
