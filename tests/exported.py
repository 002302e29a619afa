"""Writes records in a format, as exports and addresses do."""

from __future__ import annotations

from collections.abc import Iterable

from kawat.ask.selection import Kind, selected
from kawat.serve.formats import FORMATS
from kawat.store import EVERYTHING, Filter, View


def exported(
    view: View, name: str, kinds: Iterable[Kind] | None = None, filter: Filter = EVERYTHING
) -> bytes:
    """The records of a view in that format: of these kinds, or of those that it usually has."""
    form = FORMATS[name]
    return b"".join(form.write(selected(view, form.usual if kinds is None else kinds, filter), view))


def table(view: View, name: str, kind: Kind) -> bytes:
    """The records of one kind as a table."""
    return b"".join(FORMATS[name].write(selected(view, [kind]), view, kind))
