"""What pages of one version of a store have in common, kept from one to the next: names, lines of lists."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

import msgspec
from jinja2.runtime import Macro

from kawat.errors import NotFound
from kawat.records import Actor, Record
from kawat.store import View, parties

KEPT = 3
"""Of so many versions of a store, or days as of which it is read."""
MOST = 5_000
"""So many lines are kept, some kilobytes each; then they are rendered anew."""

# the fields in which an answer names actors; those of records are told by `parties`
_WHO = ("actor", "recipient", "actors", "recipients")


class Remembered(NamedTuple):
    """Actors by id, None for one whom no report names; lines by what and for whom they were rendered."""

    names: dict[str, Actor | None]
    lines: dict[tuple[Any, ...], str]


class Memory:
    """What was rendered from the last versions of a store."""

    def __init__(self) -> None:
        self._versions: OrderedDict[tuple[str | None, str, date], Remembered] = OrderedDict()
        self._lock = Lock()

    def of(self, view: View, version: str) -> Remembered:
        """What is remembered of this version, as of the day of the view."""
        # what became of a promise changes with the day, too
        key = view.as_of, version, date.today()
        with self._lock:
            found = self._versions.setdefault(key, Remembered({}, {}))
            self._versions.move_to_end(key)
            if len(self._versions) > KEPT:
                self._versions.popitem(last=False)
        return found


def look_up(view: View, names: dict[str, Actor | None], answer: Any) -> None:
    """Puts in all who take part in what an answer tells, looked up at once."""
    # one by one: other threads put names in meanwhile
    ids = {actor for actor in _actors(answer) if actor not in names}
    if ids:
        names |= {**dict.fromkeys(ids), **view.found(Actor, ids)}


def known_to(view: View | None, names: dict[str, Actor | None]) -> Callable[[str], Actor | None]:
    """Looks actors up in a view, each once."""

    def known(id: str) -> Actor | None:
        if id not in names:
            names[id] = _looked_up(view, id)
        return names[id]

    return known


def once_for(reader: tuple[Any, ...], lines: dict[tuple[Any, ...], str]) -> Callable[[Macro, Any], str]:
    """Renders a line of a list, each once for readers of one language."""

    def render(macro: Macro, line: Any) -> str:
        shown = next((getattr(line, one) for one in ("record", "actor") if hasattr(line, one)), line)
        key = (*reader, macro.name, shown.id)
        found = lines.get(key)
        if found is None:
            if len(lines) >= MOST:
                lines.clear()
            found = lines[key] = macro(line)
        return found

    return render


def _looked_up(view: View | None, id: str) -> Actor | None:
    try:
        return view.actor(id) if view else None
    except NotFound:
        return None


def _actors(answer: Any, named: bool = False) -> Iterator[str]:
    match answer:
        case str() if named:
            yield answer
        case Record():
            yield from parties(answer)
        case msgspec.Struct():
            for name in answer.__struct_fields__:
                yield from _actors(getattr(answer, name), name in _WHO)
        case tuple() | list():
            for one in answer:
                yield from _actors(one, named)
