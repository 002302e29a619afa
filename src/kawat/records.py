"""The nouns: what a report is turned into. Frozen, signed, and anchored in the received text.

Imports nothing of ours. The JSON form of each record (`encode`, `decode`) is the public contract.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, get_args

import msgspec

Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Score = Annotated[float, msgspec.Meta(ge=0, le=1)]

MONTH = 31
"""How many days the last of a month is behind the first at most: from a day to the same day of the next."""


class Span(NamedTuple):
    """Characters `start` up to but not including `end`, in Unicode code points of the received text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether no character of the other lies outside this one."""
        return self.start <= other.start and other.end <= self.end


class Made(msgspec.Struct, frozen=True):
    """Who made a record: the stage, its version, the rule (a line in a data file) or model, and how sure."""

    stage: str
    version: str
    rule: str = ""
    score: Score = 1.0


class Period(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """Days from `first` to `last`, both included, as ISO days. In JSON `from` and `to`."""

    first: Day
    last: Day

    @property
    def width(self) -> int:
        """How many days the last is behind the first."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days

    @property
    def vague(self) -> bool:
        """Whether it is wider than a month: then it tells no day by which to sort or to ask."""
        return self.width > MONTH

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


class Written(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """When the text was written, as far as it can be known, with the reasons (`basis`)."""

    first: Day
    last: Day
    basis: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)


class Place(msgspec.Struct, frozen=True):
    """A place as the text names it, with what is known of it; `note` says who claims it where several do."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    at: Span | None = None
    note: str | None = None


class Role(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """An office: its title, of which actor, from when to when (ISO days, months or years; open when None)."""

    title: str
    of: str
    first: str | None = None
    last: str | None = None
    body: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all records have. `id` is a hash of the content, so that a second run adds nothing."""

    # what the id leaves out, beside itself and `made`: fields that later steps fill in
    late: ClassVar[frozenset[str]] = frozenset()

    id: str = ""
    report: str
    at: tuple[Span, ...]
    made: Made

    def __post_init__(self) -> None:
        if not self.at or any(span.end <= span.start or span.start < 0 for span in self.at):
            raise ValueError(f"{type(self).__name__} without evidence: spans {self.at!r} are empty")
        if not self.id:
            msgspec.structs.force_setattr(self, "id", content_id(self))

    def hashed(self) -> dict[str, Any]:
        """What the id is made of: all fields but those that later steps fill in."""
        leave_out = self.late | {"id", "made"}
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in leave_out}


