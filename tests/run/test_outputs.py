"""Finished pieces: found by a repeated command, made again when damaged, gone once the store has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import cast

import msgspec
import pyarrow.parquet as pq
import pytest

import freedonia
from kawat import Document, Pipeline, encode, load_settings, open_pipeline, open_store
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.errors import RunError
from kawat.link.spread import R, T, Work
from kawat.read.document import Known, document
from kawat.read.source import read
from kawat.run.add import add
from kawat.run.annotating import Annotate, Task
from kawat.run.base import AHEAD, LIVES, Lost, Ready
from kawat.run.here import Here
from kawat.run.outputs import PIECE, Damaged, Fill, Outputs, Piece, piece_name
from kawat.stage import ReportText, stage
from kawat.store import Writer


@pytest.fixture(scope="module")
def whole() -> Pipeline:
    return open_pipeline(load_settings(environment={})[0])


@pytest.fixture
def bare(whole: Pipeline) -> Pipeline:
    return Pipeline(whole.settings, whole.languages, (paragraphs, wrapper))


@pytest.fixture
def outputs(tmp_path: Path) -> Outputs:
    return Outputs(tmp_path / "work")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Writer]]:
    with ExitStack() as stack:

        def writer(name: str) -> Writer:
            store = stack.enter_context(open_store(tmp_path / name, create=True))
            return stack.enter_context(store.writer())

        yield writer


def test_a_folder_that_is_lost_while_reports_are_read_is_told(outputs: Outputs) -> None:
    outputs.make()
    outputs.folder.rmdir()
    outputs.folder.write_text("")
    with pytest.raises(RunError, match=r"work: no piece can be kept there \(File exists\): name with --work"):
        outputs.write("piece", [])


def told(number: int, day: str = "2022-01-21") -> Document:
    text = f"Fiji told Iceland on Friday that ship number {number} must leave.\n\nIceland refused."
    known = Known(language="en", given_date=day, url=f"https://wire.example/{number}")
    return document(text, text.encode(), source=str(number), name=str(number), known=known, largest=10**6)


def everything(writer: Writer) -> list[bytes]:
    return sorted(map(encode, writer.all()))


def test_a_piece_holds_what_was_made_to_the_last_field(
    whole: Pipeline, outputs: Outputs, tmp_path: Path
) -> None:
    @stage(version="1", needs=[], makes=[])
    def broken(report: ReportText, language: object):  # type: ignore[no-untyped-def]
        """Fails."""
        raise KeyError("thirteen")
        yield

    pipeline = Pipeline(whole.settings, whole.languages, (*whole.stages, broken))
    folder = freedonia.write(tmp_path / "reports")
    made = [
        pipeline.annotate(one) for one in read([str(folder)], pipeline.settings) if isinstance(one, Document)
    ]
    outputs.write("piece", made)
    kept = outputs.read("piece", {one.fingerprint for one in made})
    for one in made:
        found = kept[one.fingerprint]
        assert (found.report, found.records, found.failures) == (one.report, one.records, one.failures)
    table = pq.read_table(tmp_path / "work" / "piece.parquet")
    assert table.column_names == ["fingerprint", "kind", "id", "json"]
    assert {"report", "quote", "failure"} <= set(table.column("kind").to_pylist())


def test_pieces_make_the_same_store_and_are_gone(
    whole: Pipeline, outputs: Outputs, opened: Callable[[str], Writer], tmp_path: Path
) -> None:
    folder = freedonia.write(tmp_path / "reports")
    one, other = opened("one.kawat"), opened("other.kawat")
    first = list(add(read([str(folder)], whole.settings), whole, one))
    second = list(add(read([str(folder)], whole.settings), whole, other, outputs=outputs))
    assert first == second
    assert everything(one) == everything(other)
    assert not list(outputs.folder.iterdir())
    outputs.clear()
    assert not outputs.folder.exists()


def test_a_repeated_command_takes_what_it_finds(
    bare: Pipeline, outputs: Outputs, opened: Callable[[str], Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [told(number) for number in range(2 * PIECE + 5)]
    writer = opened("s.kawat")
    # the second piece is finished, and half of the first is in the store
    (*_,) = islice(add(documents[:PIECE], bare, writer), PIECE // 2)
    marks = [bare.fingerprint(one) for one in documents]
    second = slice(PIECE, 2 * PIECE)
    outputs.write(piece_name(marks[second]), map(bare.annotate, documents[second]))
    read_by_stages: list[str] = []

    @stage(version="1", needs=[], makes=[])
    def noting(report: ReportText, language: object):  # type: ignore[no-untyped-def]
        read_by_stages.append(report.report.source)
        yield from ()

    monkeypatch.setattr(bare, "stages", (*bare.stages, noting))
    done = [one.outcome for one in add(documents, bare, writer, outputs=outputs)]
    assert done == ["same"] * (PIECE // 2) + ["added"] * (len(documents) - PIECE // 2)
    assert read_by_stages == [str(n) for n in (*range(PIECE // 2, PIECE), *range(2 * PIECE, len(documents)))]


@pytest.mark.parametrize("damage", ["cut", "empty", "of others", "no table"])
def test_a_damaged_piece_is_made_again(
    bare: Pipeline, outputs: Outputs, opened: Callable[[str], Writer], damage: str
) -> None:
    documents = [told(number) for number in range(5)]
    name = piece_name(bare.fingerprint(one) for one in documents)
    outputs.write(name, map(bare.annotate, documents[:4]))
    path = outputs.folder / f"{name}.parquet"
    if damage != "of others":
        path.write_bytes({"cut": path.read_bytes()[:-20], "empty": b"", "no table": b"nothing"}[damage])
    with pytest.raises(Damaged):
        outputs.read(name, [bare.fingerprint(one) for one in documents])
    one, other = opened("one.kawat"), opened("other.kawat")
    assert [done.outcome for done in add(documents, bare, one, outputs=outputs)] == ["added"] * 5
    (*_,) = add(documents, bare, other)
    assert everything(one) == everything(other)


def test_a_report_twice_in_a_piece_is_what_it_was_last(
    bare: Pipeline, outputs: Outputs, opened: Callable[[str], Writer]
) -> None:
    documents = [told(1), told(1), told(2), told(1, "2022-02-01"), told(1, "2022-02-01")]
    one, other = opened("one.kawat"), opened("other.kawat")
    for writer, kept in ((one, None), (other, outputs)):
        done = [done.outcome for done in add(documents, bare, writer, outputs=kept)]
        assert done == ["added", "same", "added", "added", "same"]
    assert everything(one) == everything(other)


def test_a_piece_gets_its_name_when_it_is_whole(bare: Pipeline, outputs: Outputs) -> None:
    def failing() -> Iterator[Task]:
        yield Task(told(1))
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        outputs.write("piece", (bare.annotate(task.document) for task in failing()))
    assert not outputs.has("piece")
    work = Fill(Annotate(bare), str(outputs.folder))
    (filled,) = Here().map(work, [Piece("piece", (Task(told(1)), Task(told(2))))])
    assert outputs.has("piece")
    assert getattr(filled, "reports", None) == 2
    assert [path.name for path in outputs.folder.iterdir()] == ["piece.parquet"]


class Apart(Here):
    """Workers of other machines, which write into folders of their own."""

    def map(
        self, work: Work[T, R], items: Iterable[T | Ready[R]], *, lives: int = LIVES, ahead: int = AHEAD
    ) -> Iterator[R | Lost]:
        assert isinstance(work, Fill)
        own = msgspec.structs.replace(work, folder=f"{work.folder}.own")
        return super().map(cast("Work[T, R]", own), items)


def test_a_folder_that_not_all_machines_see_is_told(
    bare: Pipeline, outputs: Outputs, opened: Callable[[str], Writer]
) -> None:
    with pytest.raises(Damaged, match=r"not here: give --work a folder that all machines see"):
        list(add([told(1)], bare, opened("s.kawat"), runner=Apart(), outputs=outputs))
