"""Who there is: states, organisations and persons, their names in a language, and offices with dates."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
from babel import Locale

from .errors import LanguageError
from .own import Own, OwnTrigger, read_own
from .own import tables as own_rows
from .records import ActorSort, NameSort, Period, Role
from .tables import Row, Rule, read_table


class State(msgspec.Struct, frozen=True):
    id: str
    alpha2: str
    name: str
    wikidata: str = ""


class Organisation(msgspec.Struct, frozen=True):
    id: str
    name: str
    sort: ActorSort = "organisation"
    cls: str = msgspec.field(default="", name="class")
    country: str = ""
    wikidata: str = ""
    finds: str = ""
    misses: str = ""


class Person(msgspec.Struct, frozen=True):
    id: str
    name: str
    surnames: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    gender: str = ""
    wikidata: str = ""
    finds: str = ""
    misses: str = ""


class Office(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """One term of a person in an office. `first` and `last` are days, months or years."""

    person: str
    title: str
    of: str
    body: str = ""
    first: str = ""
    last: str = ""
    note: str = ""

    def held(self, period: Period) -> bool:
        """Whether the office was held on some day of the period."""
        begins, ends = self.first, self.last
        return begins[:10] <= period.last[: len(begins) or 0] and (
            not ends or period.first[: len(ends)] <= ends
        )


class NameForm(msgspec.Struct, frozen=True):
    """A form of a name in one language and the actors it may stand for."""

    pattern: str
    sort: str
    actors: tuple[str, ...]


class ActorRow(Rule, frozen=True, kw_only=True):
    """A line of `languages/<code>/actors.tsv`."""

    actor: str
    sort: str
    form: tuple[str, ...]
    finds: str = ""
    misses: str = ""


class OwnName(msgspec.Struct, frozen=True):
    """A line of `names.tsv` in a user's own folder: further forms of a name, in one language or all."""

    actor: str
    sort: str
    form: tuple[str, ...]
    language: str = ""


class PlaceRow(msgspec.Struct, frozen=True):
    """A line of `languages/<code>/places.tsv`."""

    form: tuple[str, ...]
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    area: str = ""


