"""What is known of a record, field by field, as people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from markupsafe import Markup

from kawat.records import Period, Place
from kawat.serve.web.words import Words

# fields of a record that a page shows elsewhere, or nobody needs to see
_ELSEWHERE = frozenset(
    {"id", "report", "at", "made", "members", "reports", "origins", "basis", "cue", "speaker", "trigger",
     "low", "high", "qualifier", "unit", "historical", "score", "ontology", "in_quote", "repeats",
     "outcome_evidence", "given_by", "sides", "moves", "families", "first", "last", "source", "sha256",
     "title"}
)  # fmt: skip
_BY_LABEL = {
    "form": "form", "act": "act", "wording": "wording", "type": "type", "status": "status", "dated": "dated",
    "outcome": "outcome", "about": "about",
}  # fmt: skip
_ACTORS = frozenset(
    {"speaker_actor", "addressee_actor", "actors", "recipients", "holder_actor", "according_to_actor",
     "according_to", "by", "to"}
)  # fmt: skip


class Fields:
    """The fields of a record as people read them, actors as links."""

    def __init__(self, url: Callable[..., str], reader: Words) -> None:
        self._url, self._reader = url, reader

    def of(self, record: msgspec.Struct) -> list[tuple[str, str | Markup]]:
        """What is known of a record, field by field; what is not known is left out."""
        found = []
        for field in record.__struct_fields__:
            value = getattr(record, field)
            if field not in _ELSEWHERE and value not in (None, (), ""):
                found.append((field, self._written(field, value)))
        return found

    def _written(self, field: str, value: Any) -> str | Markup:
        reader = self._reader
        if field in _ACTORS:
            return Markup(", ").join(self._actor(id) for id in several(value))
        if field == "sort":
            return reader.label("commitment", value)
        if field in _BY_LABEL:
            return reader.label(_BY_LABEL[field], value)
        if field == "of":
            return reader.thing(value)
        if field == "context":
            return ", ".join(reader.label(field, one) for one in several(value))
        if field == "languages":
            return ", ".join(reader.language(code) for code in value)
        match value:
            case Period():
                return reader.days(value)
            case Place():
                return value.name
            case float() | int():
                return reader.number(value)
            case str() if field == "as_of":
                return reader.day(value)
        return ", ".join(str(one) for one in several(value))

    def _actor(self, id: str) -> Markup:
        return Markup('<a href="{}">{}</a>').format(self._url("actors", id), self._reader.name(id))


def several(value: Any) -> Iterable[Any]:
    """The values of a parameter or field that may have one or many."""
    return value if isinstance(value, tuple | list) else (value,)
