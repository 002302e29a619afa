-- What reports say together. A part is a record as it is compared with others of its kind: `kind` is that of
-- the whole it may be part of, `features` (MessagePack) what is compared, its keys the blocks it is looked up
-- in. A tie is a pair that was compared and belongs together. `whole` is the id of the whole it is in, '' when it
-- is in none, NULL when that has to be looked at.

ALTER TABLE report ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;
CREATE INDEX report_unjoined ON report (no) WHERE NOT joined;

CREATE TABLE part (
    no INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, report INTEGER NOT NULL, keys TEXT NOT NULL,
    features BLOB NOT NULL, whole TEXT, UNIQUE (kind, id)
);
CREATE INDEX part_report ON part (report, kind);
CREATE INDEX part_whole ON part (whole) WHERE whole > '';
CREATE INDEX part_loose ON part (kind, id) WHERE whole IS NULL;
CREATE TABLE part_key (
    key TEXT NOT NULL, kind TEXT NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (key, kind, part)
) WITHOUT ROWID;
CREATE TABLE tie (
    part INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, why TEXT NOT NULL, PRIMARY KEY (part, other)
) WITHOUT ROWID;
-- What sentences mean that were compared, by a hash of their words: int8, so that none is encoded twice.
CREATE TABLE vector (key BLOB PRIMARY KEY, vector BLOB NOT NULL);
-- Every id that a whole ever had, and the part that it hangs on: it leads to the whole of that part.
CREATE TABLE whole_id (id TEXT PRIMARY KEY, kind TEXT NOT NULL, part TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE whole_actor (
    actor TEXT NOT NULL, whole TEXT NOT NULL, side TEXT NOT NULL, PRIMARY KEY (actor, whole, side)
) WITHOUT ROWID;
CREATE INDEX whole_actor_whole ON whole_actor (whole);

CREATE TABLE story (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX story_day ON story (day_from, id);
CREATE INDEX story_report ON story (report);

CREATE TABLE saying (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL,
    speaker_actor TEXT, addressee_actor TEXT, act TEXT NOT NULL, json TEXT NOT NULL
);
CREATE INDEX saying_day ON saying (day_from, id);
CREATE INDEX saying_report ON saying (report);

CREATE TABLE happening (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, historical INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX happening_day ON happening (day_from, id);
CREATE INDEX happening_report ON happening (report);

CREATE TABLE claim (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL,
    unit TEXT NOT NULL, holder_actor TEXT, json TEXT NOT NULL
);
CREATE INDEX claim_day ON claim (day_from, id);
CREATE INDEX claim_report ON claim (report);

CREATE TABLE commitment (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL,
    sort TEXT NOT NULL, json TEXT NOT NULL
);
CREATE INDEX commitment_day ON commitment (day_from, id);
CREATE INDEX commitment_report ON commitment (report);

CREATE TABLE disagreement (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL,
    day_from TEXT NOT NULL, day_to TEXT NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL,
    about TEXT NOT NULL, moves INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX disagreement_day ON disagreement (day_from, id);
CREATE INDEX disagreement_report ON disagreement (report);
