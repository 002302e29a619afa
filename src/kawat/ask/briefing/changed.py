"""What changed since a day: outcomes, disputes that are new, and what more origins tell than before."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.errors import NotFound
from kawat.records import Commitment, Disagreement, Event, Evidence, Linked, Quote, R
from kawat.store import View

from .disputed import disputes, head
from .due import Undertaken, told, undertakings
from .happened import deeds
from .happened import sentence as tell_deed
from .said import sayings
from .said import sentence as tell_saying
from .scope import Places, Scope
from .sentences import Maker, Shown
from .structure import Sentence

_MOST_TOLD = 4


def changed(maker: Maker, scope: Scope, places: Places, before: View) -> tuple[list[Sentence], int]:
    """The sentences, and how many are left out."""
    more = sorted(_confirmed(maker, scope, places, before), key=lambda one: -one.count.independent)
    found = [
        *_decided(maker, scope, places, before),
        *_disputed(maker, scope, places, before),
        *more[:_MOST_TOLD],
    ]
    most = scope.most
    return found[:most], len(found[most:]) + len(more[_MOST_TOLD:])


def _decided(maker: Maker, scope: Scope, places: Places, before: View) -> Iterator[Sentence]:
    """Commitments of which something has become that had not."""
    for one in undertakings(maker, scope, places):
        was = _before(before, Commitment, one.whole)
        if was is not None and was.outcome != one.whole.outcome and one.whole.outcome != "open":
            yield decided(maker, one)


def decided(maker: Maker, one: Undertaken) -> Sentence:
    """The sentence that tells what became of a commitment, with the words that tell it."""
    whole = one.whole
    proofs = [proof for proof in whole.outcome_evidence if proof.outcome == whole.outcome]
    proof = _record(maker.view, proofs[-1]) if proofs else None
    slots: dict[str, str | Shown] = {
        "told": told(maker, one),
        "words": maker.shown(one.shows, sentence=True),
    }
    if proof is not None:
        slots["proof"] = maker.shown(proof, sentence=True)
    pattern = maker.words.patterns.changed[whole.outcome if proof else "unknown"]
    count = maker.view.tally([one.report for one in proofs] or [one.shows.report])
    return maker.sentence(pattern, slots, count, also=[whole.id])


def _before(before: View, kind: type[R], whole: Linked) -> R | None:
    """What was known of a whole before: the one that has a member of it."""
    found = (before.whole_of(kind, member) for member in whole.members)
    return next((one for one in found if one is not None), None)


def _record(view: View, proof: Evidence) -> Quote | Event | None:
    try:
        found = view.record(proof.record)
    except NotFound:
        return None
    return found if isinstance(found, Quote | Event) else None


def _disputed(maker: Maker, scope: Scope, places: Places, before: View) -> Iterator[Sentence]:
    """Disputes of which nothing was known before."""
    for one in disputes(maker, scope, places):
        if _before(before, Disagreement, one) is None:
            yield head(maker, one, maker.words.patterns.changed["disputed"])


def _confirmed(maker: Maker, scope: Scope, places: Places, before: View) -> Iterator[Sentence]:
    """What more independent origins tell than did before."""
    pattern = maker.words.patterns.changed["confirmed"]
    for deed in deeds(maker, scope, places, min_origins=2):
        was = _before(before, type(deed.whole), deed.whole)
        if was is not None and was.origins < deed.whole.origins:
            yield tell_deed(maker, deed, pattern)
    for said in sayings(maker, scope, places, min_origins=2):
        was_said = _before(before, type(said.whole), said.whole)
        if was_said is not None and was_said.origins < said.whole.origins:
            yield tell_saying(maker, said, pattern)
