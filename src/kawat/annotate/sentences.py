"""The sentences of a report, each with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kawat.records import Paragraph, Sentence, Span, Zone, ZoneRole
from kawat.stage import ReportText, stage
from kawat.text import trim

if TYPE_CHECKING:
    from kawat.language import Language

# zones that say something about the news
_SPOKEN: frozenset[ZoneRole] = frozenset({"title", "lede", "body", "ai-summary", "caption"})
_CLOSERS = "\"'”’»›)\\]"
_OPENERS = "\"'“‘„«‹(\\[–—-"
_STOP = re.compile(rf"(?P<stop>[.!?…]+|[。！？]+)(?P<close>[{_CLOSERS}]*)(?P<gap>\s*)")
_TOKEN_BEFORE = re.compile(r"[^\s\"“”„«»()\[\]–—,;:!?]+\Z")
_TOKEN_AFTER = re.compile(rf"[\s•*{_OPENERS}]*(?P<word>\w+)(?P<stop>\.?)")
# "U", "U.S", "D.C", but not "Mr" or "Moscow"
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\Z")
# how many words after a question in quotation marks may hold the verb of saying: "...?” Minister Roe asked"
_CUE_REACH = 5
_LONGEST_TOKEN = 24
_STOPS = ".!?…"


class _Words(NamedTuple):
    """The word lists of a language that decide where a sentence ends."""

    never: frozenset[str]
    perhaps: frozenset[str]
    small: frozenset[str]


@stage(version="1", needs=[Paragraph, Zone], makes=[Sentence])
def sentences(report: ReportText, language: Language) -> Iterator[Sentence]:
    """Divide title, lede, body, captions and summary into sentences, none longer than its paragraph."""
    for span, code in _pieces(report):
        for sentence in _split(report, language, span):
            yield Sentence(report=report.id, at=(sentence,), language=code, made=sentences.made())


def _pieces(report: ReportText) -> Iterator[tuple[Span, str]]:
    """What paragraphs and zones have in common, with the paragraph's language."""
    spoken = sorted(span for zone in report[Zone] if zone.role in _SPOKEN for span in zone.at)
    zones = iter(spoken)
    zone = next(zones, None)
    for paragraph in report[Paragraph]:
        for span in paragraph.at:
            while zone and zone.end <= span.start:
                zone = next(zones, None)
            while zone and zone.start < span.end:
                yield Span(max(span.start, zone.start), min(span.end, zone.end)), paragraph.language
                if zone.end > span.end:
                    break
                zone = next(zones, None)


def _split(report: ReportText, language: Language, piece: Span) -> Iterator[Span]:
    start = piece.start
    for end in _ends(report, language, piece):
        yield from _lettered(report.text, Span(start, end))
        start = end
    yield from _lettered(report.text, Span(start, piece.end))


def _lettered(text: str, span: Span) -> Iterator[Span]:
    """The span without white space at its ends, if it has a letter or digit."""
    trimmed = trim(text, span)
    if trimmed and any(map(str.isalnum, text[trimmed.start : trimmed.end])):
        yield trimmed


def _ends(report: ReportText, language: Language, piece: Span) -> Iterator[int]:
    """Where a sentence of the piece ends and another begins."""
    text, words = report.text, _words(language)
    for match in _STOP.finditer(text, piece.start, piece.end):
        end = _closed(text, match, piece)
        if (
            end < piece.end
            and _ended(text, match, end, piece, words)
            and not _reported(report, language, match)
        ):
            yield end


def _closed(text: str, match: re.Match[str], piece: Span) -> int:
    """Where the sentence's own characters end: a straight quotation mark may open the next one."""
    close = match["close"]
    if close.endswith('"') and not match["gap"] and text.count('"', piece.start, match.end("close")) % 2:
        return match.end("close") - 1
    return match.end("close")


def _ended(text: str, match: re.Match[str], end: int, piece: Span, words: _Words) -> bool:
    after = _TOKEN_AFTER.match(text, end, piece.end)
    if after is None:
        return False
    follows = after["word"]
    if match["stop"][0] in "。！？":
        return True
    if not (follows[0].isupper() or follows[0].isdigit() or _caseless(follows[0])):
        return False
    before = _token_before(text, match.start(), piece.start)
    if not match["gap"] and end == after.start("word"):
        return _glued(match, before, follows)
    return (
        match["stop"] != "." or bool(match["close"]) or not _abbreviated(before, after, piece, match, words)
    )


def _caseless(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()


def _token_before(text: str, stop: int, start: int) -> str:
    """The characters before a stop back to a blank or mark: 'U.S', 'rappler', '31'."""
    found = _TOKEN_BEFORE.search(text, max(start, stop - _LONGEST_TOKEN), stop)
    return found.group() if found else ""


def _glued(match: re.Match[str], before: str, follows: str) -> bool:
    """Whether a sentence ends at a stop with no blank after it: 'the war.Then', not 'U.S.A'."""
    if not follows[0].isupper() or (match["stop"][0] == "." and "." in before):
        return False
    if match["close"] or match["stop"] != "." or not before:
        return True
    ends_word = len(before) > 1 and (before[-1].islower() or before[-1].isdigit() or before.isupper())
    return ends_word and (len(follows) == 1 or not follows.isupper() or before[-1].islower())


def _abbreviated(before: str, after: re.Match[str], piece: Span, match: re.Match[str], words: _Words) -> bool:
    """Whether the stop belongs to the word before it: an abbreviation, an initial, the number of an item."""
    fold = before.casefold().lstrip("'‘’")
    if fold in words.never:
        return True
    if before.isdigit():
        return _numbers_item(match.string, match.start() - len(before), piece.start, words)
    if fold in words.perhaps or (before[:1].isupper() and _DOTTED.match(before)):
        return after["word"].casefold() not in words.small or bool(after["stop"])
    return False


def _numbers_item(text: str, number: int, start: int, words: _Words) -> bool:
    """Whether a number opens a sentence: it stands first, or after a stop that is not an abbreviation's."""
    left = text[start:number].rstrip()
    if not left or left[-1] not in _STOPS:
        return not left
    return _token_before(left, len(left) - 1, 0).casefold() not in words.never | words.perhaps


def _reported(report: ReportText, language: Language, match: re.Match[str]) -> bool:
    """Whether a question or cry in quotation marks goes on with who says it: '“Why now?” Roe asked.'"""
    if "." in match["stop"] or not match["close"] or not match["gap"]:
        return False
    first = report.words.range(Span(match.end(), len(report.text))).start
    return any(True for _ in _cues(report, language, first))


def _cues(report: ReportText, language: Language, first: int) -> Iterator[None]:
    """One for each verb of saying that stands soon after word `first`, with no stop or comma before it."""
    for index in range(first, min(first + _CUE_REACH, len(report.words))):
        if index > first and not report.words.joined(index):
            return
        hit = language.find_cues.at(report.words, index)
        if hit and hit.rule.sort == "verb":
            yield None


@lru_cache(maxsize=32)
def _words(language: Language) -> _Words:
    return _Words(
        language.word_set("abbreviations"),
        language.word_set("abbreviations_or_ends"),
        language.word_set("function"),
    )
