"""The fields of records as they stand in their JSON, and their values in words."""

from __future__ import annotations

from typing import Any

import msgspec

from kawat.records import encode


def fields(record: msgspec.Struct) -> dict[str, Any]:
    """The fields of a record, or of a part of one, as they stand in its JSON."""
    told: dict[str, Any] = msgspec.json.decode(encode(record))
    return told


def in_words(value: Any) -> str:
    """A value of a record's JSON in a line for people."""
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return str(value["from"]) if value["from"] == value["to"] else f"{value['from']} – {value['to']}"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {in_words(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, list):
        return ", ".join(in_words(part) for part in value)
    return str(value)
