"""JSON-LD: PyLD expands it without loss and without the network, and selectors select."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from pyld import jsonld

from exported import exported
from kawat.errors import NotFound
from kawat.records import (
    Actor,
    Claim,
    Event,
    Figure,
    Happening,
    Judgement,
    Quote,
    Record,
    Report,
    Saying,
)
from kawat.serve.formats import FORMATS
from kawat.serve.formats.jsonld import ANNOTATION, bundled
from kawat.store import View

OPTIONS = {"documentLoader": bundled}


def document(view: View, *kinds: Any) -> dict[str, Any]:
    read: dict[str, Any] = msgspec.json.decode(exported(view, "jsonld", kinds or None))
    return read


def sorted_through(value: Any) -> Any:
    """A value of JSON-LD where order tells nothing and a list of one is what is in it."""
    if isinstance(value, dict):
        # a node that is nothing but its id is that id
        return {name: sorted_through(part) for name, part in value.items()}
    if isinstance(value, list):
        parts = sorted(
            (sorted_through(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True)
        )
        # equal values of one property are one
        unique = [part for number, part in enumerate(parts) if part not in parts[:number]]
        return unique[0] if len(unique) == 1 else unique
    return value


def annotations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (node for node in document["@graph"] if "Annotation" in node["type"])


def test_it_expands_without_loss(made: View) -> None:
    document_ = document(made)
    expanded = jsonld.expand(document_, OPTIONS)
    compacted = jsonld.compact(expanded, document_["@context"], {**OPTIONS, "graph": True})
    assert sorted_through(compacted["@graph"]) == sorted_through(document_["@graph"])


def test_no_key_is_without_a_meaning(view: View) -> None:
    """Every name in the document is an address or a keyword when it is expanded."""
    graph = document(view, Report, Quote, Happening, Claim, Actor)
    graph["@graph"] = graph["@graph"][:400]

    def names(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name, part in value.items():
                yield name
                yield from names(part)
        elif isinstance(value, list):
            for part in value:
                yield from names(part)

    expanded = jsonld.expand(graph, OPTIONS)
    assert all(name.startswith(("@", "http://", "urn:kawat:")) for name in names(expanded))
    # nothing fell away: as many nodes of evidence before and after
    before = sum(name == "selector" for name in names(graph))
    assert sum(name.endswith("#hasSelector") for name in names(expanded)) == before > 0


def test_only_what_is_bundled_is_loaded() -> None:
    assert bundled(ANNOTATION)["document"]["@context"]["exact"] == "oa:exact"
    with pytest.raises(NotFound, match=r"no context 'https://schema.org' is bundled: 'http://www\.w3\.org"):
        bundled("https://schema.org")


def test_every_record_is_there_by_its_id(view: View) -> None:
    found = {node["id"] for node in document(view)["@graph"] if "id" in node}
    for kind in (Report, Quote, Event, Figure, Saying, Happening, Claim):
        assert {f"urn:kawat:record:{one.id}" for one in view.each(kind)} <= found
    assert {"urn:kawat:software"} <= found


def test_selectors_select_the_evidence(view: View) -> None:
    records = {one.id: one for one in (*view.each(Quote), *view.each(Event), *view.each(Figure))}
    for node in annotations(document(view, Quote, Event, Figure)):
        record: Record = records[node["id"].rpartition(":")[2]]
        text = view.text(record.report)
        assert len(node["target"]) == len(record.at)
        for target, span in zip(node["target"], record.at, strict=True):
            assert target["source"] == f"urn:kawat:record:{record.report}"
            position, quoted = target["selector"]
            assert (position["start"], position["end"]) == span
            assert quoted["exact"] == text[position["start"] : position["end"]]
            around = quoted.get("prefix", "") + quoted["exact"] + quoted.get("suffix", "")
            assert around in text


def test_how_a_record_was_made_is_told(view: View) -> None:
    graph = document(view, Quote, Saying)["@graph"]
    stages = {node["id"]: node for node in graph if node["type"] == "prov:Activity"}
    for node in annotations({"@graph": graph}):
        stage = stages[node["prov:wasGeneratedBy"]]
        assert stage["prov:wasAssociatedWith"] == "urn:kawat:software"
        assert 0 <= node["kawat:score"] <= 1
        assert node["prov:wasDerivedFrom"]
    # a stage stands before what it made
    places = {node.get("id"): place for place, node in enumerate(graph)}
    assert all(
        places[node["prov:wasGeneratedBy"]] < places[node["id"]] for node in annotations({"@graph": graph})
    )


def test_what_schema_org_has_is_said_in_its_words(made: View) -> None:
    bodies = {node.get("id"): node["body"] for node in annotations(document(made))}
    for quote in made.each(Quote):
        body = bodies[f"urn:kawat:record:{quote.id}"]
        assert body["type"] == ["kawat:Quote", "schema:Quotation"]
        speaker = body.get("schema:spokenByCharacter")
        assert (speaker is None) == (quote.speaker_actor is None)
    (port,) = (one for one in made.each(Event) if one.where and one.where.name == "Port 𝒜")
    event = bodies[f"urn:kawat:record:{port.id}"]
    assert (event["schema:startDate"], event["schema:endDate"]) == ("2022-01-20", "2022-01-22")
    assert event["schema:location"]["schema:geo"]["schema:latitude"] == 12.5
    assert event["kawat:recipients"] == [{"id": "urn:kawat:actor:SLV/official"}]
    claims = [body for body in bodies.values() if "kawat:Claim" in body["type"]]
    assert {body["schema:about"]["schema:minValue"] for body in claims} >= {40.0, 90.0}


def test_a_judgement_is_an_annotation_on_a_record(made: View) -> None:
    (node,) = annotations(document(made, Judgement))
    (judgement,) = made.judgements()
    assert node["target"] == [f"urn:kawat:record:{judgement.left}"]
    assert node["body"]["kawat:verdict"] == "right"
    assert node["creator"]["name"] == "=me"


def test_counts_stand_with_what_is_told(made: View) -> None:
    bodies = [node["body"] for node in annotations(document(made, Quote, Saying))]
    assert all(1 <= body["kawat:origins"] <= body["kawat:reports"] for body in bodies)
    assert any(body["kawat:reports"] == 2 and body["kawat:origins"] == 1 for body in bodies)


def test_an_empty_graph_is_a_graph(made: View) -> None:
    empty = msgspec.json.decode(b"".join(FORMATS["jsonld"].write([], made)))
    assert [node["id"] for node in empty["@graph"]] == ["urn:kawat:software"]
