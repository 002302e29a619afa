"""Names: whoever is named takes part in what is cited, and who is told to do it does it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kawat.ask.verify.compared.places import same_place
from kawat.ask.verify.identity import exactly, for_state
from kawat.ask.verify.likeness import folds, stands_in
from kawat.ask.verify.reading import Text
from kawat.ask.verify.sides import Side
from kawat.ask.verify.telling import Who
from kawat.ask.verify.verdicts import Check, Result
from kawat.store import View

from .frame import Frame
from .records import Cited, doing, taking_part, tellers


def checks(frame: Frame, side: Side, cited: Sequence[Cited], view: View) -> Iterator[Check]:
    """Who is named takes part, or is named in the passages; who is told to do it does it there."""
    by = list(tellers(cited, view))
    known = [(who, side.text) for id in (*taking_part(cited), *by) if (who := side.text.who(id, None))]
    does = [(who, side.text) for id in (*doing(cited), *by) if (who := side.text.who(id, None))]
    named = [*known, *side.core_names, *side.named]
    done: set[str] = set()
    for who in frame.claim.telling.names:
        if not frame.outside(who.at) or not who.words[:1].isupper() or who.words in done:
            continue
        done.add(who.words)
        if (who.actor and "/" in who.actor) or (who.actor is None and who.words.split()[-1].islower()):
            continue
        place = who.actor is None and who.sort == "place"
        found = next((other.words for other, text in named if _is(who, other, text)), None)
        result: Result = "same" if found is not None or stands_in(folds(who.words), side.words) else "missing"
        if result == "missing" and place and same_place(frame.claim, who, side):
            result, found = "same", who.words
        yield Check("place" if place else "name", result, who.words, found or "")
    for who in frame.subjects():
        resolved = next((one for one, _ in known if exactly(who, one, side.text)), who)
        if does and not any(_is(resolved, other, text) for other, text in does):
            yield Check("doer", "other", who.words, does[0][0].words)


def _is(who: Who, other: Who, text: Text) -> bool:
    return exactly(who, other, text) or for_state(who, other, text) or for_state(other, who, text)
