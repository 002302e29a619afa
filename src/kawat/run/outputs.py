"""Finished pieces of a run, kept in a folder until the store has them, so that nothing is done twice.

A piece is what stands at so many places of the input, one after the other. It is named by a hash of what
goes into all of them, so that a repeated command finds it; it is written beside and gets its name when it is
whole.
In it stands one row a record: the fingerprint of its report, the kind, the id and the record as JSON.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import msgspec

from kawat.errors import RunError
from kawat.pipeline import Annotated
from kawat.records import Failure, Record, Report, decode, encode, kind_of

from .annotating import Annotate, Task
from .extra import needing

if TYPE_CHECKING:
    import pyarrow as pa

PIECE = 32
"""How many places of the input make a piece."""
_COLUMNS = ("fingerprint", "kind", "id", "json")
_SUFFIX, _UNFINISHED = ".parquet", ".part"


class Damaged(RunError):
    """A piece cannot be read, or does not have all that is asked for: it is made again."""


class Piece(msgspec.Struct, frozen=True):
    """Reports that are annotated together, and the name under which they are kept."""

    name: str
    tasks: tuple[Task, ...]


class Filled(msgspec.Struct, frozen=True):
    """A piece is there: how many reports and records it has."""

    name: str
    reports: int
    records: int


def piece_name(fingerprints: Iterable[str]) -> str:
    """The name of a piece: 32 hexadecimal digits over what goes into its reports."""
    return hashlib.blake2b("\0".join(fingerprints).encode(), digest_size=16).hexdigest()


class Fill(msgspec.Struct, frozen=True):
    """Annotates a piece and writes it into a folder that all workers see."""

    annotate: Annotate
    folder: str

    def begin(self) -> Callable[[Piece], Filled]:
        """The pipeline, ready for pieces."""
        annotated, outputs = self.annotate.begin(), Outputs(Path(self.folder))
        return lambda piece: outputs.write(piece.name, map(annotated, piece.tasks))


class Outputs:
    """The pieces in a folder, which is made when the first is written, or before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, name: str) -> bool:
        """Whether a piece is there."""
        return self._path(name).is_file()

    def make(self) -> None:
        """Make the folder before anything is annotated in vain. Raises RunError."""
        with self._kept():
            self.folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=self.folder):
                pass

    def write(self, name: str, reports: Iterable[Annotated]) -> Filled:
        """Write a piece, whole or not at all. Raises RunError."""
        with needing("--work"):
            import pyarrow.parquet as pq
        made = list(reports)
        table = _table(made)
        beside = self.folder / f"{name}.{platform.node()}.{os.getpid()}{_UNFINISHED}"
        with self._kept():
            self.folder.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, beside, compression="zstd")
            beside.replace(self._path(name))
        return Filled(name, len(made), table.num_rows)

    def read(self, name: str, fingerprints: Collection[str]) -> Mapping[str, Annotated]:
        """Of a piece what was made of these inputs, by fingerprint, without text. Raises Damaged."""
        with needing("--work"):
            import pyarrow as pa
            import pyarrow.parquet as pq
        path = self._path(name)
        try:
            table = pq.read_table(path, columns=["fingerprint", "json"])
            found = _annotated(table, fingerprints)
        except FileNotFoundError as error:
            raise Damaged(
                f"{path}: a worker wrote it, but it is not here: give --work a folder that all machines see"
            ) from error
        except (OSError, pa.ArrowException, msgspec.DecodeError) as error:
            raise Damaged(f"{path}: {error}") from error
        if missing := set(fingerprints) - found.keys():
            raise Damaged(f"{path}: it lacks {len(missing)} of {len(fingerprints)} reports")
        return found

    def drop(self, name: str) -> None:
        """Forget a piece: the store has it, or it is damaged."""
        self._path(name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget all pieces, also unfinished ones; the folder goes if nothing else is in it."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.suffix in (_SUFFIX, _UNFINISHED):
                    path.unlink(missing_ok=True)
            with suppress(OSError):
                self.folder.rmdir()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise RunError(
                f"{self.folder}: no piece can be kept there ({error.strerror or error}): name with --work "
                "a folder that you may write to and that has room"
            ) from error

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"


def _table(made: Sequence[Annotated]) -> pa.Table:
    import pyarrow as pa

    rows = [(one.fingerprint, record) for one in made for record in _records(one)]
    columns = (
        [fingerprint for fingerprint, _ in rows],
        [kind_of(type(record)) for _, record in rows],
        [record.id for _, record in rows],
        [encode(record).decode() for _, record in rows],
    )
    cells = (pa.array(column, pa.string()) for column in columns)
    return pa.table(dict(zip(_COLUMNS, cells, strict=True)))


def _records(made: Annotated) -> Iterator[Record | Failure]:
    yield made.report
    yield from made.records
    yield from made.failures


def _annotated(table: pa.Table, fingerprints: Collection[str]) -> dict[str, Annotated]:
    """What is asked for, each report with its records in the order in which it has them."""
    rows: dict[str, list[str]] = defaultdict(list)
    columns = (table.column(name).to_pylist() for name in ("fingerprint", "json"))
    for fingerprint, json in zip(*columns, strict=True):
        if fingerprint in fingerprints:
            rows[fingerprint].append(json)
    return {fingerprint: _one(map(decode, some)) for fingerprint, some in rows.items()}


def _one(records: Iterable[object]) -> Annotated:
    report, *others = records
    assert isinstance(report, Report)
    return Annotated(
        report=report,
        text="",
        records=tuple(record for record in others if isinstance(record, Record)),
        failures=tuple(record for record in others if isinstance(record, Failure)),
    )
