"""Answers that were given, kept until there is no room: most readers open the same few pages."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

ROOM = 32_000_000
"""So many bytes of answers are kept, the last that were asked for; an answer of a tenth of it is not."""


class Answer(NamedTuple):
    """The body of an answer, and its headers."""

    body: bytes
    headers: dict[str, str]
    media_type: str


class Answers:
    """Answers by their tag, which names what was asked and what was in the store then."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._used = room, 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def find(self, tag: str) -> Answer | None:
        """The answer with that tag, if it is still kept."""
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
            return self._answers.get(tag)

    def size(self) -> tuple[int, int]:
        """How many answers are kept, and how many bytes they are."""
        with self._lock:
            return len(self._answers), self._used

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep an answer, and let go of those that nobody has asked for the longest."""
        if len(answer.body) * 10 > self._room:
            return
        with self._lock:
            if tag not in self._answers:
                self._answers[tag] = answer
                self._used += len(answer.body)
            while self._used > self._room:
                self._used -= len(self._answers.popitem(last=False)[1].body)
