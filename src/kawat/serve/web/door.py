"""A listening socket shared by several processes: who has the fewest connections takes the next one.

The kernel lets whoever comes first take all that are waiting, and a connection that is kept stays where it
is: of sixteen readers thirteen came to be in one of two processes, and waited five times as long as the rest.
"""

from __future__ import annotations

import socket
from mmap import mmap
from time import monotonic, sleep

# so long a connection is left to the others, who may have died; looked at again so often
_PATIENCE_SECONDS, _MOMENT_SECONDS = 0.02, 0.001
_CELL = 8


class Counts:
    """How many connections each of several processes has, where all that are forked from this one see it."""

    def __init__(self, processes: int) -> None:
        self._cells = memoryview(mmap(-1, _CELL * processes)).cast("q")

    def __getitem__(self, process: int) -> int:
        return self._cells[process]

    def __setitem__(self, process: int, connections: int) -> None:
        self._cells[process] = connections

    def fewest(self) -> int:
        """What that process has that has fewest."""
        return min(self._cells)


class Door(socket.socket):
    """The socket in one of the processes, by its number among them; the one given is closed there."""

    def __init__(self, listening: socket.socket, counts: Counts, process: int) -> None:
        named = (listening.family, listening.type, listening.proto)
        super().__init__(*named, fileno=listening.detach())
        self._counts, self._process = counts, process
        self._left_since = self._left_last = 0.0
        self.has(0)

    def has(self, connections: int) -> None:
        """Say how many connections are open now."""
        self._counts[self._process] = connections

    def accept(self) -> tuple[socket.socket, object]:
        """Take a connection. Raises BlockingIOError when there is none, or another process has fewer."""
        own = self._counts[self._process]
        if own > self._counts.fewest() and self._is_left():
            raise BlockingIOError
        taken = super().accept()
        self.has(own + 1)
        return taken

    def _is_left(self) -> bool:
        """Whether a connection is left to the others: not for long, for they may have died."""
        now = monotonic()
        if now - self._left_last > _PATIENCE_SECONDS:
            self._left_since = now
        self._left_last = now
        if now - self._left_since > _PATIENCE_SECONDS:
            return False
        # whoever watches the socket would ask again at once
        sleep(_MOMENT_SECONDS)
        return True
