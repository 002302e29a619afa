"""Who is called how, kept from page to page as long as the store is as it was."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from kawat.errors import NotFound
from kawat.records import Actor
from kawat.store import View

Known = Callable[[str], Actor | None]
"""Looks an actor up by its id; None when no report names it."""

KEPT = 3
"""Of so many versions of a store, or days as of which it is read."""


def known_to(view: View | None, kept: dict[str, Actor | None] | None = None) -> Known:
    """Looks actors up in a view, each once."""
    names = {} if kept is None else kept

    def known(id: str) -> Actor | None:
        if id not in names:
            names[id] = _looked_up(view, id)
        return names[id]

    return known


class Names:
    """The actors that pages named, for the next page."""

    def __init__(self) -> None:
        self._names: OrderedDict[tuple[str | None, str], dict[str, Actor | None]] = OrderedDict()
        self._lock = Lock()

    def known_to(self, view: View, version: str) -> Known:
        """Looks actors up in a view of this version of the store, each once for all its pages."""
        key = view.as_of, version
        with self._lock:
            kept = self._names.setdefault(key, {})
            self._names.move_to_end(key)
            if len(self._names) > KEPT:
                self._names.popitem(last=False)
        return known_to(view, kept)


def _looked_up(view: View | None, id: str) -> Actor | None:
    try:
        return view.actor(id) if view else None
    except NotFound:
        return None