ZoneRole = Literal[
    "title", "body", "lede", "ai-summary", "ai-summary-notice", "duplicate-title", "credit", "caption",
    "category", "promo", "embed", "site-junk", "spam",
]  # fmt: skip
Form = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "assert", "deny", "demand", "request", "promise", "offer", "threaten", "warn", "accuse", "reject",
    "agree", "support", "appraise", "announce", "ask",
]  # fmt: skip
Wording = Literal["verbatim", "translated", "paraphrase", "ai-summary"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["happened", "ongoing", "planned", "conditional", "alleged", "denied", "called-for"]
NameSort = Literal["person", "organisation", "place", "people", "other"]
NameKind = Literal["PER", "ORG", "LOC", "MISC"]
ActorSort = Literal["state", "person", "organisation", "group", "role"]
TimeSort = Literal["date", "time", "duration", "set"]
CopyKind = Literal["verbatim", "wrapped", "cut", "edited", "translated"]


class Report(Record, frozen=True, kw_only=True, tag_field="kind", tag="report"):
    """One text as received from one source, and what is known about it. `at` is the whole text."""

    late = frozenset({"language", "title", "publisher", "agency", "authors", "page_date", "given_date",
                      "written", "retrieved", "family", "story", "at", "report"})  # fmt: skip

    source: str
    sha256: str
    url: str | None = None
    language: str | None = None
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    page_date: Day | None = None
    given_date: Day | None = None
    written: Written | None = None
    retrieved: str | None = None
    family: str | None = None
    story: str | None = None


class Zone(Record, frozen=True, kw_only=True, tag_field="kind", tag="zone"):
    """A stretch of the received text and what it is: report or wrapper."""

    role: ZoneRole


class Sentence(Record, frozen=True, kw_only=True, tag_field="kind", tag="sentence"):
    """A sentence of the report, with its language."""

    language: str


class Token(Record, frozen=True, kw_only=True, tag_field="kind", tag="token"):
    """A word of a sentence as the language model reads it, in Universal Dependencies.

    Printed when asked for and never stored. `sentence` is the sentence's id, `index` the word's place in it,
    `head` the index of the word that governs it, -1 where none does.
    """

    sentence: str
    index: int
    lemma: str
    upos: str
    features: dict[str, str] = {}
    head: int
    relation: str


class Name(Record, frozen=True, kw_only=True, tag_field="kind", tag="name"):
    """A name of a person, organisation, place or people, and the actor it stands for here, if known."""

    sort: NameSort
    actor: str | None = None
    head: bool = True


class Time(Record, frozen=True, kw_only=True, tag_field="kind", tag="time"):
    """An expression that places something in time, as TIMEX3 and, for dates and times, as days."""

    sort: TimeSort
    timex: str
    value: Period | None = None
    grain: str
    anchor: str | None = None
    open: Literal["since", "until"] | None = None


class Quote(Record, frozen=True, kw_only=True, tag_field="kind", tag="quote"):
    """What somebody is reported to have said; `at` is the content, all pieces, without quotation marks.

    `said`: the day that stands beside the words of saying; where none does, the days in which the report was
    written, when these are three at most: an inference from how news is written, not a word of the text.
    """

    form: Form
    cue: Span | None = None
    speaker: Span | None = None
    speaker_actor: str | None = None
    role: str | None = None
    addressee_actor: str | None = None
    act: Act = "assert"
    said: Period | None = None
    repeats: str | None = None
    wording: Wording = "verbatim"


DatedBy = Literal["own", "sentence", "report"]


class Event(Record, frozen=True, kw_only=True, tag_field="kind", tag="event"):
    """Who did what to whom; `at` is the clause, `trigger` the words that show it.

    `dated` says whence `when` is known: the event's own expression of time, the sentence, or the day on which
    the report was written. `wording` is 'ai-summary' where an AI summary on the page tells it and the report
    does not tell as much, else None.
    """

    late = frozenset({"wording"})

    type: EventType
    trigger: Span
    mode: str | None = None
    context: tuple[str, ...] = ()
    status: Status = "happened"
    historical: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: Period | None = None
    dated: DatedBy | None = None
    where: Place | None = None
    cameo: str | None = None
    score: float | None = None
    goldstein: float | None = None
    in_quote: str | None = None
    wording: Wording | None = None
    ontology: str


class Figure(Record, frozen=True, kw_only=True, tag_field="kind", tag="figure"):
    """A quantity that the report gives: from `low` to `high` `unit` of something."""

    low: float
    high: float
    unit: str
    of: str | None = None
    qualifier: str | None = None
    holder_actor: str | None = None
    according_to_actor: str | None = None
    as_of: Day | None = None


class Actor(Record, frozen=True, kw_only=True, tag_field="kind", tag="actor"):
    """Somebody who acts or speaks. Its id is given, not hashed: `RUS`, `NATO`, `sergey-lavrov`.

    `cls` (`class` in JSON): what kind of power it is or serves: government, military, legislature, media,
    armed-group ...; None where nothing tells.
    """

    name: str
    names: dict[str, tuple[str, ...]] = {}
    sort: ActorSort
    cls: str | None = msgspec.field(default=None, name="class")
    country: str | None = None
    roles: tuple[Role, ...] = ()
    wikidata: str | None = None
    same_as: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True):
    """The same words, or the same said in others, in two reports: where in the first, where in the second."""

    left: Span
    right: Span


