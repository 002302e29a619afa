"""Who stands behind a figure: whose the counted things are, and who gives the figure."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.language import Cue, Language
from kawat.records import Act, Name, Span
from kawat.stage import ReportText
from kawat.text import Hit

from .counted import COUNTRIES, Quantity

# how many words may stand between a number and its owner, or between a word of saying and its speaker
_HOLDING_REACH = 5
_MODIFIERS = 2
_CUE_REACH = 6
_LONGEST_BLANK = 4
_CLOSES = (",", "”", '"', "’", "'", "»", "–", "—")
# acts by which somebody tells how things are
_TELLING: frozenset[Act] = frozenset({"assert", "announce", "warn", "accuse", "appraise"})


class FigureActors:
    """Finds the actors around the quantities of one report."""

    def __init__(self, report: ReportText, language: Language) -> None:
        self._text = report.text
        self._words = report.words
        self._language = language
        self._small_words = language.figures
        self._own = tuple(language.grammar.get("own", ()))
        known = [(span, name) for name in report[Name] if name.actor for span in name.at]
        self._names = sorted(known, key=lambda pair: pair[0])

    def holder(self, quantity: Quantity, sentence: Span) -> tuple[Span, str | None]:
        """The phrase, with the owner's name where that follows the noun, and the owner."""
        span, counted = quantity.span, quantity.counted
        if counted is None or counted.measure or counted.compound:
            return span, None
        inside = next(self._between(quantity.number.span.end, span.end), None)
        if inside:
            return span, inside[1].actor
        if self._language.modifier_follows_noun:
            following = self._following(counted.last, span.end)
            if following:
                return Span(span.start, following[0].end), following[1].actor
        return span, self._owner_before(quantity, sentence)

    def label(self, quantity: Quantity, holder: str | None) -> str:
        """What is counted, in English, with its owner when known: 'troops of Russia killed'."""
        of = quantity.of
        if holder and of:
            of = f"{of} of {self._language.registry.name(holder)}"
        return f"{of} {quantity.fate}".strip()

    def _between(self, start: int, end: int) -> Iterator[tuple[Span, Name]]:
        return ((span, name) for span, name in self._names if start <= span.start and span.end <= end)

    def _following(self, index: int, end: int) -> tuple[Span, Name] | None:
        """The name after a noun, with modifiers between them: 'tentara Rusia', 'kapal perang besar Rusia'."""
        for word in self._words[index : index + _MODIFIERS + 1]:
            if not self._text[end : word.start].isspace():
                return None
            named = next((pair for pair in self._names if pair[0].start == word.start), None)
            if named:
                return named if named[1].sort != "person" else None
            if not word.text.islower() or word.fold in self._small_words.stop:
                return None
            end = word.end
        return None

    def _owner_before(self, quantity: Quantity, sentence: Span) -> str | None:
        """The last state or organisation before a phrase when the words between make the things its own."""
        start = quantity.span.start
        named = [pair for pair in self._between(sentence.start, start) if self._may_own(pair)]
        if not named:
            return None
        span, name = named[-1]
        between = [word.fold for word in self._words.inside(Span(span.end, start))]
        table = self._small_words
        owned = between[-1:] and (between[-1] in table.own_before or set(between) <= table.possessive)
        holding = len(between) <= _HOLDING_REACH and not table.holding.isdisjoint(between[-1:])
        suffixed = bool(self._own) and self._text.endswith(self._own, start, quantity.span.end)
        joined = quantity.unit == "members" and quantity.of == COUNTRIES
        return name.actor if owned or holding or suffixed or joined else None

    def _may_own(self, named: tuple[Span, Name]) -> bool:
        """Whether a name is of a state or organisation and no mere place: not 'in Ukraine'."""
        index = self._words.range(named[0]).start
        before = [word.fold for word in self._words[max(0, index - 2) : index]]
        if before and before[-1] in self._small_words.determiners:
            before.pop()
        return named[1].sort != "person" and (not before or before[-1] not in self._language.grammar["in"])

    def source(self, quantity: Quantity, sentence: Span) -> str | None:
        """The actor to whom the sentence ascribes what it says, when it names one."""
        for hit in self._language.find_cues.find(self._words, self._words.range(sentence)):
            if hit.span.overlaps(quantity.span) or hit.rule.act not in _TELLING:
                continue
            speaker = self._speaker(hit, quantity, sentence)
            if speaker:
                return speaker
        return None

    def _speaker(self, hit: Hit[Cue], quantity: Quantity, sentence: Span) -> str | None:
        """The name beside a word of saying, when the quantity is part of what is said."""
        if hit.rule.sort == "according":
            named = next(self._between(hit.span.end, self._reach(hit.last, sentence)), None)
            return (
                named[1].actor if named and not self._text[hit.span.end : named[0].start].count(",") else None
            )
        if hit.rule.sort == "noun":
            return None
        before = next((pair for pair in self._names if self._blank(pair[0].end, hit.span.start)), None)
        after = next((pair for pair in self._names if self._blank(hit.span.end, pair[0].start)), None)
        if hit.span.start < quantity.span.start:
            return before[1].actor if before else None
        if after and self._closed(hit.span.start):
            return after[1].actor
        return before[1].actor if before and self._closed(before[0].start) else None

    def _reach(self, index: int, sentence: Span) -> int:
        last = min(index + _CUE_REACH, len(self._words)) - 1
        return min(self._words[last].end, sentence.end)

    def _blank(self, start: int, end: int) -> bool:
        return 0 < end - start < _LONGEST_BLANK and self._text[start:end].isspace()

    def _closed(self, start: int) -> bool:
        """Whether a comma or quotation mark before it closes what was said."""
        return self._text[max(0, start - _LONGEST_BLANK) : start].rstrip()[-1:] in _CLOSES
