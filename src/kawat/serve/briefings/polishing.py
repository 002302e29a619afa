"""Has a language model reword the sentences of a briefing; what the records do not bear out is dropped.

The model gets the sentences of a section, numbered, and answers with as many. Each of its sentences is set in
the place of ours, with the same citations, counts and notes, and checked against the store as anybody's text
is. One that is not supported, or has changed a word of a quotation, is dropped, and ours stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from kawat.ask.briefing import Briefing, Original, Section, Sentence, patterns
from kawat.ask.verify import Verdict
from kawat.errors import WriterError
from kawat.records import Span

from .evidence import ids
from .markdown import escaped

Ask = Callable[[str, str], str]
"""What a model answers to a task and a text; raises WriterError."""
Check = Callable[[str], Sequence[Verdict]]
"""The verdicts on the sentences of a text."""

TASK = (
    "You edit a situation briefing in {language}. You get numbered sentences. Reword each so that it reads"
    " well. Keep every name, number and day, and keep what stands between “ and ” letter for letter. Add"
    " nothing and leave nothing out. Do not say that anything is true. Answer with one line a sentence, in"
    " {language}, each with its number: 1. ..."
)
_LINE = re.compile(r"\s*(\d{1,3})[.)]\s+(\S.*)")


class _Done(msgspec.Struct, frozen=True):
    """A section with the sentences that passed, and how many there are of these and of those dropped."""

    section: Section
    polished: int = 0
    dropped: int = 0


def polish(told: Briefing, url: str, ask: Ask, check: Check) -> Briefing:
    """The briefing with the model's sentences, as far as they pass, and notes that say what was done.

    Nothing that the model does is an error: without a usable answer the briefing is as it was, and says so.
    """
    known = patterns(told.language).writer
    task = TASK.format(language=told.labels["language"])
    done: list[_Done] = []
    notes: list[str] = []
    for section in told.sections:
        try:
            done.append(
                _polished(section, ask(task, _numbered(section)), check)
                if section.sentences
                else _Done(section)
            )
        except WriterError as error:
            # a model that does not answer once is not waited for again and again
            notes.append(known.failed.format(url=url, why=error))
            done += [_Done(rest) for rest in told.sections[len(done) :]]
            break
    polished, dropped = sum(one.polished for one in done), sum(one.dropped for one in done)
    if polished or dropped or not notes:
        of = sum(len(section.sentences) for section in told.sections)
        notes.insert(0, known.polished.format(url=url, n=polished, of=of))
    if dropped:
        notes.append(known.dropped[dropped > 1 and len(known.dropped) > 1].format(n=dropped))
    sections = tuple(one.section for one in done)
    return msgspec.structs.replace(told, sections=sections, notes=(*told.notes, *notes))


def _numbered(section: Section) -> str:
    return "\n".join(f"{number}. {one.bare}." for number, one in enumerate(section.sentences, start=1))


def _polished(section: Section, answer: str, check: Check) -> _Done:
    lines = dict(_answered(answer))
    if not lines:
        raise WriterError("its answer has no numbered sentence")
    known = range(1, len(section.sentences) + 1)
    dropped = sum(number not in known for number in lines)
    candidates: dict[int, Sentence] = {}
    for number, text in lines.items():
        if number in known:
            made = _set_in(section.sentences[number - 1], text)
            if made is None:
                dropped += 1
            elif made.text != section.sentences[number - 1].text:
                candidates[number] = made
    passed = _passing(candidates, check)
    sentences = tuple(passed.get(number, section.sentences[number - 1]) for number in known)
    return _Done(
        msgspec.structs.replace(section, sentences=sentences),
        len(passed),
        dropped + len(candidates) - len(passed),
    )


def _answered(answer: str) -> Iterator[tuple[int, str]]:
    for line in answer.splitlines():
        if found := _LINE.fullmatch(line):
            yield int(found[1]), " ".join(found[2].split())


def _set_in(ours: Sentence, text: str) -> Sentence | None:
    """Our sentence in the model's words, or None where it has not kept those of reports."""
    whole = f"{text.rstrip(' .')} ({ours.behind})."
    originals, place = [], 0
    for original in ours.originals:
        words = ours.text[slice(*original.at)]
        start = whole.find(f"“{words}”", place)
        if start < 0:
            return None
        place = start + 1 + len(words)
        originals.append(Original(Span(start + 1, place), original.language))
    return msgspec.structs.replace(ours, text=whole, originals=tuple(originals))


def _passing(candidates: dict[int, Sentence], check: Check) -> dict[int, Sentence]:
    """Those of which every part is supported by the records that they cite."""
    if not candidates:
        return {}
    text, places = "", {}
    for number, one in candidates.items():
        line = f"- {escaped(one.text)} [{', '.join(ids(one))}]\n\n"
        places[number] = Span(len(text), len(text) + len(line))
        text += line
    verdicts = check(text)
    return {number: one for number, one in candidates.items() if _supported(places[number], verdicts)}


def _supported(place: Span, verdicts: Sequence[Verdict]) -> bool:
    found = [one for one in verdicts if one.at.overlaps(place)]
    return any(one.verdict == "supported" for one in found) and not any(one.unsupported for one in found)