class Member(msgspec.Struct, frozen=True):
    """A report in a family: how it was copied, which passages it shares with the family's centre, and why.

    `via`: the member that it was compared with instead of the centre, the left side of its passages: a copy
    of a translation is compared with the translation. `translated` is also said of two texts of one language
    that say the same, sentence by sentence, in other words: two translations of one original.
    """

    report: str
    kind: CopyKind
    passages: tuple[Passage, ...] = ()
    basis: tuple[str, ...] = ()
    via: str | None = None


class Family(Record, frozen=True, kw_only=True, tag_field="kind", tag="family"):
    """Copies of one text. `report` is the centre that the others were compared with."""

    reports: tuple[str, ...]
    members: tuple[Member, ...]
    origin: str | None = None
    basis: tuple[str, ...] = ()


class Story(Record, frozen=True, kw_only=True, tag_field="kind", tag="story",
            rename={"first": "from", "last": "to"}):  # fmt: skip
    """Reports on the same news over a few days, copies or not. `report` is the one that was written first.

    Its id hangs on that report alone, so that it stays when others join; an id that a story had once goes on
    to lead to the story which that report is in now.
    """

    late = frozenset({"reports", "families", "first", "last", "origins", "basis"})

    reports: tuple[str, ...]
    families: tuple[str, ...] = ()
    first: Day | None = None
    last: Day | None = None
    origins: int
    basis: tuple[str, ...] = ()


class Linked(Record, frozen=True, kw_only=True):
    """What records of several reports (`members`) tell together. `report` and `at` are of the first written.

    Its id hangs on that member alone, so that it stays when others join. `reports` counts the reports that
    have a member, `origins` the independent ones among them, and `basis` says why these are fewer.
    """

    members: tuple[str, ...]
    reports: int
    origins: int
    basis: tuple[str, ...] = ()

    def hashed(self) -> dict[str, Any]:
        """What the id is made of: the first member."""
        return {"member": self.members[:1], "at": self.at, "report": self.report}


class Saying(Linked, frozen=True, kw_only=True, tag_field="kind", tag="saying"):
    """The same words of one speaker, in whatever report, wording and language: its members are quotes."""

    speaker_actor: str | None = None
    addressee_actor: str | None = None
    act: Act = "assert"
    said: Period | None = None
    languages: tuple[str, ...] = ()


class Happening(Linked, frozen=True, kw_only=True, tag_field="kind", tag="happening"):
    """The same deed, in whatever report and language: its members are events."""

    type: EventType
    status: Status
    historical: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: Period | None = None
    where: Place | None = None
    languages: tuple[str, ...] = ()


class Claim(Linked, frozen=True, kw_only=True, tag_field="kind", tag="claim"):
    """The same quantity of the same thing, whoever gives it: its members are figures.

    `according_to` are all who are said to give it; `given_by` has who gives it in each member, None where the
    report itself does.
    """

    low: float
    high: float
    unit: str
    of: str | None = None
    qualifier: str | None = None
    holder_actor: str | None = None
    according_to: tuple[str, ...] = ()
    given_by: tuple[str | None, ...] = ()
    as_of: Day | None = None
    languages: tuple[str, ...] = ()


CommitmentSort = Literal["promise", "plan", "demand", "threat", "offer"]
Outcome = Literal["open", "met", "broken", "overtaken", "repeated", "unknown"]


class Evidence(msgspec.Struct, frozen=True):
    """What speaks for an outcome: a record, the report and characters it stands in, from when it is known.

    `day` is the day of what happened, `why` one sentence that a reader can check.
    """

    outcome: Outcome
    record: str
    report: str
    at: tuple[Span, ...]
    day: Day | None = None
    why: str = ""


