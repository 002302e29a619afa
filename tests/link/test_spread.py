"""Linking comes out the same wherever its steps are done, by how many, and in whatever order."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from kawat.link import joining, vectors, work
from kawat.link.families import finding
from kawat.link.spread import HERE, Spread, Work
from kawat.link.steps import link
from kawat.records import KINDS, LINKED, Family, Record, Report, encode
from kawat.store import View, Writer, open_store

T = TypeVar("T")
R = TypeVar("R")


class Scattered:
    """Begins anew for every item, the last one first, with all that went and came pickled."""

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        last_first = [self._elsewhere(work, item) for item in reversed(list(items))]
        return reversed(last_first)

    def _elsewhere(self, work: Work[T, R], item: T) -> R:
        work, item = pickle.loads(pickle.dumps((work, item)))
        answer: R = pickle.loads(pickle.dumps(work.begin()(item)))
        return answer


class Backwards:
    """Begins once, and does the last item first, as a worker does that is given what another died on."""

    def map(self, work: Work[T, R], items: Iterable[T]) -> Iterator[R]:
        do = work.begin()
        return reversed([do(item) for item in reversed(list(items))])


def linked(sample: Path, path: Path, spread: Spread) -> list[list[bytes]]:
    """What linking makes of the sample's reports, in a store of their own."""
    with (
        open_store(sample) as source,
        source.view() as view,
        open_store(path, create=True) as store,
        store.writer() as writer,
    ):
        for report in view.each(Report):
            writer.add(report, view.text(report.id), _of(view, report.id))
        link(writer, containment=0.5, spread=spread)
        return _everything(writer)


def _of(view: View, report: str) -> Sequence[Record]:
    kinds = [kind for kind in KINDS if kind not in (Report, Family)]
    return [record for kind in kinds for record in view.records(kind, report=report)]


def _everything(writer: Writer) -> list[list[bytes]]:
    made = [[encode(family) for family in writer.families()]]
    return made + [[encode(whole) for whole in writer.each(kind)] for kind in LINKED]


@pytest.mark.parametrize("elsewhere", [Scattered, Backwards])
def test_every_step_answers_the_same_anywhere(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: type[Spread]
) -> None:
    expected = linked(sample_store, tmp_path / "here.kawat", HERE)
    assert all(expected[:4])
    for name in ("_READ", "_SCORED", "_MADE"):
        monkeypatch.setattr(joining, name, 5)
    for name in ("_READ", "_COMPARED", "_GATHERED"):
        monkeypatch.setattr(finding, name, 3)
    monkeypatch.setattr(work, "_FEW", 1)
    assert linked(sample_store, tmp_path / "elsewhere.kawat", elsewhere()) == expected


def test_no_sentence_is_encoded_twice(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded = Counter[str]()

    def encode(texts: Sequence[str]) -> Sequence[bytes]:
        encoded.update(texts)
        return known(texts)

    known = vectors.encoded
    monkeypatch.setattr(vectors, "encoded", encode)
    monkeypatch.setattr(work, "encoded", encode)
    # what other tests have at hand is none of ours
    before = vectors._shelf.set(vectors.Shelf())
    linked(sample_store, tmp_path / "here.kawat", HERE)
    vectors._shelf.reset(before)
    assert len(encoded) > 100
    assert max(encoded.values()) == 1
