"""Whether two names are one's: by the actor, by the state that he acts for, else by the words."""

from __future__ import annotations

from collections.abc import Sequence

from kawat.records import Span

from .likeness import same_name
from .reading import Text
from .telling import Who
from .terms import Term


def exactly(who: Who, other: Who, text: Text) -> bool:
    """One actor, or names that can be one's."""
    if who.actor and other.actor:
        return who.actor == other.actor
    forms = text.known_as(other.actor) if other.actor else ()
    return same_name(who.words, (*forms, other.words))


def for_state(who: Who, other: Who, text: Text) -> bool:
    """Whether the second acts for the state that the first is."""
    return who.actor is not None and who.actor == other.state


def same_actor(who: Who, other: Who, text: Text) -> bool:
    """One actor, or one of them the state that the other acts for, or names that can be one's."""
    if who.actor and other.actor:
        if who.actor == other.actor:
            return True
        if "/" in who.actor or "/" in other.actor:
            # 'the president of France' may be whoever acts for it
            return who.state is not None and who.state == other.state
        return who.state is not None and who.state == other.state and who.state in (who.actor, other.actor)
    forms = text.known_as(other.actor) if other.actor else ()
    return same_name(who.words, (*forms, other.words))


def found_in(who: Who, named: Sequence[tuple[Who, Text]]) -> str | None:
    """The words that name somebody in a passage; of a state also those for whoever acts for it."""
    for agree in (exactly, for_state):
        for other, text in named:
            if agree(who, other, text):
                return other.words
    return None


def is_named(who: Who) -> bool:
    """Whether somebody is named, not called by what he is: 'a senior official'."""
    return "/" not in (who.actor or "") and (who.actor is not None or who.words[:1].isupper())


def doers_of(text: Text, term: Term) -> list[Who]:
    """Who is named as doing something: those who are meant before those whose they are."""
    inside = [who for span in term.doers for who in text.names(span) or _around(text, span)]
    known = [who for who in inside if who.actor or (who.words[:1].isupper() and who.sort != "place")]
    return [who for who in known if who.head] or known


def _around(text: Text, span: Span) -> tuple[Who, ...]:
    return tuple(who for who in text.names(text.sentence(span)) if who.at.overlaps(span))
