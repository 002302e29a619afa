"""What was in the news: the stories that most independent origins tell, by the title of the first report."""

from __future__ import annotations

from collections.abc import Iterator

from kawat.records import Period, Report, Story
from kawat.store import Count, Filter

from .scope import Places, Scope
from .sentences import Maker, Shown
from .structure import Sentence

_MOST = 5
_LEAST_ORIGINS = 2


def stories(maker: Maker, scope: Scope, places: Places) -> tuple[list[Sentence], int]:
    """The sentences in order of days, and how many stories of several origins are left out."""
    found = sorted(
        _stories(maker, scope, places), key=lambda one: (-one.origins, -len(one.reports), one.first or "")
    )
    chosen = sorted(found[:_MOST], key=lambda one: (one.first or "9999", one.id))
    return [sentence(maker, one) for one in chosen], len(found) - len(chosen)


def _stories(maker: Maker, scope: Scope, places: Places) -> Iterator[Story]:
    named = _naming(maker, scope.actor)
    for one in maker.view.each(Story, Filter(since=scope.since, until=scope.until)):
        about = named is None or not named.isdisjoint(one.reports)
        if one.origins >= _LEAST_ORIGINS and about and places.have(one):
            yield one


def _naming(maker: Maker, actor: str | None) -> frozenset[str] | None:
    if actor is None:
        return None
    return frozenset(report.id for report in maker.view.each(Report, Filter(actor=actor)))


def sentence(maker: Maker, one: Story) -> Sentence:
    """The sentence that tells a story."""
    days = Period(one.first, one.last) if one.first and one.last else None
    known = maker.words.patterns
    slots: dict[str, str | Shown] = {
        "told": maker.dated(known.stories["told"], days),
        "words": maker.shown(maker.view.report(one.report)),
    }
    count = Count(len(one.reports), one.origins)
    return maker.sentence(known.notes.quoted, slots, count, also=[one.id])
