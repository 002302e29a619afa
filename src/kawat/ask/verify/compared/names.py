"""Names: whoever is named stands in the passage, next to it or, what is no person, in its report."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.ask.verify.identity import exactly, found_in
from kawat.ask.verify.likeness import folds, stands_in
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check, Result


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Each name once."""
    done: set[str] = set()
    for who in claim.telling.names:
        key = who.actor or who.words.casefold()
        if key in done or not who.words[:1].isupper() or "/" in (who.actor or ""):
            continue
        done.add(key)
        if who.actor is None and who.sort == "place":
            continue
        found = found_in(who, side.core_names)
        beside = None if found is not None else found_in(who, side.named)
        words = found if found is not None else beside
        if words is None and who.sort != "person":
            words = found_in(who, side.reported)
        if words is None and stands_in(folds(who.words), side.words):
            words = who.words
        result: Result = "missing" if words is None else "same"
        own = found is not None and any(exactly(who, other, text) for other, text in side.core_names)
        yield Check("name", result, who.words, words or "", beside=words is not None and not own)
