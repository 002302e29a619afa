"""The query parameters that addresses take: what each may be, and the reading of their values.

They are named as the options of the commands. What cannot be read, or is not known at an address, is refused
with a line that says what is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

import msgspec

from kawat import ontology
from kawat.errors import RequestError
from kawat.records import About, Act, ActorSort, CommitmentSort, Outcome, Status
from kawat.store import Where

MOST = 1000
"""How many items one answer has at most."""
USUAL = 50
"""How many items one answer has when nobody says."""
_LONGEST = 500
_LONGEST_TEXT = 8_000
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?(e-[0-9]{1,3})?\Z")
_CODE = re.compile(r"[a-z]{2,3}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Parameter(msgspec.Struct, frozen=True):
    """One parameter: what it asks for, how a value is read, and its JSON Schema. `many`: it may be repeated.

    `option` is the name under which the value is handed on, `default` what holds when nobody gives one,
    `longest` how many characters it has at most.
    """

    name: str
    option: str
    told: str
    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    many: bool = False
    default: Any = None
    longest: int = _LONGEST


def read_query(given: Iterable[tuple[str, str]], known: Iterable[Parameter]) -> dict[str, Any]:
    """The values in a query string by option, those of repeated parameters as tuples. Raises RequestError."""
    by_name = {parameter.name: parameter for parameter in known}
    values: dict[str, Any] = {}
    for name, text in given:
        if name not in by_name:
            raise RequestError(f"there is no parameter '{name}' here: known are {', '.join(sorted(by_name))}")
        parameter = by_name[name]
        value = _value(parameter, text)
        if parameter.many:
            values[parameter.option] = (*values.get(parameter.option, ()), value)
        elif parameter.option in values:
            raise RequestError(f"'{name}' is given twice: give it once")
        else:
            values[parameter.option] = value
    for parameter in by_name.values():
        if parameter.default is not None:
            values.setdefault(parameter.option, parameter.default)
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        raise RequestError(f"since={since} is after until={until}: no day lies between them")
    return values


def _value(parameter: Parameter, text: str) -> Any:
    if not text or len(text) > parameter.longest:
        told = f"must have 1 to {parameter.longest} characters, not {len(text)}"
        raise RequestError(f"'{parameter.name}' {told}")
    try:
        return parameter.read(text)
    except ValueError as error:
        raise RequestError(f"{parameter.name}: {error}") from error


@cache
def parameters() -> Mapping[str, Parameter]:
    """All parameters, by the names by which `resources` lists them."""
    types = ontology.types()
    groups = dict.fromkeys(row.group for row in types.values())
    return {
        "as_of": _day("as_of", "As known on that day: only from what had been written by then."),
        "actor": _text("actor", "Who takes part: an id, a name or a part of one."),
        "since": _day("since", "From this day on."),
        "until": _day("until", "Up to this day."),
        "type": _choices("type", [*types, *groups], "Event type or group of types.", option="types"),
        "status": _choices("status", get_args(Status), "Whether it is told as fact, plan, denial ..."),
        "background": _flag(
            "background", "Also what is told as background, of long before the report.", False
        ),
        "act": _choices("act", get_args(Act), "What a saying does."),
        "of": _text("of", "A part of what is counted: troops, killed, aid."),
        "bare": _flag("bare", "Also bare numbers: of one origin, told neither of what nor whose.", False),
        "place": _text("place", "What happened there, or names it; in any language."),
        "text": _text("text", "The text whose sentences are held against what reports say.", _LONGEST_TEXT),
        "report": _text("report", "Only what the report with that id tells."),
        "source": _text("source", "A part of the report's source (path or URL)."),
        "publisher": _text("publisher", "Who published the report."),
        "language": _language(),
        "min_score": _share("min_score", "Only what was found at least so surely."),
        "min_origins": _whole("min_origins", 1_000_000, "Only what so many independent origins tell."),
        "about": _choices("about", get_args(About), "What accounts differ about."),
        "moves": _flag("moves", "Only changes from day to day, or only contradictions.", None),
        "sort": _choices("sort", get_args(CommitmentSort), "Promise, plan, demand ...", option="sorts"),
        "actor_sort": _choice("sort", get_args(ActorSort), "Only actors of this sort."),
        "outcome": _choices("outcome", get_args(Outcome), "What became of it.", option="outcomes"),
        "due_before": _day("due_before", "Due before this day."),
        "kind": _choices("kind", ("happening", "saying"), "What was done, or what was said."),
        "by": _choice(
            "by", ("state", "actor"), "Persons count as their state, or each for itself.", default="state"
        ),
        "q": _text("q", 'Words that must all be there; "several words" stand together, nego* begins so.'),
        "in": _choice("in", get_args(Where), "Where to look.", option="where", default="text"),
        "limit": _whole("limit", MOST, "At most so many.", USUAL),
        "beside": _text("beside", "The id of a copy or translation to read beside it."),
        "cursor": _text("cursor", "Where the page begins, as the link to it has it."),
        "lang": _choice("lang", ("en", "id"), "The language of the page."),
    }


def more(names: Iterable[str]) -> Parameter:
    """The parameter that asks for more of each item than its record."""
    return _choices("_extra", names, "What else is told of each item.", option="extra")


def _text(name: str, told: str, longest: int = _LONGEST) -> Parameter:
    schema = {"type": "string", "minLength": 1, "maxLength": longest}
    return Parameter(name, name, told, str, schema, longest=longest)


def _day(name: str, told: str) -> Parameter:
    return Parameter(name, name, told, _read_day, {"type": "string", "format": "date"})


def _read_day(text: str) -> str:
    # other ISO forms (2022-W03-5) are days too, but not such as stand in records
    try:
        if _DAY.match(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise ValueError(f"'{text}' is no ISO day: write it as 2022-01-21")


def _choice(
    name: str,
    allowed: Iterable[str],
    told: str,
    *,
    option: str = "",
    many: bool = False,
    default: str | None = None,
) -> Parameter:
    values = tuple(allowed)

    def read(text: str) -> str:
        if text not in values:
            raise ValueError(f"there is no '{text}': known are {', '.join(values)}")
        return text

    schema = {"type": "string", "enum": list(values)}
    return Parameter(name, option or name, told, read, schema, many, default)


def _choices(name: str, allowed: Iterable[str], told: str, *, option: str = "") -> Parameter:
    return _choice(name, allowed, f"{told} May be repeated.", option=option, many=True)


def _flag(name: str, told: str, default: bool | None) -> Parameter:
    def read(text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError(f"'{text}' is neither true nor false")
        return text == "true"

    return Parameter(name, name, told, read, {"type": "boolean"}, default=default)


def _whole(name: str, most: int, told: str, default: int | None = None) -> Parameter:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise ValueError(f"'{text}' is no whole number from 1 to {most}")
        return int(text)

    schema = {"type": "integer", "minimum": 1, "maximum": most}
    return Parameter(name, name, told, read, schema, default=default)


def _share(name: str, told: str) -> Parameter:
    def read(text: str) -> float:
        if not _NUMBER.match(text) or float(text) > 1:
            raise ValueError(f"'{text}' is no number from 0 to 1")
        return float(text)

    return Parameter(name, name, told, read, {"type": "number", "minimum": 0, "maximum": 1})


def _language() -> Parameter:
    def read(text: str) -> str:
        if not _CODE.match(text):
            raise ValueError(f"'{text}' is no code of a language: write it as id or en")
        return text

    schema = {"type": "string", "pattern": "^[a-z]{2,3}$"}
    return Parameter("language", "language", "Language of the report.", read, schema)
