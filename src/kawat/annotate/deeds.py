"""What is done in a sentence, before it becomes an event: by whichever way it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kawat.language import Trigger
from kawat.records import EventType, Name, Span, Status

Part = Literal["actors", "recipients"]
# acts by which somebody is told to do, or to have done, something
ASKED: frozenset[EventType] = frozenset(("REQUEST", "ACCUSE"))


@dataclass(frozen=True)
class Deed:
    """Words that show an event, its type and status, and who takes part.

    `words` are all that tell of it, `listed` the rule of the language that has its trigger, if one does.
    `times`, `places` and `done_to` are the words that say when, where and to whom, as far as they are known;
    `worded` the parts that the sentence has words for, also where nobody knows whom they mean.
    """

    trigger: Span
    words: Span
    type: EventType
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    rule: str
    score: float
    listed: Trigger | None = None
    worded: frozenset[Part] = frozenset()
    times: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    done_to: tuple[Span, ...] = ()

    @property
    def mode(self) -> str | None:
        return self._rule.mode if self._rule else None

    @property
    def context(self) -> tuple[str, ...]:
        return self._rule.context if self._rule else ()

    @property
    def cameo(self) -> str | None:
        return self._rule.cameo if self._rule else None

    @property
    def _rule(self) -> Trigger | None:
        """The rule, where it is of the type that was found."""
        return self.listed if self.listed and self.listed.type == self.type else None


def ids(names: Sequence[Name]) -> tuple[str, ...]:
    """The actors that names name, each once, in order."""
    return tuple(dict.fromkeys(name.actor for name in names if name.actor))
