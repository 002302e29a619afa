"""The event table: DuckDB reads it, and each row is justified."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from exported import exported
from kawat.ontology import types
from kawat.records import Event, Happening
from kawat.serve.formats.lines import unguarded
from kawat.serve.formats.polecat import COLUMNS
from kawat.store import View


def rows(view: View, kind: Any, folder: Path) -> dict[str, dict[str, Any]]:
    file = folder / "events.tsv"
    file.write_bytes(exported(view, "polecat", [kind]))
    found = duckdb.execute("SELECT * FROM read_csv(?, delim='\t', header=true)", [str(file)])
    names = [column[0] for column in found.description or ()]
    assert tuple(names) == COLUMNS
    told = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["Event ID"]: row for row in told}


@pytest.mark.parametrize("kind", [Event, Happening])
def test_a_row_for_each_with_the_words_that_justify_it(
    view: View, kind: type[Event | Happening], tmp_path: Path
) -> None:
    found = rows(view, kind, tmp_path)
    records = {one.id: one for one in view.each(kind)}
    assert found.keys() == records.keys()
    for id, row in found.items():
        record = records[id]
        text = view.text(record.report)
        pieces = [text[slice(*map(int, at.split("-")))] for at in row["Text At"].split("; ")]
        assert unguarded(row["Justification"]) == " ".join(" … ".join(pieces).split())
        assert row["Event Type"] == record.type
        assert row["Intensity"] == types()[record.type].score
        assert str(row["Event Date"] or "") == (record.when.first if record.when else "")
        assert str(row["Event Date To"] or "") == (record.when.last if record.when else "")
        assert 1 <= row["Origins"] <= row["Reports"]
        assert row["Status"] == record.status


def test_codes_are_those_of_the_surest_member(view: View, tmp_path: Path) -> None:
    for id, row in rows(view, Happening, tmp_path).items():
        happening = view.record(id)
        assert isinstance(happening, Happening)
        members = [view.record(member) for member in happening.members]
        surest = max((one for one in members if isinstance(one, Event)), key=lambda one: one.made.score)
        assert str(row["CAMEO Code"] or "").lstrip("0") in {
            (one.cameo or "").lstrip("0")
            for one in members
            if isinstance(one, Event) and one.made.score == surest.made.score
        }
        assert set(row["Members"].split("; ")) == set(happening.members)


def test_the_sentence_is_counted_from_one(made: View, tmp_path: Path) -> None:
    numbers = {row["Event Type"]: row["Sentence Number"] for row in rows(made, Event, tmp_path).values()}
    assert numbers["MOBILIZE"] == 1


def test_names_countries_and_sectors_of_both_sides(made: View, tmp_path: Path) -> None:
    (row,) = (one for one in rows(made, Event, tmp_path).values() if one["Event Type"] == "MOBILIZE")
    assert (row["Actor ID"], row["Actor Name"], row["Actor Country"]) == ("FRD", "Freedonia", "FRD")
    assert (row["Recipient ID"], row["Recipient Country"]) == ("SLV/official", "SLV")
    assert row["Recipient Name"] == "'@official"
    assert (row["Latitude"], row["Longitude"], row["Raw Placename"]) == (12.5, -70.25, "Port 𝒜")
