-- What is counted, and how many tell it, stands in indexes, so that the long rows need not be read.

DROP INDEX quote_position;
CREATE INDEX quote_position ON quote (position, id, day_to, report);
DROP INDEX event_position;
CREATE INDEX event_position ON event (position, id, day_to, report, historical);
DROP INDEX event_type;
CREATE INDEX event_type ON event (type, position, id, day_to, status, report, historical);
DROP INDEX figure_position;
CREATE INDEX figure_position ON figure (position, id, day_to, report);
DROP INDEX story_position;
CREATE INDEX story_position ON story (position, id, day_to, report, origins);
DROP INDEX saying_position;
CREATE INDEX saying_position ON saying (position, id, day_to, report, origins);
DROP INDEX happening_position;
CREATE INDEX happening_position ON happening (position, id, day_to, report, historical, origins);
DROP INDEX happening_type;
CREATE INDEX happening_type ON happening (type, position, id, day_to, status, report, historical);
DROP INDEX claim_position;
CREATE INDEX claim_position ON claim (position, id, day_to, report, origins);
DROP INDEX commitment_position;
CREATE INDEX commitment_position ON commitment (position, id, day_to, report, origins);
DROP INDEX disagreement_position;
CREATE INDEX disagreement_position ON disagreement (position, id, day_to, report, origins);

-- The same by number: of what an actor takes part in.
CREATE INDEX report_brief ON report (no, origin, language, id);
CREATE INDEX quote_brief ON quote (no, report);
CREATE INDEX event_brief ON event (no, report, historical);
CREATE INDEX figure_brief ON figure (no, report);
CREATE INDEX saying_brief ON saying (no, report, id);
CREATE INDEX happening_brief ON happening (no, report, historical, id);
CREATE INDEX claim_brief ON claim (no, report, id);
CREATE INDEX commitment_brief ON commitment (no, report, id);
CREATE INDEX disagreement_brief ON disagreement (no, report, id);

-- Which reports give an account of an actor.
CREATE INDEX actor_mention_account ON actor_mention (account);

-- Where a whole is told.
DROP INDEX part_whole;
CREATE INDEX part_whole ON part (whole, report) WHERE whole > '';
