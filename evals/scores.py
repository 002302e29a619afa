"""How much of what careful readers found is found: counts of one report, figures of many.

A quote is right when it shares four fifths of the letters and digits of the longer of both. Of those its
speaker's words are right when they share half of their letters, and the speaker when the actor has the
annotated name, or, where the annotation names an unnamed person of a state ('Velmora: official'), when it is
of that state. A figure is right when the words overlap and both its numbers are equal, a time when the words
overlap and both days are. An event is right when it is of the annotated type and its words lie in the
annotated sentence (one with the annotated trigger goes first); who does it and to whom is right when one of
those annotated is found, or nobody is where nobody is annotated; of meetings and agreements two of all who
take part. Each is matched once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from kawat.pipeline import Annotated
from kawat.records import Actor, Event, Figure, Quote, Record, Span, Time

from .annotations import Annotation, GoldEvent, GoldQuote, pieces, place

STRICT = 0.8
MUTUAL = ("CONSULT", "AGREE", "COOPERATE")  # all who take part stand on one side
SUFFIXES = ("nya",)  # 'katanya' is "he said" in one word: it has no words for the speaker
R = TypeVar("R", bound=Record)
G = TypeVar("G")


def count(annotation: Annotation, made: Annotated) -> Counter[str]:
    """What one report adds to the counts."""
    actors = {actor.id: actor for actor in _of(made, Actor)}
    return (
        _quotes(annotation, made, actors)
        + _events(annotation, made, actors)
        + _placed("time", annotation.times, _of(made, Time), made.text, lambda g, r: _same_days(g.value, r))
        + _placed(
            "figure",
            annotation.figures,
            _of(made, Figure),
            made.text,
            lambda g, r: (g.low, g.high) == (r.low, r.high),
        )
    )


def figures(counts: Mapping[str, int]) -> dict[str, float]:
    """F, recall and shares, by the names that `floors.toml` has."""

    def share(part: str, whole: str) -> float:
        return counts.get(part, 0) / max(1, counts.get(whole, 0))

    def f(name: str) -> float:
        return (
            2
            * counts.get(f"{name} right", 0)
            / max(1, counts.get(f"{name} gold", 0) + counts.get(f"{name} found", 0))
        )

    return {
        "quote_f": f("quote"),
        "quote_direct_recall": share("direct right", "direct gold"),
        "quote_indirect_recall": share("indirect right", "indirect gold"),
        "quote_mixed_recall": share("mixed right", "mixed gold"),
        "speaker_words": share("speaker words", "worded"),
        "speaker": share("speaker", "quote right"),
        "act": share("act", "quote right"),
        "addressee": share("addressee", "addressee gold"),
        "event_f": f("event"),
        "event_who": share("event who", "event right"),
        "event_whom": share("event whom", "event right"),
        "event_status": share("event status", "event right"),
        "event_when": share("event when", "event dated"),
        "figure_f": f("figure"),
        "time_f": f("time"),
    }


def _of(made: Annotated, kind: type[R]) -> list[R]:
    return [record for record in made.records if isinstance(record, kind)]


def _quotes(annotation: Annotation, made: Annotated, actors: Mapping[str, Actor]) -> Counter[str]:
    text, found = made.text, _of(made, Quote)
    gold = [(_letters(text, pieces(text, quote)), quote) for quote in annotation.quotes]
    own = [(_letters(text, quote.at), quote) for quote in found]
    pairs = _matched(
        (len(a & b) / max(len(a), len(b)), i, j)
        for i, (a, _) in enumerate(gold)
        for j, (b, _) in enumerate(own)
        if a and b and len(a & b) >= STRICT * max(len(a), len(b))
    )
    counts = Counter({"quote gold": len(gold), "quote found": len(own), "quote right": len(pairs)})
    counts.update(f"{quote.kind} gold" for _, quote in gold)
    for i, j in pairs:
        counts.update(_agreement(text, gold[i][1], own[j][1], actors))
    return counts


def _agreement(text: str, gold: GoldQuote, own: Quote, actors: Mapping[str, Actor]) -> Counter[str]:
    counts = Counter({f"{gold.kind} right": 1, "act": int(gold.act == own.act)})
    if gold.speaker and gold.speaker not in SUFFIXES:
        worded = place(text, gold.speaker, gold.speaker_nth)
        counts["worded"] = 1
        counts["speaker words"] = int(own.speaker is not None and _alike(text, worded, own.speaker))
    counts["speaker"] = int(_names(gold.speaker_name, own.speaker_actor, actors))
    if gold.addressee:
        counts["addressee gold"] = 1
        counts["addressee"] = int(_names(gold.addressee, own.addressee_actor, actors))
    return counts


def _events(annotation: Annotation, made: Annotated, actors: Mapping[str, Actor]) -> Counter[str]:
    text, own = made.text, _of(made, Event)
    gold = [(_stands(text, event), event) for event in annotation.events]
    pairs = _matched(
        (1.0 + record.trigger.overlaps(trigger), i, j)
        for i, ((sentence, trigger), event) in enumerate(gold)
        for j, record in enumerate(own)
        if record.type == event.type and any(sentence.overlaps(span) for span in (record.trigger, *record.at))
    )
    counts = Counter({"event gold": len(gold), "event found": len(own), "event right": len(pairs)})
    for i, j in pairs:
        counts.update(_same_event(gold[i][1], own[j], actors))
    return counts


def _stands(text: str, event: GoldEvent) -> tuple[Span, Span]:
    """Where the sentence of an event stands, and its trigger in it."""
    if event.sentence is None:
        trigger = place(text, event.trigger, event.nth)
        return trigger, trigger
    sentence = place(text, event.sentence, None)
    start = text.find(event.trigger, sentence.start)
    return sentence, Span(start, start + len(event.trigger))


def _same_event(gold: GoldEvent, own: Event, actors: Mapping[str, Actor]) -> Counter[str]:
    who = _takes_part(gold.actor, own.actors, actors)
    whom = _takes_part(gold.recipient, own.recipients, actors)
    if gold.type in MUTUAL:
        everybody, named = (*own.actors, *own.recipients), [*gold.actor, *gold.recipient]
        met = sum(any(_names(name, actor, actors) for actor in everybody) for name in named)
        who, whom = met >= min(1, len(named)), met >= min(2, len(named))
    status = gold.status == own.status
    counts = Counter({"event who": int(who), "event whom": int(whom), "event status": int(status)})
    if gold.date:
        when = own.when and own.when.first <= gold.date[1] and gold.date[0] <= own.when.last
        counts.update({"event dated": 1, "event when": int(bool(when))})
    return counts


def _takes_part(names: Sequence[str], ids: Sequence[str], actors: Mapping[str, Actor]) -> bool:
    if not names or not ids:
        return not names and not ids
    return any(_names(name, actor, actors) for name in names for actor in ids)


def _names(name: str | None, actor: str | None, actors: Mapping[str, Actor]) -> bool:
    """Whether an actor is the one that an annotation names, or one of several ('Tarvenia; Oshkara')."""
    if not name or not actor:
        return not name and not actor
    return any(_is(one.strip(), actor, actors) for one in name.split(";"))


def _is(name: str, actor: str, actors: Mapping[str, Actor]) -> bool:
    whole, _, role = name.partition(":")
    record = actors.get(actor)
    forms = [actor, *([record.name] if record else [])]
    if role and "/" in actor:
        of = actor.split("/")[0]
        forms = [of, *([actors[of].name] if of in actors else [])]
    elif role:
        return False
    return slug(whole) in map(slug, forms)


def slug(name: str) -> str:
    """The name in plain small letters, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _alike(text: str, gold: Span, own: Span) -> bool:
    """Whether two spans share half of the letters of the longer one."""
    a, b = _letters(text, [gold]), _letters(text, [own])
    return 2 * len(a & b) >= max(len(a), len(b))


def _placed(
    name: str, gold: Sequence[G], own: Sequence[R], text: str, right: Callable[[G, R], bool]
) -> Counter[str]:
    """Counts of what stands in one place: figures and times."""
    places = [place(text, item.text, item.nth) for item in gold]  # type: ignore[attr-defined]
    pairs = _matched(
        (1.0, i, j)
        for i, item in enumerate(gold)
        for j, record in enumerate(own)
        if any(places[i].overlaps(span) for span in record.at) and right(item, record)
    )
    return Counter({f"{name} gold": len(gold), f"{name} found": len(own), f"{name} right": len(pairs)})


def _same_days(days: tuple[str, str], time: Time) -> bool:
    return time.value is not None and days == (time.value.first, time.value.last)


def _letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(*span) if text[at].isalnum())


def _matched(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs of (share, gold, found), best first, each gold and each found once."""
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j))
    return out
