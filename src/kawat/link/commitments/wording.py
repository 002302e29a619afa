"""What the words of a clause tell of something to be done: that it is to come, on a condition, off ..."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kawat.language import Language, StatusWord
from kawat.link.languages import language_of
from kawat.records import Act, EventType
from kawat.text import Hit, Words

# so many words at the beginning of a clause say whether it is a 'not'
_BEGINNING = 2


class Wording:
    """Reads clauses of one language by its word lists."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def is_to_come(self, text: str) -> bool:
        """Whether the words place it in the future ("will", "akan"), be it that it will not be."""
        return any(True for _ in self._to_come(text))

    def _to_come(self, text: str) -> Iterator[Hit[StatusWord]]:
        words, find = Words(text), self._language.find_status
        alone = (find.at(words, index, index + 1) for index in range(len(words)))
        return (hit for hit in (*find.find(words), *alone) if hit and hit.rule.status == "planned")

    def comes_at(self, text: str) -> int | None:
        """Where the first word begins that places what follows it in the future; None without one."""
        starts = (hit.span.start for hit in self._to_come(text) if hit.rule.place == "before")
        return min(starts, default=None)

    def is_negated(self, text: str) -> bool:
        """Whether it is not to be: a word for 'not' at the beginning of the clause."""
        return any(hit.first < _BEGINNING for hit in self._denials(text))

    def denies(self, text: str) -> bool:
        """Whether there is a word for 'not'."""
        return any(True for _ in self._denials(text))

    def _denials(self, text: str) -> Iterator[Hit[StatusWord]]:
        return (hit for hit in self._language.find_status.find(Words(text)) if hit.rule.status == "denied")

    def main(self, text: str) -> str:
        """The clause without the condition on which it holds: what stands before 'if', or after its comma."""
        start = self.tells(text).get("if")
        if start is None:
            return text
        return text[:start].strip() or text.partition(",")[2].strip() or text

    def acts(self, cue: str) -> frozenset[Act]:
        """What words of saying do: 'promised' promises."""
        return frozenset(hit.rule.act for hit in self._language.find_cues.find(Words(cue)))

    def types(self, text: str) -> tuple[EventType, ...]:
        """The kinds of deeds that are named, in order."""
        return tuple(dict.fromkeys(hit.rule.type for hit in self._language.find_triggers.find(Words(text))))

    def tells(self, text: str) -> dict[str, int]:
        """What the words tell of an outcome (`outcomes.tsv`), and where the first word for it begins."""
        found: dict[str, int] = {}
        for hit in self._language.find_outcomes.find(Words(text)):
            found.setdefault(hit.rule.tells, hit.span.start)
        return found


@cache
def wording(language: str) -> Wording | None:
    """The word lists of a language; None when it has none."""
    known = language_of(language)
    return Wording(known) if known else None
