"""Reports read to the end in an invented world: Freedonia, Sylvania, and those who hold office there."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from kawat.language import Languages
from kawat.pipeline import Annotated, Pipeline
from kawat.read.document import Known, document
from kawat.records import Event, Name, Quote, Record, Span
from kawat.registry import load_registry
from kawat.settings import load_settings

FRIDAY = "2022-01-21"
WORLD = {
    "states.tsv": """id|alpha2|name
FRE|XF|Freedonia
SYL|XS|Sylvania
""",
    "persons.tsv": """id|name|surnames|names|gender
budi-santika|Budi Santika|Santika||m
wira-lestari|Wira Lestari|Lestari||f
karel-moss|Karel Moss|Moss||m
edda-moss|Edda Moss|Moss||f
anton-berg|Anton Berg|Berg||m
""",
    "offices.tsv": """person|title|of|body|from|to
budi-santika|foreign-minister|FRE||2020-03|
wira-lestari|head-of-state|FRE||2019|
karel-moss|head-of-government|SYL||2015-05-10|2021-11-30
edda-moss|head-of-government|SYL||2021-12-01|
anton-berg|foreign-minister|SYL||2021-12|
""",
}
R = TypeVar("R", bound=Record)


def world(folder: Path) -> Pipeline:
    """The pipeline with the registry that ships and the invented one laid over it."""
    for name, rows in WORLD.items():
        (folder / name).write_text(rows.replace("|", "\t"), encoding="utf-8")
    return Pipeline(load_settings(environment={})[0], Languages(load_registry(folder)))


class Reading:
    """A report read to the end, asked by the words it holds."""

    def __init__(self, made: Annotated) -> None:
        assert made.failures == ()
        self.made = made
        self.text = made.text

    def all(self, kind: type[R]) -> list[R]:
        return [record for record in self.made.records if isinstance(record, kind)]

    def words(self, span: Span | None) -> str | None:
        return self.text[span.start : span.end] if span else None

    def pieces(self, record: Record) -> list[str]:
        return [self.text[span.start : span.end] for span in record.at]

    @property
    def quotes(self) -> list[Quote]:
        return self.all(Quote)

    @property
    def said(self) -> list[list[str]]:
        """The content of each quote, without a comma or stop at the end of its pieces."""
        return [[piece.rstrip(",.") for piece in self.pieces(quote)] for quote in self.quotes]

    @property
    def quote(self) -> Quote:
        (quote,) = self.quotes
        return quote

    @property
    def events(self) -> list[Event]:
        return self.all(Event)

    def event(self, kind: str) -> Event:
        (event,) = [event for event in self.events if event.type == kind]
        return event

    def actors(self, words: str) -> list[str | None]:
        """Whom each name of these words stands for."""
        return [name.actor for name in self.all(Name) if self.pieces(name) == [words]]


class Reader:
    """Reads texts in the invented world."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline

    def __call__(self, language: str, text: str, day: str = FRIDAY) -> Reading:
        received = document(
            text,
            text.encode(),
            source="a.txt",
            name="a.txt",
            known=Known(language=language, given_date=day),
            largest=10**7,
        )
        return Reading(self.pipeline.annotate(received))
