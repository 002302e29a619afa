"""Which language a text is in, and its paragraphs, each with its own language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kawat.language import shipped
from kawat.records import Paragraph, Span
from kawat.stage import ReportText, stage
from kawat.text import lines

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from kawat.language import Language, Languages

# enough of a text to know its language
_SAMPLE = 3000
# fewer letters than this do not show a language
_FEWEST_LETTERS = 60
# share of function words from which a vote counts, and by how many times it must beat the next language
_SHARE = 0.12
_LEAD = 3
# how sure the model must be of a paragraph among the languages that a paragraph may have
_SURE = 0.6
# beside the languages with a folder: those that a paragraph of a crisis report is likely to be in
_NEIGHBOURS = frozenset({"ar", "be", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk", "zh"})
# a line longer than this is a paragraph of its own, not one that was broken to a width
_WIDEST = 130
_FEWEST_WRAPPED = 3
_WORD = re.compile(r"[^\W\d_]+")
_ENDS_SENTENCE = re.compile(r"[.!?…:]['\"”’»)\]]*\Z")


def detect(text: str, languages: Languages) -> str | None:
    """The ISO 639-1 code of a text's language, a relative's as that of its family; None without letters."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if not words:
        return None
    vote = _counted(words, {code: languages[code].word_set("function") for code in languages.codes})
    found = vote.code if vote.clear else next(code for code, _ in _ranked(sample) if len(code) == 2)
    return languages.code(found) or found


def likeliest(text: str, languages: Languages) -> str:
    """Of the languages with a folder the one that a text is most likely in, however short it is."""
    sample = text[:_SAMPLE]
    vote = _counted(
        _WORD.findall(sample), {code: languages[code].word_set("function") for code in languages.codes}
    )
    if vote.found > vote.second:
        return vote.code
    known = (languages.code(code) for code, _ in _ranked(sample) if len(code) == 2)
    return next(code for code in known if code)


@stage(version="1", needs=[], makes=[Paragraph])
def paragraphs(report: ReportText, language: Language) -> Iterator[Paragraph]:
    """Divide the text into paragraphs: its lines, or several that were broken to a width; with language."""
    votes = {**_function_words(), language.code: language.word_set("function")}
    family = dict.fromkeys(language.family, language.code)
    for span in blocks(report.text):
        code, score = _language_of(report.slice(span), votes, language.code)
        yield Paragraph(
            report=report.id,
            at=(span,),
            language=family.get(code, code),
            made=paragraphs.made(score=score),
        )


def blocks(text: str) -> Iterator[Span]:
    """The paragraphs of a text: its lines, those that were broken to a width joined again."""
    spans = list(lines(text))
    broken = set(_broken(text, spans))
    start: int | None = None
    for index, span in enumerate(spans):
        start = span.start if start is None else start
        if index not in broken:
            yield Span(start, span.end)
            start = None


def _language_of(text: str, votes: Mapping[str, frozenset[str]], default: str) -> tuple[str, float]:
    """The language of a paragraph and how sure; the report's when it is too short or unclear."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return default, 0.5
    vote = _counted(words, votes)
    if vote.clear or (vote.code == default and vote.leads):
        return vote.code, 0.95 if vote.clear else 0.8
    likely = [(code, score) for code, score in _ranked(sample) if code in votes or code in _NEIGHBOURS]
    code, score = likely[0]
    share = score / (sum(score for _, score in likely) or 1)
    return (code, min(share, 1.0)) if share >= _SURE else (default, 0.5)


class _Vote(NamedTuple):
    """The language most of whose function words stand in a text, how many, and how many of the next one."""

    code: str
    found: int
    second: int
    words: int

    @property
    def leads(self) -> bool:
        return self.found >= max(1, _LEAD * self.second)

    @property
    def clear(self) -> bool:
        return self.leads and self.found >= max(2, _SHARE * self.words)


def _counted(words: Sequence[str], votes: Mapping[str, frozenset[str]]) -> _Vote:
    folded = [word.casefold() for word in words]
    counts = sorted(
        ((sum(map(known.__contains__, folded)), code) for code, known in votes.items()), reverse=True
    )
    second = counts[1][0] if len(counts) > 1 else 0
    return _Vote(counts[0][1], counts[0][0], second, len(words))


def _ranked(text: str) -> list[tuple[str, float]]:
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    return ranked


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded on first use: it takes a second, and most texts can do without."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """The function words of all languages that ship, for paragraphs in another language than the report's."""
    return {
        code: frozenset(tomllib.loads(table.read_text(encoding="utf-8")).get("words", {}).get("function", ()))
        for code, table in shipped("language.toml").items()
    }


def _broken(text: str, spans: list[Span]) -> list[int]:
    """The indices of lines that go on in the next one, when most of the text was broken to one width."""
    lengths = sorted(span.end - span.start for span in spans)
    if len(spans) < _FEWEST_WRAPPED or lengths[-1] > _WIDEST:
        return []
    width = lengths[int(0.95 * (len(lengths) - 1))]
    followed = [i for i, (a, b) in enumerate(pairwise(spans)) if _adjoin(text, a, b)]
    full = [i for i in followed if _full(text, spans[i], spans[i + 1], width)]
    open_ended = [i for i in full if not _ENDS_SENTENCE.search(text[spans[i].start : spans[i].end])]
    going_on = [i for i in full if text[spans[i + 1].start].islower()]
    wrapped = (
        len(full) >= max(_FEWEST_WRAPPED - 1, 0.7 * len(followed))
        and 2 * len(open_ended) > len(full)
        and 3 * len(going_on) >= len(full)
    )
    return full if wrapped else []


def _adjoin(text: str, left: Span, right: Span) -> bool:
    """Whether no blank line stands between two lines."""
    return len(text[left.end : right.start].strip(" \t").splitlines()) < 2


def _full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the next line's first word would not have fitted into this line."""
    word = text[following.start : following.end].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width
