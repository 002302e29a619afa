"""What every store can do, without a word of how: a Store opens Writers and Views.

    with open_store("crisis.kawat", create=True) as store:
        with store.writer() as writer:
            if not writer.has(report.id, fingerprint):
                writer.add(report, text, records, fingerprint=fingerprint)
        with store.view() as view:
            view.counts(), view.report(id), view.records(Quote, report=id), view.listing(Event, Filter(...))

A View is a snapshot: it sees what was there when it was opened, and no writer makes it wait. A Writer is
a View that also writes and sees what it has written. Every number of reports comes as a Count: raw (how
many) and independent (of how many origins: copies of one text are one).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from kawat.records import Actor, AnyRecord, Failure, Family, Judgement, R, Record, Report, Written, Zone

from .independence import Origin
from .values import (
    EVERYTHING,
    UNDATED_DAYS,
    ActorCount,
    Body,
    Called,
    Count,
    Filter,
    Header,
    Matches,
    Meaning,
    Meeting,
    Page,
    Part,
    Remade,
    Shared,
    SiteLines,
    SiteReport,
    Tie,
    Visit,
    WeekCount,
    Where,
)
from .weeks import WeekSheet

T = TypeVar("T")


class SiteReports(Protocol):
    """The reports of a site that stand nearest to a place in the order of adding."""

    @property
    def place(self) -> int | None:
        """The place of the report that was asked for; None when it is not there yet."""

    @property
    def reports(self) -> Sequence[SiteReport]:
        """Those nearest before it and after it, in the order of adding, without itself."""

    def having(self, lines: Collection[int]) -> Mapping[int, Collection[str]]:
        """By line the ids of those that have it, in the order of adding; lines that none has are left out."""


class View(Protocol):
    """A snapshot of a store, for reading. For an `id`, a beginning that only one has will do.

    One that is opened `as_of` a day has the reports written by then and nothing else: what is told of several
    is what these reports tell.
    """

    @property
    def as_of(self) -> str | None:
        """The day as of which it is read, None for all there is."""

    def bound(self, seconds: float | None) -> None:
        """Let nothing be asked for longer than this from now on, all in all: what is ends with TooLong."""

    def leave_out_folders(self) -> None:
        """Tell of files their names only from now on, not in which folders they lay when they were read."""

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, and, as 'origin', how many independent origins."""

    def last_day(self) -> str | None:
        """The last day on which a report began to be written; None when no report has a day."""

    def report(self, id: str) -> Report:
        """The report with that id, its `family` filled in. Raises NotFound."""

    def text(self, report: str) -> str:
        """The received text of a report, character for character. Raises NotFound."""

    def texts(self, reports: Iterable[str]) -> Mapping[str, str]:
        """The received texts of reports, by id; ids that are none are passed over."""

    def zones(self, reports: Iterable[str]) -> Mapping[str, Sequence[Zone]]:
        """The zones of reports, by id; those that have none are left out."""

    def original(self, report: str) -> bytes | None:
        """The page that a report was read from, byte for byte; None when it was not kept."""

    def input(self, report: str) -> str | None:
        """How the bytes of a report were read, as its reader wrote it down; None when it did not."""

    def site_lines(self, report: str) -> SiteLines | None:
        """The lines of a report as `set_site_lines` was told of them; None without, or without the report."""

    def visit(self, url: str) -> Visit | None:
        """What is remembered of an address, or None."""

    def watched(self) -> Sequence[Visit]:
        """The feeds that are polled, by address."""

    def record(self, id: str) -> Record | Failure:
        """The record of any kind with that id; an actor with all its names and roles.

        Raises NotFound: nothing begins so, or several do; then the message lists them.
        """

    def reports_of(self, ids: Iterable[str]) -> Mapping[str, str]:
        """In which report each of these quotes, events and figures stands, by id; others are passed over."""

    def records(self, kind: type[R], *, report: str) -> Sequence[R]:
        """The records of one kind that were made of a report, in the order in which they were made."""

    def listing(
        self,
        kind: type[R],
        filter: Filter = EVERYTHING,
        *,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[R]:
        """A page of the records that the filter lets through, in order of days.

        What is known no better than to a month comes behind all days, and last what has no day; figures and
        claims of one day, or without one, in order of what is counted, whose it is, and how many.
        Raises QueryError when this kind cannot be filtered by one of the fields given, or for a cursor that
        did not come with a page.
        """

    def most_told(self, kind: type[R], filter: Filter = EVERYTHING, *, limit: int = 50) -> Sequence[R]:
        """Of the wholes of one kind that the filter lets through those of most origins, most first.

        As of a day those that have most today, however many had told of them then.
        """

    def latest_days(self, kind: type[Record], filter: Filter = EVERYTHING, *, limit: int) -> Sequence[str]:
        """The days on which the latest records begin that the filter lets through, each its own, last first.

        Of those that are known to a month at least.
        """

    def each(self, kind: type[R], filter: Filter = EVERYTHING) -> Iterator[R]:
        """All records that the filter lets through, in the order of `listing`, one at a time.

        Zones, sentences, names and times, which have no listing: those of all reports that it lets through.
        """

    def all(self) -> Iterator[AnyRecord]:
        """Everything, for export: report by report, each with its records, then families and judgements."""

    def count(self, kind: type[Record], filter: Filter = EVERYTHING) -> Count:
        """How many reports have a record that the filter lets through."""

    def counted(self, kind: type[Record], filter: Filter = EVERYTHING) -> tuple[Count, bool]:
        """The same without reading much: of more than a thousand records the first two hundred are counted.

        And whether there may be more than that.

        What is kept for single filters (an actor, a language) is exact however much it is.
        """

    def tallies(self, of: str, owner: str = "", *, limit: int = -1) -> Mapping[str, tuple[int, Count]]:
        """Counts that are kept (see `kawat.store.tallies`), by label, those of most origins first.

        Each is how many records there are, and in how many reports: of all there is, whatever the day.
        """

    def tallies_each(self, of: str, owners: Iterable[str]) -> Mapping[str, Mapping[str, tuple[int, Count]]]:
        """The same of several owners, by owner."""

    def copy_counts(self, reports: Iterable[str]) -> Mapping[str, Count]:
        """How many reports there are of the text of each of these, itself included, by id."""

    def headers(self) -> Iterator[Header]:
        """Of every report what a summary needs, in order of days, without reading it whole."""

    def spread(self, kind: type[Record], field: str) -> Mapping[str, int]:
        """How many records of a kind have each value of one of its fields."""

    def tally_of(self, kind: type[Record], wholes: Iterable[str]) -> Count:
        """How many reports have a member of one of these wholes, and of how many origins they are."""

    def found(self, kind: type[R], ids: Iterable[str]) -> Mapping[str, R]:
        """The records of one kind with these ids, by id; ids that are none are passed over."""

    def week_sheets(self, since: str | None = None, until: str | None = None) -> Iterator[WeekSheet]:
        """The same as `weeks` of all there is, whatever the day, packed; `words` tells its words."""

    def words(self) -> Mapping[int, str]:
        """The words that the numbers of a week sheet stand for."""

    def countries(self) -> Mapping[str, str | None]:
        """The actors that reports name, and the country of each."""

    def linked(self) -> bool:
        """Whether reports have been joined with the others, all but one in a hundred at most."""

    def called(self, words: str, how: Called = "name", *, limit: int = 50) -> Sequence[str]:
        """The actors that are called so in any language, in upper or lower case, most reported first.

        By their id, by a whole name or the end of one, or by part of a name.
        """

    def tally(self, reports: Iterable[str]) -> Count:
        """How many different reports these ids name, and of how many independent origins."""

    def tally_each(self, groups: Mapping[T, Iterable[str]]) -> Mapping[T, Count]:
        """The same of each of several groups of reports."""

    def unsure(self) -> Count:
        """How many reports a view `as_of` a day leaves out that may have been written by then."""

    def origin(self, report: str) -> str:
        """The id of the report that stands for all copies of this one; its own when it has none."""

    def origins_of(self, reports: Iterable[str]) -> Mapping[str, Origin]:
        """Where reports come from, by id, for counting independent origins. Raises NotFound."""

    def actor(self, id: str) -> Actor:
        """The actor with exactly that id, names and roles of all reports merged. Raises NotFound."""

    def actors(self, sort: str | None = None, *, limit: int | None = None) -> Sequence[ActorCount]:
        """The actors, most reported first (by independent, then raw count), of one sort if given."""

    def families(self, after: str = "") -> Iterator[Family]:
        """All copy families, by id; only those behind an id if given."""

    def copied(self) -> Count:
        """How many reports are in a family, and how many families these are."""

    def family_of(self, report: str) -> Family | None:
        """The copy family that a report belongs to, or None."""

    def whole_of(self, kind: type[R], part: str) -> R | None:
        """The saying, happening, story ... that a record is part of, or None."""

    def whole_ids(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, str]:
        """Of those of these records that are part of a whole, the id of it."""

    def failures(self, report: str | None = None) -> Sequence[Failure]:
        """The stages that failed, in all reports or in one."""

    def judgements(self, id: str | None = None) -> Sequence[Judgement]:
        """What analysts decided, about any record or about one, oldest first."""

    def weeks(
        self,
        since: str | None = None,
        until: str | None = None,
        *,
        types: Sequence[str] = (),
        statuses: Sequence[str] = (),
        min_score: float | None = None,
    ) -> Iterator[WeekCount]:
        """The roll-up of events by week, actor, recipient, type, status and origin.

        `since` and `until` are weeks ('2022-W03'), both included; with either, undated events are left out.
        With `min_score` the events are counted anew: only those found at least so surely.
        """

    def search(
        self,
        query: str,
        where: Where = "text",
        filter: Filter = EVERYTHING,
        *,
        limit: int = 20,
        copies: bool = True,
    ) -> Matches:
        """What has all words of the query, best first: reports by text or title, or quotes.

        Without `copies`, of those that are one text the best only. Of more than a thousand matches the newest
        thousand are weighed.

        "several words" in quotation marks stand together, `nego*` is any word beginning so, `-word` must
        not be there, OR between two parts wants either. Raises QueryError when no word is asked for.
        """


class Links(View, Protocol):
    """What linking asks of a store beside what a View tells: what is remembered of bodies and parts."""

    def unlinked(self, limit: int = -1) -> Sequence[str]:
        """The reports that have been added but not yet compared with the others, in the order of adding.

        The first so many of them; all without a limit.
        """

    def revision(self, report: str) -> int:
        """How often a report was added again or judged since it was there. Raises NotFound."""

    def body(self, report: str) -> Body | None:
        """The body of a report as `set_body` was told of it, or None."""

    def copies(self, digest: str) -> Sequence[str]:
        """The reports that have a body with that digest."""

    def first_copies(self, digests: Iterable[str]) -> Mapping[str, str]:
        """By digest of a body the first of `copies`; digests that no report has are passed over."""

    def compared(self, digest: str) -> bool:
        """Whether a report with that body has been compared with the others."""

    def near(self, digest: str) -> Sequence[str]:
        """The digests of other bodies that have at least `NEAR` bands in common with this one."""

    def meaning(self, digest: str) -> Meaning | None:
        """What the sentences of a body mean, or None when nobody has told."""

    def meanings(self, digests: Iterable[str]) -> Mapping[str, bytes]:
        """The `vectors` of several bodies, by digest; those of which nobody has told are left out."""

    def alike(self, digest: str) -> Sequence[str]:
        """The digests of other bodies with sentences that have codes like those of this one's sentences.

        Of those written in the same stretches of days, and, more alike, of those with a key in common.
        """

    def shares(self, digest: str, of: Shared = "words") -> Mapping[str, float]:
        """The bodies known to have words, or sentences, in common with this one, and the share of them."""

    def as_read(self, report: str) -> Report:
        """A report as it was read by itself: `written` is what its own text supports. Raises NotFound."""

    def is_lent(self, report: str) -> bool:
        """Whether a report has its day from others; one that is added again has not."""

    def lent_by(self, report: str) -> Sequence[str]:
        """The reports that have their day from this copy."""

    def meetings_of(self, report: str) -> Sequence[Meeting]:
        """What a report tells of pairs of persons, or asks for."""

    def meeting_days(self, pair: str) -> tuple[str, str] | None:
        """The first and the last day on which any report has a pair do something together."""

    def meetings(self, pair: str) -> Sequence[Meeting]:
        """What all reports tell that a pair did together, each with its day."""

    def asking(self, pair: str) -> Sequence[str]:
        """The reports that would learn their own day from the day on which a pair met."""

    def unjoined(self, limit: int = -1) -> Sequence[str]:
        """The reports that have families, but whose records have not yet been joined with those of others.

        The first so many of them, in the order of adding; all without a limit.
        """

    def loose(self, kind: type[Record]) -> Sequence[str]:
        """The parts that have not been looked at since they or a part of their whole changed."""

    def parts(self, kind: type[Record], ids: Iterable[str]) -> Sequence[Part]:
        """The parts with these ids, in the order given; ids that are no parts are passed over."""

    def parts_of(self, kind: type[Record], report: str) -> Sequence[str]:
        """The ids of a report's parts."""

    def mates(self, kind: type[Record], keys: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The parts that are looked up under each of these keys, by key."""

    def ties(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, Mapping[str, Tie]]:
        """By part the others known to belong together with it."""

    def decided_by(self, kind: type[Record], parts: Iterable[str]) -> Set[str]:
        """The parts for which one of these is evidence, without being of one whole with them."""

    def scores(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
        """By part the others that may be of one whole with it: the score of their tie, which is not 0."""

    def vectors(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Of the sentences with these keys (8 bytes) the vectors that are kept."""

    def least(self, kind: type[Record], parts: Iterable[str]) -> Mapping[str, float]:
        """By part the score that ties must have to count between it and others; see `set_wholes`."""


class Writer(Links, Protocol):
    """Writes into a store. Each call is a transaction, whole or not at all, unless inside `transaction`."""

    @property
    def address(self) -> str:
        """By which any process opens the same store."""

    def has(self, report: str, fingerprint: str) -> bool:
        """Whether the report is there, made by just these inputs and stage versions."""

    def fingerprint(self, report: str) -> str:
        """By which inputs and stage versions a report was made. Raises NotFound."""

    def add(
        self,
        report: Report,
        text: str,
        records: Iterable[Record | Failure],
        *,
        original: bytes | None = None,
        fingerprint: str = "",
        input: str | None = None,
    ) -> None:
        """Keep a report with its text and records, in place of an earlier one with the same id.

        `input` says to its reader how `original` is read. Its site lines are forgotten.

        `records` may hold the report itself, which is passed over. Raises StoreError for records that
        belong to another report, are of no public kind, or point beyond the end of the text.
        """

    def set_site_lines(self, report: str, lines: SiteLines) -> None:
        """Remember the lines of a report, for the others of its site."""

    def beside(self, report: str, site: str, most: int) -> SiteReports:
        """The reports of a site that were added last before a report and first after it, so many of each.

        Of a report that is not there yet the last ones.
        """

    def judge(self, judgement: Judgement) -> None:
        """Keep an analyst's decision; earlier ones stay. The reports it is about are to be linked anew."""

    def remember(self, visit: Visit) -> None:
        """Keep what is known of an address, in place of what was."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept at its end, or nothing of it when an error leaves it."""

    def attempt(self, work: Callable[[], T]) -> T:
        """What `work` does, as one transaction.

        It is done again from its beginning when the store had gone away before it was kept, so many times as
        the store thinks fit: `work` must do the same then. Raises StoreError when it does not come back.
        """

    def linking(self) -> AbstractContextManager[None]:
        """A block in which nobody else links: who comes second waits until the first is done."""

    def set_body(
        self,
        report: str,
        body: Body,
        days: Iterable[int] = (UNDATED_DAYS,),
        revision: int | None = None,
    ) -> None:
        """Remember which body a report has; reports with the same digest share one.

        `revision`: of which revision of the report it is; of the one that is there when nothing is said.
        `days`: in which stretches of days it was written; bodies that have one in common are looked at. A
        body whose reports are of other days than before has nothing in common with others, and these reports
        are unlinked, until it is compared anew.
        """

    def set_meaning(self, digest: str, meaning: Meaning) -> None:
        """Remember what the sentences of a body mean."""

    def set_shares(self, digest: str, shares: Mapping[str, float], of: Shared = "words") -> None:
        """Remember which bodies have words or sentences in common with this one, beside those it had."""

    def set_families(self, reports: Iterable[str], families: Iterable[Family]) -> None:
        """Put these families in place of all that these reports were in, and note the reports as linked.

        But for those of which the body is of an earlier `revision`: these are still to be linked.
        """

    def set_lent(self, report: str, own: Written | None, by: str | None) -> None:
        """Note that a report has its day from others: what its own text supports, and which copy lends it."""

    def set_meetings(self, report: str, meetings: Iterable[Meeting]) -> None:
        """Put these in place of all that a report told of pairs of persons; adding it again leaves them."""

    def pack_weeks(self) -> None:
        """Make the sheets of the weeks that have changed (see `week_sheets`), else who asks does."""

    def set_joined(self, reports: Iterable[str], *, joined: bool = True) -> None:
        """Note that the records of these reports have been joined with those of others, or are to be.

        Those that were added anew or judged meanwhile are to be linked again.
        """

    def set_parts(self, kind: type[Record], parts: Mapping[str, Sequence[Part]]) -> None:
        """Put the parts of each of these reports in place of all that it had for wholes of this kind.

        Their ties are gone, and the wholes that had one of the old ones; their other parts are `loose`.
        """

    def loosen(self, kind: type[Record], parts: Iterable[str]) -> None:
        """Have these parts looked at again: the wholes that they are in are gone, all their parts loose."""

    def set_ties(self, kind: type[Record], ties: Mapping[str, Mapping[str, Tie]]) -> None:
        """Remember which parts belong together with each of these, beside those known already."""

    def set_vectors(self, vectors: Mapping[bytes, bytes]) -> None:
        """Keep the vectors of sentences."""

    def set_wholes(self, kind: type[Record], remade: Iterable[Remade]) -> None:
        """Put what parts make now in place of all wholes that have one of them."""


class Store(Protocol):
    """A place where reports and what was found in them are kept."""

    @property
    def name(self) -> str:
        """How it is called: the path of its file, or its address without who may open it."""

    def check(self) -> None:
        """Nothing; raises StoreError when it cannot be read now, or has not the schema of this Kawat."""

    def writer(self) -> AbstractContextManager[Writer]:
        """A Writer, until the end of the `with` block."""

    def view(self, as_of: str | None = None) -> AbstractContextManager[View]:
        """A View of what is there now, until the end of the `with` block.

        With a day, of what had been written by then; reports whose day is not known are left out.
        """

    def links(self) -> AbstractContextManager[Links]:
        """A View of what is there now that also tells what linking asks, until the `with` block ends."""

    def changes(self) -> AbstractContextManager[Callable[[], str]]:
        """A function that names what is in the store now: another name once anything has been written.

        A view opened after it was called sees at least what had that name. It may be called in any thread.
        """

    def close(self) -> None:
        """Let go of the store. Nothing is lost without."""

    def __enter__(self) -> Store: ...

    def __exit__(self, *error: object) -> None: ...
