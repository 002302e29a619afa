"""Commands that read: what is good is kept, what is not gets one line each, and a count ends it."""

from __future__ import annotations

import json
import runpy
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import freedonia
from commands import kawat, refused, rows
from kawat import Failure, Quote, Report, Sentence, Stage, decode
from kawat.pipeline import STAGES
from kawat.read.document import READ
from kawat.records import Token
from kawat.serve.cli import reading, running
from kawat.store import open_store

ROOT = Path(__file__).parents[2]

LARGEST = 2000
# name, content, and what the line says after the name
BAD = [
    ("empty.txt", b"", "it holds no text: leave it out"),
    ("blank.txt", b" \n\n\t", "it holds no text: leave it out"),
    ("scan.txt", b"%PDF-1.7\n\x00\xff", "it is a PDF document, not text: save its text and read that"),
    ("base.txt", b"SQLite format 3\0abc", "it is a database, not text"),
    ("noise.txt", bytes(range(256)), "byte 0 is NUL, so it is no text"),
    ("broken.txt", "Île de Freedonia ".encode() * 9 + b"\xff\xfe.", "is not utf-8: save it as UTF-8"),
    ("long.txt", b"word " * LARGEST, "it is longer than 2,000 characters: split it or raise the setting"),
    ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    ("none.jsonl", b"\n", "it holds no line: leave it out"),
]
# line of JSON Lines, and what is said of it
BAD_LINES = [
    ('{"id": 1}', "it has neither 'text' nor 'html': give it one of them"),
    ("[1, 2]", "each line is one JSON object with 'text' or 'html'"),
    ('{"text": "Fiji', "each line is one JSON object"),
    ('{"text": 5}', "Expected `str | null`, got `int`"),
    ('{"text": "a", "date": "yesterday"}', "'yesterday' is no ISO day: write it as 2022-01-21"),
    ('{"text": "half \\ud83d of it"}', "surrogate"),
]
Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAWAT_LARGEST_TEXT", str(LARGEST))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Lays a file in a folder."""

    def laid(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return laid


def sources(store: Path) -> set[str]:
    return {row["source"] for row in rows("reports", store)}


def test_bad_input_gets_a_line_each_and_the_rest_goes_on(make: Make, reports: Path, tmp_path: Path) -> None:
    bad = [make(name, content) for name, content, _ in BAD]
    lost, store = tmp_path / "lost.txt", tmp_path / "s.kawat"
    first, *others, last, count = kawat(
        "add", store, lost, *bad, reports, tmp_path / "*.warc", status=1
    ).stderr.splitlines()
    assert first == f"{lost}: there is no such file or folder: check the path"
    for path, line, (_, _, said) in zip(bad, others, BAD, strict=True):
        assert line.startswith(f"{path}: ")
        assert said in line
    assert last.endswith("*.warc: nothing matches this pattern: check it")
    assert count == f"5 added, {len(bad) + 2} failed"
    assert sources(store) == set(freedonia.FILES)
    again = kawat("add", store, lost, *bad, reports, status=1).stderr.splitlines()
    assert again[-1] == f"0 added, 5 there already, {len(bad) + 1} failed"


def test_bad_lines_are_told_by_number(make: Make, tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": freedonia.BRIEF})
    feed = make("feed.jsonl", "\n".join([good, *(line for line, _ in BAD_LINES), good]))
    told = kawat("add", tmp_path / "s.kawat", feed, status=1).stderr.splitlines()
    assert len(told) == len(BAD_LINES) + 1
    for number, (line, (_, said)) in enumerate(zip(told, BAD_LINES, strict=False), start=2):
        assert line.startswith(f"{feed}#{number}: line {number}: ")
        assert said in line
    assert told[-1] == f"1 added, 1 there already, {len(BAD_LINES)} failed"


def test_a_language_without_a_folder_keeps_the_report(make: Make, reports: Path, tmp_path: Path) -> None:
    french = make("fr.jsonl", '{"id": 7, "text": "Le ministre part.", "language": "fr"}')
    store = tmp_path / "s.kawat"
    line, count = kawat("add", store, french, reports / "brief.txt", status=1).stderr.splitlines()
    assert line.startswith(f"{french}#7: no folder for language 'fr': known are en, id; give --language or")
    assert count == "2 added, 1 of them in part"
    assert sources(store) == {"fr.jsonl#7", "brief.txt"}


def test_a_failing_stage_is_told_with_its_report(
    monkeypatch: pytest.MonkeyPatch, reports: Path, tmp_path: Path
) -> None:
    def broken(report: object, language: object) -> None:
        raise ValueError("day 32\nof month 13")

    stage = Stage("broken", "1", (), (), broken, "Fails.")  # type: ignore[arg-type]
    monkeypatch.setattr("kawat.pipeline.Pipeline.__init__.__defaults__", ((*STAGES, stage),))
    for arguments, did in ((("read",), "read"), (("add", tmp_path / "s.kawat"), "added")):
        line, count = kawat(*arguments, reports / "brief.txt", status=1).stderr.splitlines()
        assert line == (
            f"{reports / 'brief.txt'}: stage 'broken' failed (ValueError: day 32 of month 13): "
            "what other stages found is kept"
        )
        assert count == f"1 {did}, 1 of them in part"
    assert rows("quotes", tmp_path / "s.kawat")


def test_read_prints_records_and_counts_failures_at_the_end(make: Make, reports: Path) -> None:
    bad = make("empty.txt", "")
    result = kawat("read", bad, reports / "brief.txt", reports / "nowhere.txt", status=1)
    records = [decode(line) for line in result.stdout_bytes.splitlines()]
    assert isinstance(records[0], Report)
    assert any(isinstance(record, Quote) for record in records)
    *failed, count = result.stderr.splitlines()
    assert failed == [
        f"{bad}: it holds no text: leave it out",
        f"{reports / 'nowhere.txt'}: there is no such file or folder: check the path",
    ]
    assert count == "1 read, 2 failed"


def test_read_without_failures_says_nothing_else(reports: Path) -> None:
    assert kawat("read", reports).stderr == ""


def test_all_forms_of_read_have_the_same_records(reports: Path) -> None:
    one = reports / "brief.txt"
    records = [json.loads(line) for line in kawat("read", one).stdout.splitlines()]
    assert [json.loads(line) for line in kawat("read", one, "--nl").stdout.splitlines()] == records
    assert json.loads(kawat("read", one, "--json").stdout) == records
    table = rows("read", one)
    assert list(table[0]) == ["kind", "id", "at", "words", "by", "score"]
    assert [row["id"] for row in table] == [record["id"] for record in records]


def test_read_chooses_kinds(reports: Path) -> None:
    told = kawat("read", reports, "--kind", "quote, figure").stdout.splitlines()
    assert {json.loads(line)["kind"] for line in told} == {"quote", "figure"}
    assert "no kind 'family': known are actor, event" in refused("read", "x", "--kind", "family", status=2)


def test_the_date_given_is_kept(reports: Path) -> None:
    (told,) = kawat(
        "read", reports / "brief.txt", "--date", "2022-01-27", "--kind", "report"
    ).stdout.splitlines()
    assert json.loads(told)["given_date"] == "2022-01-27"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--date", "27/1/2022"], 2, "'--date': '27/1/2022' is no ISO day: write it as 2022-01-21"),
        (["--language", "tlh"], 1, "no folder for language 'tlh': known are en, id"),
        (["--colour"], 2, "No such option '--colour'"),
    ],
)
def test_a_bad_option_is_named_before_anything_is_read(
    reports: Path, tmp_path: Path, arguments: list[str], status: int, message: str
) -> None:
    store = tmp_path / "s.kawat"
    assert message in refused("read", reports, *arguments, status=status).replace("option: ", "option ")
    assert message in refused("add", store, reports, *arguments, status=status).replace("option: ", "option ")
    assert not store.exists()


