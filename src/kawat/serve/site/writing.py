"""Writes a copy: its pages in every language, the lists as data, and what the pages look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from kawat.serve.web.pages.language import LANGUAGES
from kawat.store import Store, View

from .data import data_of
from .folder import whole
from .links import Data
from .pages import Pages
from .scope import Scope

_STATIC = Path(__file__).parent.parent / "web" / "static"
# a copy is opened from a disk too, where browsers load no modules: still.js is all in one
_SCRIPTS = ("still.js", "theme.js")
MOST = 50_000
"""So many pages a copy has in each language unless more are allowed."""


class Site(NamedTuple):
    """What was written: how many pages in each language, how many files, and which lists there are not."""

    pages: int
    files: int
    left: tuple[str, ...]


class Earlier:
    """What a briefing needs beside its view: the view as of another day."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def earlier(self, day: str) -> AbstractContextManager[tuple[View, str]]:
        """The view as of another day, and the name of what is in it."""
        return _Named(self._store.view(day), day)


class _Named:
    def __init__(self, view: AbstractContextManager[View], name: str) -> None:
        self._view, self._name = view, name

    def __enter__(self) -> tuple[View, str]:
        view = self._view.__enter__()
        view.leave_out_folders()
        return view, self._name

    def __exit__(self, *raised: Any) -> bool | None:
        return self._view.__exit__(*raised)


def write(
    store: Store,
    view: View,
    folder: Path,
    options: Mapping[str, Any],
    *,
    languages: Sequence[str] = LANGUAGES,
    most: int = MOST,
    replace: bool = False,
    step: Callable[[int, int], None] = lambda done, all: None,
) -> Site:
    """Write the pages of what `options` let through into a folder, which is there whole or not at all.

    The first language is at its top, the others in folders of their own. The same store gives the same bytes.
    `step` is told after each page how many are done and how many there will be, near enough.
    Raises RequestError when there are more than `most` pages, StoreError when the folder is not Kawat's own.
    """
    scope = Scope(view, options, most)
    roots = {code: f"{code}/" if number else "" for number, code in enumerate(dict.fromkeys(languages))}
    aids = Earlier(store)
    done = 0
    with whole(folder, replace=replace) as made:
        for file in sorted(_STATIC.rglob("*")):
            if file.is_file() and (file.suffix != ".js" or file.name in _SCRIPTS):
                made.write(f"static/{file.relative_to(_STATIC).as_posix()}", [file.read_bytes()])
        written: set[str] = set()
        for language, root in roots.items():
            data: Data = {}
            for name, suffix, file_name, pieces in data_of(scope, aids, language):
                data.setdefault(name, []).append((suffix, file_name))
                if file_name not in written:
                    written.add(file_name)
                    made.write(file_name, pieces)
            for page in Pages(scope, aids, language, roots, data):
                made.write(root + page.file, [page.page])
                done += 1
                step(done, scope.pages * len(roots))
        # told before the marker is written, which is a file too
        files = made.files + 1
    return Site(done // len(roots), files, tuple(one.name for one in scope.left))
