"""Days that reports get from others: from copies, and from those that date the same deeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec
import pytest

from crisis import Told, plain
from kawat.link.dating import Lent
from kawat.link.steps import left_to_others, link
from kawat.records import Place, Zone
from kawat.store import Visit, Writer, open_store

STORY = " ".join(f"kata{number}" for number in range(60))


BRENLAU, KALDIS = Place("Brenlau", "FRD", 50.0, 8.0), Place("Kaldis", "SYL", 40.0, 20.0)


def met(
    source: str,
    written: str | None,
    *,
    day: str | None = None,
    who: str = "anna-blythe",
    where: Place = BRENLAU,
    before: int = 0,
    dated: str = "own",
    **fields: str,
) -> Told:
    """A report that two ministers met, on a day that it says or on that of the news."""
    first = [f"It rained on day {number} in {source}." for number in range(before)]
    one = plain(
        " ".join([*first, f"Blythe met Dent in {source}. They smiled in {source} on Friday."]),
        source,
        day=written,
        **fields,
    )
    for sentence in (*first, f"Blythe met Dent in {source}.", f"They smiled in {source} on Friday."):
        one.sentence(sentence)
    one.actor("Blythe", who, sort="person", country="FRD")
    one.actor("Dent", "carl-dent", sort="person", country="SYL")
    told = {"dated": dated} if day else {}
    one.event("Blythe met Dent", "CONSULT", actors=(who, "carl-dent"), day=day, where=where, **told)
    return one


def copy(source: str, written: str | None) -> Told:
    return plain(f"{STORY} {source}", source, day=written)


def lending(writer: Writer, *reports: Told) -> dict[str, Lent]:
    for report in reports:
        report.add(writer)
    found: list[Lent] = []

    def read(lent: Sequence[Lent]) -> Sequence[tuple[Lent, Callable[[], None]]]:
        found.extend(lent)
        return ()

    link(writer, containment=0.6, read=read)
    return {writer.report(one.report).source: one for one in found}


class Reader:
    """Adds reports and reads them again with the day that others lend them."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._told = writer, dict[str, Told]()

    def add(self, *reports: Told) -> dict[str, tuple[str, str] | None]:
        """The days in which all reports that have a part in it were written by now, by source."""
        for one in reports:
            self._told[one.id] = one
            one.add(self._writer)
        link(self._writer, containment=0.6, read=self._read)
        written = {
            one.report.source: self._writer.report(id).written for id, one in sorted(self._told.items())
        }
        return {source: (days.first, days.last) if days else None for source, days in written.items()}

    def _read(self, found: Sequence[Lent]) -> Iterator[tuple[Lent, Callable[[], None]]]:
        for one in found:
            told = self._told[one.report]
            report = msgspec.structs.replace(told.report, written=one.written or told.report.written)
            yield one, partial(Told(report, told.text, told.records).add, self._writer)


def test_a_day_is_lent_by_what_comes_later_and_given_back(writer: Writer) -> None:
    reader = Reader(writer)
    assert reader.add(met("open", "2022-01-07/2022-01-28"))["open"] == ("2022-01-07", "2022-01-28")
    found = reader.add(met("dated", "2022-01-22", day="2022-01-21"))
    assert found["open"] == ("2022-01-21", "2022-01-21")
    assert writer.as_read(OPEN).written == met("open", "2022-01-07/2022-01-28").report.written
    # they met once more: it may be that which it tells of
    found = reader.add(met("again", "2022-01-15", day="2022-01-14"))
    assert found["open"] == ("2022-01-07", "2022-01-28")
    assert not writer.is_lent(OPEN)


def test_reading_again_holds_up_nobody_and_goes_on_after_an_interruption(writer: Writer) -> None:
    reader = Reader(writer)
    copies = [copy("first", "2022-01-20"), copy("undated", None), copy("late", "2022-06-01")]

    def interrupted(found: Sequence[Lent]) -> Iterator[tuple[Lent, Callable[[], None]]]:
        for one in found:
            with open_store(writer.address) as store, store.writer() as other:
                other.remember(Visit("https://desk.example", "2022-02-01"))
            yield from reader._read([one])
            raise KeyboardInterrupt

    for one in copies:
        reader._told[one.id] = one
        one.add(writer)
    with pytest.raises(KeyboardInterrupt):
        link(writer, containment=0.6, read=interrupted)
    assert sorted(writer.is_lent(one.id) for one in copies) == [False, False, True]
    assert set(reader.add().values()) == {("2022-01-20", "2022-01-20")}


def test_an_interrupted_run_leaves_nobody_who_met_once_with_a_day(writer: Writer) -> None:
    reader = Reader(writer)
    reader.add(met("open", "2022-01-07/2022-01-28"), met("dated", "2022-01-22", day="2022-01-21"))
    assert writer.is_lent(OPEN)
    again = met("again", "2022-01-15", day="2022-01-14")
    reader._told[again.id] = again
    again.add(writer)

    def interrupted(found: Sequence[Lent]) -> Sequence[tuple[Lent, Callable[[], None]]]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link(writer, containment=0.6, read=interrupted)
    assert reader.add()["open"] == ("2022-01-07", "2022-01-28")


