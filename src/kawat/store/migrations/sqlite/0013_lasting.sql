-- What is not of one day, by when it begins: what lasts until a day is looked for there, and not among all that began
-- in the month before.
CREATE INDEX report_lasting ON report (position, id, day_to, day_from) WHERE day_to > day_from;
CREATE INDEX quote_lasting ON quote (position, id, day_to, day_from, report) WHERE day_to > day_from;
CREATE INDEX event_lasting ON event (position, id, day_to, day_from, report, historical) WHERE day_to > day_from;
CREATE INDEX figure_lasting ON figure (position, id, day_to, day_from, report) WHERE day_to > day_from;
CREATE INDEX story_lasting ON story (position, id, day_to, day_from, report, origins) WHERE day_to > day_from;
CREATE INDEX saying_lasting ON saying (position, id, day_to, day_from, report, origins) WHERE day_to > day_from;
CREATE INDEX happening_lasting ON happening (position, id, day_to, day_from, report, historical, origins) WHERE day_to > day_from;
CREATE INDEX claim_lasting ON claim (position, id, day_to, day_from, report, origins) WHERE day_to > day_from;
CREATE INDEX commitment_lasting ON commitment (position, id, day_to, day_from, report, origins) WHERE day_to > day_from;
CREATE INDEX disagreement_lasting ON disagreement (position, id, day_to, day_from, report, origins) WHERE day_to > day_from;
