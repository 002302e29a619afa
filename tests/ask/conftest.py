"""A small crisis in a store: an agency story with a copy, and a report of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crisis import Told, add_all, told
from kawat.link.families import link
from kawat.records import Role
from kawat.store import View, open_store

Opened = Callable[..., View]
STORY = (
    "Warships sail\n\nJAKARTA - Russia sent warships on 20 January. “We threaten no one,” Pavel Roskov"
    " told Anna Blythe in Geneva, where the two ministers met for talks on Friday about the ships and"
    " the border. Washington had accused Moscow of lying. About 100,000 troops stand at the border."
)
OWN = (
    "Russia sent warships, the harbour master saw. “We threaten no one!” said Roskov."
    " Ukraine may be attacked. Some 60,000 to 90,000 troops stand there."
)


def story(source: str, tail: str = "", **fields: str) -> Told:
    one = told(STORY + tail, source, day="2022-01-21", language="en", title="Warships sail", **fields)
    one.zone(STORY)
    one.event(
        "Russia sent warships",
        "MOBILIZE",
        day="2022-01-20",
        actors=("RUS",),
        trigger="sent",
        recipients=("UKR",),
    )
    one.event(
        "the two ministers met",
        "CONSULT",
        day="2022-01-21",
        trigger="met",
        actors=("pavel-roskov", "anna-blythe"),
    )
    one.event(
        "Washington had accused Moscow", "ACCUSE", trigger="accused", actors=("USA",), recipients=("RUS",)
    )
    one.quote(
        "We threaten no one",
        day="2022-01-21",
        speaker_actor="pavel-roskov",
        addressee_actor="anna-blythe",
        act="deny",
    )
    one.figure("100,000 troops", 1e5, 1e5, "persons", of="troops", holder_actor="RUS")
    one.actor("Russia", "RUS", name="Russia", country="RUS")
    one.actor("Washington", "USA", name="United States", country="USA")
    one.actor(
        "Pavel Roskov",
        "pavel-roskov",
        name="Pavel Roskov",
        sort="person",
        country="RUS",
        roles=(Role("foreign-minister", "RUS", "2004"),),
    )
    one.actor("Anna Blythe", "anna-blythe", name="Anna Blythe", sort="person", country="USA")
    return one


def own() -> Told:
    one = told(OWN, "own.txt", day="2022-01-28", language="en", publisher="Harbour Post")
    one.zone(OWN)
    one.event(
        "Russia sent warships",
        "MOBILIZE",
        day="2022-01-20",
        actors=("RUS",),
        trigger="sent",
        recipients=("UKR",),
    )
    one.event(
        "Ukraine may be attacked", "ASSAULT", trigger="attacked", recipients=("UKR",), status="conditional"
    )
    said = one.quote("We threaten no one!", day="2022-01-21", speaker_actor="pavel-roskov", act="deny")
    one.quote("threaten no one!", day="2022-01-22", speaker_actor="pavel-roskov", act="deny", repeats=said.id)
    one.figure("60,000 to 90,000 troops", 6e4, 9e4, "persons", of="troops", holder_actor="RUS")
    one.actor("Russia", "RUS", name="Russia", country="RUS")
    one.actor("Roskov", "pavel-roskov", name="Pavel Roskov", sort="person", country="RUS")
    return one


REPORTS = (story("wire.txt", agency="AFP"), story("copy.txt", "\n\nMore news", publisher="Pos"), own())


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens a view of a store that holds these reports."""
    with open_store(tmp_path / "test.kawat", create=True) as store, store.writer() as writer:

        def filled(*reports: Told) -> View:
            add_all(writer, reports)
            link(writer, writer.unlinked())
            return writer

        yield filled


@pytest.fixture
def view(opened: Opened) -> View:
    return opened(*REPORTS)


@pytest.fixture
def reports() -> tuple[Told, Told, Told]:
    """The agency story, its copy, and the report of its own."""
    return REPORTS
