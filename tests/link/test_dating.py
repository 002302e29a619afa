"""Days that reports get from others: from copies, and from those that date the same deeds."""

from __future__ import annotations

import pytest

from crisis import Told, plain
from kawat.link.dating import Lent, lent
from kawat.link.steps import link
from kawat.store import Writer

STORY = " ".join(f"kata{number}" for number in range(60))


def met(source: str, written: str | None, *, day: str | None = None, who: str = "anna-blythe") -> Told:
    """A report that two ministers met, on a day that it says or on that of the news."""
    one = plain(f"Blythe met Dent in {source}. They smiled in {source} on Friday.", source, day=written)
    one.actor("Blythe", who, sort="person", country="FRD")
    one.actor("Dent", "carl-dent", sort="person", country="SYL")
    dated = {"dated": "own"} if day else {}
    one.event("Blythe met Dent", "CONSULT", actors=(who, "carl-dent"), day=day, **dated)
    return one


def copy(source: str, written: str | None) -> Told:
    return plain(f"{STORY} {source}", source, day=written)


def lending(writer: Writer, *reports: Told) -> dict[str, Lent]:
    for report in reports:
        report.add(writer)
    found = lent(writer, link(writer, containment=0.6))
    return {writer.report(one.report).source: one for one in found}


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
    ],
    ids=[
        "another weekday",
        "outside the days left open",
        "somebody else",
        "two days alike",
        "nobody dates it",
    ],
)
def test_what_does_not_tell_the_day_lends_none(writer: Writer, others: list[Told]) -> None:
    assert lending(writer, met("open", "2022-01-07/2022-01-28"), *others) == {}


def test_who_knows_its_own_day_keeps_it(writer: Writer) -> None:
    assert lending(writer, met("own", "2022-01-14"), met("dated", "2022-01-22", day="2022-01-21")) == {}
