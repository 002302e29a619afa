"""Reports added in any order, in one go or in several: what is made of them must be the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import strategies as st

from crisis import Told
from kawat.store import open_store

W = TypeVar("W")
Rounds = Sequence[Sequence[Told]]
"""Reports, those that are added together side by side."""


@st.composite
def in_rounds(draw: st.DrawFn, reports: Sequence[Told]) -> list[list[Told]]:
    """All reports in some order, cut into rounds that are added one after the other."""
    order = draw(st.permutations(reports))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1))))
    return [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def made_of(join: Callable[..., list[W]], rounds: Rounds) -> list[W]:
    """What `join(writer, *reports)` leaves in a new store after the last round."""
    with (
        TemporaryDirectory() as folder,
        open_store(Path(folder) / "test.kawat", create=True) as store,
        store.writer() as writer,
    ):
        return [join(writer, *reports) for reports in rounds][-1]
