"""The words of a sentence that tell a deed from others of its kind."""

from __future__ import annotations

import pytest

from crisis import Told, plain
from kawat.link.happenings.telling import Telling
from kawat.records import Event, Span
from kawat.store import Writer

SENTENCE = (
    "On 21 January President Roskov said Sylvania would attack the granary at Port Kaldis with 40 barges"
)


def read(writer: Writer, one: Told) -> tuple[Telling, Event]:
    one.add(writer)
    (event,) = writer.records(Event, report=one.id)
    return Telling(writer, one.id), event


def report(language: str = "en") -> Told:
    one = plain(f"{SENTENCE}.", "a.txt", day="2022-01-22", language=language)
    one.sentence(SENTENCE)
    one.time("21 January", "2022-01-21")
    one.actor("Sylvania", "SYL")
    one.actor("Roskov", "pavel-roskov", sort="person", country="SYL")
    for name, actor in (("Sylvania", "SYL"), ("Roskov", "pavel-roskov"), ("Port Kaldis", "")):
        one.name(name, actor)
    one.event(SENTENCE, "ASSAULT", trigger="attack", actors=("pavel-roskov",), recipients=("FRD",))
    return one


def test_names_of_states_and_parties_days_offices_and_what_is_done_tell_nothing(writer: Writer) -> None:
    telling, event = read(writer, report())
    sentence = telling.sentence(event.trigger)
    assert sentence == Span(0, len(SENTENCE))
    # of the name 'Port Kaldis' one word
    assert telling.words(sentence, event) == ("barge", "granary", "kaldis")


def test_figures_are_those_that_are_no_day_and_no_name(writer: Writer) -> None:
    telling, event = read(writer, report())
    bare = telling.bare(event.at[0])
    assert "40 barges" in bare
    assert "21" not in bare
    assert "Kaldis" not in bare


def test_the_states_of_a_clause_and_where_it_goes(writer: Writer) -> None:
    telling, event = read(writer, report())
    assert telling.states(event) == ("SYL",)
    assert telling.direction(event) == 0


@pytest.mark.parametrize(
    ("words", "language", "direction"),
    [
        ("Sylvania moves closer to the union", "en", 1),
        ("Sylvania moves away from the union", "en", -1),
        ("Sylvania mendekati persekutuan itu", "id", 1),
        ("Sylvania menjauh dari persekutuan itu", "id", -1),
        ("Sylvania ad unionem movetur", "la", 0),
    ],
)
def test_direction(writer: Writer, words: str, language: str, direction: int) -> None:
    one = plain(f"{words}.", "a.txt", language=language)
    one.event(words, "AGREE", actors=("SYL",))
    telling, event = read(writer, one)
    assert telling.direction(event) == direction


def test_a_language_without_word_lists_keeps_its_longer_words(writer: Writer) -> None:
    one = plain("Naves frumentum portabant.", "a.txt", language="la")
    one.sentence("Naves frumentum portabant")
    one.event("Naves frumentum portabant", "AID", trigger="portabant", actors=("SYL",))
    telling, event = read(writer, one)
    assert telling.words(event.at[0], event) == ("frumentum", "naves")
