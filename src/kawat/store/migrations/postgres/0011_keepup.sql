-- Where a body is looked for among others, so that none is compared with all. In which stretches of days its reports
-- were written, -1 where that is not known; and under which keys its sentences have it (`keys`: 4 bytes each).
CREATE TABLE body_days (
    days bigint NOT NULL, body bigint NOT NULL, report bigint NOT NULL, PRIMARY KEY (days, body, report)
);
CREATE INDEX body_days_report ON body_days (report, days);
CREATE TABLE sentence_key (key bigint NOT NULL, body bigint NOT NULL, PRIMARY KEY (key, body));
ALTER TABLE sentence_code ADD COLUMN keys bytea NOT NULL DEFAULT '';

-- The next 'kawat add' looks all bodies up anew, and joins all reports anew under finer keys; what their sentences
-- mean stays.
UPDATE report SET linked = FALSE, joined = FALSE;

-- Reports whose day of writing others lend: `own` is what their own text supports (JSON, NULL for nothing), `lender` the
-- copy that lends it, NULL where it is lent by what several tell.
CREATE TABLE lent (report bigint PRIMARY KEY, own string, lender bigint);
CREATE INDEX lent_by ON lent (lender) WHERE lender IS NOT NULL;
-- What reports tell that two persons did together, by the pair: on `day`, or '' where a report does not know its own
-- day and would learn it from others. `told` (MessagePack) is what is compared.
CREATE TABLE meeting (pair string NOT NULL, day string NOT NULL, report bigint NOT NULL, event string NOT NULL,
    told bytea NOT NULL, PRIMARY KEY (pair, day, report, event));
CREATE INDEX meeting_report ON meeting (report, pair, day, event);

-- How many transactions each writer that is connected has done: when the server goes away before it says that the last
-- one was kept, the writer finds it here.
CREATE TABLE writer (id uuid PRIMARY KEY, done bigint NOT NULL);
