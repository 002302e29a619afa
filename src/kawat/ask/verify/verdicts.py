"""What checking a text leaves: for each sentence a verdict, the passages that say so, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

from kawat.ask.evidence import Source
from kawat.records import Span
from kawat.store import Count

Finding = Literal["supported", "contradicted", "not found", "nothing to check"]
Slot = Literal[
    "name", "place", "day", "figure", "number", "quote", "speaker", "doer", "negation", "status", "words",
    "count", "office", "addressee", "antonym",
]  # fmt: skip
Result = Literal["same", "other", "missing"]

UNSUPPORTED: frozenset[Finding] = frozenset({"contradicted", "not found"})


class Check(msgspec.Struct, frozen=True):
    """One thing that a sentence says, and whether a passage says the same, another thing, or nothing of it.

    `said` are the words of the sentence, `found` those of the passage, empty where it has none. `beside`: it
    stands in a sentence next to the passage.
    """

    slot: Slot
    result: Result
    said: str
    found: str = ""
    beside: bool = False


class Passage(msgspec.Struct, frozen=True):
    """A passage of a report beside a sentence: `words` are the characters `at` of the received text.

    `records`: ids of quotes, events and figures that stand there. `nearness`: how alike the two are in
    meaning, 0 to 1. `count`: the reports that say so in these or other words.
    """

    source: Source
    at: Span
    words: str
    count: Count
    nearness: float
    checks: tuple[Check, ...]
    records: tuple[str, ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """A sentence of a text, where it stands there, what the store says of it, by which passages, and why.

    The verdict is about what reports say. Whether it is so, it does not say.
    """

    at: Span
    text: str
    verdict: Finding
    passages: tuple[Passage, ...] = ()
    reasons: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()

    @property
    def unsupported(self) -> bool:
        """Whether the store does not bear the sentence out."""
        return self.verdict in UNSUPPORTED
