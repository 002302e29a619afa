"""Tables of a data folder: rows as they are meant, or an error with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from kawat.errors import LanguageError
from kawat.tables import Rule, read_table


class Verb(Rule, frozen=True, kw_only=True):
    pattern: str
    act: Literal["assert", "deny"] = "assert"
    takes: tuple[str, ...] = ()
    reach: int = 6
    cls: str = msgspec.field(default="", name="class")


class Term(msgspec.Struct, frozen=True, rename={"first": "from"}):
    person: str
    first: str = ""
    lat: float | None = None


def table(folder: Path, content: str) -> Path:
    path = folder / "verbs.tsv"
    path.write_bytes(content.encode())
    return path


def test_rows_are_read_in_order(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "# verbs of saying\n"
        "\n"
        "id\tpattern\tact\ttakes\treach\tclass\tfinds\tmisses\n"
        "xx/deny\tmembantah\tdeny\tthat|clause\t3\tstrong\tia membantah\tia pergi\n"
        "# a plain one\n"
        "xx/say\tkata / ujar\t\t\t\t\tkatanya\tmakan\n",
    )
    assert read_table(path, Verb) == (
        Verb(id="xx/deny", pattern="membantah", act="deny", takes=("that", "clause"), reach=3, cls="strong",
             finds="ia membantah", misses="ia pergi"),
        Verb(id="xx/say", pattern="kata / ujar", finds="katanya", misses="makan"),
    )  # fmt: skip


def test_columns_go_by_their_public_name_and_may_be_left_out(tmp_path: Path) -> None:
    path = table(tmp_path, "from\tperson\tlat\r\n2013\ta\t-6.2\r\n\tb\t\r\n2014\tc\r\n")
    assert read_table(path, Term) == (Term("a", "2013", -6.2), Term("b"), Term("c", "2014"))


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert read_table(table(tmp_path, "id\tpattern\tfinds\tmisses\n"), Verb) == ()
    assert read_table(table(tmp_path, ""), Verb) == ()


HEAD = "id\tpattern\tact\treach\tfinds\tmisses\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id\tpatern\n", r"verbs\.tsv:1: unknown columns patern; known are id, finds, misses, pattern"),
        ("id\tcls\n", r"verbs\.tsv:1: unknown columns cls; known are .*class"),
        (HEAD + "\n# x\na\tb\tlie\t1\tc\td\n", r"verbs\.tsv:4: Invalid enum value 'lie' - at `\$\.act`"),
        (HEAD + "a\tb\tdeny\tfar\tc\td\n", r"verbs\.tsv:2: Expected `int`, got `str` - at `\$\.reach`"),
        (HEAD + "a\tb\n", r"verbs\.tsv:2: Object missing required field `finds`"),
        (HEAD + "a\tb\tdeny\t1\tc\td\te\n", r"verbs\.tsv:2: 7 cells, but only 6 columns are named"),
    ],
    ids=["unknown column", "name of the field", "value", "number", "missing", "too many"],
)
def test_a_line_that_does_not_fit_is_named_with_file_and_line(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(LanguageError, match=message):
        read_table(table(tmp_path, content), Verb)


def test_a_table_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "verbs.tsv"
    path.write_bytes(b"id\tpattern\n\xff\tx\n")
    with pytest.raises(LanguageError, match=r"verbs\.tsv: byte 11 is not UTF-8: save it as UTF-8"):
        read_table(path, Verb)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"verbs\.tsv:1: columns pattern stand twice"):
        read_table(table(tmp_path, "id\tpattern\tpattern\n"), Verb)
