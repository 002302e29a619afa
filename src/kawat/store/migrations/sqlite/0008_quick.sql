-- What keeps answers quick in a large store.

-- Who takes part in what, in the order of lists. `side`: actor, recipient or both; a report names whom it names.
-- `label`: the type of an event, the act of a quote ...
CREATE TABLE party (
    kind TEXT NOT NULL, actor TEXT NOT NULL, position TEXT NOT NULL, no INTEGER NOT NULL,
    side TEXT NOT NULL, day_to TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (kind, actor, position, no)
) WITHOUT ROWID;
INSERT OR IGNORE INTO party SELECT 'report', m.actor, r.position, r.no, 'named', r.day_to, ''
    FROM actor_mention m JOIN report r ON r.no = m.report;
INSERT OR IGNORE INTO party SELECT 'event', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side)), t.day_to, t.type
    FROM event_actor a JOIN event t ON t.no = a.event GROUP BY a.actor, t.no;
INSERT OR IGNORE INTO party SELECT 'quote', t.speaker_actor, t.position, t.no, iif(t.speaker_actor = t.addressee_actor, 'both', 'actor'), t.day_to, t.act
    FROM quote t WHERE t.speaker_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'quote', t.addressee_actor, t.position, t.no, 'recipient', t.day_to, t.act
    FROM quote t WHERE t.addressee_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'figure', t.holder_actor, t.position, t.no, iif(t.holder_actor = t.according_to_actor, 'both', 'actor'), t.day_to, t.unit
    FROM figure t WHERE t.holder_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'figure', t.according_to_actor, t.position, t.no, 'recipient', t.day_to, t.unit
    FROM figure t WHERE t.according_to_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'saying', t.speaker_actor, t.position, t.no, iif(t.speaker_actor = t.addressee_actor, 'both', 'actor'), t.day_to, t.act
    FROM saying t WHERE t.speaker_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'saying', t.addressee_actor, t.position, t.no, 'recipient', t.day_to, t.act
    FROM saying t WHERE t.addressee_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'happening', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side)), t.day_to, t.type
    FROM whole_actor a JOIN happening t ON t.id = a.whole GROUP BY a.actor, t.no;
INSERT OR IGNORE INTO party SELECT 'claim', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side)), t.day_to, t.unit
    FROM whole_actor a JOIN claim t ON t.id = a.whole GROUP BY a.actor, t.no;
INSERT OR IGNORE INTO party SELECT 'commitment', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side)), t.day_to, t.sort
    FROM whole_actor a JOIN commitment t ON t.id = a.whole GROUP BY a.actor, t.no;
INSERT OR IGNORE INTO party SELECT 'disagreement', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side)), t.day_to, t.about
    FROM whole_actor a JOIN disagreement t ON t.id = a.whole GROUP BY a.actor, t.no;
DROP TABLE event_actor;
DROP TABLE whole_actor;
DROP INDEX quote_speaker;
DROP INDEX quote_addressee;
DROP INDEX figure_holder;
DROP INDEX figure_according;
DROP INDEX event_type;
CREATE INDEX event_type ON event (type, position, id, day_to, status);
CREATE INDEX happening_type ON happening (type, position, id, day_to, status);

-- Lists of some days are read without the rows of others.
DROP INDEX report_position;
CREATE INDEX report_position ON report (position, id, day_to);
DROP INDEX quote_position;
CREATE INDEX quote_position ON quote (position, id, day_to);
DROP INDEX event_position;
CREATE INDEX event_position ON event (position, id, day_to);
DROP INDEX figure_position;
CREATE INDEX figure_position ON figure (position, id, day_to);
DROP INDEX story_position;
CREATE INDEX story_position ON story (position, id, day_to);
DROP INDEX saying_position;
CREATE INDEX saying_position ON saying (position, id, day_to);
DROP INDEX happening_position;
CREATE INDEX happening_position ON happening (position, id, day_to);
DROP INDEX claim_position;
CREATE INDEX claim_position ON claim (position, id, day_to);
DROP INDEX commitment_position;
CREATE INDEX commitment_position ON commitment (position, id, day_to);
DROP INDEX disagreement_position;
CREATE INDEX disagreement_position ON disagreement (position, id, day_to);

-- How many records (`n`), reports and independent origins tell of something: see tallies.py for what.
CREATE TABLE tally (
    no INTEGER PRIMARY KEY, of TEXT NOT NULL, owner TEXT NOT NULL, label TEXT NOT NULL,
    n INTEGER NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL DEFAULT 0, UNIQUE (of, owner, label)
);
CREATE INDEX tally_most ON tally (of, owner, origins DESC, reports DESC, label);
CREATE TABLE tally_origin (
    tally INTEGER NOT NULL, origin INTEGER NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY (tally, origin)
) WITHOUT ROWID;
CREATE TRIGGER tally_origin_more AFTER INSERT ON tally_origin BEGIN
    UPDATE tally SET origins = origins + 1 WHERE no = new.tally;
END;
CREATE TRIGGER tally_origin_fewer AFTER DELETE ON tally_origin BEGIN
    UPDATE tally SET origins = origins - 1 WHERE no = old.tally;
END;

-- By what words an actor is called, case folded; its id behind '='.
CREATE TABLE actor_form (form TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (form, actor)) WITHOUT ROWID;
CREATE INDEX actor_form_actor ON actor_form (actor);

-- The roll-up by weeks once more, packed: what is counted in the cells of a matrix is read at once. A week that has
-- changed has no sheet until it is packed again. `cells`: six columns of numbers, 4 bytes each, one column after the
-- other: type, status, actor, recipient (as `word` numbers them), origin and n.
CREATE TABLE word (no INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE week_sheet (week TEXT PRIMARY KEY, cells BLOB NOT NULL) WITHOUT ROWID;
