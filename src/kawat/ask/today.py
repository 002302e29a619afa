"""What to look at first on a day: what is new, what is due, what disagrees, and what has changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

import msgspec

from kawat.records import Commitment, Disagreement, Happening, Linked, Outcome, Report, Saying, Story
from kawat.store import Count, Filter, View
from kawat.store.known import decided

from .commitments import Undertaking, lines_of, undertakings
from .happenings import Told, told
from .listing import Line, lines
from .paging import fitting

NEW_DAYS = 7
"""So many days back, the day itself included, something is new."""
DUE_DAYS = 14
"""So many days ahead something is due."""
_DECIDED_DAYS = 60
# of so many that are told most today the most told on a day are looked for
_LOOKED_AT = 300

L = TypeVar("L", Story, Happening, Saying, Disagreement)


class Today(msgspec.Struct, frozen=True):
    """A day, and what there is to know on it. New is what is of the days from `since` to `day`.

    `day` is the day as of which the store is read, else the last on which a report was written; None in a
    store without a dated report. `count`: reports written in these days. `happened` and `said` are the most
    told first; `due` in the days to come, `passed` without news in the last ones; `disagree` contradicts,
    `moved` changed from day to day; `decided`: of what evidence of these days says what became.
    """

    day: str | None
    since: str | None
    count: Count
    stories: tuple[Line[Story], ...] = ()
    happened: tuple[Told, ...] = ()
    said: tuple[Line[Saying], ...] = ()
    due: tuple[Undertaking, ...] = ()
    passed: tuple[Undertaking, ...] = ()
    disagree: tuple[Line[Disagreement], ...] = ()
    moved: tuple[Line[Disagreement], ...] = ()
    decided: tuple[Undertaking, ...] = ()


def today(view: View, *, since: str | None = None, limit: int = 10) -> Today:
    """What is new, due, disputed and changed; `limit` items a part at most."""
    day = view.as_of or view.last_day()
    if day is None:
        return Today(None, None, Count(0, 0))
    since = since or _moved(day, 1 - NEW_DAYS)
    new = Filter(since=since, until=day)
    happened = _most_told(view, Happening, msgspec.structs.replace(new, historical=False), limit)
    return Today(
        day=day,
        since=since,
        count=view.count(Report, new),
        stories=lines(view, _most_told(view, Story, new, limit)),
        happened=told(view, happened),
        said=lines(view, _most_told(view, Saying, new, limit)),
        due=_due(view, day, limit),
        passed=_passed(view, since, day, limit),
        disagree=_disagreements(view, new, limit, moves=False),
        moved=_disagreements(view, new, limit, moves=True),
        decided=_decided(view, since, day, limit),
    )


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _most_told(view: View, kind: type[L], filter: Filter, limit: int) -> list[L]:
    """What most origins tell of, as of the day."""
    # as of a day it is by those of today that the store knows which they are
    looked_at = limit if view.as_of is None else max(limit, _LOOKED_AT)
    return sorted(view.most_told(kind, filter, limit=looked_at), key=_most)[:limit]


def _most(one: Linked | Story) -> tuple[int, int, str]:
    return -one.origins, -(len(one.reports) if isinstance(one, Story) else one.reports), one.id


def _disagreements(view: View, new: Filter, limit: int, *, moves: bool) -> tuple[Line[Disagreement], ...]:
    found = _most_told(view, Disagreement, msgspec.structs.replace(new, moves=moves), limit)
    return lines(view, found)


def _due(view: View, day: str, limit: int) -> tuple[Undertaking, ...]:
    ahead = Filter(since=day, until=_moved(day, DUE_DAYS))
    return undertakings(view, ahead, outcomes=_UNDECIDED, dated=True, limit=limit).lines


_UNDECIDED: tuple[Outcome, ...] = ("open", "repeated", "unknown")


def _passed(view: View, since: str, day: str, limit: int) -> tuple[Undertaking, ...]:
    """What was due in the last days without news of it."""
    behind = Filter(since=since, until=day)
    return undertakings(view, behind, outcomes=_UNDECIDED, due_before=day, limit=limit).lines


def _decided(view: View, since: str, day: str, limit: int) -> tuple[Undertaking, ...]:
    """What was due or promised lately, and of which evidence of these days says what became."""

    lately = Filter(since=_moved(since, -_DECIDED_DAYS), until=_moved(day, _DECIDED_DAYS), concluded=True)
    if view.as_of is None:
        # as of a day something else may have decided it than what has by now
        lately = msgspec.structs.replace(lately, decided_since=since)
    found, _ = fitting(
        view, Commitment, lately, lambda one: since <= decided(one) <= day, limit=limit, cursor=None
    )
    return lines_of(view, found)
