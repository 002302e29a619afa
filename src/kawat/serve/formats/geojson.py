"""GeoJSON (RFC 7946): where things happen, as far as reports say; for QGIS, Leaflet, R and the like.

A point is the middle of the place that the text names and no nearer. What has a place without a known point
has no geometry, what has no place is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kawat.ask.selection import Kind
from kawat.records import AnyRecord, Event, Happening, Place, encode, kind_of
from kawat.store import View

from .beside import Beside
from .titles import title

name = "geojson"
suffix = "geojson"
media_type = "application/geo+json"
kinds: tuple[Kind, ...] = (Event, Happening)
usual: tuple[Kind, ...] = (Happening,)
one_kind = False


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A collection with a feature for each record that has a place."""
    beside = Beside(view)
    yield b'{"type":"FeatureCollection","features":['
    between = b"\n"
    for record in records:
        if isinstance(record, Event | Happening) and record.where is not None:
            yield between + encode(_feature(record, record.where, beside))
            between = b",\n"
    yield b"\n]}\n"


def _feature(record: Event | Happening, place: Place, beside: Beside) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": _point(place),
        "properties": _properties(record, place, beside),
    }


def _point(place: Place) -> dict[str, Any] | None:
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _properties(record: Event | Happening, place: Place, beside: Beside) -> dict[str, Any]:
    told, source = beside.told(record), beside.source(record)
    others = _others(record, place, beside)
    return {
        "kind": kind_of(type(record)),
        "title": title(record, beside),
        "type": record.type,
        "status": record.status,
        "historical": record.historical,
        "actors": list(record.actors),
        "recipients": list(record.recipients),
        "from": record.when.first if record.when else None,
        "to": record.when.last if record.when else None,
        "place": place.name,
        "country": place.country,
        "place_note": place.note,
        "other_places": others,
        "certainty": _certainty(place, others),
        "words": beside.words(record),
        "reports": told.count.raw,
        "origins": told.count.independent,
        "report": record.report,
        "url": source.url if source else None,
        "source": source.source if source else None,
    }


def _certainty(place: Place, others: list[str]) -> str:
    """How far the point can be trusted: why not, or 'named', which is the middle of a place that is named."""
    if others:
        return "disputed: reports name other places too"
    if place.note:
        return "claimed: more than one state claims this place"
    return "unlocated: no point is known" if place.lat is None else "named"


def _others(record: Event | Happening, place: Place, beside: Beside) -> list[str]:
    """The other places that members of a happening name, of which none is known to be the same."""
    places = [one.where for one in beside.members(record) if isinstance(one, Event) and one.where]
    return sorted({one.name for one in places if not _same(one, place)})


def _same(left: Place, right: Place) -> bool:
    if left.name == right.name:
        return True
    return left.lat is not None and (left.lat, left.lon) == (right.lat, right.lon)
