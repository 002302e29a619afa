"""What a briefing is made of: sections of sentences, each with the records and passages it rests on."""

from __future__ import annotations

from typing import Literal

import msgspec

from kawat.ask.evidence import Source
from kawat.records import Span
from kawat.store import Count

SectionName = Literal["stories", "happened", "said", "due", "disputed", "changed"]


class Anchor(msgspec.Struct, frozen=True):
    """A passage: the report, and where in its received text."""

    report: str
    at: tuple[Span, ...]


class Original(msgspec.Struct, frozen=True):
    """A stretch of a sentence that is the wording of a report: where in the sentence, in which language."""

    at: Span
    language: str | None


class Sentence(msgspec.Struct, frozen=True):
    """One sentence, the ids of the records that it tells, and the passages that show them.

    `text` ends in brackets, `behind`, with how many reports tell it, of how many independent origins
    (`count`), and what is to be noted of words that it shows. `under`: it is a part of what the sentence
    before it tells, as a side of a dispute is.
    """

    text: str
    ids: tuple[str, ...]
    at: tuple[Anchor, ...]
    count: Count
    behind: str = ""
    originals: tuple[Original, ...] = ()
    under: bool = False

    @property
    def bare(self) -> str:
        """The sentence without what stands in brackets behind it."""
        return self.text.removesuffix(f" ({self.behind}).")


class Section(msgspec.Struct, frozen=True):
    """A part of the briefing in order of days; `left`: how many sentences of less weight it leaves out.

    `note` stands in place of the sentences where there are none, or says how many are left out.
    """

    name: SectionName
    title: str
    sentences: tuple[Sentence, ...]
    left: int = 0
    note: str = ""


class Briefing(msgspec.Struct, frozen=True):
    """The briefing in a language, with all that a reader needs to check it.

    `lead`: what it is about and rests on, for readers; its sentences tell no record. `sources`: the reports
    that its sentences point into, by id.
    """

    language: str
    title: str
    lead: tuple[str, ...]
    count: Count
    sections: tuple[Section, ...]
    sources: dict[str, Source]
    labels: dict[str, str]
    as_of: str | None = None
    notes: tuple[str, ...] = ()