class Registry:
    """States, organisations, persons and offices, loaded from `codes/actors` and an own file if given."""

    def __init__(
        self,
        states: Iterable[State],
        organisations: Iterable[Organisation],
        persons: Iterable[Person],
        offices: Iterable[Office],
        own_names: Iterable[OwnName] = (),
        own_triggers: Iterable[OwnTrigger] = (),
    ) -> None:
        self.states = {state.id: state for state in states}
        self.organisations = {organisation.id: organisation for organisation in organisations}
        self.persons = {person.id: person for person in persons}
        self.offices = tuple(offices)
        self.own_names = tuple(own_names)
        # what a user adds to the words that show an event comes in the same file
        self.own_triggers = tuple(own_triggers)

    @cached_property
    def digest(self) -> str:
        """A hash of all rows."""
        own = (self.own_names, self.own_triggers)
        tables = (self.states, self.organisations, self.persons, self.offices, *own)
        rows = msgspec.json.encode(tables)
        return hashlib.blake2b(rows, digest_size=8).hexdigest()

    def __contains__(self, actor: str) -> bool:
        return actor in self.states or actor in self.organisations or actor in self.persons

    def name(self, actor: str) -> str:
        """The usual English name; of unnamed ones (`USA/official`) the id itself."""
        for table in (self.states, self.organisations, self.persons):
            if actor in table:
                return table[actor].name
        return actor

    def wikidata(self, actor: str) -> str | None:
        """The actor's id in Wikidata, where it is known."""
        tables = (self.states, self.organisations, self.persons)
        return next((table[actor].wikidata or None for table in tables if actor in table), None)

    def sort(self, actor: str) -> ActorSort:
        """What an actor is; an id with a slash is a role, one the registry lacks a person."""
        if actor in self.states:
            return "state"
        if actor in self.organisations:
            return self.organisations[actor].sort
        return "role" if "/" in actor else "person"

    def name_sort(self, actor: str) -> NameSort:
        """What a name of this actor names."""
        sort = self.sort(actor)
        if sort in ("person", "role"):
            return "person"
        return "place" if sort == "state" else "organisation"

    @cached_property
    def _offices_by_person(self) -> dict[str, list[Office]]:
        table = defaultdict(list)
        for office in self.offices:
            table[office.person].append(office)
        return table

    @cached_property
    def _offices_by_title(self) -> dict[tuple[str, str], list[Office]]:
        table = defaultdict(list)
        for office in self.offices:
            table[office.title, office.of].append(office)
        return table

    @cached_property
    def known_until(self) -> str:
        """The day, month or year of the last change of an office here; empty when there is none."""
        return max((day for office in self.offices for day in (office.first, office.last)), default="")

    def offices_of(self, person: str, period: Period | None = None) -> list[Office]:
        """The terms of a person, those that touch the period when one is given."""
        terms = self._offices_by_person.get(person, [])
        return [term for term in terms if period is None or term.held(period)]

    def holders(self, title: str, of: str, period: Period | None, body: str = "") -> list[str]:
        """Who held an office (a title id) of an actor in the period; all there were when it is None."""
        return list(
            dict.fromkeys(
                term.person
                for term in self._offices_by_title.get((title, of), [])
                if (period is None or term.held(period)) and (not body or term.body == body)
            )
        )

    def country(self, actor: str, period: Period | None = None) -> str | None:
        """The state (or organisation) that an actor acts for: itself, or that of the person's office."""
        if actor in self.states:
            return actor
        if "/" in actor:
            return actor.split("/", 1)[0]
        if actor in self.organisations:
            return self.organisations[actor].country or None
        terms = self.offices_of(actor, period) or self.offices_of(actor)
        return terms[-1].of if terms else None

    def roles(self, person: str) -> tuple[Role, ...]:
        """The offices of a person as they stand in an Actor record."""
        return tuple(
            Role(term.title, term.of, term.first or None, term.last or None, term.body or None)
            for term in self.offices_of(person)
        )

    def forms(self, rows: Iterable[ActorRow], locale: str) -> tuple[NameForm, ...]:
        """All forms of names in a language: its own rows and the user's, CLDR country names, persons."""
        table: dict[str, tuple[str, list[str]]] = {}

        def enter(form: str, sort: str, actor: str) -> None:
            kept = table.setdefault(form, (sort, []))
            if actor not in kept[1]:
                kept[1].append(actor)

        own = (row for row in self.own_names if row.language in ("", locale))
        named: list[ActorRow | OwnName] = [*rows, *own]
        for row in named:
            for form in row.form:
                enter(form, row.sort, row.actor)
        territories = Locale.parse(locale).territories
        for state in self.states.values():
            enter(territories.get(state.alpha2 or state.id, state.name), "name", state.id)
            enter(state.name, "name", state.id)
        for organisation in self.organisations.values():
            enter(organisation.name, "name", organisation.id)
        for person in self.persons.values():
            for name in (person.name, *person.names):
                enter(name, "name", person.id)
            for surname in person.surnames:
                enter(surname, "short", person.id)
        return tuple(NameForm(form, sort, tuple(actors)) for form, (sort, actors) in table.items())


def load_registry(own: Path | None = None) -> Registry:
    """The registry that ships, with a user's own laid over it: a TOML file, or a folder of such tables.

    Raises LanguageError, naming file and line, for what does not fit.
    """
    shipped = files(__package__) / "codes" / "actors"
    folders: list[Traversable | Path] = [shipped]
    added = Own()
    if own is not None and own.suffix == ".toml":
        added = read_own(own)
    elif own is not None:
        if not own.is_dir():
            raise LanguageError(f"{own}: no such folder; own actors are a folder of tables or a TOML file")
        folders.append(own)
    rows = own_rows(added)

    def laid_over(name: str, row: type[Row]) -> list[Row]:
        return [*_laid_over(folders, f"{name}.tsv", row), *msgspec.convert(rows[name], list[row])]  # type: ignore[valid-type]

    return Registry(
        laid_over("states", State),
        laid_over("organisations", Organisation),
        laid_over("persons", Person),
        laid_over("offices", Office),
        laid_over("names", OwnName),
        added.trigger,
    )


def _laid_over(folders: Iterable[Traversable | Path], name: str, row: type[Row]) -> list[Row]:
    rows: list[Row] = []
    for folder in folders:
        table = folder / name
        if table.is_file():
            rows += read_table(table, row)
    return rows
