"""What a store is asked with, and what it answers: filters, counts, pages, matches."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Generic, Literal, NamedTuple

import msgspec

from kawat.records import KINDS, LINKED, Actor, R, Record, Span, kind_of

KIND_BY_NAME: Mapping[str, type[Record]] = {kind_of(kind): kind for kind in (*KINDS, *LINKED)}
"""The record types that a store keeps, by the name that they have in JSON and commands."""

Where = Literal["text", "title", "quote"]
Called = Literal["id", "name", "part"]
"""By what an actor may be called."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which records to list; a field left out does not narrow. Days are ISO days, both included.

    `actor` is whoever takes part: of an event on either side, of a quote as speaker or addressee, of a
    figure as holder or source, of a report anybody it names. `source` is a part of the report's source.
    With `since` or `until`, what has no day is left out, and what is known no better than to a month unless
    all of it lies between them. `historical`: events told as background, or others. `of`: a part of what is
    counted. `bare`: claims of one origin that say neither of what nor whose they are, or others.
    `min_score`: only what was found at least so surely. `min_origins`: only what so many independent origins
    tell. `moves`: disagreements that are one count's change over time, or others. `placed`:
    happenings of which the place is known on a map, or others. `concluded`: commitments that were met,
    broken or overtaken by what is known today, or others; `decided_since`: those by something of that day or
    later.
    """

    report: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    publisher: str | None = None
    agency: str | None = None
    language: str | None = None
    family: str | None = None
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    historical: bool | None = None
    act: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    speaker: str | None = None
    addressee: str | None = None
    side: Literal["actor", "recipient"] | None = None
    min_score: float | None = None
    min_origins: int | None = None
    sort: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    moves: bool | None = None
    placed: bool | None = None
    concluded: bool | None = None
    decided_since: str | None = None
    of: str | None = None
    bare: bool | None = None


EVERYTHING = Filter()


class Count(NamedTuple):
    """How many reports, and of how many independent origins (all copies of one text are one origin)."""

    raw: int
    independent: int


class Page(msgspec.Struct, Generic[R], frozen=True):
    """Records of a listing, in its order, and the cursor with which the next page begins (or None)."""

    records: tuple[R, ...]
    cursor: str | None


class ActorCount(msgspec.Struct, frozen=True):
    """An actor, with all names and roles that reports gave it, and the reports that name it."""

    actor: Actor
    count: Count


class Header(NamedTuple):
    """What a summary needs of a report: when it was `written`, its language, and the date of its page.

    `origin` is the same for all copies of one text.
    """

    report: str
    origin: int
    language: str | None
    written: tuple[str, str] | None
    page_date: str | None


class WeekCount(NamedTuple):
    """How many event records of one origin have `actor` do `type` to `recipient` in a week ('2022-W03').

    An actor or recipient that no report names is ''. An event without a day has the week ''.
    """

    week: str
    actor: str
    recipient: str
    type: str
    status: str
    origin: str
    n: int


class Match(NamedTuple):
    """Something that a search found: the report or quote, the text searched, and the words found in it."""

    record: Record
    text: str
    marks: tuple[Span, ...]
    rank: float


class Matches(msgspec.Struct, frozen=True):
    """The best matches of a search, and how many reports have any.

    `more`: there are more, and the newest thousand were weighed and counted.
    """

    best: tuple[Match, ...]
    count: Count
    more: bool = False


class Visit(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is remembered of an address of the web: when it was visited (ISO time), and how it was then.

    `watched`: it is a feed that is polled. `etag` and `modified` are the server's names of the version,
    `state` is the feed's. `failed`: how often in a row the visit failed.
    """

    url: str
    at: str
    watched: bool = False
    etag: str | None = None
    modified: str | None = None
    state: str = ""
    failed: int = 0


NEAR = 2
"""In how many bands two bodies must agree to be compared word for word."""


CODE_BYTES = 16
"""Of the code of a sentence."""
UNDATED_DAYS = -1
"""The stretch of days of bodies that nobody knows the day of."""


class Body(NamedTuple):
    """What linking remembers of a report's body: a digest, the number of words, and where it hashes to."""

    digest: str
    words: int
    bands: tuple[int, ...] = ()


class SiteLines(NamedTuple):
    """What is remembered of a report's lines: its site, their keys (see `kawat.clean.site`), and `repeated`.

    These are the keys of lines that were taken for the site's own when the report was read. `version`: the
    earlier report of the site that this one is a version of, None when of none.
    """

    site: str
    keys: frozenset[int]
    repeated: frozenset[int] = frozenset()
    version: str | None = None


class SiteReport(NamedTuple):
    """A report of a site: its place in the order of adding, and the report that it is a version of or is."""

    place: int
    id: str
    version: str


class Part(NamedTuple):
    """A record as it is compared with others of its kind: where it is looked up, and its features."""

    id: str
    report: str
    keys: tuple[str, ...]
    features: bytes


class Tie(NamedTuple):
    """Two records that belong together: how surely, 0 to 1, and why."""

    score: float
    why: str


class Remade(NamedTuple):
    """The wholes that some parts make; parts in none of them are in none.

    `least`: the score that a tie had to have to count among these parts.
    """

    parts: Collection[str]
    wholes: Collection[Record]
    least: float = 0.0


class Meeting(NamedTuple):
    """That two persons (`pair`) did something together, as a report tells it.

    `told` is what is compared of it. `day`: on which it tells that they did; None where the report would
    learn its own day by it.
    """

    report: str
    pair: str
    day: str | None
    event: str
    told: bytes


Shared = Literal["words", "sentences"]
"""What two bodies have in common: runs of the same words, or sentences that say the same."""


class Meaning(NamedTuple):
    """What the sentences of a body mean: `codes`, 16 bytes each, to find like ones by, and `vectors`.

    `keys`: like sentences have some in common, whenever they were written; each with the number of the first
    sentence that has it.
    """

    codes: bytes
    vectors: bytes
    keys: tuple[tuple[int, int], ...] = ()

    @property
    def code_by_key(self) -> Mapping[int, bytes]:
        """For each key the code of its sentence."""
        return {key: self.codes[CODE_BYTES * n : CODE_BYTES * (n + 1)] for key, n in self.keys}
