"""What the offices that a text names tell of the day on which it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kawat.records import Mention, Sentence, Span, TimeExpression
from kawat.stage import ReportText

from .evidence import ALL_DAYS, EARLIEST, LATEST, Clue, Interval, both

if TYPE_CHECKING:
    from kawat.registry import Office, Registry

# worded alike
_ALIKE = frozenset({"spokesperson", "press-secretary"})
_YEAR = timedelta(days=366)


def office_clues(report: ReportText, registry: Registry) -> list[Clue]:
    """For each person named in an office, the days on which it was held; the most mentioned person first.

    Named as its former holder, the days on which it was given up; named only where the text looks back months
    or years, all days since it was taken up.
    """
    spans: dict[tuple[str, str, bool], list[Span]] = defaultdict(list)
    for mention in report[Mention]:
        if mention.sort == "person" and mention.office and mention.actors:
            spans[mention.actors[0], mention.office, mention.former].append(mention.at[0])
    looking_back = _looking_back(report)
    clues = []
    for (person, title, former), at in sorted(spans.items(), key=lambda item: -len(item[1])):
        titles = _ALIKE if title in _ALIKE else {title}
        terms = [term for term in registry.offices_of(person) if term.title in titles]
        days = _given_up(terms) if former else _terms(terms)
        if days and not former and all(any(span.contains(each) for span in looking_back) for each in at):
            days = ((days[0][0], LATEST),)
        if days:
            reason = _held(registry.name(person), terms, former=former)
            clues.append(Clue(reason, tuple(at), days, firm=True, office=True))
    return clues


def _looking_back(report: ReportText) -> list[Span]:
    """The sentences that tell of a month or year before that of writing."""
    past = [each.at[0] for each in report[TimeExpression] if _is_back(each)]
    sentences = (sentence.at[0] for sentence in report[Sentence])
    return [sentence for sentence in sentences if any(sentence.contains(each) for each in past)]


def _is_back(expression: TimeExpression) -> bool:
    if expression.form == "unit":
        back = expression.parts.get("shift", expression.parts.get("direction")) == -1
        return back and expression.parts.get("unit") in ("month", "year")
    return expression.form in ("month", "year", "season") and expression.tense == "past"


def _held(name: str, terms: Sequence[Office], *, former: bool) -> str:
    periods = ", ".join(f"{term.first or '?'} to {term.last or 'now'}" for term in terms)
    office = f"{'former ' if former else ''}{terms[0].title.replace('-', ' ')}"
    return f"{name} is named as {office} of {terms[0].of}: {periods}"


def _given_up(terms: Sequence[Office]) -> tuple[Interval, ...]:
    """The days between the end of a term and the beginning of the next, and those after the last."""
    ordered = sorted(terms, key=lambda term: term.first)
    following = [*(_first_day(term.first) for term in ordered), LATEST][1:]
    found = ((_first_day(term.last), day) for term, day in zip(ordered, following, strict=True) if term.last)
    return both(ALL_DAYS, [(ended, day) for ended, day in found if ended <= day])


def _terms(terms: Iterable[Office]) -> tuple[Interval, ...]:
    found = ((_first_day(term.first), _last_day(term.last)) for term in terms)
    return both(ALL_DAYS, tuple(found))


def _first_day(written: str) -> date:
    return date.fromisoformat((written + "-01-01")[:10]) if written else EARLIEST


def _last_day(written: str) -> date:
    if not written:
        return LATEST
    if len(written) == 7:
        return (date.fromisoformat(written + "-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat((written + "-12-31")[:10])


def horizon(registry: Registry) -> date:
    """Until when a text is taken to be written that fits several years: one year after what we know ends."""
    return min(LATEST, _last_day(registry.known_until) + _YEAR)
