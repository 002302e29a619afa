"""FollowTheMoney: reports, who is in them, and what they say and do, an entity a line; for Aleph and its kin.

    report                              Article, with its text
    actor                               Person, PublicBody, Organization or LegalEntity
    actor in a report                   Mention
    quote, saying, event, happening,
    commitment                          Event, `proof` being all reports that tell it

Every entity that another one names is there, before it. The schema has nothing for figures and disagreements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from itertools import takewhile
from pathlib import PurePath
from typing import Any

from babel.core import get_global

from kawat.ask.selection import Kind
from kawat.records import (
    Actor,
    AnyRecord,
    Commitment,
    Event,
    Happening,
    Period,
    Quote,
    Report,
    Saying,
    Written,
    encode,
    kind_of,
)
from kawat.store import View

from .beside import Beside, counted
from .titles import title

name = "ftm"
suffix = "ftm.json"
media_type = "application/x-ndjson"
kinds: tuple[Kind, ...] = (Report, Quote, Event, Actor, Saying, Happening, Commitment)
usual: tuple[Kind, ...] = (Report, Actor, Saying, Happening, Commitment)
one_kind = False

Entity = dict[str, Any]
_Told = Quote | Event | Saying | Happening | Commitment

_SCHEMAS = {
    "person": "Person",
    "state": "PublicBody",
    "organisation": "Organization",
    "group": "Organization",
}
_PUBLIC = frozenset(("government", "military", "legislature", "judiciary", "police", "intelligence"))
_NO_ID = re.compile(r"[^0-9A-Za-z.-]+")


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A line for each entity, each once; before the first that names it."""
    made = _Entities(Beside(view))
    for record in records:
        for entity in made.of(record):
            yield encode(entity) + b"\n"


