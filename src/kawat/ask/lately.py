"""Where the latest days begin, for answers about a store that has more than anybody reads."""

from __future__ import annotations

from collections.abc import Iterable

from kawat.records import Record
from kawat.store import Filter, View

Wanted = tuple[type[Record], Filter]
"""A kind of record, and which of them."""
_MANY = 1_000


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
    last = view.last_day()
    days = [day for kind, which in wanted for day in view.latest_days(kind, which, limit=most + 1)]
    if last is None or len(days) <= most:
        return None
    # one too many, and with it all of its day
    cut = sorted(days, reverse=True)[most]
    return min([last, *(day for day in days if day > cut)])
