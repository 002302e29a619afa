"""GeoJSON: valid, points the right way round, and places that are not sure say so."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from geojson_pydantic import FeatureCollection, Point

from exported import exported
from kawat.records import Event, Happening
from kawat.serve.formats import geojson
from kawat.store import View


def features(view: View, kind: type[Event | Happening]) -> dict[str, Any]:
    read = FeatureCollection.model_validate_json(exported(view, "geojson", [kind]))
    return {str(feature.id): feature for feature in read.features}


@pytest.mark.parametrize("kind", [Event, Happening])
def test_what_has_a_place_is_there_with_its_point(view: View, kind: type[Event | Happening]) -> None:
    placed = {one.id: one.where for one in view.each(kind) if one.where}
    found = features(view, kind)
    assert found.keys() == placed.keys()
    assert found
    for id, feature in found.items():
        where = placed[id]
        if where.lat is None:
            assert feature.geometry is None
        else:
            assert isinstance(feature.geometry, Point)
            assert tuple(feature.geometry.coordinates) == (where.lon, where.lat)


def test_how_sure_a_place_is_is_said(made: View) -> None:
    told = {feature.properties["place"]: feature.properties for feature in features(made, Event).values()}
    assert told["Port 𝒜"]["certainty"] == "named"
    assert told["The Isle"]["certainty"].startswith("claimed: ")
    assert told["The Isle"]["place_note"] == "The Isle: Sylvania and Freedonia claim it"
    assert told["The Isle"]["country"] is None
    assert told["Somewhere"]["certainty"].startswith("unlocated: ")


def test_reports_that_name_other_places_are_told(made: View) -> None:
    port, isle = (event for event in made.each(Event) if event.where and event.where.lat)
    happening = next(iter(made.each(Happening)))
    both = msgspec.structs.replace(happening, members=(port.id, isle.id), where=port.where)
    (feature,) = msgspec.json.decode(b"".join(geojson.write([both], made)))["features"]
    assert feature["properties"]["other_places"] == [isle.where.name if isle.where else ""]
    assert feature["properties"]["certainty"].startswith("disputed: ")


def test_everything_that_a_map_shows_is_there(view: View) -> None:
    for feature in features(view, Happening).values():
        told = feature.properties
        assert told["title"]
        assert told["words"] in view.text(told["report"]) or " … " in told["words"]
        assert 1 <= told["origins"] <= told["reports"]
