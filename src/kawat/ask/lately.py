"""Where the latest days begin, for answers about a store that has more than anybody reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from kawat.records import Record
from kawat.store import Filter, View

Wanted = tuple[type[Record], Filter]
"""A kind of record, and which of them."""
_MANY = 1_000
# twice as many days each time; the last is more than a calendar has
_WINDOWS = tuple(2**power for power in range(13))


def many(view: View, wanted: Iterable[Wanted]) -> bool:
    """Whether so much is asked for that a view does not even count it (see `View.counted`), or thousands."""
    return any(_many(view, kind, which) for kind, which in wanted)


def _many(view: View, kind: type[Record], which: Filter) -> bool:
    count, more = view.counted(kind, which)
    return more or count.raw > _MANY


def latest(view: View, wanted: Iterable[Wanted], most: int) -> str | None:
    """The day since which there are at most so many of these, or that on which the last report was written.

    None when no report has a day, or all of them are no more than that.
    """
    last, asked = view.last_day(), tuple(wanted)
    if last is None:
        return None
    found = None
    for days in _WINDOWS:
        since = _before(last, days - 1)
        if _number(view, asked, since, most) > most:
            return found or last
        found = since
    return None


def _number(view: View, wanted: Iterable[Wanted], since: str, most: int) -> int:
    """How many there are since a day, counted up to one more than `most`."""
    number = 0
    for kind, which in wanted:
        number += len(view.listing(kind, replace(which, since=since), limit=most + 1 - number).records)
        if number > most:
            break
    return number


def _before(day: str, days: int) -> str:
    """So many days before a day, as far as there are days."""
    end = date.fromisoformat(day)
    return (end - timedelta(days=min(days, end.toordinal() - 1))).isoformat()
