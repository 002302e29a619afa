"""Where a place is that words name: by the language's own list, the towns of the world, and the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.gazetteer import Town, areas, towns
from kawat.records import Place, Span

from .scene import Scene

# how many times larger than the next a town must be to be meant by its name alone
_LARGER = 5
# words that the name of a town has at most
_LONGEST = 5


def place_in(scene: Scene, span: Span) -> Place | None:
    """The first place that a phrase names: 'in the town of Bakhmut', 'di Krimea', 'in Ukraine'."""
    hit = next(scene.language.find_places.find(scene.words, scene.words.range(span)), None)
    longer = _longer(scene, span, hit.span) if hit else None
    if hit and longer is None:
        row = hit.rule.row
        return _placed(scene, hit.span, row.country, row.lat, row.lon, row.area)
    return longer or _state(scene, span) or _town(scene, _names(scene, span))


def _longer(scene: Scene, span: Span, known: Span) -> Place | None:
    """A town whose name holds a listed one: 'Santiago de Cuba', 'San Salvador de Jujuy'."""
    around = [at for at in _names(scene, span) if at != known and at.contains(known)]
    return _town(scene, around)


def _placed(scene: Scene, at: Span, country: str, lat: float | None, lon: float | None, area: str) -> Place:
    """A place; one that more than one state claims is put where no state is wronged, with a note."""
    claimed = areas().get(area)
    note = claimed.note if claimed else None
    return Place(
        scene.report.slice(at), (claimed.country if claimed else country) or None, lat, lon, at, note
    )


def _town(scene: Scene, names: Iterable[Span]) -> Place | None:
    """A town of which the report tells in which state it is, or by far the largest of its name."""
    for at in names:
        known = towns(scene.report.slice(at))
        town = _meant(scene, known)
        if town:
            return _placed(scene, at, town.country, town.lat, town.lon, town.area)
        if known:
            return Place(scene.report.slice(at), at=at)
    return None


def _meant(scene: Scene, known: tuple[Town, ...]) -> Town | None:
    for country in scene.countries:
        own = [town for town in known if town.country == country]
        if own:
            return own[0]
    alone = len(known) == 1 or (len(known) > 1 and known[0].people >= _LARGER * known[1].people)
    return known[0] if alone else None


def _state(scene: Scene, span: Span) -> Place | None:
    """A state by its name: 'in Ukraine'."""
    states = scene.language.registry.states
    for name in scene.names:
        if name.actor in states and name.sort == "place" and span.contains(name.at[0]):
            return Place(scene.report.slice(name.at[0]), name.actor, at=name.at[0])
    return None


def _names(scene: Scene, span: Span) -> Iterator[Span]:
    """Runs of words from one with a capital to another, the longest first, of these the last ones first."""
    words = scene.words.range(span)
    for length in range(min(len(words), _LONGEST), 0, -1):
        for first in reversed(range(words.start, words.stop - length + 1)):
            run = range(first, first + length)
            joined = all(map(scene.words.joined, run[1:]))
            if joined and scene.words[run[0]].text[0].isupper() and scene.words[run[-1]].text[0].isupper():
                yield Span(scene.words[run[0]].start, scene.words[run[-1]].end)