def test_add_can_be_quiet(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    assert kawat("add", store, reports, "--quiet").output == ""
    told = kawat("add", store, reports, tmp_path / "lost.txt", "-q", status=1).stderr
    assert told.endswith(
        "lost.txt: there is no such file or folder: check the path\n0 added, 5 there already, 1 failed\n"
    )


def test_a_store_that_is_none(make: Make, reports: Path) -> None:
    page = make("page.txt", "This is a text.")
    said = f"{page}: this file is no store of Kawat: name another, which will be created"
    assert refused("add", page, reports) == refused("reports", page) == said
    assert page.read_text() == "This is a text."


def test_the_base_of_another_program(tmp_path: Path, reports: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cats (name)")
    assert "this file is no store of Kawat" in refused("add", path, reports)


def test_a_store_of_a_newer_version(tmp_path: Path, reports: Path) -> None:
    store = tmp_path / "s.kawat"
    kawat("add", store, reports / "brief.txt")
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA user_version = 99")
    said = f"{store}: written by a newer Kawat (schema 99, this one knows "
    for arguments in (("add", store, reports), ("reports", store), ("show", store, "x")):
        assert refused(*arguments).startswith(said)


@pytest.mark.parametrize("name", ["reports", "timeline", "families", "export"])
def test_a_store_that_is_not_there(tmp_path: Path, name: str) -> None:
    store = tmp_path / "s.kawat"
    assert refused(name, store) == f"{store}: there is no such store: 'kawat add {store} ...' makes one"


def test_a_store_where_none_can_be(tmp_path: Path, reports: Path) -> None:
    assert "it cannot be opened: check that folder" in refused("add", tmp_path / "no" / "s.kawat", reports)
    assert "is a directory" in refused("add", tmp_path, reports, status=2)
    assert "no store of this kind is known" in refused("add", "mysql://here/x", reports)


def test_the_progress_bar_takes_any_name(monkeypatch: pytest.MonkeyPatch, make: Make, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "progress", lambda runner, quiet: running._Bar(runner))
    (tmp_path / "a[").mkdir()
    odd = make("a[/b].txt", freedonia.BRIEF)
    assert "1 added" in kawat("add", tmp_path / "s.kawat", odd).stderr


def test_a_failure_that_does_not_name_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    failures = [Failure(report="r", stage="days", error="KeyError: 3", made=READ)]
    reading.complain("a.txt", failures)
    assert capsys.readouterr().err.startswith("a.txt: stage 'days' failed (KeyError: 3): ")


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KAWAT_LARGEST_TEXT")
    result = kawat("demo")
    assert result.stderr == ""
    with open_store("demo.kawat") as store, store.view() as view:
        counts = view.counts()
    assert f"demo.kawat: {counts['report']} reports" in result.stdout
    for title in ("Who is quoted most", "Copies of one text", "Pages with a false date", "Ask on"):
        assert title in result.stdout
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    answers = runpy.run_path(str(ROOT / "docs" / "answers.py"))["answered"]
    printed = answers(
        shown, lambda arguments: result.stdout if arguments == ["demo"] else kawat(*arguments).stdout
    )
    assert shown == printed, "README.md shows other answers than are given: run 'python docs/answers.py'"


def test_what_would_have_helped_is_said_once(tmp_path: Path) -> None:
    lines = tmp_path / "feed.jsonl"
    report = '"text": "Menteri itu tiba di Freedonia. Ia bertemu wartawan pada sore hari.", "language": "id"'
    lines.write_text(f'{{{report}, "seen": "x"}}\n{{{report}, "id": 2, "country": "XF"}}\n', encoding="utf-8")
    result = kawat("add", str(tmp_path / "s.kawat"), str(lines))
    assert "fields that nothing was made of: country, seen (known: id, text or html" in result.stderr
    assert (
        "2 reports do not say the day of writing: 'on Friday' and the like stay open there" in result.stderr
    )
    quiet = kawat("add", "--quiet", str(tmp_path / "q.kawat"), str(lines))
    assert quiet.stderr == ""
    dated = kawat("add", "--date", "2022-01-21", str(tmp_path / "d.kawat"), str(lines))
    assert "the day of writing" not in dated.stderr


def test_tokens_are_printed_when_asked_for_and_never_stored(reports: Path, tmp_path: Path) -> None:
    brief = reports / "brief.txt"
    text = brief.read_text(encoding="utf-8")
    usual = [decode(line) for line in kawat("read", brief).stdout.splitlines()]
    assert not any(isinstance(record, Token) for record in usual)
    asked = [decode(line) for line in kawat("read", brief, "--kind", "token,sentence").stdout.splitlines()]
    tokens = [record for record in asked if isinstance(record, Token)]
    assert {token.sentence for token in tokens} <= {one.id for one in asked if isinstance(one, Sentence)}
    assert text.split()[1] in {text[slice(*token.at[0])] for token in tokens}
    assert rows("read", brief, "--kind", "token")[0]["words"] == text[slice(*tokens[0].at[0])]
    store = tmp_path / "s.kawat"
    kawat("add", store, brief)
    assert "no kind 'token'" in refused("export", store, "--kind", "token", status=2)
    assert "token" in refused("read", brief, "--kind", "tokens", status=2)
