-- By how many reports each account of an actor is given, by the last day on which a report can have been written, and by
-- months (`span`): as of a day that is counted without reading who mentions whom.
CREATE TABLE account_day (
    account bigint NOT NULL, span string NOT NULL, days string NOT NULL, n bigint NOT NULL, PRIMARY KEY (account, span, days)
);
INSERT INTO account_day SELECT m.account, 'month', substr(r.day_to, 1, 7), count(*)
    FROM actor_mention m JOIN report r ON r.no = m.report GROUP BY 1, 3;
INSERT INTO account_day SELECT m.account, 'day', r.day_to, count(*)
    FROM actor_mention m JOIN report r ON r.no = m.report GROUP BY 1, 3;

-- When it was decided what became of a commitment: the last day of what decided it, '-' where that is not known, '' while
-- nothing has. It stands in the indexes that lists are read from.
ALTER TABLE commitment ADD COLUMN decided string NOT NULL DEFAULT '';
UPDATE commitment SET decided = coalesce((
    SELECT max(e ->> 'day') FROM json_array_elements(read_json(json) -> 'outcome_evidence') e
    WHERE e ->> 'outcome' = field_of(json, '$.outcome')
), '-') WHERE field_of(json, '$.outcome') IN ('broken', 'met', 'overtaken');
DROP INDEX commitment_position;
CREATE INDEX commitment_position ON commitment (position, id) INCLUDE (day_to, report, origins, decided);
DROP INDEX commitment_lasting;
CREATE INDEX commitment_lasting ON commitment (position, id) INCLUDE (day_to, report, origins, decided) WHERE day_to > day_from;

-- How often a report was added again or judged, and of which of these its body is: what is so asked while it is being
-- linked is not lost.
ALTER TABLE report ADD COLUMN revision bigint NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN body_revision bigint NOT NULL DEFAULT 0;
