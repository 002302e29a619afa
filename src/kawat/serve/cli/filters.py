"""The filters that commands share: by actor, days, type, status, source; and the reading of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import click

from kawat.errors import ReadError
from kawat.read.document import day
from kawat.records import About, Act, Status

Command = Callable[..., None]
ALL = 1_000_000_000
"""The limit that is none."""


def as_day(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """The ISO day given for an option."""
    try:
        return day(given) if given is not None else None
    except ReadError as error:
        raise click.BadParameter(str(error)) from error


def _bound(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """The day given for one end of the days asked for, which must not lie on the wrong side of the other."""
    found = as_day(context, parameter, given)
    ends = {**context.params, parameter.name: found}
    since, until = ends.get("since"), ends.get("until")
    if since and until and until < since:
        raise click.UsageError(f"--since {since} is after --until {until}: no day lies between them")
    return found


def limited(default: int, told: str = "At most so many; 0: all.") -> Callable[[Command], Command]:
    """Adds the option how many to print."""
    return click.option(
        "--limit", "-n", type=click.IntRange(min=0), default=default, show_default=True, help=told,
        callback=lambda context, parameter, given: given or ALL,
    )  # fmt: skip


_OPTIONS: dict[str, Callable[[Command], Command]] = {
    "actor": click.option(
        "--actor", "-a", metavar="ACTOR", help="Who takes part: an id, a name or a part of one.",
    ),
    "since": click.option("--since", metavar="DAY", callback=_bound, help="From this day on (2022-01-21)."),
    "until": click.option("--until", metavar="DAY", callback=_bound, help="Up to this day."),
    "type": click.option(
        "--type", "-t", "types", multiple=True, metavar="TYPE",
        help="Event type (THREATEN) or group (verbal-conflict, material-cooperation ...); may be repeated.",
    ),
    "status": click.option(
        "--status", multiple=True, metavar="STATUS", type=click.Choice(get_args(Status)),
        help="happened, ongoing, planned, conditional, alleged, denied or called-for; may be repeated.",
    ),
    "background": click.option(
        "--background", is_flag=True, help="Also what is told as background, of long before the report.",
    ),
    "act": click.option(
        "--act", multiple=True, metavar="ACT", type=click.Choice(get_args(Act)),
        help="What a saying does: deny, promise, threaten ...; may be repeated.",
    ),
    "report": click.option("--report", metavar="ID", help="Only what the report with that id tells."),
    "source": click.option("--source", metavar="WORDS", help="A part of the report's source (path or URL)."),
    "publisher": click.option("--publisher", metavar="NAME", help="Who published the report."),
    "language": click.option("--language", metavar="CODE", help="Language of the report."),
    "min_score": click.option(
        "--min-score", type=click.FloatRange(0, 1), metavar="SCORE",
        help="Only what was found at least so surely, 0 to 1.",
    ),
    "min_origins": click.option(
        "--min-origins", type=click.IntRange(min=1), metavar="N", help="Only what so many origins tell.",
    ),
    "of": click.option("--of", metavar="WORDS", help="A part of what is counted: troops, killed, aid."),
    "bare": click.option(
        "--bare", is_flag=True,
        help="Also bare numbers: of one origin, and told neither of what nor whose they are.",
    ),
    "about": click.option(
        "--about", multiple=True, metavar="ABOUT", type=click.Choice(get_args(About)),
        help="figure, denial, date or characterisation; may be repeated.",
    ),
    "moves": click.option(
        "--moves/--no-moves", default=None, help="Only changes from day to day, or only contradictions.",
    ),
    "limit": limited(50),
}  # fmt: skip


def filters(*names: str) -> Callable[[Command], Command]:
    """Adds these filter options to a command."""

    def add(command: Command) -> Command:
        for name in reversed(names):
            command = _OPTIONS[name](command)
        return command

    return add
