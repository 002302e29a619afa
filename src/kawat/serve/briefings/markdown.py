"""A briefing as Markdown: the ids behind each sentence, and its passages in a footnote.

What is no sentence of the briefing (what it rests on, what is left out, of what nothing is told) stands in
footnotes too, so that 'kawat verify' checks the sentences and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawat.ask.briefing import Briefing, Section, Sentence

from .evidence import ids, passages

# what would be markup in Markdown; a report's words are told as they stand
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(told: Briefing) -> str:
    """The briefing as a text in Markdown."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Briefing) -> Iterator[str]:
    notes = [f"[^about]: {' '.join(map(escaped, (*told.lead, *_empty(told), *told.notes)))}"]
    yield f"# {escaped(told.title)}[^about]"
    number = 0
    for section in told.sections:
        if not section.sentences:
            continue
        yield ""
        yield from _heading(section, notes)
        for sentence in section.sentences:
            number += 1
            yield _item(sentence, number)
            notes.append(f"[^{number}]: {escaped('; '.join(passages(told, sentence)))}")
    yield ""
    yield from notes


def _empty(told: Briefing) -> Iterator[str]:
    """The sections of which nothing is told, which have no heading in the text."""
    empty = [section for section in told.sections if not section.sentences]
    if empty:
        yield f"{', '.join(section.title for section in empty)}: {empty[0].note}"


def _heading(section: Section, notes: list[str]) -> Iterator[str]:
    mark = ""
    if section.note:
        mark = f"[^{section.name}]"
        notes.append(f"{mark}: {escaped(section.note)}")
    yield f"## {escaped(section.title)}{mark}"
    yield ""


def _item(sentence: Sentence, number: int) -> str:
    bullet = "  -" if sentence.under else "-"
    return f"{bullet} {escaped(sentence.text)} [{', '.join(ids(sentence))}][^{number}]"


def escaped(text: str) -> str:
    """The text in one line, with nothing in it that Markdown takes for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
