"""Files, folders, globs and standard input: what can be read is read, and the rest says why not."""

from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import ReadError
from kawat.read import Document, read
from kawat.records import Failure
from kawat.settings import Settings

PAGE = "<!doctype html><html><head><title>Kabar dari Jenewa hari ini</title></head><body><article>" + "".join(
    f"<p>Menteri itu berkata bahwa perundingan putaran {number} berjalan baik dan akan dilanjutkan.</p>"
    for number in ("pertama", "kedua", "ketiga")
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sources, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "b.txt": "Isi b.\r\n",
        "a.md": "Isi a.",
        "page.html": PAGE,
        "sub/news.jsonl": '{"text": "satu", "id": "x"}\n{"text": "dua"}\n',
        "sub/c.TXT": "Isi c.",
        "notes.rst": "not looked at",
        ".hidden.txt": "not looked at",
        ".git/d.txt": "not looked at",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content.encode())
    return tmp_path


def sources(*paths: str, **options: str) -> list[str]:
    """Where the documents came from, and '!' with the line of each failure."""
    return [
        made.report.source if isinstance(made, Document) else f"!{made.error}"
        for made in read(paths, Settings(), **options)
    ]


def document(path: str, **options: str) -> Document:
    (made,) = read([path], Settings(), **options)
    assert isinstance(made, Document)
    return made


def failure(path: str, settings: Settings | None = None) -> Failure:
    (made,) = read([path], settings or Settings())
    assert isinstance(made, Failure)
    assert made.report == path
    assert made.stage == "read"
    return made


def test_a_text_file(folder: Path) -> None:
    made = document("b.txt", given_date="2022-01-21")
    assert made.text == "Isi b.\r\n"
    assert made.original is None
    assert (made.report.source, made.report.given_date) == ("b.txt", "2022-01-21")


def test_the_same_file_by_another_path_is_the_same_report(folder: Path) -> None:
    ids = {document(path).report.id for path in ("b.txt", "./b.txt", "sub/../b.txt", str(folder / "b.txt"))}
    assert len(ids) == 1


def test_a_page_keeps_its_bytes_and_the_callers_date(folder: Path) -> None:
    made = document("page.html", given_date="2022-01-21T10:00")
    assert made.original == PAGE.encode()
    assert made.text.startswith("Kabar dari Jenewa hari ini\n\nMenteri itu")
    assert (made.report.title, made.report.given_date) == ("Kabar dari Jenewa hari ini", "2022-01-21")


def test_a_folder_is_read_in_order_with_those_below_and_without_hidden_ones(folder: Path) -> None:
    expected = ["./a.md", "./b.txt", "./page.html", "./sub/c.TXT", "./sub/news.jsonl#x", "./sub/news.jsonl#2"]
    assert sources(".") == expected


def test_a_glob_is_read_in_order(folder: Path) -> None:
    assert sources("*.[tm]*") == ["a.md", "b.txt"]
    assert sources("**/*.jsonl") == ["sub/news.jsonl#x", "sub/news.jsonl#2"]
    assert sources("s*") == ["sub/c.TXT", "sub/news.jsonl#x", "sub/news.jsonl#2"]


def test_a_file_whose_name_looks_like_a_glob_is_a_file(folder: Path) -> None:
    (folder / "a[1].txt").write_text("Isi.", encoding="utf-8")
    assert sources("a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b'\n {"text": "satu"}\n', "satu"),
        (b'\xef\xbb\xbf{"text": "satu"}', "satu"),
        (PAGE.encode(), "Kabar dari Jenewa hari ini"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n" + PAGE.encode(), "Kabar dari Jenewa hari ini"),
        (b"Satu <html> dua", "Satu <html> dua"),
        (b"\n\nSatu { dua", "\n\nSatu { dua"),
        ("Satu “dua”".encode("utf-16"), "Satu “dua”"),
    ],
)
@pytest.mark.parametrize("way", ["-", "unnamed"])
def test_how_it_begins_tells_what_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, text: str, way: str
) -> None:
    (folder / "unnamed").write_bytes(content)
    stdin = BytesIO(content)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(stdin))
    made = document(way)
    assert made.text == text or made.text.startswith(f"{text}\n\n")
    assert made.report.source.partition("#")[0] == way
    assert not stdin.closed


def test_one_bad_source_does_not_stop_the_rest(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b" \n")
    assert sources("empty.txt", "b.txt", "gone.txt", "a.md") == [
        "!empty.txt: it holds no text: leave it out",
        "b.txt",
        "!gone.txt: there is no such file or folder: check the path",
        "a.md",
    ]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", "a.txt: it holds no text: leave it out"),
        ("a.txt", b"\xef\xbb\xbf \n", "a.txt: it holds no text: leave it out"),
        ("a.txt", "“ya” ".encode() * 9 + b"\xff", "a.txt: byte 81 (0xff) is not utf-8: save it as UTF-8"),
        ("a.txt", b"%PDF-1.4", "a.txt: it is a PDF document, not text: save its text and read that"),
        ("a.txt", b"x" * 51, "a.txt: it is longer than 50 characters: split it or raise "),
        ("a.txt", b"x" * 201, "a.txt: it is longer than 50 characters: split it or raise "),
        ("a.html", b"<html></html>", "a.html: no article found in this page: save the article's text"),
        ("a.jsonl", b"", "a.jsonl: it holds no line: leave it out"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named(folder: Path, name: str, content: bytes, error: str) -> None:
    (folder / name).write_bytes(content)
    assert failure(name, Settings(largest_text=50)).error.startswith(error)


def test_paths_that_lead_nowhere_are_named(folder: Path) -> None:
    assert failure("*.pdf").error == "*.pdf: nothing matches this pattern: check it"
    (folder / "bare").mkdir()
    assert failure("bare").error.startswith("bare: no file in this folder ends in .txt, .text, .md")
    (folder / "link.txt").symlink_to("gone.txt")
    assert failure("link.txt").error == (
        "link.txt: No such file or directory: check that it is there and that you may read it"
    )


def test_a_file_that_may_not_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("kawat.read.file.open", refuse, raising=False)
    assert failure("b.txt").error == (
        "b.txt: Permission denied: check that it is there and that you may read it"
    )


def test_a_folder_that_may_not_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> os._ScandirIterator[str]:
        if path == "./sub":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert sources(".")[-1] == "!./sub: Permission denied: give yourself leave to read it"
    assert "./b.txt" in sources(".")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode elsewhere")
def test_a_name_that_is_no_unicode_can_be_written_out(folder: Path) -> None:
    Path(os.fsdecode(b"caf\xe9.txt")).write_bytes(b"Isi.")
    assert document(os.fsdecode(b"caf\xe9.txt")).report.source == "caf\ufffd.txt"


def test_a_pipe_is_read(folder: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"Isi dari pipa.")
    os.close(writing)
    try:
        assert document(f"/dev/fd/{reading}").text == "Isi dari pipa."
    finally:
        os.close(reading)


def test_a_date_of_the_caller_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(ReadError, match="'soon' is no ISO day"):
        read(["-"], Settings(), given_date="soon")


def test_nothing_to_read_gives_nothing() -> None:
    assert list(read([], Settings())) == []


@given(st.text(max_size=30))
def test_any_path_is_read_or_refused(path: str) -> None:
    if path == "-" or path.startswith(("/", ".", "*", "?")):
        return
    for made in read([path], Settings()):
        assert isinstance(made, Document | Failure)
