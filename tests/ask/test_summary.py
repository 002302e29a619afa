"""The summary of a store: counted by hand on small stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from crisis import Told, told
from kawat.ask.summary import Claim, Copied, Redated, Speaker, Summary, summarise
from kawat.records import Commitment, Written
from kawat.store import Count, View, open_store

Opened = Callable[..., View]


def test_an_empty_store(opened: Opened) -> None:
    told_ = summarise(opened())
    assert told_ == Summary(
        count=Count(0, 0),
        records=told_.records,
        languages={},
        first=None,
        last=None,
        undated=0,
        speakers=(),
        redated=(),
        figures=(),
        copied=(),
        outcomes={},
        disputed=(),
        failures=0,
    )
    assert not any(told_.records.values())


def test_how_much_there_is(view: View) -> None:
    told_ = summarise(view)
    assert told_.count == Count(3, 2)
    assert told_.languages == {"en": 3}
    assert (told_.first, told_.last) == ("2022-01-21", "2022-01-28")
    assert told_.records == view.counts()
    assert told_.records["quote"] == 4


def test_a_term_of_office_is_no_day_of_writing(opened: Opened) -> None:
    found = summarise(
        opened(
            told("One.", "a", day="2022-01-21/2022-02-21"),
            told("Two.", "b", day="2015-08-06/2025-08-06"),
            told("Three.", "c"),
        )
    )
    assert (found.first, found.last, found.undated) == ("2022-01-21", "2022-01-21", 2)


def test_languages_are_counted_most_first(opened: Opened) -> None:
    texts = [told("One.", "a"), *(told(f"Text {n}.", f"{n}", language="id") for n in range(3))]
    assert list(summarise(opened(*texts)).languages.items()) == [("id", 3), ("unknown", 1)]


def test_speakers_are_ranked_by_origins_not_by_copies(view: View) -> None:
    assert summarise(view).speakers == (Speaker("pavel-roskov", "Pavel Roskov", 4, Count(3, 2)),)


def speaking(source: str, *speakers: str) -> Told:
    words = [f"We of {source} say {n}" for n, _ in enumerate(speakers)]
    one = told(". ".join(words), source)
    for said, actor in zip(words, speakers, strict=True):
        one.quote(said, speaker_actor=actor)
    for actor in set(speakers):
        one.actor("We", actor, name=actor.title())
    return one


def test_of_equals_who_is_quoted_more_comes_first_then_by_id(opened: Opened) -> None:
    view = opened(speaking("a", "cora", "berta", "anna", "cora"), speaking("b", "berta"))
    assert [speaker.actor for speaker in summarise(view).speakers] == ["berta", "cora", "anna"]


def test_only_the_first_speakers_are_told(opened: Opened) -> None:
    view = opened(speaking("a", *(f"actor-{n}" for n in range(9))))
    assert [speaker.actor for speaker in summarise(view).speakers] == [f"actor-{n}" for n in range(6)]


@pytest.mark.parametrize(
    ("page_date", "written", "redated"),
    [
        ("2022-01-28", "2022-01-21", False),
        ("2022-01-29", "2022-01-21", True),
        ("2024-11-24", "2022-01-21", True),
        ("2022-01-29", "2022-01-18/2022-01-22", False),
        ("2021-01-01", "2022-01-21", False),
        (None, "2022-01-21", False),
        ("2022-01-29", None, False),
    ],
)
def test_pages_dated_long_after_their_text(
    opened: Opened, page_date: str | None, written: str | None, redated: bool
) -> None:
    one = told("A text.", "a.html", day=written, page_date=page_date)
    found = summarise(opened(one)).redated
    assert found == (
        (Redated(one.id, "a.html", str(page_date), "2022-01-21", "2022-01-21"),) if redated else ()
    )


def test_figures_of_the_thing_that_is_most_disputed(view: View) -> None:
    assert summarise(view).figures == (
        Claim("troops", 6e4, 9e4, "60,000 to 90,000 troops", Count(1, 1)),
        Claim("troops", 1e5, 1e5, "100,000 troops", Count(2, 1)),
    )


def test_figures_without_holder_or_of_other_units_are_left_out(opened: Opened) -> None:
    one = told("9 tanks, 8 troops, 7 spies, 5 cooks.", "a.txt")
    one.figure("9 tanks", 9, 9, "count", of="tanks", holder_actor="FJI")
    one.figure("8 troops", 8, 8, "persons", of="troops")
    one.figure("7 spies", 7, 7, "persons", holder_actor="FJI")
    assert summarise(opened(one)).figures == ()
    other = told("5 cooks.", "b.txt")
    other.figure("5 cooks", 5, 5, "persons", of="cooks", holder_actor="FJI")
    assert [claim.of for claim in summarise(opened(other)).figures] == ["cooks"]


def test_copies(view: View) -> None:
    (family,) = view.families()
    assert summarise(view).copied == (Copied(family.id, "AFP", "Warships sail", ("wrapped",)),)


def test_failures_are_counted(opened: Opened) -> None:
    one = told("A text.", "a.txt")
    one.failure("days", "KeyError: 13")
    one.failure("quotes", "KeyError: 14")
    assert summarise(opened(one)).failures == 2


def counting(number: int) -> Told:
    one = told(" ".join(f"{n} troops," for n in range(1, number + 1)), "many.txt")
    for n in range(1, number + 1):
        one.figure(f"{n} troops,", n, n, "persons", of="troops", holder_actor="FJI")
    return one


def test_of_long_lists_the_first_lines_and_how_many_more(opened: Opened) -> None:
    found = summarise(opened(counting(23)))
    assert [claim.low for claim in found.figures] == list(range(1, 21))
    assert found.left == {"figures": 3}


def test_of_many_figures_the_latest_are_held_against_each_other(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kawat.ask.summary._HELD", 2)
    reports = []
    for day in ("2022-01-01", "2022-01-02", "2022-01-20", "2022-01-21"):
        one = told(f"7 troops on {day}.", f"{day}.txt", day=day)
        one.figure("7 troops", 7, 7, "persons", of="troops", holder_actor="FJI", as_of=day)
        reports.append(one)
    found = summarise(opened(*reports))
    assert found.figures_since == "2022-01-20"
    assert [claim.count for claim in found.figures] == [Count(2, 2)]


def test_an_earlier_day_is_summed_up_from_what_was_there(tmp_path: Path) -> None:
    early, late = speaking("a", "anna"), speaking("b", "berta", "berta")
    with open_store(tmp_path / "s.kawat", create=True) as store:
        with store.writer() as writer:
            for one, day in ((early, "2022-01-01"), (late, "2022-02-01")):
                days = Written(first=day, last=day)
                told_ = msgspec.structs.replace(one.report, written=days)
                writer.add(told_, one.text, one.records, fingerprint=day)
        with store.view("2022-01-15") as view:
            then = summarise(view)
        with store.view() as view:
            now = summarise(view)
    assert [one.actor for one in then.speakers] == ["anna"]
    assert [one.actor for one in now.speakers] == ["berta", "anna"]
    assert (then.last, now.last) == ("2022-01-01", "2022-02-01")


def test_what_became_of_promises_is_what_their_list_says(sample_store: Path) -> None:
    """Also of those whose day has passed since they were written down."""
    with open_store(sample_store) as store, store.view() as view:
        became = Counter(one.outcome for one in view.each(Commitment))
        assert summarise(view).outcomes == became
        assert became["unknown"] > 0
