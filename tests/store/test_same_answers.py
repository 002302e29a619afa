"""A store and its copy in the other kind of database answer everything alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from databases import Server
from kawat.errors import KawatError
from kawat.records import (
    LINKED,
    Claim,
    Commitment,
    Event,
    Family,
    Figure,
    Happening,
    Quote,
    Record,
    Report,
    Saying,
    Sentence,
    Story,
    Zone,
    kind_of,
)
from kawat.store import Filter, View, open_store
from kawat.store.copying import copy_store
from kawat.store.schema import REPORT_FILTERS, TABLES, WHOLES

QUERIES = 600
LISTS: tuple[type[Any], ...] = (Report, *TABLES, *WHOLES)
# these change how the view itself is asked
_OWN = {"bound", "leave_out_folders", "as_of"}
_AS_OF = (None, None, None, "2022-01-21", "2021-12-20")


@pytest.fixture(scope="module")
def both(sample_store: Path, postgres: Server) -> Iterator[tuple[Any, Any]]:
    address = postgres.database(postgres.template())
    with open_store(sample_store) as file, open_store(address) as database:
        copy_store(file, database)
        yield file, database
    postgres.drop(address)


Given = tuple[tuple[Any, ...], dict[str, Any]]


def given(*arguments: Any, **options: Any) -> Given:
    return arguments, options


class Questions:
    """Random questions about a store, of each kind that a View can answer."""

    def __init__(self, view: View, chance: random.Random) -> None:
        self._chance = chance
        self._reports = list(view.each(Report))
        self._actors = list(view.tallies("actor"))
        self._wholes = {kind: [one.id for one in view.each(kind)] for kind in WHOLES}
        self._records = {kind: [one.id for one in view.each(kind)] for kind in TABLES}
        self._words = [word for one in self._reports for word in view.text(one.id).split()]
        self._families = [family.id for family in view.families()]

    def ask(self, method: str) -> Given:
        """The arguments of a question; those of `records` are told by `of_records`, and so on."""
        told: Callable[[], Given] = getattr(self, f"of_{method}", given)
        return told()

    def _one(self, of: Sequence[Any]) -> Any:
        return self._chance.choice(of)

    def _some(self, of: Sequence[Any], most: int = 5) -> list[Any]:
        return [*self._chance.sample(of, min(len(of), self._chance.randint(0, most))), "nothing"]

    def _id(self) -> str:
        """The id of a report, or its beginning, or none."""
        id = self._one(self._reports).id
        return str(self._one((id, id, id[:9], id[:1], "nothing")))

    def _day(self) -> str:
        return f"{self._one((2021, 2022))}-{self._one((1, 2, 12)):02}-{self._chance.randint(1, 28):02}"

    def _filter(self, kind: type[Record]) -> Filter:
        report = self._one(self._reports)
        values: dict[str, Callable[[], Any]] = {
            "since": self._day,
            "until": self._day,
            "actor": lambda: self._one(self._actors),
            "source": lambda: report.source[:4],
            "publisher": lambda: str(report.publisher).upper(),
            "agency": lambda: str(report.agency).lower(),
            "language": lambda: self._one(("id", "en", "fr")),
            "report": lambda: report.id,
            "family": lambda: self._one(self._families),
            "min_score": lambda: self._chance.random(),
            "speaker": lambda: self._one(self._actors),
            "addressee": lambda: self._one(self._actors),
            "act": lambda: (self._one(("say", "deny", "threaten")), "demand"),
            "form": lambda: (self._one(("direct", "indirect")),),
            "type": lambda: (self._one(("CONSULT", "THREATEN", "ASSAULT")),),
            "status": lambda: ("happened", self._one(("denied", "planned"))),
            "historical": lambda: self._one((True, False)),
            "side": lambda: self._one(("actor", "recipient")),
            "unit": lambda: (self._one(("persons", "count", "percent")),),
            "of": lambda: self._one(("troops", "Tentara", "a", "É")),
            "min_origins": lambda: self._one((1, 2, 3)),
            "sort": lambda: (self._one(("threat", "promise", "demand")),),
            "about": lambda: (self._one(("figure", "day", "denial")),),
            "moves": lambda: self._one((True, False)),
            "placed": lambda: self._one((True, False)),
            "concluded": lambda: self._one((True, False)),
            "decided_since": self._day,
            "bare": lambda: self._one((True, False)),
        }  # fmt: skip
        table = {**TABLES, **WHOLES}.get(kind)
        known = {"since", "until", *REPORT_FILTERS, *(table.filters if table else ())}
        known |= {"actor"} if kind is not Story else set()
        chosen = self._chance.sample(sorted(known), self._one((0, 1, 1, 1, 2, 3)))
        # now and then one that there is not for this kind: both refuse it alike
        chosen += [self._one(list(values))] if self._chance.random() < 0.05 else []
        return Filter(**{name: values[name]() for name in chosen})

    def of_report(self) -> Given:
        return given(self._id())

    of_text = of_original = of_input = of_site_lines = of_origin = of_family_of = of_report

    def of_failures(self) -> Given:
        return given(self._one((None, self._id())))

    of_judgements = of_failures

    def of_origins_of(self) -> Given:
        ids = [report.id for report in self._chance.sample(self._reports, self._one((0, 1, 4)))]
        return given([*ids, *self._one(((), (), ("nothing",)))])

    def of_texts(self) -> Given:
        return given(self._some([one.id for one in self._reports]))

    of_copy_counts = of_tally = of_zones = of_texts

    def of_tally_each(self) -> Given:
        return given({name: self._some([one.id for one in self._reports]) for name in "abc"})

    def of_visit(self) -> Given:
        return given("https://nobody.example/")

    def of_record(self) -> Given:
        ids = self._one([*self._wholes.values(), *self._records.values(), self._actors, self._families])
        id = self._one(ids)
        return given(id[: self._one((1, 4, 8, 99))])

    def of_records(self) -> Given:
        kind = self._one((Zone, Sentence, Quote, Event, Figure, Report, Family))
        return given(kind, report=self._id())

    def of_listing(self) -> Given:
        kind = self._one(LISTS)
        return given(kind, self._filter(kind), limit=self._chance.randint(1, 20))

    def of_most_told(self) -> Given:
        kind = self._one(tuple(WHOLES))
        return given(kind, self._filter(kind), limit=self._chance.randint(1, 20))

    def of_latest_days(self) -> Given:
        return self.of_listing()

    def of_each(self) -> Given:
        kind = self._one((*LISTS, Zone))
        return given(kind, self._filter(Report if kind is Zone else kind))

    def of_count(self) -> Given:
        kind = self._one(LISTS)
        return given(kind, self._filter(kind))

    of_counted = of_count

    def of_tallies(self) -> Given:
        of = self._one(("actor", "language", "kind", "quote", "event", "act", "type", "with", "country"))
        return given(of, self._one(("", self._one(self._actors))), limit=self._one((-1, 3)))

    def of_tallies_each(self) -> Given:
        return given(self._one(("act", "type", "with")), self._some(self._actors, 9))

    def of_spread(self) -> Given:
        return given(*self._one(((Commitment, "outcome"), (Quote, "form"), (Event, "type"), (Saying, "act"))))

    def of_tally_of(self) -> Given:
        kind = self._one((Saying, Happening, Claim, Story))
        return given(kind, self._some(self._wholes[kind]))

    def of_found(self) -> Given:
        kind = self._one((Saying, Happening, Quote, Event))
        return given(kind, self._some({**self._wholes, **self._records}[kind], 9))

    def of_reports_of(self) -> Given:
        kinds = (Quote, Event, Figure, Saying)
        return given([id for kind in kinds for id in self._some({**self._wholes, **self._records}[kind], 9)])

    def of_week_sheets(self) -> Given:
        return given(*self._one(((), ("2021-W50",), ("2021-W50", "2022-W04"), (None, "2022-W03"))))

    def of_weeks(self) -> Given:
        which: dict[str, Any] = {"types": self._one(((), ("CONSULT", "THREATEN")))}
        which |= {"statuses": self._one(((), ("happened",))), "min_score": self._one((None, None, 0.5))}
        return given(*self.of_week_sheets()[0], **which)

    def of_called(self) -> Given:
        words = self._one(
            (self._one(self._actors), "Putin", "Lavrov", "united", "ru", "%", "_", "a!b", "ÉTAT")
        )
        return given(words, self._one(("id", "name", "part")), limit=self._one((3, 50)))

    def of_actor(self) -> Given:
        return given(self._one((*self._actors, "nobody")))

    def of_actors(self) -> Given:
        return given(self._one((None, "person", "state")), limit=self._one((None, 5)))

    def of_families(self) -> Given:
        return given(self._one(("", self._one(self._families))))

    def of_whole_of(self) -> Given:
        whole, part = self._one(((Saying, Quote), (Happening, Event), (Claim, Figure)))
        return given(whole, self._one(self._records[part]))

    def of_whole_ids(self) -> Given:
        whole, part = self._one(((Saying, Quote), (Happening, Event), (Claim, Figure)))
        return given(whole, self._some(self._records[part], 30))

    def of_search(self) -> Given:
        kind = self._one((Report, Quote))
        where = "quote" if kind is Quote else self._one(("text", "text", "title"))
        which = self._filter(kind) if self._chance.random() < 0.3 else Filter()
        return given(self._query(), where, which, limit=self._one((3, 50)), copies=self._one((True, False)))

    def _query(self) -> str:
        words = [str(self._one(self._words)) for _ in range(self._one((1, 1, 2, 3)))]
        first = self._chance.randrange(len(self._words))
        phrase = " ".join(self._words[first : first + self._one((2, 3))]).replace('"', "")
        parts = [*words, self._one((f'"{phrase}"', words[0][:4] + "*", f"-{self._one(self._words)}", "yang"))]
        if self._chance.random() < 0.2:
            parts.insert(1, "OR")
        return " ".join(parts)


class Refused(NamedTuple):
    error: type[KawatError]
    words: str


def answer(view: View, method: str, arguments: Sequence[Any], options: dict[str, Any]) -> Any:
    """What a view answers: all of it, or in which words it refuses."""
    try:
        found = getattr(view, method)(*arguments, **options)
        return list(found) if isinstance(found, Iterator) else found
    except KawatError as error:
        return Refused(type(error), str(error))


def methods() -> list[str]:
    """What can be asked of a view."""
    return sorted(name for name in vars(View) if not name.startswith("_") and name not in _OWN)


def test_random_questions_of_every_kind(both: tuple[Any, Any]) -> None:
    chance = random.Random(8)
    file, database = both
    with file.view() as view:
        questions = Questions(view, chance)
    asked = [*methods(), *chance.choices([*methods(), *["listing", "search", "counted"] * 10], k=QUERIES)]
    answered = 0
    for method in asked:
        arguments, options = questions.ask(method)
        as_of = chance.choice(_AS_OF)
        with file.view(as_of) as one, database.view(as_of) as other:
            expected = answer(one, method, arguments, options)
            found = answer(other, method, arguments, options)
        assert found == expected, f"{method} {arguments} {options} as of {as_of}"
        answered += bool(expected) and not isinstance(expected, Refused)
    assert answered > len(asked) / 3


def test_pages_of_lists_follow_each_other_alike(both: tuple[Any, Any]) -> None:
    chance = random.Random(9)
    with both[0].view() as one, both[1].view() as other:
        for kind in LISTS:
            cursor, size = None, chance.randint(3, 30)
            while True:
                page = one.listing(kind, limit=size, cursor=cursor)
                assert other.listing(kind, limit=size, cursor=cursor) == page, kind_of(kind)
                cursor = page.cursor
                if cursor is None:
                    break
    assert set(LINKED) <= set(LISTS)
