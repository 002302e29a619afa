"""docs/EXPORTS.md tells of every format and column that there is, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kawat.ask.selection import EXPORTED
from kawat.records import kind_of
from kawat.serve.formats import FORMATS, Format
from kawat.serve.formats.polecat import COLUMNS

PAGE = (Path(__file__).parents[3] / "docs" / "EXPORTS.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The table below a heading of the page (or the first one), without its head, cell by cell."""
    part = PAGE[PAGE.index(heading) :]
    lines = re.search(r"(?:^\|.*\n)+", part, re.M)
    assert lines is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[0].splitlines()[2:]]


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_a_format_is_told_as_it_is(form: Format) -> None:
    (row,) = (row for row in rows("") if row[1] == f"`{form.name}`")
    assert row[2:4] == [f"`.{form.suffix}`", f"`{form.media_type}`"]
    told = set(form.usual)
    match row[4].removesuffix(", a table each"):
        case "all":
            assert told == set(EXPORTED)
        case "all but failure":
            assert {kind_of(kind) for kind in EXPORTED if kind not in told} == {"failure"}
        case names:
            assert names == ", ".join(kind_of(kind) for kind in EXPORTED if kind in told)
    assert row[4].endswith("a table each") == form.one_kind


def test_no_format_is_told_that_is_not_there() -> None:
    assert [row[1].strip("`") for row in rows("")] == list(FORMATS)


def test_every_column_of_the_event_table_is_told() -> None:
    told = [name.strip() for row in rows("## The event table") for name in row[0].split(",")]
    assert sorted(told) == sorted(COLUMNS)


def test_notebooks_are_linked() -> None:
    linked = set(re.findall(r"\(notebooks/([\w-]+\.ipynb)\)", PAGE))
    folder = Path(__file__).parents[3] / "docs" / "notebooks"
    assert linked == {file.name for file in folder.glob("*.ipynb")}
