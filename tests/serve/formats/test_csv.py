"""CSV: the same table for Python and DuckDB, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exported import table
from kawat.ask.evidence import words_of
from kawat.ask.selection import EXPORTED, Kind, selected
from kawat.records import Event, Failure, Figure, Quote, Record, Report, kind_of
from kawat.serve.formats.csv import columns
from kawat.serve.formats.lines import Lines, guarded, unguarded
from kawat.store import View

DANGER = "=+-@＝＋－＠"
cells = st.text(st.sampled_from(DANGER + "'\";,|\t\r\n ab") | st.characters(codec="utf-8"), max_size=12)


def rows(view: View, kind: Kind) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table(view, "csv", kind).decode(), newline="")))


@given(cells)
@example("'=1")
@example('";\n-a"')
def test_a_guarded_cell_has_lost_nothing(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(cells, min_size=1, max_size=4))
def test_no_cell_begins_as_a_formula(texts: list[str]) -> None:
    line = Lines()([guarded(text) for text in texts]).decode()
    (read,) = csv.reader(io.StringIO(line, newline=""))
    assert [unguarded(cell) for cell in read] == texts
    # however the line is cut: by the separators of other languages, or by tabs
    for part in re.split(r"[;,|\t\r\n]", line):
        assert not part.strip(' "').startswith(tuple(DANGER)), part


def test_a_plain_cell_is_left_alone() -> None:
    assert guarded("talks - on Monday, 5+5") == "talks - on Monday, 5+5"
    assert guarded("'so-called'") == "'so-called'"


@pytest.mark.parametrize("kind", EXPORTED, ids=kind_of)
def test_python_and_duckdb_read_the_same_table(view: View, kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(table(view, "csv", kind))
    read = rows(view, kind)
    assert len(read) == len(list(selected(view, [kind])))
    found = duckdb.execute("SELECT * FROM read_csv(?, all_varchar=true, header=true)", [str(file)])
    names = [column[0] for column in found.description or ()]
    assert names == columns(kind)
    assert [[cell or "" for cell in row] for row in found.fetchall()] == [list(row.values()) for row in read]


@pytest.mark.parametrize("kind", [Quote, Event, Figure], ids=kind_of)
def test_words_counts_and_source_stand_beside_a_record(view: View, kind: type[Record]) -> None:
    records = {record.id: record for record in view.each(kind)}
    for row in rows(view, kind):
        record = records[row["id"]]
        assert unguarded(row["words"]).split() == words_of(view, record).split()
        assert 1 <= int(row["origins"]) <= int(row["reports"])
        assert unguarded(row["source.source"]) == view.report(record.report).source


def test_counts_are_those_of_the_whole(made: View) -> None:
    twice = [row for row in rows(made, Quote) if row["words"].startswith("We threaten no one")]
    assert [(row["reports"], row["origins"]) for row in twice] == [("2", "1"), ("2", "1")]
    assert twice[0]["saying"] == twice[1]["saying"] != ""
    copies = [row for row in rows(made, Report) if row["title"] == "Talks fail"]
    assert [(row["reports"], row["origins"]) for row in copies] == [("2", "1"), ("2", "1")]


def test_hostile_text_is_guarded_and_numbers_are_not(made: View) -> None:
    words = {row["words"] for row in rows(made, Quote)}
    assert any(cell.startswith("'=HYPERLINK(") for cell in words)
    assert {"-5.0"} <= {row["low"] for row in rows(made, Figure)}
    (hard,) = (row for row in rows(made, Report) if row["title"] == "'=1+1")
    assert (hard["publisher"], hard["authors"]) == ("'+Harbour Post", "'-A. Writer")
    assert "'=cmd" in {row["error"] for row in rows(made, Failure)}
