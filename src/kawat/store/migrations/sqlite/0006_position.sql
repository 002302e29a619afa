-- `position`: by what lists are sorted. What is known no better than to a month stands behind all days, what has no
-- day last; figures and claims of one day by what is counted, whose it is and how many.

ALTER TABLE report ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE report SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX report_day;
CREATE INDEX report_position ON report (position, id);

ALTER TABLE quote ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE quote SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX quote_day;
CREATE INDEX quote_position ON quote (position, id);

ALTER TABLE event ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE event SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX event_day;
CREATE INDEX event_position ON event (position, id);

ALTER TABLE figure ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE figure SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from
    || char(9) || lower(ifnull(json_extract(json, '$.of'), '~')) || char(9) || ifnull(holder_actor, '~')
    || char(9) || printf('%024.6f', json_extract(json, '$.low'));
DROP INDEX figure_day;
CREATE INDEX figure_position ON figure (position, id);

ALTER TABLE story ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE story SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX story_day;
CREATE INDEX story_position ON story (position, id);

ALTER TABLE saying ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE saying SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX saying_day;
CREATE INDEX saying_position ON saying (position, id);

ALTER TABLE happening ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE happening SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX happening_day;
CREATE INDEX happening_position ON happening (position, id);

ALTER TABLE claim ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE claim SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from
    || char(9) || lower(ifnull(json_extract(json, '$.of'), '~')) || char(9) || ifnull(holder_actor, '~')
    || char(9) || printf('%024.6f', json_extract(json, '$.low'));
DROP INDEX claim_day;
CREATE INDEX claim_position ON claim (position, id);

ALTER TABLE commitment ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE commitment SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX commitment_day;
CREATE INDEX commitment_position ON commitment (position, id);

ALTER TABLE disagreement ADD COLUMN position TEXT NOT NULL DEFAULT '';
UPDATE disagreement SET position =
    iif(day_from < '9998' AND julianday(day_to) - julianday(day_from) > 31, '9998 ', '') || day_from;
DROP INDEX disagreement_day;
CREATE INDEX disagreement_position ON disagreement (position, id);