def test_what_is_added_anew_meanwhile_is_not_overwritten(writer: Writer) -> None:
    reader = Reader(writer)
    first, undated = copy("first", "2022-01-20"), copy("undated", None)
    told = plain(undated.text, "undated", day="2022-01-24")
    assert told.id == undated.id

    def read(found: Sequence[Lent]) -> Iterator[tuple[Lent, Callable[[], None]]]:
        for one, add in reader._read(found):
            writer.add(told.report, told.text, told.records, fingerprint="read by somebody else")
            yield one, add

    for one in (first, undated):
        reader._told[one.id] = one
        one.add(writer)
    link(writer, containment=0.6, read=read)
    assert not writer.is_lent(undated.id)
    assert writer.report(undated.id).written == told.report.written


def test_a_lent_day_lends_no_further(writer: Writer) -> None:
    reader = Reader(writer)
    copies = [copy("first", "2022-01-20"), copy("undated", None), copy("late", "2022-06-01")]
    for one in copies:
        found = reader.add(one)
    assert set(found.values()) == {("2022-01-20", "2022-01-20")}
    # of the first another day is read now: the others have theirs from it
    later = copy("first", "2022-03-20")
    found = reader.add(Told(later.report, copies[0].text, copies[0].records))
    assert set(found.values()) == {("2022-03-20", "2022-03-20")}


def test_a_copy_that_is_no_more_one_takes_its_day_back(writer: Writer) -> None:
    reader = Reader(writer)
    reader.add(copy("first", "2022-01-20"), copy("undated", None))
    first = copy("first", "2022-01-20")
    other = plain("Something else altogether, in a few other words.", "first", day="2022-01-20")
    found = reader.add(Told(first.report, other.text, [_of(other, first)]))
    assert found["undated"] is None


def _of(other: Told, first: Told) -> Zone:
    """The body of the other text, as the first report's."""
    return Zone(report=first.id, at=(other.span(other.text),), made=first.report.made, role="body")


OPEN = met("open", "2022-01-07/2022-01-28").id


def test_a_copy_lends_its_day_to_one_dated_long_after_it(writer: Writer) -> None:
    found = lending(
        writer, copy("first", "2022-01-20"), copy("late", "2022-06-01"), copy("next", "2022-01-22")
    )
    assert set(found) == {"late"}
    assert found["late"].written.period.first == found["late"].written.period.last == "2022-01-20"
    assert found["late"].written.basis[0] == "a copy of the text, first, was written on 2022-01-20"


def test_a_copy_lends_its_day_to_one_without(writer: Writer) -> None:
    assert set(lending(writer, copy("first", "2022-01-20"), copy("undated", None))) == {"undated"}


def test_what_others_date_dates_the_news(writer: Writer) -> None:
    # the text leaves the Fridays of January open
    open_ = met("open", "2022-01-07/2022-01-28")
    found = lending(writer, open_, met("dated", "2022-01-22", day="2022-01-21"))
    written = found["open"].written
    assert (written.first, written.last) == ("2022-01-21", "2022-01-21")
    assert written.basis == (
        "by hand",
        "what it tells as news was on 2022-01-21, or due then, according to dated",
    )


@pytest.mark.parametrize(
    "others",
    [
        [met("thursday", "2022-01-22", day="2022-01-20")],
        [met("before", "2021-12-02", day="2021-11-26")],
        [met("strangers", "2022-01-22", day="2022-01-21", who="eve-frost")],
        [met("one", "2022-01-22", day="2022-01-21"), met("other", "2022-01-15", day="2022-01-14")],
        [met("as open", "2022-01-07/2022-01-28")],
        [
            met("one", "2022-01-22", day="2022-01-21"),
            met("later", "2022-03-02", day="2022-03-02", dated="report"),
        ],
        [met("elsewhere", "2022-01-22", day="2022-01-21", where=KALDIS)],
        [met("its own", "2022-01-21", day="2022-01-21", dated="report")],
        [met("dated anew", "2022-01-22", day="2022-01-21", page_date="2022-06-01")],
    ],
    ids=[
        "another weekday",
        "outside the days left open",
        "somebody else",
        "two days alike",
        "nobody dates it",
        "another time, by a report's own day",
        "another place",
        "only by when it was written",
        "on a page of another day",
    ],
)
def test_what_does_not_tell_the_day_lends_none(writer: Writer, others: list[Told]) -> None:
    assert lending(writer, met("open", "2022-01-07/2022-01-28"), *others) == {}


def test_what_stands_far_down_is_not_the_news(writer: Writer) -> None:
    open_ = met("open", "2022-01-07/2022-01-28", before=8)
    assert lending(writer, open_, met("dated", "2022-01-22", day="2022-01-21")) == {}


def test_two_days_beside_each_other_are_both_told(writer: Writer) -> None:
    others = (met("one", "2022-01-22", day="2022-01-20"), met("other", "2022-01-22", day="2022-01-21"))
    written = lending(writer, met("open", "2022-01-03/2022-01-28"), *others)["open"].written
    assert (written.first, written.last) == ("2022-01-20", "2022-01-22")
    assert written.basis[-1].startswith(
        "what it tells as news was from 2022-01-20 to 2022-01-21, or due then"
    )


def test_who_knows_its_own_day_keeps_it(writer: Writer) -> None:
    assert lending(writer, met("own", "2022-01-14"), met("dated", "2022-01-22", day="2022-01-21")) == {}


def test_who_cannot_read_leaves_reports_that_others_date_to_the_next(writer: Writer) -> None:
    reader = Reader(writer)
    for one in (copy("first", "2022-01-20"), copy("undated", None)):
        reader._told[one.id] = one
        one.add(writer)
    link(writer, containment=0.6, read=left_to_others)
    assert [writer.report(id).source for id in writer.unjoined()] == ["undated"]
    assert set(reader.add().values()) == {("2022-01-20", "2022-01-20")}
    assert writer.unjoined() == []
