"""Writes the pages that can be generated: records, columns, commands, settings, stages and languages.

usage: python docs/generate.py [--check]

With --check nothing is written; the exit status is 1 when a page is not up to date (a test runs this).
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from kawat.ask.selection import EXPORTED
from kawat.errors import KawatError
from kawat.language import Languages
from kawat.pipeline import STAGES
from kawat.records import (
    KINDS,
    LINKED,
    Evidence,
    Failure,
    Judgement,
    Made,
    Member,
    Passage,
    Period,
    Place,
    Role,
    Side,
    Token,
    Written,
    kind_of,
)
from kawat.registry import load_registry
from kawat.serve.cli import main as command_line
from kawat.serve.formats import csv
from kawat.serve.formats.schema import schema
from kawat.settings import Settings

HERE = Path(__file__).parent
RECORDS: tuple[type[msgspec.Struct], ...] = (*KINDS, *LINKED, Token, Judgement, Failure)
PARTS = (Made, Period, Written, Place, Role, Member, Passage, Evidence, Side)
HEAD = "<!-- made by docs/generate.py: change the docstrings, not this page -->\n"


def records() -> str:
    """One section a record type: its docstring and fields as they stand in JSON."""
    lines = [HEAD, "# Records", "", "One JSON object a line, its type in `kind`. Common to all:", ""]
    lines += ["- `id`: a hash of the content; a second run makes the same ids", "- `report`: the report's id",
              "- `at`: one or more spans `[start, end]`, half-open, in code points of the received text",
              "- `made`: who made it, see *Made* below", "",
              "Commands that list records (`kawat quotes STORE --json` and the like) print one field more,"
              " `words`: the characters of `at` as received. What `kawat read` and `kawat export` write is"
              " without it, and reading records back passes it over.", ""]  # fmt: skip
    common = {"id", "report", "at", "made"}
    for kind in RECORDS:
        lines += [f"## `{kind_of(kind)}`", "", _doc(kind), "", *_fields(kind, common), ""]
    lines += ["# Parts of records", ""]
    for part in PARTS:
        lines += [f"## {part.__name__}", "", _doc(part), "", *_fields(part, set()), ""]
    return "\n".join(lines)


def _doc(thing: Any) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


def _fields(kind: type[msgspec.Struct], without: set[str]) -> list[str]:
    rows = ["| field | type |", "|---|---|"]
    for field in msgspec.structs.fields(kind):
        if field.name not in without or kind in (Judgement, Failure):
            rows.append(f"| `{field.encode_name}` | {_type(field.type)} |")
    return rows


def _type(annotation: Any) -> str:
    """A type as a reader of the JSON sees it."""
    kind = msgspec.inspect.type_info(annotation)
    return _shown(kind)


def _shown(kind: Any) -> str:
    info = msgspec.inspect
    if isinstance(kind, info.UnionType):
        return " or ".join(_shown(part) for part in kind.types)
    if isinstance(kind, info.LiteralType):
        return ", ".join(f"`{value}`" for value in kind.values)
    if isinstance(kind, info.VarTupleType):
        return f"list of {_shown(kind.item_type)}"
    if isinstance(kind, info.NamedTupleType):
        return "`[start, end]`"
    if isinstance(kind, info.StructType):
        return f"*{kind.cls.__name__}*"
    if isinstance(kind, info.DictType):
        return f"object of {_shown(kind.value_type)}"
    names = {
        info.StrType: "text",
        info.FloatType: "number",
        info.IntType: "number",
        info.BoolType: "true or false",
        info.NoneType: "null",
    }
    if isinstance(kind, info.StrType) and kind.pattern:
        return "ISO day"
    return next((name for of, name in names.items() if isinstance(kind, of)), type(kind).__name__)


def commands() -> str:
    """The help of every command."""
    lines = [HEAD, "# Commands", ""]
    # as wide on every terminal
    whole = click.Context(command_line, info_name="kawat", terminal_width=96, **command_line.context_settings)
    parts = [click.Context(part, whole, name) for name, part in command_line.commands.items()]
    for context in (whole, *parts):
        lines += [f"## `{context.command_path}`", "", "```text", context.get_help(), "```", ""]
    return "\n".join(lines)


def settings() -> str:
    """Every setting with its default and the sentence below it in `settings.py`."""
    lines = [HEAD, "# Settings", ""]
    lines += ["Defaults < `kawat.toml` in the working folder < environment `KAWAT_<NAME>` < arguments."]
    lines += ["`kawat settings` prints every value and where it came from.", ""]
    source = inspect.getsource(Settings)
    for field in msgspec.structs.fields(Settings):
        told = re.search(rf'^    {field.name}:.*\n    """(.*?)"""', source, re.M)
        lines += [
            f"## `{field.name}`",
            "",
            f"Default: `{field.default!r}`. {told.group(1) if told else ''}",
            "",
        ]
    return "\n".join(lines)


def stages() -> str:
    """The path of a report: every stage with what it needs and makes, then every error."""
    lines = [HEAD, "# Stages", "", "The path of a report, in order.", ""]
    for stage in STAGES:
        needs = ", ".join(kind_of(kind) for kind in stage.needs) or "the text"
        makes = ", ".join(kind_of(kind) for kind in stage.makes)
        lines += [
            f"## {stage.name}",
            "",
            _doc(stage.run),
            "",
            f"Needs {needs}; makes {makes}. Version {stage.version}.",
            "",
        ]
    lines += ["# Errors", ""]
    errors: list[type[KawatError]] = [KawatError, *KawatError.__subclasses__()]
    lines += [f"- `{error.__name__}`: {_doc(error)}" for error in errors]
    return "\n".join([*lines, ""])


def languages() -> str:
    """What each language folder holds."""
    found = Languages(load_registry())
    lines = [
        HEAD,
        "# Languages",
        "",
        "| code | name | also read with it | rules | forms of names |",
        "|---|---|---|---|---|",
    ]
    for code in found.codes:
        language = found[code]
        also = ", ".join(language.family) or "none"
        lines.append(
            f"| {code} | {language.name} | {also} | {len(list(language.rules()))} | {len(language.names)} |"
        )
    return "\n".join(
        [*lines, "", "`kawat language CODE` lists a folder's tables and gaps; `--rules` every rule.", ""]
    )


def columns() -> str:
    """The columns of every kind's table, in CSV and in Parquet."""
    lines = [
        HEAD,
        "# Columns of tables",
        "",
        "What `kawat export` writes with `--to csv` and `--to parquet`, and `kawat.serve.frames.table` gives:"
        " see [exports](EXPORTS.md). These are a contract: they change only with a release that says so.",
        "",
    ]
    for kind in EXPORTED:
        typed = (f"| `{field.name}` | `{field.type}` |" for field in schema(kind))
        lines += [f"## `{kind_of(kind)}`", "", "| column in Parquet | type |", "|---|---|", *typed, ""]
        lines += [f"CSV: {', '.join(f'`{name}`' for name in csv.columns(kind))}", ""]
    return "\n".join(lines)


PAGES = {
    "columns": columns,
    "records": records,
    "commands": commands,
    "settings": settings,
    "stages": stages,
    "languages": languages,
}


def main(arguments: Sequence[str]) -> int:
    """Writes or checks the pages; 1 when one is not up to date."""
    check = "--check" in arguments
    stale = []
    for name, page in PAGES.items():
        path = HERE / f"{name}.md"
        text = page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if stale and check:
        print(f"not up to date: {', '.join(stale)}: run python docs/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
