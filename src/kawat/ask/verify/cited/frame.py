"""The frame of a sentence that cites records: what stands outside the words that it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kawat.ask.verify.compared.quotations import marked_in
from kawat.ask.verify.identity import doers_of
from kawat.ask.verify.sides import Claim
from kawat.ask.verify.telling import Who
from kawat.ask.verify.terms import Term, terms
from kawat.records import Span
from kawat.text import Words

_NOTES = re.compile(r"\((?P<notes>[^()]*)\)[.\s]*$")
# how many words may stand between a number and what it counts: '2 sumber asal'
_BETWEEN = 2
# so many words at most name no more than who says it: 'According to A, B and C'
_NAMING = 4


class Frame:
    """A sentence with citations: what stands outside quotation marks, and outside the notes behind it."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.text, self.at = claim.text, claim.at
        raw = self.text.text[self.at.start : self.at.end]
        self.quoted = tuple(Span(self.at.start + start, self.at.start + end) for start, end in marked_in(raw))
        masked = list(self.text.text)
        for span in self.quoted:
            masked[span.start : span.end] = " " * (span.end - span.start)
        outside = "".join(masked[self.at.start : self.at.end])
        notes = _NOTES.search(outside)
        self.counts = self._counts(notes["notes"]) if notes else ()
        self.notes = Span(self.at.start + notes.start(), self.at.end) if notes and self.counts else None
        if self.notes:
            masked[self.notes.start : self.notes.end] = " " * (self.notes.end - self.notes.start)
        self.masked = "".join(masked)

    @property
    def is_one(self) -> bool:
        """Whether the sentence quotes what it cites."""
        return bool(self.quoted)

    def _counts(self, notes: str) -> tuple[tuple[str, int], ...]:
        """How many reports and origins a note tells of."""
        data = self.claim.data
        words, found = Words(notes), []
        for index, word in enumerate(words):
            if word.text.isdigit() and data:
                after = [other.fold for other in words[index + 1 : index + 2 + _BETWEEN]]
                for kind in ("reports", "origins"):
                    near = [place for place, other in enumerate(after) if other in data.grammar.get(kind, ())]
                    if near and not any(other.isdigit() for other in after[: near[0]]):
                        found.append((kind, int(word.text)))
                        break
        return tuple(found)

    def outside(self, span: Span) -> bool:
        """Whether a place stands in the frame."""
        inside = (*self.quoted, *([self.notes] if self.notes else []))
        return self.at.contains(span) and not any(one.overlaps(span) for one in inside)

    def subjects(self) -> list[Who]:
        """Who is told to do or say it in the frame, and according to whom it is told."""
        found: list[Who] = []
        for term in self._terms():
            found += [who for who in doers_of(self.text, term) if self.outside(who.at)]
        unique = {who.words: who for who in found if who.actor and "/" not in who.actor}
        return list(unique.values())

    def _terms(self) -> Sequence[Term]:
        data, start, end = self.claim.data, self.at.start, self.at.end
        while start < end and self.masked[start].isspace():
            start += 1
        while end > start and self.masked[end - 1].isspace():
            end -= 1
        if data is None or start >= end:
            return ()
        trees = self.text.reader.trees(self.masked, [Span(start, end)], data.code)
        return terms(trees[0], self.masked, data) if trees else ()

    def tells(self) -> bool:
        """Whether the frame has a verb of its own, and does more than name who says so."""
        names = [who.at for who in self.claim.telling.names]
        words = Words(self.masked[self.at.start : self.at.end])
        places = (Span(self.at.start + word.start, self.at.start + word.end) for word in words)
        own = sum(not any(place.overlaps(name) for name in names) for place in places)
        return own > _NAMING and any(term.upos == "VERB" for term in self._terms())
