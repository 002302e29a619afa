"""What a user adds in one TOML file: actors with their names and offices, and words that show an event.

[[actor]]
id = "RIVER-GUARD"
name = "River Guard"
class = "armed-group"
country = "FRE"
names.en = ["River Guard", "RG"]
names.id = ["Garda Sungai"]

[[trigger]]
language = "id"
pattern = "menggeruduk|digeruduk"
type = "PROTEST"
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from .errors import LanguageError
from .records import EventType

Frame = Literal["active", "passive", "mutual", "noun", "agentless", "both"]
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")]
_PLACE = re.compile(r"\$\.(actor|trigger)\[(\d+)\](?:\.([\w-]+))?(?:\S*\.([\w-]+))?")
_HEADER = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
_SYNTAX_LINE = re.compile(r"\(at line (\d+)")


class OwnOffice(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}
):
    """An office that an own person holds: title id, of whom, from and to a day, month or year."""

    title: _Text
    of: _Text
    body: str = ""
    first: _Day = ""
    last: _Day = ""


class OwnActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An actor: a new one, or further names and offices of one that there is."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9/-]*$")]
    name: str = ""
    sort: Literal["state", "organisation", "group", "person"] = "organisation"
    cls: str = msgspec.field(default="", name="class")
    country: str = ""
    gender: Literal["", "f", "m"] = ""
    wikidata: Annotated[str, msgspec.Meta(pattern=r"^(Q\d+)?$")] = ""
    names: dict[str, tuple[_Text, ...]] = {}
    offices: tuple[OwnOffice, ...] = ()


class OwnTrigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that show an event, as in `triggers.tsv`."""

    language: _Text
    pattern: _Text
    type: EventType
    frame: Frame = "active"
    mode: str | None = None
    cameo: str | None = None
    context: tuple[str, ...] = ()


class Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a user adds."""

    actor: tuple[OwnActor, ...] = ()
    trigger: tuple[OwnTrigger, ...] = ()


def read_own(path: Path) -> Own:
    """The own actors and triggers of a file. Raises LanguageError with file, line and reason."""
    try:
        text = path.read_text(encoding="utf-8")
        own = msgspec.convert(tomllib.loads(text), Own)
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path}: {error}: is it a TOML file in UTF-8?") from error
    except tomllib.TOMLDecodeError as error:
        line = _SYNTAX_LINE.search(str(error))
        raise LanguageError(f"{path}:{line[1] if line else 1}: {error}: this is no TOML") from error
    except msgspec.ValidationError as error:
        raise LanguageError(f"{path}:{_line(text, str(error))}: {error}") from error
    _check(own, path, text)
    return own


def _check(own: Own, path: Path, text: str) -> None:
    """What no type can say. Raises LanguageError."""
    seen: dict[str, int] = {}
    for number, actor in enumerate(own.actor):
        line = _line(text, f"$.actor[{number}].id")
        if actor.id in seen:
            raise LanguageError(f"{path}:{line}: actor '{actor.id}' stands twice: join both entries")
        seen[actor.id] = line
        if not (actor.name or actor.names or actor.offices):
            raise LanguageError(f"{path}:{line}: actor '{actor.id}' has no name: add name = \"...\"")
        if actor.offices and actor.sort != "person":
            raise LanguageError(f'{path}:{line}: offices are held by persons: add sort = "person"')
        for language in actor.names:
            _check_language(language, f"{path}:{line}")
        for office in actor.offices:
            # "2024-05" to "2024" ends within the year that it begins in
            if office.last and office.first[: len(office.last)] > office.last:
                raise LanguageError(f"{path}:{line}: an office ends on {office.last}, before {office.first}")
    for number, trigger in enumerate(own.trigger):
        _check_language(trigger.language, f"{path}:{_line(text, f'$.trigger[{number}].language')}")


def _check_language(code: str, where: str) -> None:
    known = sorted(item.name for item in (files(__package__) / "languages").iterdir() if item.is_dir())
    if code not in known:
        raise LanguageError(f"{where}: no folder for language '{code}': known are {', '.join(known)}")


def _line(text: str, message: str) -> int:
    """The line that a message about `$.actor[2].sort` means: of the key, or of its entry's header."""
    found = _PLACE.search(message)
    kind, number, outer, inner = found.groups() if found else (None, "0", None, None)
    wanted = re.search(r"unknown field `([\w-]+)`", message)
    keys = [wanted[1]] if wanted else [key for key in (inner, outer) if key]
    lines = (_key_line(text, kind, number, key) for key in (*keys, None))
    return next((line for line in lines if line), 1)


def _key_line(text: str, kind: str | None, number: str, key: str | None) -> int | None:
    """The line of a key in an entry, or of the entry's header where no key is given; None where it is not."""
    entry, header = -1, None
    for at, line in enumerate(text.splitlines(), start=1):
        opened = _HEADER.match(line)
        if opened:
            if entry == int(number):
                break
            entry += opened[1] == kind
            header = at if entry == int(number) and opened[1] == kind else header
        elif key and (entry == int(number) or kind is None) and re.match(rf"\s*{re.escape(key)}\b", line):
            return at
    return None if key else header


def tables(own: Own) -> dict[str, list[dict[str, Any]]]:
    """The own actors as rows of the tables of the registry, by table."""
    rows: dict[str, list[dict[str, Any]]] = {
        "states": [], "organisations": [], "persons": [], "offices": [], "names": []
    }  # fmt: skip
    for actor in own.actor:
        if actor.name:
            rows[_TABLES[actor.sort]].append(_row(actor))
        for language, forms in actor.names.items():
            rows["names"].append({"actor": actor.id, "sort": "name", "form": forms, "language": language})
        for office in actor.offices:
            rows["offices"].append({"person": actor.id, **msgspec.to_builtins(office)})
    return rows


_TABLES = {"state": "states", "organisation": "organisations", "group": "organisations", "person": "persons"}


def _row(actor: OwnActor) -> dict[str, Any]:
    row: dict[str, Any] = {"id": actor.id, "name": actor.name, "wikidata": actor.wikidata}
    if actor.sort == "state":
        return {**row, "alpha2": ""}
    if actor.sort == "person":
        return {**row, "gender": actor.gender}
    return {**row, "sort": actor.sort, "class": actor.cls, "country": actor.country}
