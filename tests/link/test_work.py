"""How much is asked when parts are scored: each pair once, whatever vectors there are."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Callable, Sequence

from crisis import Told, plain
from kawat.link import families
from kawat.link.joining import join
from kawat.link.joins import Joining
from kawat.link.sayings import Said, sayings
from kawat.store import Tie, Writer

Pairs = Counter[frozenset[str]]
TOWNS = ("Oslo", "Bern", "Roma", "Wina", "Riga", "Praha", "Lima", "Quito", "Accra", "Dakar", "Hanoi", "Seoul")


def said(source: str, words: str) -> Told:
    one = plain(f"Minister: “{words}.”", source, day="2022-01-21")
    one.actor("Minister", "anna-blythe", sort="person", country="FRD")
    one.quote(words, speaker_actor="anna-blythe", day="2022-01-21")
    return one


def otherwise(number: int) -> Told:
    """A quote of which nothing but its meaning tells whether it is another's."""
    return said(f"other {number}", " ".join(random.Random(number).sample(TOWNS, 8)))


def alike(number: int) -> Told:
    """A quote that has most words in common with its like."""
    return said(
        f"alike {number}",
        f"in {TOWNS[number]} nobody has asked for bread since the mills of Veld stand still",
    )


def counting(tie: Callable[[Said, Said], Tie | None], asked: Pairs) -> Joining[Said]:
    """Sayings, with a tie that is counted."""

    def counted(left: Said, right: Said) -> Tie | None:
        asked[frozenset((left.report, right.report))] += 1
        return tie(left, right)

    return dataclasses.replace(sayings, tie=counted)


def added(writer: Writer, reports: Sequence[Told]) -> list[str]:
    for one in reports:
        one.add(writer)
    ids = [one.id for one in reports]
    families.link(writer, ids)
    return ids


def test_a_new_quote_is_compared_once_with_each_of_its_block(writer: Writer) -> None:
    asked = Pairs()
    joining = counting(sayings.tie, asked)
    join(writer, joining, added(writer, [otherwise(number) for number in range(20)]))
    asked.clear()
    join(writer, joining, added(writer, [otherwise(20)]))
    assert len(asked) == 20
    # with one of them before its own sentence was encoded
    assert asked.total() == 21


def test_what_needs_no_vector_is_not_asked_again(writer: Writer) -> None:
    asked = Pairs()
    joining = dataclasses.replace(counting(sayings.tie, asked), meant=lambda said: ())
    like = added(writer, [alike(number) for number in range(5)])
    others = added(writer, [otherwise(number) for number in range(5)])
    join(writer, joining, [*like, *others])
    asked.clear()
    (new,) = added(writer, [alike(5)])
    join(writer, joining, [new])
    assert {asked[frozenset((new, other))] for other in like} == {1}
    assert min(asked[frozenset((new, other))] for other in others) > 1
