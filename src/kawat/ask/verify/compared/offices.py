"""Offices: the one that somebody named is given is one that he holds, by the reports or the registry."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.verify.identity import exactly
from kawat.ask.verify.reading import Text
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.telling import Who
from kawat.ask.verify.verdicts import Check
from kawat.records import Span
from kawat.text import Words
from kawat.titles import is_held_by_many, may_stand_for

# so many words, those of whose office it is, may stand between an office and a name
_BETWEEN = 3
_COMMA, _ENDS = ",", frozenset(".;:()")


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Each office that somebody named bears; of offices held by many nothing is said."""
    for who, title, words in _borne(claim.text, claim.at):
        if is_held_by_many(title):
            continue
        known = _known(side.resolved(who), side)
        if known:
            held = any(may_stand_for(title, one) or may_stand_for(one, title) for one in known)
            yield Check("office", "same" if held else "other", words, words if held else ", ".join(known))


def _known(who: Who, side: Side) -> list[str]:
    """The offices of somebody: those that the reports of a passage give him, and those of the registry."""
    found: list[str] = []
    for text, _ in side.all:
        for one in text.sentences:
            borne = _borne(text, one.at[0])
            found += [title for other, title, _ in borne if exactly(who, other, text)]
        actor = text.context.actors.get(who.actor or "")
        found += [role.title for role in actor.roles] if actor else []
    return [title for title in dict.fromkeys(found) if not is_held_by_many(title)]


def _borne(text: Text, span: Span) -> Iterator[tuple[Who, str, str]]:
    """The persons named in a sentence beside an office, its title, and its words."""
    data = text.data(span)
    if data is None:
        return
    words = Words(text.text[span.start : span.end])
    persons = [who for who in text.names(span) if who.sort == "person"]
    taken: list[Who] = []
    for hit in data.find_titles.find(words):
        at = Span(span.start + hit.span.start, span.start + hit.span.end)
        before = words[hit.first - 1].fold if hit.first else ""
        after = next((who for who in persons if _follows(text, at, who.at)), None)
        ahead = next((who for who in persons if _follows(text, who.at, at, _COMMA)), None)
        holder = after or (ahead if ahead not in taken else None)
        if holder and before not in data.grammar.get("former", ()):
            taken.append(holder)
            yield holder, hit.rule.title, text.text[at.start : at.end]


def _follows(text: Text, first: Span, second: Span, mark: str = "") -> bool:
    """Whether a place stands right behind another, but for a comma and the words for whose it is."""
    data = text.data(first)
    if second.start < first.end or data is None:
        return False
    between = text.text[first.end : second.start]
    words = list(Words(between))
    if not between.lstrip().startswith(mark) or between.count(_COMMA) > 1 or set(between) & _ENDS:
        return False
    of = data.grammar.get("of", frozenset())
    if len(words) > _BETWEEN or (words and words[-1].fold in of):
        # 'the minister of Freedonia' names no minister
        return False
    small = of | data.possessive | data.grammar.get("the", frozenset())
    owners = [who.at for who in text.names(Span(first.end, second.start)) if who.sort != "person"]
    places = (Span(first.end + word.start, first.end + word.end) for word in words if word.fold not in small)
    return all(any(owner.overlaps(place) for owner in owners) for place in places)
