"""The filters that commands share: by actor, days, type, status, source; and the reading of their values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from kawat.ask.actors import find_actor
from kawat.ontology import type_names
from kawat.store import Filter, View

_OPTIONS = {
    "actor": click.option(
        "--actor", "-a", metavar="ACTOR", help="Who takes part: an id, a name or a part of one.",
    ),
    "since": click.option("--since", metavar="DAY", help="From this day on (2022-01-21)."),
    "until": click.option("--until", metavar="DAY", help="Up to this day."),
    "type": click.option(
        "--type", "-t", "types", multiple=True, metavar="TYPE",
        help="Event type (THREATEN) or group (verbal-conflict, material-cooperation ...); may be repeated.",
    ),
    "status": click.option(
        "--status", multiple=True, metavar="STATUS",
        help="happened, ongoing, planned, conditional, alleged, denied or called-for; may be repeated.",
    ),
    "act": click.option(
        "--act", multiple=True, metavar="ACT",
        help="What a saying does: deny, promise, threaten ...; may be repeated.",
    ),
    "source": click.option("--source", metavar="WORDS", help="A part of the report's source (path or URL)."),
    "publisher": click.option("--publisher", metavar="NAME", help="Who published the report."),
    "language": click.option("--language", metavar="CODE", help="Language of the report."),
    "limit": click.option("--limit", "-n", default=50, show_default=True, help="At most so many; 0: all."),
}  # fmt: skip
_ALL = 1_000_000_000


def filters(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds these filter options to a command."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            command = _OPTIONS[name](command)
        return command

    return add


def as_filter(view: View, options: dict[str, Any]) -> Filter:
    """The filter that the options ask for. Raises NotFound for an unknown actor or type."""
    actor = options.get("actor")
    return Filter(
        actor=find_actor(view, actor) if actor else None,
        since=as_day(options.get("since"), "--since"),
        until=as_day(options.get("until"), "--until"),
        source=options.get("source"),
        publisher=options.get("publisher"),
        language=options.get("language"),
        type=as_types(options.get("types", ())),
        status=tuple(options.get("status", ())),
        act=tuple(options.get("act", ())),
    )


def as_types(given: tuple[str, ...]) -> tuple[str, ...]:
    """Event types, groups spelled out. Raises NotFound with the known ones."""
    return tuple(name for value in given for name in type_names(value))


def as_day(given: str | None, option: str) -> str | None:
    """The ISO day given for an option."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"'{given}' is no day: write it as 2022-01-21", param_hint=option) from error


def as_limit(given: int) -> int:
    """How many; 0 stands for all."""
    return given or _ALL
