"""The reader's language: words of the interface, days and numbers as they are written in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Protocol

from babel import Locale
from babel.dates import format_date, format_interval
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

LANGUAGES = ("en", "id")
"""The languages of the interface, the first where nothing is known of the reader."""


class Days(Protocol):
    """From a day to a day, as in records."""

    @property
    def first(self) -> str: ...

    @property
    def last(self) -> str: ...


@cache
def translations(language: str) -> NullTranslations:
    """The words of the interface in a language, out of `locale/<language>/LC_MESSAGES/kawat.po`."""
    catalogue = files("kawat.serve.web") / "locale" / language / "LC_MESSAGES" / "kawat.po"
    if not catalogue.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with catalogue.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def preferred(accepted: str) -> str:
    """The language of ours that an Accept-Language header likes best."""
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        code = tag.strip().partition("-")[0].lower()
        # the code that Indonesian had until 1989, which some browsers still send
        code = "id" if code == "in" else code
        if code in LANGUAGES:
            wishes.append((-_quality(quality), place, code))
    return min(wishes)[2] if wishes else LANGUAGES[0]


def _quality(given: str) -> float:
    try:
        return float(given) if given else 1.0
    except ValueError:
        return 0.0


def days_in(language: str) -> Callable[[Days | str | None], str]:
    """Writes days as they are written in a language: '21 Jan 2022', '21–23 Jan 2022'; nothing for None."""
    locale = Locale(language)

    def day(given: Days | str | None) -> str:
        if given is None:
            return ""
        first, last = (given, given) if isinstance(given, str) else (given.first, given.last)
        if first == last:
            return str(format_date(date.fromisoformat(first[:10]), "medium", locale=locale))
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return str(format_interval(start, end, "yMMMd", locale=locale))

    return day


def numbers_in(language: str) -> Callable[[float | None], str]:
    """Writes numbers as they are written in a language: '1,200.5', '1.200,5'; nothing for None."""
    locale = Locale(language)

    def number(given: float | None) -> str:
        return "" if given is None else str(format_decimal(given, locale=locale))

    return number
