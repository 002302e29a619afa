"""`kawat export`: everything as JSON Lines, or one kind of record as a table with the same header always."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from commands import kawat, refused
from kawat import Event, Failure, Judgement, Quote, Record, Report, decode, encode
from kawat.records import KINDS, LINKED, kind_of
from kawat.serve.formats import FORMATS
from kawat.store import open_store


def exported(store: Path, *options: str) -> list[object]:
    return [decode(line) for line in kawat("export", store, *options).stdout_bytes.splitlines()]


def table(store: Path, kind: str) -> list[dict[str, str]]:
    text = kawat("export", store, "--to", "csv", "--kind", kind).stdout
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_lines_hold_everything(store: Path) -> None:
    found = exported(store)
    with open_store(store) as opened, opened.view() as view:
        view.leave_out_folders()
        assert found == list(view.all())
    assert set(KINDS) <= {type(record) for record in found} <= {*KINDS, *LINKED}
    assert exported(store, "--to", "jsonl") == found


@pytest.mark.parametrize("target", [*FORMATS, "html"])
def test_no_export_tells_in_which_folder_a_report_lay(store: Path, tmp_path: Path, target: str) -> None:
    out = tmp_path / "out"
    kawat("export", store, "--to", target, "--out", out)
    files = [path for path in (out, *out.rglob("*")) if path.is_file()]
    assert files
    assert not [path for path in files if str(store.parent).encode() in path.read_bytes()]


def test_folders_are_told_when_asked_for(store: Path) -> None:
    (given, *_) = (one for one in exported(store, "--folders") if isinstance(one, Report))
    (bare, *_) = (one for one in exported(store) if isinstance(one, Report))
    assert given.source.startswith(str(store.parent))
    assert bare.source == Path(given.source).name
    assert given.id == bare.id


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


def test_tables_of_all_kinds_go_into_a_folder_or_a_zip(store: Path, tmp_path: Path) -> None:
    folder, archive = tmp_path / "tables", tmp_path / "tables.zip"
    kawat("export", store, "--to", "csv", "--out", folder)
    kawat("export", store, "--to", "csv", "--out", archive)
    names = {f"{kind_of(kind)}.csv" for kind in (*KINDS, *LINKED, Judgement, Failure)}
    assert {file.name for file in folder.iterdir()} == names
    with zipfile.ZipFile(archive) as zipped:
        assert set(zipped.namelist()) == names
        for name in names:
            assert zipped.read(name) == (folder / name).read_bytes()
    assert (folder / "quote.csv").read_text() == kawat(
        "export", store, "--to", "csv", "--kind", "quote"
    ).stdout
    again = tmp_path / "again.zip"
    kawat("export", store, "--to", "csv", "--out", again)
    assert again.read_bytes() == archive.read_bytes()


def test_one_table_goes_into_a_file(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "quotes.parquet"
    kawat("export", store, "--to", "parquet", "--kind", "quote", "-o", file)
    assert file.read_bytes()[:4] == b"PAR1"
    assert kawat("export", store, "--to", "parquet", "--kind", "quote").stdout_bytes == file.read_bytes()


def test_one_file_holds_no_two_tables(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "both.csv"
    told = refused("export", store, "--to", "csv", "--kind", "quote,event", "-o", file, status=2)
    assert "or --out FOLDER for a table of each kind" in told
    assert not file.exists()


def test_a_file_that_is_no_table_goes_where_it_is_told(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    kawat("export", store, "--to", "ical", "-o", file)
    assert file.read_bytes() == kawat("export", store, "--to", "ical").stdout_bytes


def test_what_is_exported_is_filtered_as_lists_are(store: Path) -> None:
    found = exported(store, "--kind", "event", "--type", "CONSULT", "--since", "2022-01-20")
    listed = kawat(
        "events", store, "-t", "CONSULT", "--since", "2022-01-20", "--background", "-n", "0", "--nl"
    )
    # lists tell the words too
    assert found == [decode(line) for line in listed.stdout_bytes.splitlines()] != []
    velasco = exported(store, "--actor", "velasco", "--kind", "quote")
    assert {record.speaker_actor for record in velasco if isinstance(record, Quote)} == {"marta-velasco"}


def test_kinds_that_cannot_be_filtered_are_left_out_and_named(store: Path) -> None:
    found = kawat("export", store, "--act", "deny")
    assert "left out, since they cannot be filtered so: report, zone," in found.stderr
    assert {decode(line).__class__.__name__ for line in found.stdout_bytes.splitlines()} == {
        "Quote",
        "Saying",
    }
    assert "'family' cannot be filtered" in refused("export", store, "--kind", "family", "--act", "deny")
    assert "'event' cannot be filtered by 'act'" in refused(
        "export", store, "--kind", "event", "--act", "deny"
    )


def test_actors_and_names_are_those_of_the_reports_that_pass(store: Path) -> None:
    reports = {record.id for record in exported(store, "--kind", "report", "--until", "2022-01-21")}
    assert reports
    for kind in ("actor", "name", "zone"):
        found = exported(store, "--kind", kind, "--until", "2022-01-21")
        assert {record.report for record in found if isinstance(record, Record)} <= reports
        assert found


def test_what_was_known_on_a_day(store: Path) -> None:
    then = exported(store, "--as-of", "2022-01-22")
    assert 0 < len(then) < len(exported(store))
    days = {record.written.first for record in then if isinstance(record, Report) and record.written}
    assert max(days) <= "2022-01-22"


def test_a_format_has_only_some_kinds(store: Path) -> None:
    assert "no kind 'quote': known are commitment, event, happening" in refused(
        "export", store, "--to", "ical", "--kind", "quote", status=2
    )


def test_what_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "where.ics"
    (tmp_path / "file").touch()
    assert "where.ics': No such file" in refused("export", store, "--to", "ical", "-o", nowhere)
    assert "no': Not a directory" in refused("export", store, "--to", "csv", "-o", tmp_path / "file" / "no")
