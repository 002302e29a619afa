-- The first schema. `no` numbers reports inside this file; `id` is what the world knows them by.
-- A day that is not known is '9999', which sorts behind all that are.

CREATE TABLE report (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    origin INTEGER NOT NULL,
    linked INTEGER NOT NULL DEFAULT 0,
    body INTEGER,
    day_from TEXT NOT NULL,
    day_to TEXT NOT NULL,
    source TEXT NOT NULL,
    publisher TEXT COLLATE NOCASE,
    agency TEXT COLLATE NOCASE,
    language TEXT,
    original TEXT,
    json TEXT NOT NULL
);
CREATE INDEX report_day ON report (day_from, id);
CREATE INDEX report_publisher ON report (publisher);
CREATE INDEX report_origin ON report (origin);
CREATE INDEX report_body ON report (body);
CREATE INDEX report_unlinked ON report (no) WHERE NOT linked;

CREATE TABLE text (report INTEGER PRIMARY KEY, title TEXT, text TEXT NOT NULL);
CREATE TABLE original (sha256 TEXT PRIMARY KEY, zlib BLOB NOT NULL) WITHOUT ROWID;

-- Of these four there are many, and they are read report by report: one row holds all of a report.
-- `sheet` is JSON Lines packed with zlib, `n` the number of lines.
CREATE TABLE zone (report INTEGER PRIMARY KEY, n INTEGER NOT NULL, sheet BLOB NOT NULL);
CREATE INDEX zone_n ON zone (n);
CREATE TABLE sentence (report INTEGER PRIMARY KEY, n INTEGER NOT NULL, sheet BLOB NOT NULL);
CREATE INDEX sentence_n ON sentence (n);
CREATE TABLE name (report INTEGER PRIMARY KEY, n INTEGER NOT NULL, sheet BLOB NOT NULL);
CREATE INDEX name_n ON name (n);
CREATE TABLE time (report INTEGER PRIMARY KEY, n INTEGER NOT NULL, sheet BLOB NOT NULL);
CREATE INDEX time_n ON time (n);

CREATE TABLE quote (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL,
    speaker_actor TEXT, addressee_actor TEXT, act TEXT NOT NULL, form TEXT NOT NULL,
    words TEXT NOT NULL, json TEXT NOT NULL
);
CREATE INDEX quote_report ON quote (report);
CREATE INDEX quote_day ON quote (day_from, id);
CREATE INDEX quote_speaker ON quote (speaker_actor, day_from);
CREATE INDEX quote_addressee ON quote (addressee_actor, day_from) WHERE addressee_actor IS NOT NULL;

CREATE TABLE event (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, historical INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX event_report ON event (report);
CREATE INDEX event_day ON event (day_from, id);
CREATE INDEX event_type ON event (type, day_from);
CREATE TABLE event_actor (
    actor TEXT NOT NULL, event INTEGER NOT NULL, side TEXT NOT NULL, PRIMARY KEY (actor, event, side)
) WITHOUT ROWID;
CREATE INDEX event_actor_event ON event_actor (event);

CREATE TABLE figure (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL,
    unit TEXT NOT NULL, holder_actor TEXT, according_to_actor TEXT, low REAL NOT NULL, high REAL NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX figure_report ON figure (report);
CREATE INDEX figure_day ON figure (day_from, id);
CREATE INDEX figure_holder ON figure (holder_actor) WHERE holder_actor IS NOT NULL;
CREATE INDEX figure_according ON figure (according_to_actor) WHERE according_to_actor IS NOT NULL;

-- One row for each different account of an actor, with the number of reports that give it.
CREATE TABLE actor (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, json TEXT NOT NULL, n INTEGER NOT NULL
);
CREATE INDEX actor_id ON actor (id);
CREATE TABLE actor_mention (
    report INTEGER NOT NULL, actor TEXT NOT NULL, account INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (report, actor)
) WITHOUT ROWID;
CREATE INDEX actor_mention_actor ON actor_mention (actor);

CREATE TABLE failure (id TEXT PRIMARY KEY, report INTEGER NOT NULL, stage TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX failure_report ON failure (report);
CREATE TABLE judgement (no INTEGER PRIMARY KEY, "left" TEXT NOT NULL, "right" TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX judgement_left ON judgement ("left");
CREATE INDEX judgement_right ON judgement ("right");

-- `report` is the family's centre; the family's reports are those whose `origin` it is.
CREATE TABLE family (id TEXT PRIMARY KEY, report INTEGER NOT NULL UNIQUE, json TEXT NOT NULL);
-- A body is what is compared: the words of a report without wrapper. Exact copies share one.
-- `bands` are the hashes under which `band` has it, 4 bytes each.
CREATE TABLE body (no INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, words INTEGER NOT NULL, bands BLOB NOT NULL);
CREATE TABLE band (hash INTEGER NOT NULL, body INTEGER NOT NULL, PRIMARY KEY (hash, body)) WITHOUT ROWID;
CREATE TABLE pair (
    body INTEGER NOT NULL, other INTEGER NOT NULL, share REAL NOT NULL, PRIMARY KEY (body, other)
) WITHOUT ROWID;

CREATE TABLE week_event (
    week TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, actor TEXT NOT NULL, recipient TEXT NOT NULL,
    origin INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (week, type, status, actor, recipient, origin)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE text_words USING fts5 (
    title, text, content='text', content_rowid='report', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quote_words USING fts5 (
    words, content='quote', content_rowid='no', tokenize='unicode61 remove_diacritics 2'
);
