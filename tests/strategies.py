"""Hypothesis strategies for all records, made from the annotations of their fields."""

from __future__ import annotations

from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from kawat.records import AnyRecord, Day, Record, Score, Span

# what can be written as UTF-8
words = st.text(st.characters(codec="utf-8"), max_size=20)
texts = st.text(st.characters(codec="utf-8"), max_size=200)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
scores = st.floats(0, 1)
spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(1, 10**4)
)
KINDS: tuple[type[msgspec.Struct], ...] = get_args(AnyRecord)


def records(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Records of one kind (or parts of records) with any content that their fields allow."""
    hints = get_type_hints(kind, include_extras=True)
    fields = {name: _values(hints[name]) for name in kind.__struct_fields__ if name != "id"}
    if issubclass(kind, Record):
        fields["at"] = st.lists(spans, min_size=1, max_size=3).map(tuple)
    return st.builds(kind, **fields)


def any_record() -> st.SearchStrategy[Any]:
    """Records of all kinds."""
    return st.sampled_from(KINDS).flatmap(records)


_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: words,
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
}


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    if annotation == Day:
        return days
    if annotation == Score:
        return scores
    if annotation is Span:
        return spans
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if get_origin(annotation) is None:
        return records(annotation)
    return _composed(get_origin(annotation), get_args(annotation))


def _composed(origin: Any, arguments: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(_values(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_values(arguments[0]), _values(arguments[1]), max_size=3)
    if origin in (Union, UnionType):
        return st.one_of([_values(argument) for argument in arguments])
    raise TypeError(f"no strategy for {origin} of {arguments}")
