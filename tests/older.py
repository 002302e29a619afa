"""Makes a store as an older Kawat left it, to test that it is brought up to date."""

from __future__ import annotations

import sqlite3

_COUNTED = (
    "report",
    "quote",
    "event",
    "figure",
    "saying",
    "happening",
    "claim",
    "commitment",
    "disagreement",
)
_BRIEF = (
    *(f"{kind}_brief" for kind in _COUNTED),
    *(f"{kind}_lasting" for kind in (*_COUNTED, "story")),
    "actor_mention_account",
)
_BEFORE_KEYS = """
DROP TABLE account_day;
ALTER TABLE report DROP COLUMN revision;
ALTER TABLE report DROP COLUMN body_revision;
DROP INDEX commitment_position;
ALTER TABLE commitment DROP COLUMN decided;
CREATE INDEX commitment_position ON commitment (position, id, day_to);
DROP TABLE body_days;
DROP TABLE sentence_key;
DROP TABLE lent;
DROP TABLE meeting;
DROP TABLE body_keys;
DROP TABLE meta;
"""
_BEFORE_TALLIES = """
CREATE TABLE event_actor (
    actor TEXT NOT NULL, event INTEGER NOT NULL, side TEXT NOT NULL, PRIMARY KEY (actor, event, side)
) WITHOUT ROWID;
CREATE INDEX event_actor_event ON event_actor (event);
CREATE TABLE whole_actor (
    actor TEXT NOT NULL, whole TEXT NOT NULL, side TEXT NOT NULL, PRIMARY KEY (actor, whole, side)
) WITHOUT ROWID;
CREATE INDEX whole_actor_whole ON whole_actor (whole);
CREATE TEMP TABLE sides AS SELECT kind, actor, position, no, side FROM party WHERE side != 'both' UNION ALL
    SELECT kind, actor, position, no, 'actor' FROM party WHERE side = 'both' UNION ALL
    SELECT kind, actor, position, no, 'recipient' FROM party WHERE side = 'both';
INSERT INTO event_actor SELECT actor, no, side FROM sides WHERE kind = 'event';
INSERT INTO whole_actor SELECT s.actor, w.id, s.side FROM sides s JOIN happening w ON w.no = s.no
    WHERE s.kind = 'happening';
INSERT INTO whole_actor SELECT s.actor, w.id, s.side FROM sides s JOIN claim w ON w.no = s.no
    WHERE s.kind = 'claim';
INSERT INTO whole_actor SELECT s.actor, w.id, s.side FROM sides s JOIN commitment w ON w.no = s.no
    WHERE s.kind = 'commitment';
INSERT INTO whole_actor SELECT s.actor, w.id, s.side FROM sides s JOIN disagreement w ON w.no = s.no
    WHERE s.kind = 'disagreement';
DROP TABLE party;
ALTER TABLE site_report DROP COLUMN version;
DROP INDEX event_type;
DROP INDEX happening_type;
DROP TABLE tally;
DROP TABLE tally_origin;
DROP TABLE actor_form;
DROP TABLE word;
DROP TABLE week_sheet;
CREATE INDEX quote_speaker ON quote (speaker_actor, day_from);
CREATE INDEX quote_addressee ON quote (addressee_actor, day_from) WHERE addressee_actor IS NOT NULL;
CREATE INDEX figure_holder ON figure (holder_actor) WHERE holder_actor IS NOT NULL;
CREATE INDEX figure_according ON figure (according_to_actor) WHERE according_to_actor IS NOT NULL;
CREATE INDEX event_type ON event (type, day_from);
PRAGMA user_version = 7;
"""


def before_tallies(connection: sqlite3.Connection) -> None:
    """Makes the file one as it was before parties and counts were kept."""
    connection.executescript("".join(f"DROP INDEX {one};" for one in _BRIEF) + _BEFORE_KEYS + _BEFORE_TALLIES)
