"""The small grammar of a language: names, lists, days, numbers, counts, places."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from kawat.ask.dossier import name_of
from kawat.language import Cue, Languages
from kawat.records import ActorSort, Period, Place
from kawat.registry import PlaceRow, Registry, load_registry
from kawat.store import Count, View
from kawat.text import Phrases

from .patterns import Forms, Patterns, languages, patterns

_NEAR_DEGREES = 0.3


@cache
def _registry() -> Registry:
    return load_registry()


@cache
def _all_languages() -> Languages:
    return Languages(_registry())


class Tellers:
    """What the languages of briefings know of places, one beside the other."""

    def place_names(self, name: str) -> tuple[str, ...]:
        """The names of a place in all languages, itself first: 'Jenewa' is also 'Geneva'."""
        rows = [row for code in languages() for row in _all_languages()[code].places]
        spots = {(row.lat, row.lon) for row in rows if row.lat is not None and _is(name, row.form)}
        same = [form for row in rows if (row.lat, row.lon) in spots for form in row.form]
        states = [names for id in _registry().states if _is(name, names := self.state_names(id))]
        return tuple(dict.fromkeys((name, *same, *(form for names in states for form in sorted(names)))))

    @staticmethod
    @cache
    def state_names(id: str) -> frozenset[str]:
        """The names of a state in all languages."""
        state = _registry().states[id]
        known = (Locale.parse(patterns(code).locale).territories.get(state.alpha2) for code in languages())
        return frozenset(name for name in (state.name, *known) if name)


def _is(name: str, forms: Iterable[str]) -> bool:
    return name.casefold() in {form.casefold() for form in forms}


class Words:
    """Says names, days and numbers in a language. Raises LanguageError where it has no patterns."""

    def __init__(self, view: View, language: str) -> None:
        self.code = language
        self.patterns: Patterns = patterns(language)
        self._view = view
        self._locale = Locale.parse(self.patterns.locale)
        self._language = _all_languages()[language]
        self._names: dict[str, str] = {}

    # names

    def name(self, actor: str) -> str:
        """An actor's usual name in the language, with its article."""
        if actor not in self._names:
            self._names[actor] = self._with_article(actor, self._bare(actor))
        return self._names[actor]

    def names(self, actors: Iterable[str]) -> str:
        """'A, B and C'."""
        return self.list([self.name(actor) for actor in actors])

    def list(self, words: Sequence[str]) -> str:
        """Several words as a list."""
        if len(words) < 2:
            return "".join(words)
        return f"{self.patterns.names.joined.join(words[:-1])} {self.patterns.names.and_} {words[-1]}"

    def sort(self, actor: str) -> ActorSort:
        """What an actor is."""
        return "role" if "/" in actor else self._view.actor(actor).sort

    def state(self, actor: str) -> str | None:
        """For which state (or organisation) somebody acts."""
        of, _, title = actor.partition("/")
        return of if title else self._view.actor(actor).country

    def is_medium(self, actor: str) -> bool:
        """Whether an actor is a medium."""
        return "/" not in actor and self._view.actor(actor).cls == "media"

    def sayable(self, actor: str) -> bool:
        """Whether the language has a name for an actor: an office of another language it may not have."""
        of, _, title = actor.partition("/")
        return not title or (title in self.patterns.names.roles and "/" not in of)

    def _bare(self, actor: str) -> str:
        of, _, title = actor.partition("/")
        if title:
            told = self.patterns.names.roles.get(title, title.replace("-", " "))
            return self.patterns.names.role.format(title=told, of=self.name(of))
        registry = _registry()
        if actor in registry.states:
            state = registry.states[actor]
            return str(self._locale.territories.get(state.alpha2, state.name))
        if actor in registry.organisations:
            return self._organisation(actor)
        return name_of(self._view, actor)

    def _organisation(self, actor: str) -> str:
        """As this language calls it; what everybody calls by its letters, as NATO, by these."""
        usual = _registry().name(actor)
        if usual.isupper() or self._language.code == "en":
            return usual
        own = (row.form[0] for row in self._language.actors if row.actor == actor and row.sort == "name")
        return next(own, usual)

    def _with_article(self, actor: str, name: str) -> str:
        known = self.patterns.names
        words = name.split()
        article = actor in known.the or (
            "/" not in actor
            and self.sort(actor) != "person"
            and bool({words[0], words[-1]} & known.the_words)
        )
        return f"the {name}" if article and not name.lower().startswith("the ") else name

    def place(self, place: Place) -> str:
        """The name of a place in this language, else as the report has it."""
        state = _registry().states.get(place.country or "")
        if state and place.name in Tellers().state_names(state.id):
            return self.name(state.id)
        if any(_is(place.name, row.form) for row in self._language.places):
            return place.name
        known = (row for row in self._language.places if not row.area and _near(place, row))
        return next((row.form[0] for row in known), place.name)

    def language_name(self, code: str) -> str:
        """What a language is called."""
        return str(self._locale.languages.get(code, code))

    def cues(self, language: str | None) -> Phrases[Cue] | None:
        """The words of saying of a language, if it has a folder."""
        known = _all_languages()
        code = known.code(language) if language else None
        return known[code].find_cues if code else None

    # days

    def day(self, day: str) -> str:
        """'7 February 2022'."""
        return format_date(date.fromisoformat(day), self.patterns.days.day, self._locale)

    def when(self, days: Period) -> str:
        """'on 7 February 2022'; of days that are not sure, or several, all of them."""
        told = self.patterns.days
        first, last = date.fromisoformat(days.first), date.fromisoformat(days.last)
        if first == last:
            return told.on.format(day=self.day(days.first))
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return told.in_.format(days=format_date(first, told.year, self._locale))
        if first.day == 1 and last == _month_end(first):
            return told.in_.format(days=format_date(first, told.month, self._locale))
        begins = told.day if first.year != last.year else told.short
        if (first.year, first.month) == (last.year, last.month):
            begins = told.shortest
        return told.between.format(first=format_date(first, begins, self._locale), last=self.day(days.last))

    # numbers

    def number(self, number: float) -> str:
        """'150,000'."""
        return str(format_decimal(number, locale=self._locale))

    def count(self, count: Count) -> str:
        """'5 reports of 2 origins'."""
        told = self.patterns.counts
        reports, origins = _of(told.report, count.raw), _of(told.origin, count.independent)
        return told.both.format(
            reports=reports.format(n=self.number(count.raw)),
            origins=origins.format(n=self.number(count.independent)),
        )

    def form(self, forms: Forms, number: int) -> str:
        """The form for one or for more."""
        return _of(forms, number).format(n=self.number(number))


def _of(forms: Forms, number: int) -> str:
    return forms[0] if number == 1 else forms[-1]


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _near(place: Place, row: PlaceRow) -> bool:
    if place.lat is None or place.lon is None or row.lat is None or row.lon is None:
        return False
    return abs(place.lat - row.lat) < _NEAR_DEGREES and abs(place.lon - row.lon) < _NEAR_DEGREES


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def unique(values: Iterable[str]) -> Iterator[str]:
    """Each once, in order."""
    yield from dict.fromkeys(values)
