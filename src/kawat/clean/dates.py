"""When the text was written, with reasons, and the date that the page itself prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kawat.records import Finding, Mention, Sentence, Span, TimeExpression, Written, Zone
from kawat.stage import ReportText, stage

from .claims import GIVEN, NIGHT, Claim, claims, printed
from .evidence import (
    ALL_DAYS,
    EARLIEST,
    LATEST,
    Clue,
    Interval,
    allows,
    both,
    time_clues,
    weekday_clue,
)
from .terms import horizon, office_clues

if TYPE_CHECKING:
    from kawat.language import Language

# two clues that exclude a day refute it, one alone may be a slip of the writer or of ours; it takes more
# when all are of offices given up, for some are still called by them, and the caller gave the day (True)
_REFUTE, _REFUTE_BY_ENDED = 2, {True: 3, False: 2}
# a copy may be dated some days after the text, but not weeks
_COPY_LAG = 14
# a date with the wrong weekday so near to the page's is a slip, not another year
_SLIP = 7
# of several stretches of days those are kept that have at least this share of the days of the longest
_SHARE = 1 / 3
# an interval of more days than ten years says nothing
_WIDEST = 3653
_SCORES = ((1, 0.95), (2, 0.9), (7, 0.8), (31, 0.6))


@stage(version="2", needs=[TimeExpression, Mention, Zone, Sentence], makes=[Finding])
def written(report: ReportText, language: Language) -> Iterator[Finding]:
    """Find the date that the page prints, and when the text was really written, with the reasons."""
    found = printed(report)
    if found and report.report.page_date is None:
        yield Finding(
            report=report.id,
            at=found.at,
            field="page_date",
            value=found.day.isoformat(),
            made=written.made(found.rule, 0.9),
        )
    if report.report.written:
        # other reports have told, and the text had its say when they were asked
        yield Finding(
            report=report.id,
            at=report.report.at,
            field="written",
            value=report.report.written,
            made=written.made("other reports", _score(report.report.written)),
        )
        return
    clues = _clues(report, language)
    verdict, at = _verdict(report, clues, claims(report, found), horizon(language.registry))
    if verdict:
        yield Finding(
            report=report.id, at=at, field="written", value=verdict, made=written.made(score=_score(verdict))
        )


def _clues(report: ReportText, language: Language) -> list[Clue]:
    clues = [*office_clues(report, language.registry), *time_clues(report)]
    return sorted(clues, key=lambda clue: (not clue.firm, not clue.names_day))


def _verdict(
    report: ReportText, clues: Sequence[Clue], claimed: Sequence[Claim], until: date
) -> tuple[Written | None, tuple[Span, ...]]:
    whole = report.report.at
    refuted: list[str] = []
    for claim in claimed:
        against = _against(claim.day, clues, given=claim.by == GIVEN)
        if not against:
            reason = f"{claim.by} is {claim.day}, and the text does not speak against it"
            return _day_written(claim.day, *refuted, *_disagreeing(claim, claimed), reason), claim.at or whole
        refuted.append(f"{claim.by}, {claim.day}, does not fit the text: {'; '.join(against)}")
    bounds = [_not_after(claim.day, claim.by) for claim in claimed]
    if report.report.retrieved:
        retrieved = date.fromisoformat(report.report.retrieved[:10])
        bounds.append(_not_after(retrieved, "the day it was retrieved"))
    until = max([until, *(bound.days[0][1] for bound in bounds)])
    verdict, at = _from_text(report, [*clues, *bounds], refuted, until)
    if verdict is None and claimed:
        # a doubted day is better than none
        return _day_written(claimed[0].day, *refuted), claimed[0].at or whole
    return verdict, at


def _disagreeing(taken: Claim, claimed: Sequence[Claim]) -> Iterator[str]:
    """What says for the same page a day that is further away than a time zone or a night."""
    for claim in claimed:
        if abs(claim.day - taken.day) > NIGHT and claim.by != GIVEN != taken.by:
            yield f"the page disagrees with itself: {claim.by} is {claim.day}"


def _not_after(day: date, by: str) -> Clue:
    return Clue(f"not after {by}, {day}", (), ((EARLIEST, day + timedelta(days=1)),), firm=True)


def _day_written(day: date, *reasons: str) -> Written:
    return Written(day.isoformat(), day.isoformat(), reasons)


def _against(day: date, clues: Sequence[Clue], *, given: bool) -> list[str]:
    """The reasons why the text was not written on that day; none when they are too weak.

    Against a day that the caller gives they must be stronger than against what a page prints.
    """
    firm = [
        clue for clue in clues if clue.firm and not allows(clue.days, day, 1) and not _slip(clue, day, clues)
    ]
    all_ended = all(clue.office and clue.days[0][0] < day for clue in firm)
    reasons = list(dict.fromkeys(clue.reason for clue in firm))
    if len(reasons) >= (_REFUTE_BY_ENDED[given] if all_ended else _REFUTE):
        return reasons
    told = _solve([clue for clue in clues if clue.firm or clue.names_day])
    if (
        any(clue.names_day for clue in told.used)
        and len(told.days) == 1
        and not allows(told.days, day, _COPY_LAG)
    ):
        return [clue.reason for clue in told.used if clue.names_day]
    return []


def _slip(clue: Clue, day: date, clues: Sequence[Clue]) -> bool:
    """Whether a weekday that does not fit stands with a date that is right beside the day."""
    near = [other for other in clues if other.at == clue.at and not other.firm]
    return any(allows(other.days, day, _SLIP) for other in near)


class _Solution(NamedTuple):
    """The days that the clues leave, and the clues that narrowed them."""

    days: tuple[Interval, ...]
    used: tuple[Clue, ...]


def _solve(clues: Sequence[Clue]) -> _Solution:
    """Apply the clues in order; one that leaves no day is left out.

    So is an office that leaves of a longer time nothing but single days: those on which it was handed over. A
    text that names two of its holders is hardly of that day; it calls one of them by what he was.
    """
    days: tuple[Interval, ...] = ALL_DAYS
    used = []
    for clue in clues:
        narrowed = both(days, clue.days)
        if clue.office and any(map(_is_long, days)) and not any(map(_is_long, narrowed)):
            continue
        if narrowed and narrowed != days:
            days = narrowed
            used.append(clue)
    return _Solution(days, tuple(used))


def _from_text(
    report: ReportText, clues: Sequence[Clue], refuted: Sequence[str], until: date
) -> tuple[Written | None, tuple[Span, ...]]:
    firm = sorted(clues, key=lambda clue: (not clue.firm, not clue.names_day))
    solution = _solve(firm)
    known = [stretch for stretch in solution.days if stretch[0] <= until]
    # of several that are left none can be preferred
    days = known if len(known) == 1 else list(solution.days)
    weekday = weekday_clue(report)
    stretches = [kept for stretch in days if (kept := _on_weekday(stretch, weekday and weekday[0]))]
    if not stretches:
        stretches, weekday = days, None
    longest = max(_length(stretch) for stretch in stretches)
    likely = [stretch for stretch in stretches if _length(stretch) >= longest * _SHARE]
    first, last = min(likely)[0], max(stretch[1] for stretch in likely)
    open_ended = days[0][0] <= EARLIEST or days[-1][1] >= LATEST
    if open_ended or (last - first).days > _WIDEST:
        return None, ()
    basis = [*refuted, *(clue.reason for clue in solution.used)]
    if weekday:
        basis.append(f"the news is of a '{report.slice(weekday[1].at[0])}': written on that weekday")
    if len(days) < len(solution.days):
        basis.append(f"days after {until} fit too, but what is known of offices ends before")
    if len(stretches) > 1:
        basis.append(_left(stretches, likely))
    at = {span for clue in solution.used for span in clue.at}
    at |= set(weekday[1].at) if weekday else set()
    return (
        Written(first.isoformat(), last.isoformat(), tuple(dict.fromkeys(basis))),
        tuple(sorted(at)) or report.report.at,
    )


def _left(stretches: Sequence[Interval], likely: Sequence[Interval]) -> str:
    if len(likely) == 1:
        return f"of {len(stretches)} stretches of days that fit, the longest is taken"
    return f"{len(likely)} stretches of days fit: from the first to the last of them"


def _on_weekday(stretch: Interval, weekday: int | None) -> Interval | None:
    """The stretch from the first to the last of its days that are that weekday: news names its own day so."""
    if weekday is None:
        return stretch
    first, last = stretch
    first += timedelta(days=(weekday - first.isoweekday()) % 7)
    last -= timedelta(days=(last.isoweekday() - weekday) % 7)
    return (first, last) if first <= last else None


def _is_long(stretch: Interval) -> bool:
    return stretch[0] < stretch[1]


def _length(stretch: Interval) -> int:
    return (stretch[1] - stretch[0]).days + 1


def _score(verdict: Written) -> float:
    length = _length((date.fromisoformat(verdict.first), date.fromisoformat(verdict.last)))
    return next((score for days, score in _SCORES if length <= days), 0.4)
