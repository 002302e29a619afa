"""`kawat export`: everything as JSON Lines, or one kind of record as a table with the same header always."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from commands import kawat, refused
from kawat import Event, Failure, Judgement, Quote, Record, Report, decode, encode
from kawat.records import KINDS, LINKED, kind_of
from kawat.store import open_store


def exported(store: Path, *options: str) -> list[object]:
    return [decode(line) for line in kawat("export", store, *options).stdout_bytes.splitlines()]


def table(store: Path, kind: str) -> list[dict[str, str]]:
    text = kawat("export", store, "--to", "csv", "--kind", kind).stdout
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_lines_hold_everything(store: Path) -> None:
    found = exported(store)
    with open_store(store) as opened, opened.view() as view:
        assert found == list(view.all())
    assert set(KINDS) <= {type(record) for record in found} <= {*KINDS, *LINKED}
    assert exported(store, "--to", "jsonl") == found


def test_kinds_are_chosen(store: Path) -> None:
    found = exported(store, "--kind", "quote, report")
    assert {type(record) for record in found} == {Quote, Report}
    everything = [record for record in exported(store) if isinstance(record, Quote | Report)]
    assert sorted(map(encode, found)) == sorted(map(encode, everything))


@pytest.mark.parametrize("kind", [*KINDS, *LINKED], ids=kind_of)
def test_a_table_has_a_line_for_each_record(store: Path, kind: type[Record]) -> None:
    name = kind_of(kind)
    records = exported(store, "--kind", name)
    found = table(store, name)
    assert [row["id"] for row in found] == [record.id for record in records if isinstance(record, Record)]
    for row in found:
        assert None not in row
        assert row["kind"] == name
        assert row["made.stage"]
        assert not any(cell.startswith(("(", "[", "{", "None")) for cell in row.values())


def test_a_table_has_words_and_dotted_parts(store: Path) -> None:
    (row,) = (row for row in table(store, "quote") if "door stays open" in row["words"])
    assert row["words"] == "I am disappointed, but the door stays open,"
    assert (row["said.from"], row["said.to"]) == ("2022-01-25", "2022-01-25")
    assert row["speaker_actor"] == "marta-velasco"


def test_a_part_that_is_not_there_leaves_its_cells_empty(store: Path) -> None:
    reports = [record for record in exported(store) if isinstance(record, Report)]
    written = {report.id: report.written.first if report.written else "" for report in reports}
    assert {row["id"]: row["written.from"] for row in table(store, "report")} == written
    years = {row["id"]: (row["where.name"], row["where.lat"]) for row in table(store, "event")}
    events = [record for record in exported(store) if isinstance(record, Event)]
    assert {event.id for event in events if event.where is None} == {
        i for i, cells in years.items() if not cells[0]
    }


@pytest.mark.parametrize("kind", [*KINDS, *LINKED, Judgement, Failure], ids=kind_of)
def test_a_table_without_records_has_its_header(store: Path, empty: Path, kind: type[Record]) -> None:
    name = kind_of(kind)
    header = kawat("export", empty, "--to", "csv", "--kind", name).stdout
    assert header.count("\n") == 1
    assert kawat("export", store, "--to", "csv", "--kind", name).stdout.startswith(header)
    assert kawat("export", empty).stdout == ""


def test_what_does_not_fit_is_named(store: Path) -> None:
    assert "add --kind quote (or event" in refused("export", store, "--to", "csv", status=2)
    assert "add --kind quote" in refused("export", store, "--to", "csv", "--kind", "quote,event", status=2)
    assert "no kind 'quota': known are actor, claim," in refused("export", store, "--kind", "quota", status=2)
    assert "'xml' is not one of 'jsonl', " in refused("export", store, "--to", "xml", status=2)
