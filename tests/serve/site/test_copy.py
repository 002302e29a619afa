"""A copy is safe, says what it is, is the same each time, and takes no folder that is not its own."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from commands import kawat, refused
from copies import links, pages, parsed
from kawat.errors import StoreError
from kawat.serve.site.folder import MARKER, whole
from kawat.serve.site.names import between, page_name, safe


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_reports_stay_text(copied: Path) -> None:
    allowed = {"still.js", "theme.js"}
    for page in pages(copied):
        tree = parsed(page)
        assert {Path(source).name for source in tree.xpath("//script/@src")} == allowed
        assert not tree.xpath("//script[not(@src)] | //style | //img | //iframe | //object | //b")
        assert not any(name.startswith("on") or name == "style" for one in tree.iter() for name in one.attrib)
        assert not any(link.href.startswith(("javascript:", "http")) for link in links(page))


def test_received_text_is_all_there(copied: Path) -> None:
    said = [page for page in (copied / "reports").iterdir() if b"evil.example" in page.read_bytes()]
    (received,) = parsed(said[0]).xpath("//*[@class='received']")
    assert (
        '<a href="https://evil.example/">the harbour</a>, href="kawat:nowhere" said.'
        in received.text_content()
    )


def test_nothing_asks_a_server(copied: Path) -> None:
    for page in pages(copied):
        tree = parsed(page)
        assert not tree.xpath("//form | //input[@type='search'] | //button")
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert tree.xpath("//a[@href][contains(@href, 'about.html')]")


def test_it_says_what_it_cannot_do_and_what_can(copied: Path) -> None:
    (english,) = parsed(copied / "about.html").xpath("//main")
    for command in ("kawat search", "kawat serve", "kawat verify", "kawat brief"):
        assert command in english.text_content()
    (indonesian,) = parsed(copied / "id" / "about.html").xpath("//main")
    assert "Yang tidak dapat dilakukan salinan" in indonesian.text_content()


def test_lists_are_there_as_data(wild: Path, copied: Path) -> None:
    with (copied / "data" / "quotes.csv").open(encoding="utf-8", newline="") as file:
        told = [row["id"] for row in csv.DictReader(file)]
    exported = kawat("export", wild, "--to", "csv", "--kind", "quote").stdout_bytes
    assert (copied / "data" / "quotes.csv").read_bytes() == exported
    assert {path.stem for path in (copied / "quotes").iterdir()} == set(told)
    for line in (copied / "data" / "happenings.ndjson").read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["kind"] == "happening"
    assert (copied / "data" / "brief.id.md").read_text(encoding="utf-8") != (
        copied / "data" / "brief.en.md"
    ).read_text(encoding="utf-8")


def test_writing_it_again_gives_the_same_bytes(wild: Path, copied: Path, tmp_path: Path) -> None:
    before = files(copied)
    kawat("export", wild, "--to", "html", "-o", tmp_path / "copy")
    assert files(tmp_path / "copy") == before
    told = kawat("export", wild, "--to", "html", "-o", tmp_path / "copy").stderr
    assert files(tmp_path / "copy") == before
    assert told.startswith(f"{len(before)} files in ")
    assert os.listdir(tmp_path) == ["copy"]


def test_a_folder_of_others_is_left_alone(wild: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    told = refused("export", wild, "--to", "html", "-o", tmp_path)
    assert "mine.txt" in told
    assert "--replace" in told
    assert os.listdir(tmp_path) == ["mine.txt"]


@pytest.mark.parametrize("added", ["mine.txt", "quotes/mine.txt"])
def test_a_copy_that_somebody_added_to_is_left_alone(wild: Path, tmp_path: Path, added: str) -> None:
    folder = tmp_path / "copy"
    narrow = ("export", wild, "--to", "html", "--since", "2022-01-26", "-o", folder)
    kawat(*narrow)
    (folder / added).parent.mkdir(exist_ok=True)
    (folder / added).write_text("mine")
    assert "--replace" in refused(*narrow)
    assert (folder / added).read_text() == "mine"
    kawat(*narrow, "--replace")
    assert not (folder / added).exists()


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "copy"

    def written(*pieces: bytes) -> None:
        with whole(folder) as made:
            made.write("index.html", (piece for piece in pieces if 1 // len(piece) < 1))

    written(b"first")
    with pytest.raises(ZeroDivisionError):
        written(b"second", b"")
    assert files(folder).keys() == {"index.html", MARKER}
    assert files(folder)["index.html"] == b"first"
    assert os.listdir(tmp_path) == ["copy"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "copy").touch()
    with pytest.raises(StoreError, match="no folder"), whole(tmp_path / "copy"):
        pass


def test_more_pages_than_allowed_are_refused_before_any_is_written(wild: Path, tmp_path: Path) -> None:
    told = refused("export", wild, "--to", "html", "--most-pages", "100", "-o", tmp_path / "copy")
    assert "--most-pages" in told
    narrowed = ("--since", "2022-01-01", "--most-pages", "100")
    assert "more than 100" in refused("export", wild, "--to", "html", *narrowed, "-o", tmp_path / "copy")
    assert os.listdir(tmp_path) == []


def test_it_needs_a_folder_and_has_all_kinds(wild: Path, tmp_path: Path) -> None:
    assert "--out FOLDER" in refused("export", wild, "--to", "html", status=2)
    assert "--kind" in refused("export", wild, "--to", "html", "--kind", "quote", "-o", tmp_path, status=2)


def test_names_of_files_differ_where_ids_do_on_every_system() -> None:
    ids = [
        "RUS",
        "rus",
        "USA/official",
        "USA-official",
        "usa~2fofficial",
        "../x",
        "a.b",
        "é",
        "x" * 500,
        "con/",
    ]
    names = [safe(id) for id in ids]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(len(name) < 200 and not set(name) & set('/\\:*?"<>|.') for name in names)
    assert page_name("actors", "USA/official") == "actors/USA_~2fofficial.html"
    assert between("id/actors/USA_~2fofficial.html", "quotes.html") == "../../quotes.html"
