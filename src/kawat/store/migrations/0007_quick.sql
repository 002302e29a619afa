-- What keeps answers quick in a large store.

-- Who takes part in what, in the order of lists. `side`: actor, recipient or both; a report names whom it names.
CREATE TABLE party (
    kind TEXT NOT NULL, actor TEXT NOT NULL, position TEXT NOT NULL, no INTEGER NOT NULL, side TEXT NOT NULL,
    PRIMARY KEY (kind, actor, position, no)
) WITHOUT ROWID;
INSERT INTO party SELECT 'report', m.actor, r.position, r.no, 'named'
    FROM actor_mention m JOIN report r ON r.no = m.report;
INSERT INTO party SELECT 'event', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side))
    FROM event_actor a JOIN event t ON t.no = a.event GROUP BY a.actor, t.no;
INSERT INTO party SELECT 'quote', speaker_actor, position, no, iif(speaker_actor = addressee_actor, 'both', 'actor')
    FROM quote WHERE speaker_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'quote', addressee_actor, position, no, 'recipient'
    FROM quote WHERE addressee_actor IS NOT NULL;
INSERT INTO party SELECT 'figure', holder_actor, position, no, iif(holder_actor = according_to_actor, 'both', 'actor')
    FROM figure WHERE holder_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'figure', according_to_actor, position, no, 'recipient'
    FROM figure WHERE according_to_actor IS NOT NULL;
INSERT INTO party SELECT 'saying', speaker_actor, position, no, iif(speaker_actor = addressee_actor, 'both', 'actor')
    FROM saying WHERE speaker_actor IS NOT NULL;
INSERT OR IGNORE INTO party SELECT 'saying', addressee_actor, position, no, 'recipient'
    FROM saying WHERE addressee_actor IS NOT NULL;
INSERT INTO party SELECT 'happening', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side))
    FROM whole_actor a JOIN happening t ON t.id = a.whole GROUP BY a.actor, t.no;
INSERT INTO party SELECT 'claim', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side))
    FROM whole_actor a JOIN claim t ON t.id = a.whole GROUP BY a.actor, t.no;
INSERT INTO party SELECT 'commitment', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side))
    FROM whole_actor a JOIN commitment t ON t.id = a.whole GROUP BY a.actor, t.no;
INSERT INTO party SELECT 'disagreement', a.actor, t.position, t.no, iif(count(*) > 1, 'both', min(a.side))
    FROM whole_actor a JOIN disagreement t ON t.id = a.whole GROUP BY a.actor, t.no;
DROP TABLE event_actor;
DROP TABLE whole_actor;
DROP INDEX quote_speaker;
DROP INDEX quote_addressee;
DROP INDEX figure_holder;
DROP INDEX figure_according;
DROP INDEX event_type;

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
