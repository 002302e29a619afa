"""Answers for programs: the records of a list with what holds of all of them, other answers as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from .answers import Values
from .resources import Resource

MEDIA_TYPES: Mapping[str, str] = {"json": "application/json", "ndjson": "application/x-ndjson"}


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """A list as JSON: its records, and in how many reports, of how many origins, all of them stand (`count`).

    `next` is the address of the next page. `extra` has, by the id of a record, what `_extra` asked for.
    """

    records: tuple[Any, ...]
    count: tuple[int, int] | None = None
    next: str | None = None
    extra: dict[str, dict[str, Any]] | msgspec.UnsetType = msgspec.UNSET


def write(
    resource: Resource, answer: Any, values: Values, suffix: str, following: str | None, *, whole: bool
) -> bytes:
    """The answer of a resource, in the format of a suffix; `whole`: the list, not an item of it."""
    if not whole:
        return msgspec.json.encode(answer)
    if suffix == "ndjson":
        return b"".join(msgspec.json.encode(record) + b"\n" for record in records_of(answer))
    if resource.kind is None:
        return msgspec.json.encode(answer)
    told: Any = msgspec.UNSET
    if values.get("extra"):
        told = {record.id: _extra(line, values["extra"]) for line, record in _lines(answer)}
    return msgspec.json.encode(
        Records(
            records=tuple(records_of(answer)),
            count=getattr(answer, "count", None),
            next=following,
            extra=told,
        )
    )


def records_of(answer: Any) -> Iterable[Any]:
    """The records of a list."""
    return (record for _, record in _lines(answer))


def _lines(answer: Any) -> Iterable[tuple[Any, Any]]:
    """The lines of a list, each with its record."""
    for line in answer.lines:
        yield line, getattr(line, "record", None) or line.actor


def _extra(line: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(line, name) for name in names}
