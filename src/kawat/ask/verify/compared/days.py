"""Days: an expression of time can mean a day of which the passage tells, or that of its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from kawat.ask.verify.likeness import fits
from kawat.ask.verify.reading import words_at
from kawat.ask.verify.sides import Claim, Side
from kawat.ask.verify.verdicts import Check
from kawat.records import Period, Time

# how many days after the day of which it tells a report may be written and give no day
_LATE = 3


def checks(claim: Claim, side: Side) -> Iterator[Check]:
    """Each expression of time."""
    for time in claim.telling.times:
        said = words_at(claim.text, time.at[0])
        own = fits(time, side.days)
        if own is None:
            continue
        written = side.core.written
        if own:
            yield Check("day", "same", said, told_days(side.days, time))
        elif as_said := _as_said(time, side):
            yield Check("day", "same", said, as_said)
        elif not side.days and written and fits(time, [_before(written)]):
            yield Check("day", "same", said, f"written {_period(written)}", beside=True)
        else:
            yield Check("day", "other" if side.days else "missing", said, told_days(side.days))


def _as_said(time: Time, side: Side) -> str | None:
    """The words of the passage for the same day of an unknown week or year: 'on Sunday', 'in March'."""
    if time.value:
        return None
    told = ((text, one) for text, span in side.all for one in text.telling(span).times if not one.value)
    return next((words_at(text, one.at[0]) for text, one in told if one.timex == time.timex), None)


def _before(written: Period) -> Period:
    """The days that a report without days of its own may tell of."""
    first = date.fromisoformat(written.first) - timedelta(days=_LATE)
    return Period(first.isoformat(), written.last)


def told_days(days: Sequence[Period], time: Time | None = None) -> str:
    """Days in words; only those that an expression of time can mean."""
    chosen = [day for day in days if time is None or fits(time, [day])]
    return ", ".join(dict.fromkeys(map(_period, chosen)))


def _period(days: Period) -> str:
    return days.first if days.first == days.last else f"{days.first} to {days.last}"
