"""JSON-LD: every record as a Web Annotation on its report, with PROV for how it was made.

    @graph: reports (schema:NewsArticle), stages (prov:Activity), and an Annotation for each other record
    target  the characters of evidence, by TextPositionSelector (code points) and TextQuoteSelector
    body    the fields of the record under their own names, and what schema.org has for the like

The context of the Web Annotation model is named by its address and need not be fetched: `bundled` loads
what this file uses of it from the package. Fields that are empty are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from kawat.ask.selection import Kind
from kawat.errors import NotFound
from kawat.records import (
    KINDS,
    LINKED,
    Actor,
    AnyRecord,
    Failure,
    Judgement,
    Linked,
    Record,
    Report,
    Span,
    encode,
)
from kawat.store import View

from .beside import WHOLES, Beside, urn
from .schemaorg import described

name = "jsonld"
suffix = "jsonld"
media_type = "application/ld+json"
kinds: tuple[Kind, ...] = (*KINDS, *LINKED, Judgement)
usual: tuple[Kind, ...] = kinds
one_kind = False

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
"""The address of the context of the Web Annotation model."""

CONTEXT: tuple[Any, ...] = (
    ANNOTATION,
    {
        "kawat": "urn:kawat:vocabulary:",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "http://schema.org/",
        "prov:wasGeneratedBy": {"@type": "@id"},
        "prov:wasDerivedFrom": {"@type": "@id"},
        "prov:wasAssociatedWith": {"@type": "@id"},
    },
)

_SOFTWARE = "urn:kawat:software"
_MOTIVES = {
    "zone": "classifying",
    "name": "identifying",
    "actor": "identifying",
    "time": "tagging",
    "family": "linking",
    "story": "linking",
    "judgement": "assessing",
}
_AROUND = 32
# fields that hold ids of actors, and of records
_ACTORS = frozenset(("actor", "speaker_actor", "addressee_actor", "holder_actor", "according_to_actor"))
_ACTOR_LISTS = frozenset(("according_to", "actors", "recipients", "by", "to"))
_RECORDS = frozenset(("report", "repeats", "in_quote", "family", "story", "record", "via"))
_RECORD_LISTS = frozenset(("reports", "members", "families"))
# who gives each member of a claim: a list here cannot hold a place for nobody, and `according_to` names them
_ELSEWHERE = frozenset(("id", "at", "made", "given_by"))


def write(records: Iterable[AnyRecord], view: View, kind: Kind | None = None) -> Iterator[bytes]:
    """A graph with a node for each record; a stage's own before the first of its records."""
    beside = Beside(view)
    yield b'{"@context":' + encode(CONTEXT) + b',"@graph":[\n'
    yield encode({"id": _SOFTWARE, "type": ["Software", "prov:SoftwareAgent"], "name": "Kawat"})
    stages: set[str] = set()
    for record in records:
        if isinstance(record, Record) and (stage := _stage_id(record)) not in stages:
            stages.add(stage)
            yield b",\n" + encode(_stage(record))
        node = _node(record, beside)
        if node:
            yield b",\n" + encode(node)
    yield b"\n]}\n"


def bundled(address: str, options: object = None) -> dict[str, Any]:
    """The context at that address, out of the package, as a document loader of PyLD gives it.

    Raises NotFound for any other address: nothing is fetched.
    """
    if address != ANNOTATION:
        raise NotFound(f"no context '{address}' is bundled: '{ANNOTATION}' is")
    text = (files(__package__) / "contexts" / "annotation.json").read_text(encoding="utf-8")
    return {"contextUrl": None, "documentUrl": address, "document": msgspec.json.decode(text)}


def _node(record: AnyRecord, beside: Beside) -> dict[str, Any] | None:
    match record:
        case Report():
            return _report(record, beside)
        case Judgement():
            return _judgement(record)
        case Failure():
            return None
        case _:
            return _annotation(record, beside)


def _annotation(record: Record, beside: Beside) -> dict[str, Any]:
    kind = type(record)
    derived = record.members if isinstance(record, Linked) else (record.report,)
    return {
        "id": _id(record),
        "type": ["Annotation", "prov:Entity"],
        "motivation": _MOTIVES.get(kind.__name__.lower(), "describing"),
        "body": {**_described(record, beside), **_fields(record), **_counts(record, beside)},
        "target": [_target(record.report, span, beside) for span in record.at],
        "prov:wasGeneratedBy": _stage_id(record),
        "prov:wasDerivedFrom": [_record(one) for one in derived],
        **({"kawat:rule": record.made.rule} if record.made.rule else {}),
        "kawat:score": record.made.score,
    }


