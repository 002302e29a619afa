"""Pieces of what hangs together: bounded, and the same whatever came first, went or came again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import Told, plain
from kawat.link import pieces
from kawat.link.clusters import Pair, pair
from kawat.link.joining import join
from kawat.link.joins import Candidate, Joining
from kawat.link.judged import Judged
from kawat.link.pieces import Pieces, Ties
from kawat.records import Claim, Figure, Made
from kawat.store import Tie, View, Writer, open_store

NAMES = "abcdefghij"


class Named(msgspec.Struct, frozen=True):
    """A part as these tests compare it: by its name."""

    name: str


def report(name: str, *, empty: bool = False) -> Told:
    one = plain(f"{name} counts 7 ships.", f"{name}.txt", language="en")
    if not empty:
        one.figure("7 ships", 7, 7, "count", of=name)
    return one


def graph(scores: dict[Pair, float]) -> Joining[Named]:
    """What joins the figures of reports by these scores of their names."""

    def parts(view: View, report: str) -> Iterator[Candidate[Named]]:
        for figure in view.records(Figure, report=report):
            yield Candidate(figure.id, ("all",), Named(figure.of or ""))

    def tie(left: Named, right: Named) -> Tie | None:
        score = scores.get(pair(left.name, right.name))
        return Tie(score, "made") if score else None

    def whole(view: View, members: Sequence[Candidate[Named]]) -> Claim | None:
        if len(members) < 2:
            return None
        first = view.record(members[0].id)
        names = tuple(sorted(member.features.name for member in members))
        return Claim(
            report=first.report,
            at=first.at,
            made=Made("claims", "1", "", 1.0),
            members=tuple(member.id for member in members),
            reports=len(members),
            origins=len(members),
            basis=names,
            low=7,
            high=7,
            unit="count",
        )

    return Joining(Claim, Named, parts, tie, whole)


def linked(writer: Writer, joining: Joining[Named], *reports: Told, fingerprint: str = "1") -> set[str]:
    for one in reports:
        one.add(writer, fingerprint)
    join(writer, joining, [one.id for one in reports])
    assert writer.loose(Claim) == []
    return {"".join(claim.basis) for claim in writer.each(Claim)}


def chain(names: str, score: float) -> dict[Pair, float]:
    return {pair(one, other): score for one, other in pairwise(names)}


def test_what_is_small_is_not_cut(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LARGEST", 5)
    linked(writer, graph(chain("abcde", 0.41)), *map(report, "abcde"))
    found = Pieces(writer, Judged(), Ties(Claim))
    (first,) = writer.parts_of(Claim, report("a").id)
    piece = found.of(first)
    assert (len(piece.ids), piece.least) == (5, 0.0)
    assert set(found.scores(piece).values()) == {0.41}


def test_what_is_large_is_cut_at_its_weakest_ties(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LARGEST", 5)
    scores = chain("abc", 0.9) | chain("cd", 0.45) | chain("def", 0.8)
    scores[pair("a", "c")] = scores[pair("d", "f")] = 0.85
    linked(writer, graph(scores), *map(report, "abcdef"))
    found = Pieces(writer, Judged(), Ties(Claim))
    sizes = {len(found.of(id).ids) for name in "abcdef" for id in writer.parts_of(Claim, report(name).id)}
    assert sizes == {3}
    assert {"".join(claim.basis) for claim in writer.each(Claim)} == {"abc", "def"}


names = st.sampled_from(NAMES)
pairs = st.tuples(names, names).filter(lambda both: both[0] != both[1]).map(lambda both: pair(*both))
scores = st.dictionaries(pairs, st.sampled_from([0.3, 0.45, 0.55, 0.65, 0.85, 0.97, 1.0]), min_size=8)


@settings(max_examples=60, deadline=None)
@given(
    scores,
    st.permutations(NAMES),
    st.sets(st.integers(1, len(NAMES) - 1)),
    st.sets(names, max_size=3),
    st.integers(1, 5),
)
def test_neither_the_order_nor_what_went_meanwhile_matters(
    made: dict[Pair, float], order: list[str], cuts: set[int], gone: set[str], largest: int
) -> None:
    joining = graph(made)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LARGEST", largest)
        with open_store(Path(folder) / "whole", create=True) as store, store.writer() as writer:
            expected = linked(writer, joining, *(report(name, empty=name in gone) for name in NAMES))
        with open_store(Path(folder) / "slowly", create=True) as store, store.writer() as writer:
            for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(order)], strict=True):
                linked(writer, joining, *map(report, order[start:end]))
            again = [report(name, empty=True) for name in sorted(gone)]
            assert linked(writer, joining, *again, fingerprint="2") == expected
