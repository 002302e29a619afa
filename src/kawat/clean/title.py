"""The top of a report: its title, further copies of it, and the short lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kawat.records import Span, ZoneRole

from .rules import Line, Mark

# a title has at least and at most so many words; a line of a body at least so many
_SHORTEST, _LONGEST, _BODY = 2, 28, 25
_CLEAR_TITLE = 4
_LONGEST_STOPPED = 16
_SENTENCE = 6
# how far below a title another copy of it may stand
_COPY_REACH = 6
_CATEGORY_WORDS = 3
_MASTHEAD_REACH, _MASTHEAD_WORDS = 10, 12
# a full date in any language: 8 Desember 2021, Jan. 12, 2022, 21/1/2022
_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d_]{3,10}\.?,? (?:19|20)\d\d\b"
    r"|\b[^\W\d_]{3,10}\.? \d{1,2}, (?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b"
)
_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’»)\]]*\Z")
_ENDS_OPEN = re.compile(r"[.,;:…–—-]['\"”’»)\]]*\Z")
_BEGINS_TITLE = re.compile(r"['\"“‘„«¿¡\[(]*[^\W_]")
_LETTERS = re.compile(r"[^\W_]+")
# what a site hangs on a title: "Title | Example News"
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|]{2,40}\Z")


def mastheads(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Marks for short lines with a date above the report: 'Example News | Friday, 21 January 2022'."""
    return {
        index: _mark("site-junk", "title/masthead", 0.8, line)
        for index, line in enumerate(lines[:_MASTHEAD_REACH])
        if index not in marks
        and len(line.words) <= _MASTHEAD_WORDS
        and not reads_as_sentence(line)
        and _DATE.search(line.text)
    }


def head(lines: Sequence[Line], marks: Mapping[int, Mark], given: str | None) -> dict[int, Mark]:
    """Marks for the title and its copies, and for category lines beside it; none when there is no title.

    `given` is the title that the reader of the source was told.
    """
    body = _body(lines, marks)
    found = _title(lines, marks, given, body)
    if found is None:
        return {}
    index, score = found
    result = {index: _mark("title", "title/first-line", score, lines[index])}
    for copy in _copies(lines, index, max(body, index + 1)):
        result[copy] = _mark("duplicate-title", "title/copy", 0.95, lines[copy])
    for other in range(body):
        if other not in marks and other not in result and _category(lines[other]):
            result[other] = _mark("category", "title/category", 0.6, lines[other])
    return result


def reads_as_sentence(line: Line) -> bool:
    """Whether a line is running text: it ends like a sentence, or is too long for anything else."""
    count = len(line.words)
    return count >= _BODY or (count >= _SENTENCE and bool(_ENDS_SENTENCE.search(line.text)))


def _body(lines: Sequence[Line], marks: Mapping[int, Mark]) -> int:
    """The index of the first line of running text; that after the last line when there is none."""
    copied = _copied(lines)
    return next(
        (
            index
            for index, line in enumerate(lines)
            if index not in marks and index not in copied and reads_as_sentence(line)
        ),
        len(lines),
    )


def _copied(lines: Sequence[Line]) -> set[int]:
    """The lines at the top that stand there twice."""
    top = lines[: _COPY_REACH + 2]
    keys = [_key(line.text) for line in top]
    return {
        i for i, key in enumerate(keys) if keys.count(key) > 1 and len(top[i].words) <= _most_words(top[i])
    }


def _most_words(line: Line) -> int:
    """How long a title that stands twice may be: with a closing stop only a short line is one."""
    return _LONGEST_STOPPED if _ENDS_SENTENCE.search(line.text) else _LONGEST


def _title(
    lines: Sequence[Line], marks: Mapping[int, Mark], given: str | None, body: int
) -> tuple[int, float] | None:
    """The line that is the title and how sure that is."""
    if given:
        for index, line in enumerate(lines[: max(body + 1, _COPY_REACH)]):
            if _same(line.text, given):
                return index, 1.0
    if body == len(lines):
        return None
    candidates = [i for i in range(body) if i not in marks and _looks(lines[i])]
    doubled = sorted(i for i in _copied(lines) if i < body and i not in marks and _clear(lines[i]))
    if doubled:
        return doubled[0], 0.95
    clear = [i for i in candidates if _clear(lines[i])]
    if clear:
        return clear[0], 0.8
    return (candidates[0], 0.5) if candidates else None


def _looks(line: Line) -> bool:
    """Whether a line could be a title: short, begins with a capital or figure, no closing stop."""
    begins = _BEGINS_TITLE.match(line.text)
    return (
        _SHORTEST <= len(line.words) <= _LONGEST
        and begins is not None
        and not begins.group()[-1].islower()
        and not _ENDS_OPEN.search(line.text)
    )


def _clear(line: Line) -> bool:
    return len(line.words) >= _CLEAR_TITLE


def _copies(lines: Sequence[Line], title: int, body: int) -> Iterator[int]:
    for index in range(title + 1, min(len(lines), max(body, title + 1 + _COPY_REACH))):
        if _same(lines[index].text, lines[title].text):
            yield index


def _same(left: str, right: str) -> bool:
    """Whether two lines are one title, apart from the site's name after a bar or dash."""
    keys = {_key(left), _key(_SITE_SUFFIX.sub("", left))}
    return bool(keys & {_key(right), _key(_SITE_SUFFIX.sub("", right))} - {""})


def _key(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def _category(line: Line) -> bool:
    """Whether a line beside a title is a section of the site: a word or three, no stop, no dash."""
    plain = len(line.words) <= _CATEGORY_WORDS and not _ENDS_OPEN.search(line.text)
    return plain and not _ENDS_SENTENCE.search(line.text) and line.text[:1].isupper()


def _mark(role: ZoneRole, rule: str, score: float, line: Line) -> Mark:
    return Mark(role, rule, score, Span(*line.span))