def _report(report: Report, beside: Beside) -> dict[str, Any]:
    count = beside.told(report).count
    return {
        "id": _record(report.id),
        **_described(report, beside, "prov:Entity"),
        **_fields(report),
        # how many reports copy it, itself included; all are of one origin
        "kawat:copies": count.raw,
        "kawat:origins": count.independent,
        "kawat:length": report.at[0].end,
        "prov:wasGeneratedBy": _stage_id(report),
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "type": ["Annotation", "prov:Entity"],
        "motivation": _MOTIVES["judgement"],
        "target": list(dict.fromkeys(map(_record, (judgement.left, judgement.right)))),
        "creator": {"type": "prov:Person", "name": judgement.by},
        "body": {
            "type": "kawat:Judgement",
            "kawat:verdict": judgement.verdict,
            "kawat:when": judgement.when,
            **({"kawat:note": judgement.note} if judgement.note else {}),
        },
    }


def _target(report: str, span: Span, beside: Beside) -> dict[str, Any]:
    """The characters of a span, by their place and by themselves with what stands around them."""
    text = beside.text(report)
    words = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _AROUND) : span.start] or None,
        "suffix": text[span.end : span.end + _AROUND] or None,
    }
    return {
        "type": "SpecificResource",
        "source": _record(report),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {key: value for key, value in words.items() if value is not None},
        ],
    }


def _described(record: Record, beside: Beside, *more: str) -> dict[str, Any]:
    """What schema.org has for the like of a record, and its types."""
    told = described(record, beside)
    types = [f"kawat:{type(record).__name__}", *told.pop("type", []), *more]
    return {"type": types, **told}


def _counts(record: Record, beside: Beside) -> dict[str, Any]:
    """In how many reports of how many origins a quote, event or figure is told, and its whole."""
    if type(record) not in WHOLES:
        return {}
    told = beside.told(record)
    whole = {"kawat:whole": {"id": _record(told.whole)}} if told.whole else {}
    return {**whole, "kawat:reports": told.count.raw, "kawat:origins": told.count.independent}


def _fields(struct: msgspec.Struct) -> dict[str, Any]:
    """The fields of a record or a part of one that are not empty, under Kawat's own names."""
    told = {}
    for name, key in _names(type(struct)):
        value = getattr(struct, name)
        if value is None or value == () or value == "" or value == {}:
            continue
        told[key] = _value(name, value)
    return told


@cache
def _names(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """The fields of a record or a part of one, each with its name in the graph."""
    elsewhere = _ELSEWHERE if issubclass(kind, Record) else ()
    fields = (field for field in msgspec.structs.fields(kind) if field.name not in elsewhere)
    return tuple((field.name, f"kawat:{field.encode_name}") for field in fields)


def _value(field: str, value: Any) -> Any:
    """The value of a field: ids as references, spans and parts of records as nodes, names with languages."""
    match value:
        case Span():
            return {"kawat:start": value.start, "kawat:end": value.end}
        case tuple():
            return [_value(field, item) for item in value]
        case msgspec.Struct():
            return _fields(value)
        case dict():
            return [_in(language, form) for language, forms in value.items() for form in forms]
        case str() if field in _ACTORS | _ACTOR_LISTS:
            return {"id": urn(Actor, value)}
        case str() if field in _RECORDS | _RECORD_LISTS:
            return {"id": _record(value)}
        case _:
            return value


def _in(language: str, form: str) -> dict[str, str]:
    return {"@value": form, "@language": language}


def _stage_id(record: Record) -> str:
    return f"urn:kawat:stage:{record.made.stage}:{record.made.version}"


def _stage(record: Record) -> dict[str, Any]:
    return {
        "id": _stage_id(record),
        "type": "prov:Activity",
        "name": record.made.stage,
        "kawat:version": record.made.version,
        "prov:wasAssociatedWith": _SOFTWARE,
    }


def _id(record: Record) -> str:
    """The name of a record for the whole world; an actor has one in each report that names it."""
    return _record(f"{record.report}/{record.id}" if isinstance(record, Actor) else record.id)


def _record(id: str) -> str:
    return urn(Record, id)
