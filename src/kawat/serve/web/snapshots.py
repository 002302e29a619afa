"""Views of the store for the requests that come at a time: opened when needed, lent one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Lock
from time import monotonic
from typing import NamedTuple

from kawat.errors import NotFound, QueryError, RequestError, StoreError
from kawat.store import Store, View

KEPT_SECONDS = 2.0
"""So long a view waits for the next request. While it is open, the store's log of changes only grows."""
KEPT = 4
"""So many views wait at most."""

FRESH_SECONDS = 2.0
"""A store that goes on changing is looked at so often: else what is kept would serve nobody twice."""

# what is the question's fault leaves the view as it was
_HARMLESS = (NotFound, QueryError, RequestError)


class _Open(NamedTuple):
    """A view that is open, and of what."""

    view: View
    as_of: str | None
    version: str
    stack: ExitStack


class Snapshots:
    """Lends views of one store. A view has at least all that had been written when it was asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._idle: list[tuple[float, _Open]] = []
        self._lent = 0
        self._watching: ExitStack | None = None
        self._changes: Callable[[], str] = str
        self._version, self._changed, self._until = "", -FRESH_SECONDS, 0.0
        # how often somebody has looked, and which of these looks said last what is there
        self._looks = self._said = 0

    def open(self) -> int:
        """How many views are open now."""
        with self._lock:
            return len(self._idle) + self._lent

    def version(self) -> str:
        """The name of what is in the store now; of one that goes on changing, of what just was."""
        with self._lock:
            if monotonic() < self._until:
                return self._version
            if self._watching is None:
                self._watching = ExitStack()
                self._changes = self._watching.enter_context(self._store.changes())
            changes = self._changes
            self._looks = mine = self._looks + 1
        # a server may take long to say so: others give views back meanwhile
        found = changes()
        with self._lock:
            # who began to look later has said what is newer
            if found != self._version and mine > self._said:
                self._said = mine
                now = monotonic()
                self._until = now + FRESH_SECONDS if now < self._changed + FRESH_SECONDS else 0.0
                self._version, self._changed = found, now
        return found

    def look(self) -> None:
        """Look at the store anew when it is next asked for: who wrote wants to see it."""
        with self._lock:
            self._until, self._said = 0.0, self._looks

    @contextmanager
    def lend(
        self, as_of: str | None, seconds: float, version: str | None = None
    ) -> Iterator[tuple[View, str]]:
        """A view as of a day, and the name of what is in it; it may be asked for so many seconds in all.

        `version` is what is in the store now, from whoever has just asked; else it is asked here.
        """
        opened = self._take(as_of, self.version() if version is None else version)
        with self._lock:
            self._lent += 1
        try:
            opened.view.bound(seconds)
            yield opened.view, opened.version
        except _HARMLESS:
            self._give_back(opened)
            raise
        except BaseException:
            # as the end of its own 'with' block, which says in words what a database says in signs
            if not opened.stack.__exit__(*sys.exc_info()):
                raise
        else:
            self._give_back(opened)
        finally:
            with self._lock:
                self._lent -= 1

    def tidy(self, kept: float = KEPT_SECONDS) -> None:
        """Close what nobody has asked for in so many seconds."""
        with self._lock:
            old = [opened for when, opened in self._idle if when <= monotonic() - kept]
            self._idle = [(when, opened) for when, opened in self._idle if opened not in old]
        for opened in old:
            opened.stack.close()

    def close(self) -> None:
        """Close everything; what is asked later opens it again."""
        self.tidy(kept=0)
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None

    def _take(self, as_of: str | None, version: str) -> _Open:
        with self._lock:
            for place, (_, opened) in enumerate(self._idle):
                if (opened.as_of, opened.version) == (as_of, version):
                    del self._idle[place]
                    return opened
        stack = ExitStack()
        view = stack.enter_context(self._store.view(as_of))
        view.leave_out_folders()
        return _Open(view, as_of, version, stack)

    def _give_back(self, opened: _Open) -> None:
        # the answer has been made: a store that has gone away since is for the next one to find
        with suppress(StoreError), ExitStack() as stack:
            stack.push(opened.stack)
            opened.view.bound(None)
            stack.pop_all()
            self._wait(opened)

    def _wait(self, opened: _Open) -> None:
        with self._lock:
            self._idle.append((monotonic(), opened))
            spare = self._idle.pop(0)[1] if len(self._idle) > KEPT else None
        if spare is not None:
            spare.stack.close()
