"""What is done in a sentence by the lists of the language alone, where the language model reads no tree."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.language import StatusWord, Trigger
from kawat.records import Span, Status
from kawat.text import Hit

from .deeds import Deed, ids
from .participants import Parties, begins_clause, parties_of, saying, telling, visited
from .scene import Scene

# how far from an act of speech a word of its own status stands
_BESIDE = 2
# how far after 'in' the name of the place stands: 'in the small town of Bakhmut'
_PLACE_WORDS = 6


def listed(scene: Scene) -> Iterator[Deed]:
    """All that words of the lists show, with the names around them by the frames of their rules."""
    for trigger in scene.triggers:
        parties = parties_of(scene, trigger)
        actors, done_to = ids(parties.actors), ids(parties.recipients)
        if trigger.rule.mode == "visit":
            done_to = visited(scene, trigger) or done_to
        recipients = tuple(actor for actor in done_to if actor not in actors)
        if trigger.rule.frame == "both" and not (actors and recipients):
            continue
        clause = _clause(scene, trigger)
        yield Deed(
            trigger=trigger.span,
            words=clause,
            type=trigger.rule.type,
            status=status_by_words(scene, trigger),
            actors=actors,
            recipients=recipients,
            rule=trigger.rule.id,
            score=_score(parties, trigger),
            listed=trigger.rule,
            times=(clause,),
            places=tuple(_places(scene, trigger, clause)),
        )


def _score(parties: Parties, trigger: Hit[Trigger]) -> float:
    both = bool(parties.actors) and bool(parties.recipients)
    return (0.7 if both else 0.5) - (0.1 if trigger.rule.frame == "noun" else 0.0)


def _clause(scene: Scene, trigger: Hit[Trigger]) -> Span:
    """From the break before the trigger to the one after it."""
    first, last = trigger.first, trigger.last
    while first > scene.inside.start and not begins_clause(scene, first):
        first -= 1
    while last < scene.inside.stop and not begins_clause(scene, last):
        last += 1
    return Span(scene.words[first].start, scene.words[last - 1].end)


def _places(scene: Scene, trigger: Hit[Trigger], clause: Span) -> Iterator[Span]:
    """What is named after 'in', 'at' or 'di' in the clause, the nearest to the trigger first."""
    words, found = scene.words, []
    for index in words.range(clause):
        if scene.is_a(index, "at"):
            first = last = index + 1
            while last < scene.inside.stop and last - first < _PLACE_WORDS and not begins_clause(scene, last):
                last += 1
            if first < last:
                found.append(Span(words[first].start, words[last - 1].end))
    yield from sorted(
        found, key=lambda span: max(trigger.span.start - span.end, span.start - trigger.span.end)
    )


def status_by_words(scene: Scene, trigger: Hit[Trigger]) -> Status:
    """The status that the nearest word of status gives; 'happened' when there is none."""
    best: tuple[int, Hit[StatusWord]] | None = None
    said = saying(scene, trigger) is not None
    for hit in scene.status_words:
        before = trigger.first - hit.last
        after = hit.first - trigger.last
        distance = before if hit.rule.place == "before" else after
        distance -= _inserted(scene, hit.span, trigger.span)
        if said and distance > _BESIDE:
            # 'warned that ... if ...': the warning itself is no condition
            continue
        if 0 <= distance <= hit.rule.reach and not _between(scene, hit.span, trigger.span):
            weight = _WEIGHT[hit.rule.status]
            if best is None or (weight, -distance) > (_WEIGHT[best[1].rule.status], -best[0]):
                best = (distance, hit)
    status = best[1].rule.status if best else "happened"
    if (
        trigger.rule.type == "THREATEN"
        and status in ("planned", "conditional")
        and telling(scene, trigger.span)
    ):
        # whoever says 'there would be consequences' has threatened
        return "happened"
    return status


# a stronger word of status wins over a weaker one near the same trigger: "denied that it will attack"
_WEIGHT: dict[str, int] = {
    "denied": 6, "conditional": 5, "called-for": 4, "alleged": 3, "planned": 2, "ongoing": 1, "happened": 0,
}  # fmt: skip


def _between(scene: Scene, word: Span, trigger: Span) -> bool:
    """Whether a clause ends between a word of status and the trigger."""
    first, last = sorted((word, trigger))
    gap = scene.report.text[first.end : last.start]
    words = scene.words.range(Span(first.end, last.start))
    if any("," in scene.gap(i) and scene.is_a(i, "and") for i in words):
        return True
    if _inserted(scene, word, trigger):
        return False
    return any(c in gap for c in ";:—") or (", " in gap and len(gap) > 40)


def _inserted(scene: Scene, word: Span, trigger: Span) -> int:
    """How many words stand between two commas: 'never, anywhere or at any time, threatened'."""
    first, last = sorted((word, trigger))
    inner = scene.words.range(Span(first.end, last.start))
    commas = [index for index in (*inner, inner.stop) if "," in scene.gap(index)]
    return commas[1] - commas[0] if len(commas) == 2 else 0