class Commitment(Linked, frozen=True, kw_only=True, tag_field="kind", tag="commitment"):
    """What somebody is to do by their own word or another's demand, and what became of it.

    Its members are quotes and events. `by` is to do it, `type` is what, `due` until when; `to` is the other
    side, of a demand the one that asks. `outcome` follows from `outcome_evidence`, the latest last: broken
    also when others dispute that it was done, or refuse a demand; open while nothing is known, unknown when
    its day has passed without news.
    """

    sort: CommitmentSort
    type: EventType | None = None
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    made_on: Period | None = None
    due: Period | None = None
    outcome: Outcome = "open"
    outcome_evidence: tuple[Evidence, ...] = ()

    def hashed(self) -> dict[str, Any]:
        """What the id is made of: the first member, which may promise one thing and threaten another."""
        return super().hashed() | {"sort": self.sort}


About = Literal["figure", "denial", "date", "characterisation"]


class Side(msgspec.Struct, frozen=True):
    """One account in a disagreement: what it says, in short, and who gives it, with both counts."""

    says: str
    members: tuple[str, ...]
    reports: int
    origins: int
    according_to: tuple[str, ...] = ()


class Disagreement(Linked, frozen=True, kw_only=True, tag_field="kind", tag="disagreement"):
    """Accounts of one thing that cannot all hold, side by side. Kawat does not say which one does.

    `of` names the thing; the members are those of all sides. `moves` tells that the accounts are one
    claimant's or one count's on different days: a change, not a contradiction.
    """

    about: About
    of: str = ""
    sides: tuple[Side, ...] = ()
    moves: bool = False
    days: Period | None = None

    def hashed(self) -> dict[str, Any]:
        """What the id is made of: the first member, and what it is about."""
        return super().hashed() | {"about": self.about}


class Judgement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="judgement"):
    """What an analyst decided about two records, or one (`left` and `right` alike). A later one overrules.

    Nothing is edited: `withdrawn` takes an earlier one back. Of a whole (a happening, a commitment ...)
    `whole` is its kind and `members` are those that it had when it was judged.
    """

    left: str
    right: str
    verdict: Literal["same", "different", "right", "wrong", "withdrawn"]
    by: str
    when: str
    note: str = ""
    whole: str = ""
    members: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="failure"):
    """A stage that failed on a report leaves this, never only a log line."""

    report: str
    stage: str
    error: str
    made: Made
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            digest = hashlib.blake2b(f"{self.report}\0{self.stage}\0{self.error}".encode(), digest_size=8)
            msgspec.structs.force_setattr(self, "id", digest.hexdigest())


class Paragraph(Record, frozen=True, kw_only=True):
    """Between stages: a block of text between blank lines or line ends, and its language."""

    language: str


class Finding(Record, frozen=True, kw_only=True):
    """Between stages: one thing found out about the report itself; ends up in the field of that name."""

    field: Literal["title", "publisher", "agency", "authors", "page_date", "written"]
    value: str | Written


class Quotation(Record, frozen=True, kw_only=True):
    """Between stages: what stands between quotation marks (or after a dash of speech), without them.

    `closed` is false when the closing mark is missing, as in speech that goes on in the next paragraph.
    """

    closed: bool = True


class Node(msgspec.Struct, frozen=True):
    """A word of a Tree. Several may make one `token`: 'rumahnya' is 'rumah' and 'nya'."""

    at: Span
    token: int
    lemma: str
    upos: str
    features: dict[str, str]
    head: int
    relation: str


class ModelName(msgspec.Struct, frozen=True):
    """A name that the language model sees, its kind and how sure it is."""

    at: Span
    kind: NameKind
    score: Score


class ModelAttribution(msgspec.Struct, frozen=True):
    """Something said, as the language model sees it: the words that show it, what, by whom and to whom.

    `content` is in pieces where the cue interrupts it. Spans run from the first to the last of their words.
    `act_score` says how sure the act is.
    """

    cue: Span
    act: Act
    act_score: Score
    content: tuple[Span, ...]
    speaker: Span | None
    addressee: Span | None
    score: Score


