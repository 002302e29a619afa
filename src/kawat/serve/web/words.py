"""The words of the pages in the reader's language: names of values, actors, days and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal

from kawat.records import Actor, Period, Written

from .labels import LABELS
from .messages import N_

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DEED = re.compile("|".join(rf"\b{type}\b" for type in LABELS["type"]))
# an actor's id within a line: RUS, joe-biden, USA/senior-official
_ACTOR = re.compile(r"\b(?:[A-Z]{2,}(?:/[a-z-]+)?|[a-z]+(?:-[a-z]+)+)\b")


class Leaf(NamedTuple):
    """A day as a leaf of an almanac: its number, weekday, month and year."""

    number: str
    weekday: str
    month: str


class Words:
    """How things are called in one language. `translate` looks a message up, `known` an actor by its id."""

    def __init__(
        self, language: str, translate: Callable[[str], str], known: Callable[[str], Actor | None]
    ) -> None:
        # English of the world: days before months, and no 12-hour clock
        self.locale = Locale.parse("en_GB" if language == "en" else language)
        self.language_code = language
        self.translate = translate
        self._known = known

    def label(self, field: str, value: str | None) -> str:
        """The word for a value of a field; the value itself where there is none, '' for None."""
        if value is None:
            return ""
        message = LABELS[field].get(value, value.replace("-", " ") if field == "title" else value)
        return self.translate(message) if message else ""

    def language(self, code: str | None) -> str:
        """The name of a language."""
        return (code and self.locale.languages.get(code)) or code or ""

    def number(self, value: float | None) -> str:
        """A number as the language writes it; '' for None."""
        return "" if value is None else str(format_decimal(value, locale=self.locale))

    def day(self, day: str) -> str:
        """A day: '21 Jan 2022'."""
        return _day(day[:10], self.locale)

    def date(self, given: str | None) -> str:
        """A day, month or year, as closely as it is given; '' for None."""
        if not given or len(given) == len("2022"):
            return given or ""
        if len(given) == len("2022-01"):
            return str(format_date(date.fromisoformat(f"{given}-01"), "MMM y", locale=self.locale))
        return self.day(given)

    def days(self, period: Period | Written | None) -> str:
        """Days from one to another, as short as they can be told: '21–23 Jan 2022'; '' for None."""
        if period is None:
            return ""
        if period.first == period.last:
            return self.day(period.first)
        return _days(period.first, period.last, self.locale)

    def leaf(self, day: str) -> Leaf:
        """A day in its parts."""
        return _leaf(day, self.locale)

    def month(self, day: str) -> str:
        """The month of a day: 'January 2022'."""
        return str(format_date(date.fromisoformat(day), "LLLL y", locale=self.locale))

    def weekday(self, day: str) -> str:
        """The weekday of a day: 'Friday'."""
        return str(format_date(date.fromisoformat(day), "EEEE", locale=self.locale))

    def dated(self, line: str) -> str:
        """A line with its days as the reader writes them."""
        return _ISO_DAY.sub(lambda found: self.day(found[0]), line)

    def plain(self, line: str) -> str:
        """A line that Kawat wrote, with the names of actors, deeds and days in place of their codes."""
        line = self.dated(line)
        line = _DEED.sub(lambda found: self.label("type", found[0]), line)
        return _ACTOR.sub(lambda found: self.name(found[0]) if self._known(found[0]) else found[0], line)

    def thing(self, of: str, holder: str | None = None) -> str:
        """What a figure counts: 'troops of Russia'. `holder`: whose it is, by id."""
        noun, _, whose = of.partition(" of ")
        named = self.label("thing", noun)
        if not whose:
            return named
        whom = self.name(holder) if holder else self.plain(whose.replace(" and ", ", "))
        return self.translate(N_("%(thing)s of %(whom)s")) % {"thing": named, "whom": whom}

    def name(self, actor: str | None) -> str:
        """What an actor is called: states as the language calls them, others as reports do."""
        if not actor:
            return self.translate(N_("nobody named"))
        known = self._known(actor)
        owner, _, office = actor.partition("/")
        if office and (known is None or known.name == actor):
            return f"{office.replace('-', ' ')} ({self.name(owner)})"
        if known is None:
            return self._state(actor) or actor
        if known.sort == "state":
            return self._state(actor) or known.name
        return known.name

    def _state(self, alpha3: str) -> str | None:
        """The CLDR name of a state."""
        return self.locale.territories.get(_ALPHA2.get(alpha3, ""))


# the same days stand on every page, and their words take long to be put together
_remembered = lru_cache(10_000)


@_remembered
def _day(day: str, locale: Locale) -> str:
    return str(format_date(date.fromisoformat(day), "d MMM y", locale=locale))


@_remembered
def _days(first: str, last: str, locale: Locale) -> str:
    return str(format_interval(date.fromisoformat(first), date.fromisoformat(last), "yMMMd", locale=locale))


@_remembered
def _leaf(day: str, locale: Locale) -> Leaf:
    when = date.fromisoformat(day)
    weekday, month = (str(format_date(when, form, locale=locale)) for form in ("EEE", "MMM y"))
    return Leaf(str(when.day), weekday, month)


def _alpha2() -> dict[str, str]:
    """ISO 3166 alpha-2 by alpha-3, from CLDR's aliases."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {old: new[0] for old, new in aliases.items() if len(old) == 3 and old.isalpha() and len(new) == 1}


_ALPHA2 = _alpha2()
