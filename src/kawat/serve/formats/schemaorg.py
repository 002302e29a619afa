"""What schema.org has for the like of a record: Quotation, Event, Claim, NewsArticle, Person ..."""

from __future__ import annotations

from typing import Any

from kawat.records import (
    Actor,
    Claim,
    Event,
    Figure,
    Happening,
    Place,
    Quote,
    Record,
    Report,
    Saying,
)

from .beside import Beside, urn
from .titles import title

# a role is an office without a name: neither a person that is known nor a body
_SORTS = {
    "person": "schema:Person",
    "organisation": "schema:Organization",
    "group": "schema:Organization",
    "state": "schema:Country",
}


def described(record: Record, beside: Beside) -> dict[str, Any]:
    """The record in schema.org's terms, its types under 'type'; nothing where it has none that fit."""
    match record:
        case Report():
            return _article(record)
        case Quote() | Saying():
            speaker = record.speaker_actor
            return {
                "type": ["schema:Quotation"],
                "schema:text": beside.words(record),
                **({"schema:spokenByCharacter": {"id": urn(Actor, speaker)}} if speaker else {}),
            }
        case Event() | Happening():
            return _event(record, beside)
        case Figure() | Claim():
            return {
                "type": ["schema:Claim"],
                "schema:text": beside.words(record),
                "schema:about": {
                    "type": "schema:QuantitativeValue",
                    "schema:minValue": record.low,
                    "schema:maxValue": record.high,
                    "schema:unitText": record.unit,
                },
            }
        case Actor():
            return _actor(record)
        case _:
            return {}


def _article(report: Report) -> dict[str, Any]:
    publisher = {"type": "schema:Organization", "schema:name": report.publisher}
    told = {
        "type": ["schema:NewsArticle"],
        "schema:headline": report.title,
        "schema:inLanguage": report.language,
        "schema:url": {"id": report.url} if report.url else None,
        "schema:publisher": publisher if report.publisher else None,
        "schema:author": [{"type": "schema:Person", "schema:name": name} for name in report.authors],
    }
    return {key: value for key, value in told.items() if value}


def _event(record: Event | Happening, beside: Beside) -> dict[str, Any]:
    told: dict[str, Any] = {"type": ["schema:Event"], "schema:name": title(record, beside)}
    if record.when:
        told |= {"schema:startDate": record.when.first, "schema:endDate": record.when.last}
    return told | ({"schema:location": _place(record.where)} if record.where else {})


def _place(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "schema:Place", "schema:name": place.name}
    if place.lat is not None and place.lon is not None:
        geo = {"schema:latitude": place.lat, "schema:longitude": place.lon}
        told["schema:geo"] = {"type": "schema:GeoCoordinates", **geo}
    return told | ({"schema:description": place.note} if place.note else {})


def _actor(actor: Actor) -> dict[str, Any]:
    same = {"schema:sameAs": {"id": f"http://www.wikidata.org/entity/{actor.wikidata}"}}
    return {
        "id": urn(Actor, actor.id),
        "type": [*filter(None, [_SORTS.get(actor.sort)]), "prov:Agent"],
        "schema:name": actor.name,
        **(same if actor.wikidata else {}),
    }