class _Entities:
    """Makes entities of records; remembers by id which reports and actors it has made."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._made: set[str] = set()

    def of(self, record: AnyRecord) -> Iterator[Entity]:
        """The entity of a record, after those that it names and that have not been made."""
        match record:
            case Report():
                yield from self._reports([record.id])
            case Actor():
                yield from self._reports([record.report])
                yield from self._actors([record.id])
                yield _mention(record)
            case Quote() | Event() | Saying() | Happening() | Commitment():
                reports = sorted({one.report for one in self._beside.members(record)})
                yield from self._reports(reports)
                yield from self._actors(_involved(record))
                yield self._event(record, reports)

    def _reports(self, ids: Iterable[str]) -> Iterator[Entity]:
        for id in ids:
            if self._is_new(_id(Report, id)):
                report = self._beside.report(id)
                yield _article(report, self._beside.text(id))

    def _actors(self, ids: Iterable[str]) -> Iterator[Entity]:
        for id in ids:
            if self._is_new(_id(Actor, id)):
                yield _actor(id, self._beside.actor(id))

    def _is_new(self, id: str) -> bool:
        new = id not in self._made
        self._made.add(id)
        return new

    def _event(self, record: _Told, reports: Iterable[str]) -> Entity:
        source = self._beside.source(record)
        place = record.where if isinstance(record, Event | Happening) else None
        return _entity(
            _id(type(record), record.id),
            "Event",
            name=[title(record, self._beside)],
            summary=[self._beside.words(record)],
            notes=[f"told in {counted(self._beside.told(record).count)}"],
            keywords=_keywords(record),
            involved=[_id(Actor, actor) for actor in _involved(record)],
            proof=[_id(Report, report) for report in reports],
            recordId=[record.id],
            location=[place.name] if place else [],
            country=_country(place.country if place else None),
            sourceUrl=_url(source.url if source else None),
            publisher=[source.publisher] if source and source.publisher else [],
            **_days(_when(record)),
        )


def _article(report: Report, text: str) -> Entity:
    return _entity(
        _id(Report, report.id),
        "Article",
        name=[report.title or report.source],
        title=[report.title] if report.title else [],
        fileName=[report.source if report.url else PurePath(report.source).name],
        author=list(report.authors),
        publisher=[one for one in (report.publisher, report.agency) if one],
        sourceUrl=_url(report.url),
        language=_language(report.language),
        authoredAt=_within(report.written),
        publishedAt=[report.page_date] if report.page_date else [],
        retrievedAt=[report.retrieved] if report.retrieved else [],
        bodyText=[text],
    )


def _actor(id: str, actor: Actor | None) -> Entity:
    """The entity of an actor; of one that no report names, by its id."""
    if actor is None:
        return _entity(_id(Actor, id), "LegalEntity", name=[id])
    schema = _SCHEMAS.get(actor.sort, "LegalEntity")
    if schema == "Organization" and actor.cls in _PUBLIC:
        schema = "PublicBody"
    forms = {form for forms in actor.names.values() for form in forms} - {actor.name}
    return _entity(
        _id(Actor, id),
        schema,
        name=[actor.name],
        alias=sorted(forms),
        country=_country(actor.country),
        wikidataId=[actor.wikidata] if actor.wikidata else [],
        position=[f"{role.title}, {role.of}" for role in actor.roles] if schema == "Person" else [],
    )


def _mention(actor: Actor) -> Entity:
    forms = sorted({form for forms in actor.names.values() for form in forms}) or [actor.name]
    return _entity(
        _id(Actor, f"{actor.report}.{actor.id}", "mention"),
        "Mention",
        name=forms,
        document=[_id(Report, actor.report)],
        resolved=[_id(Actor, actor.id)],
        contextCountry=_country(actor.country),
    )


def _entity(id: str, schema: str, **properties: list[str]) -> Entity:
    """An entity with the properties that have a value."""
    told = {name: list(dict.fromkeys(values)) for name, values in properties.items() if values}
    return {"id": id, "schema": schema, "properties": told}


def _involved(record: _Told) -> list[str]:
    match record:
        case Quote() | Saying():
            both: tuple[str | None, ...] = (record.speaker_actor, record.addressee_actor)
        case Commitment():
            both = (*record.by, *record.to)
        case _:
            both = (*record.actors, *record.recipients)
    return [actor for actor in dict.fromkeys(both) if actor]


def _keywords(record: _Told) -> list[str]:
    kind = kind_of(type(record))
    match record:
        case Quote() | Saying():
            return [kind, record.act]
        case Commitment():
            return [kind, record.sort, record.outcome]
        case _:
            return [kind, record.type, record.status]


def _when(record: _Told) -> Period | None:
    match record:
        case Quote() | Saying():
            return record.said
        case Commitment():
            return record.due or record.made_on
        case _:
            return record.when


def _days(period: Period | None) -> dict[str, list[str]]:
    if period is None:
        return {}
    if period.first == period.last:
        return {"date": [period.first]}
    return {"startDate": [period.first], "endDate": [period.last]}


def _within(written: Written | None) -> list[str]:
    """The day, month or year that all days lie in, as FollowTheMoney writes dates that are not sure."""
    if written is None:
        return []
    both = zip(written.first.split("-"), written.last.split("-"), strict=True)
    parts = [first for first, _ in takewhile(lambda pair: pair[0] == pair[1], both)]
    return ["-".join(parts)] if parts else []


def _id(kind: Kind, id: str, word: str = "") -> str:
    """An id that is stable and has only the signs that FollowTheMoney allows."""
    plain = _NO_ID.sub(".", id).strip(".-")
    if plain != id:
        # two ids must not become one
        plain += f".{blake2b(id.encode(), digest_size=4).hexdigest()}"
    return f"kawat-{word or kind_of(kind)}-{plain.lstrip('.')}"


def _url(address: str | None) -> list[str]:
    return [address] if address and address.startswith(("http://", "https://")) else []


def _country(code: str | None) -> list[str]:
    """The two letters of a country; none where the code is that of an alliance or of nobody."""
    found = _aliases("territory_aliases").get(code or "", ())
    return [found[0].lower()] if len(found) == 1 and len(code or "") == 3 else []


def _language(code: str | None) -> list[str]:
    """The three letters of a language that is written with these two; none where there are several."""
    found = _long_codes().get(code or "", ())
    return list(found) if len(found) == 1 else []


@cache
def _long_codes() -> Mapping[str, list[str]]:
    long: dict[str, list[str]] = defaultdict(list)
    for code, short in _aliases("language_aliases").items():
        if len(code) == 3:
            long[short].append(code)
    return long


def _aliases(name: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = get_global(name)
    return found
