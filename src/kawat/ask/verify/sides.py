"""The two that are compared: a sentence of the text, and a passage of the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kawat.language import Language
from kawat.records import Period, Span

from .identity import exactly
from .likeness import folds
from .reading import Text, words_at
from .telling import Telling, Who
from .terms import Term


class Claim:
    """A sentence that is checked."""

    def __init__(self, text: Text, at: Span) -> None:
        self.text, self.at = text, at
        self.telling: Telling = text.telling(at)
        self.data: Language | None = text.data(at)

    def words(self, term: Term) -> str:
        """A telling word of it as it stands there."""
        return words_at(self.text, term.at)

    def is_cue(self, term: Term) -> bool:
        """Whether a word is that by which something is said to be said."""
        return any(cue.overlaps(term.at) for cue in self.text.cues)

    @cached_property
    def says_little(self) -> bool:
        """Whether all hangs on one verb: of 'A declared war on B' nothing is left without it but a word.

        What a sentence gives a number, day or quotation of is pinned down by that.
        """
        told = self.telling
        if told.figures or told.numbers or told.times or any(quote.direct for quote in told.quotes):
            return False
        named = [name.at for name in told.names]
        words = [one for one in self.text.terms(self.at) if not any(at.overlaps(one.at) for at in named)]
        return sum(not self.is_cue(one) for one in words) <= 1


class Side:
    """A passage: a sentence of a report, with those that tell the same in other reports (`others`)."""

    def __init__(self, text: Text, at: Span, others: Sequence[tuple[Text, Span]] = ()) -> None:
        self.text, self.at = text, at
        self.core = text.telling(at)
        self.all = ((text, at), *others)
        self.tellings = tuple(one.telling(span) for one, span in self.all)

    @cached_property
    def named(self) -> tuple[tuple[Who, Text], ...]:
        """Who is named in it and next to it, takes part or speaks."""
        found: list[tuple[Who, Text]] = []
        for text, span in self.all:
            found += [(who, text) for who in text.names(text.around(span))]
            telling = text.telling(span)
            ids = [id for event in telling.events for id in (*event.actors, *event.recipients)]
            ids += [quote.speaker.actor for quote in telling.quotes if quote.speaker and quote.speaker.actor]
            ids += [one.by for one in telling.figures if one.by]
            found += [(who, text) for id in ids if (who := text.who(id, None))]
        return tuple(found)

    def resolved(self, who: Who) -> Who:
        """Somebody called by a part of his name: the one whom the passage names so."""
        if who.actor is not None:
            return who
        known = (other for other, text in self.named if other.actor and exactly(who, other, text))
        found = next(known, None)
        return who._replace(actor=found.actor, state=found.state) if found else who

    @cached_property
    def core_names(self) -> tuple[tuple[Who, Text], ...]:
        """Who is named in it itself."""
        return tuple(
            (who, text)
            for who, text in self.named
            if any(text is one and span.overlaps(who.at) for one, span in self.all) or who.at.end <= 1
        )

    @cached_property
    def is_title(self) -> bool:
        """Whether it is a headline, which leaves out days and what is only planned."""
        return self.text.is_title(self.at)

    @cached_property
    def reported(self) -> tuple[tuple[Who, Text], ...]:
        """Who is named anywhere in its report."""
        whole = Span(0, len(self.text.text))
        return tuple((who, self.text) for who in self.text.names(whole))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of it and what stands next to it, case folded."""
        return tuple(word for text, span in self.all for word in folds(words_at(text, text.around(span))))

    @cached_property
    def days(self) -> tuple[Period, ...]:
        """The days that it tells of by its words."""
        return tuple(day for telling in self.tellings for day in telling.days)
