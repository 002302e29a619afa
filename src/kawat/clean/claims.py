"""The days that others than the text give for it: the caller, the page, what it prints, its address."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from kawat.records import Span, TimeExpression, Zone, ZoneRole
from kawat.stage import ReportText
from kawat.text import lines

from .evidence import EARLIEST, LATEST, full_day

GIVEN = "the date given with it"
_WRAPPER: frozenset[ZoneRole] = frozenset({"site-junk", "credit", "category"})
# what has or tells days of its own
_TOLD: frozenset[ZoneRole] = frozenset({"lede", "body", "ai-summary", "caption", "embed", "promo"})
# how many letters beside its date a line has that prints only a date: "Posted on ... by admin"
_LETTERS_BESIDE = 25
_FIRST_LINES = 10
# "JAKARTA, 21 Januari 2022 - "
_DATELINE = re.compile(r"[\s)]{0,3}(?:\([^)\n]{1,20}\)\s?)?[-–—:]")
_DATELINE_BEFORE = 40
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_.-])(?P<month>\d\d?)\2(?P<day>\d\d?)|(?P<mm>\d\d)(?P<dd>\d\d))(?!\d)"
)
# two days of one page so near are no contradiction
NIGHT = timedelta(days=1)


class Claim(NamedTuple):
    """A day that somebody other than the text gives, who does, and where it stands in the text."""

    day: date
    by: str
    at: tuple[Span, ...] = ()
    rule: str = ""


def claims(report: ReportText, found: Claim | None) -> list[Claim]:
    """The days that others give, the most trusted first; `found` is what the page prints.

    Pages stamp a copy or a new version with its own day, while its address keeps the first: where they
    differ by more than a night, the address comes before a later day of the page.
    """
    told = report.report
    given = Claim(date.fromisoformat(told.given_date), GIVEN) if told.given_date else None
    page = Claim(date.fromisoformat(told.page_date), "the page's own date") if told.page_date else None
    day = in_address(told.url)
    address = Claim(day, "the date in its address") if day else None
    own = (address, page) if page and day and page.day - day > NIGHT else (page, address)
    return [claim for claim in (given, *own, found) if claim]


def in_address(url: str | None) -> date | None:
    """The day in the path of a web address: '/2022/01/21/', '/2022-01-21-talks', '/20220121'."""
    for match in _IN_ADDRESS.finditer(urlsplit(url).path if url else ""):
        try:
            day = date(int(match[1]), int(match["month"] or match["mm"]), int(match["day"] or match["dd"]))
        except ValueError:
            continue
        if EARLIEST <= day <= LATEST:
            return day
    return None


def printed(report: ReportText) -> Claim | None:
    """The first full date in the wrapper, alone on one of the first lines, or in the dateline."""
    wrapper = [span for zone in report[Zone] if zone.role in _WRAPPER for span in zone.at]
    told = [span for zone in report[Zone] if zone.role in _TOLD for span in zone.at]
    first_lines = [line for line, _ in zip(lines(report.text), range(_FIRST_LINES), strict=False)]
    for expression in report[TimeExpression]:
        at, day = expression.at[0], full_day(expression)
        if day is None:
            continue
        line = next((line for line in first_lines if line.contains(at)), None)
        inside = any(span.overlaps(at) for span in wrapper)
        if inside or (line and _prints_date(report, line, at, told=any(span.overlaps(at) for span in told))):
            return Claim(day, "the date printed on the page", expression.at, expression.made.rule)
    return None


def _prints_date(report: ReportText, line: Span, at: Span, *, told: bool) -> bool:
    """Whether a line prints a date: it has hardly more, or it is a dateline."""
    before, after = report.text[line.start : at.start], report.text[at.end : line.end]
    if len(before) <= _DATELINE_BEFORE and _DATELINE.match(after):
        return True
    beside = sum(letter.isalpha() for letter in before + after)
    return not told and beside <= _LETTERS_BESIDE and not after.endswith((".", "!", "?"))