Share = tuple[str, Score]


class ModelEvent(msgspec.Struct, frozen=True):
    """Something done, or to be done, as the language model sees it: words that show it, and who takes part.

    `types` and `statuses` are the likeliest with their shares, the likeliest first; `score` says how sure the
    first type is. Spans run from the first to the last of their words.
    """

    trigger: Span
    types: tuple[Share, ...]
    statuses: tuple[Share, ...]
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    places: tuple[Span, ...]
    times: tuple[Span, ...]
    score: Score


class Tree(Record, frozen=True, kw_only=True):
    """Between stages: a sentence as the language model reads it: words in order, names, and what is said.

    `head` of a word is an index among `words`, -1 for the root; there is one root.
    """

    sentence: str
    words: tuple[Node, ...]
    names: tuple[ModelName, ...] = ()
    attributions: tuple[ModelAttribution, ...] = ()
    events: tuple[ModelEvent, ...] = ()


class Mention(Record, frozen=True, kw_only=True):
    """Between stages: words that name somebody, and the actors they may stand for, likeliest first.

    `form` is how they name them: name, short, abbreviation, capital, demonym, metonym, seat, office; learned,
    a person beside an office; model, a name that only the language model knows.
    `office` is the title id when an office stands with the name or for it ('menteri luar negeri AS'),
    `of` the actor it is an office of, `body` the house it speaks for, `title` where the office is worded.
    """

    sort: NameSort
    actors: tuple[str, ...] = ()
    form: str = "name"
    office: str | None = None
    of: str | None = None
    body: str = ""
    title: Span | None = None
    former: bool = False
    head: bool = True


class TimeExpression(Record, frozen=True, kw_only=True):
    """Between stages: words that speak of time, read but not yet resolved against a day.

    `form` says how to resolve it (see `resolve/days.py`), `parts` are the numbers read from the words,
    `tense` whether the words around it tell of what has happened or of what is to come.
    """

    sort: TimeSort
    form: str
    parts: dict[str, int | str] = {}
    tense: Literal["past", "future"] | None = None


R = TypeVar("R", bound=Record)
AnyRecord = (
    Report
    | Zone
    | Sentence
    | Token
    | Name
    | Time
    | Quote
    | Event
    | Figure
    | Actor
    | Family
    | Story
    | Saying
    | Happening
    | Claim
    | Commitment
    | Disagreement
    | Judgement
    | Failure
)

# what a stage may leave of one report, in the order in which it is printed and stored; tokens are not kept
KINDS: tuple[type[Record], ...] = (Report, Zone, Sentence, Name, Time, Quote, Event, Figure, Actor, Family)

LINKED: tuple[type[Record], ...] = (Story, Saying, Happening, Claim, Commitment, Disagreement)
"""What reports say together: made of the records of many reports, by `link/`."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(AnyRecord)


def content_id(record: Record) -> str:
    """16 hexadecimal digits of a hash over the record's kind and content (not over who made it)."""
    digest = hashlib.blake2b(_encoder.encode((kind_of(type(record)), record.hashed())), digest_size=8)
    return digest.hexdigest()


def kind_of(record_type: type) -> str:
    """The name of a record type in JSON, tables, addresses and commands: `Quote` -> 'quote'."""
    return record_type.__name__.lower()


def encode(record: Any) -> bytes:
    """The record as one line of JSON, without the line end."""
    return _encoder.encode(record)


def decode(line: bytes | str) -> AnyRecord:
    """The record behind one line of JSON. Raises `msgspec.ValidationError` when it is none."""
    record: AnyRecord = _decoder.decode(line)
    return record


def literals(choice: Any) -> tuple[str, ...]:
    """The values that a `Literal` allows."""
    return get_args(choice)
