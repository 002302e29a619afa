"""Where quotation marks open and close, odd and missing ones survived."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawat.language import Language
from kawat.records import Paragraph, Quotation, Span
from kawat.stage import ReportText, stage
from kawat.text import trim

_MARK = re.compile(r"[\"“”„‟«»〝〞]|''|``|‘(?=\w)|(?<=[\w.,!?…])’(?!\w)")
_OPENS = frozenset("“„‟«〝‘") | {"``"}
_CLOSES = frozenset("”»〞’") | {"''"}
# pairs whose second mark opens elsewhere
_TURNED = {("„", "“"), ("»", "«")}
_DASH = re.compile(r"[-–—] ?(?=[^\W\d])")
_DASH_ENDS = re.compile(r"(?<=[\w.,!?…]) ?[-–—] ")


@stage(version="1", needs=[Paragraph], makes=[Quotation])
def quotations(report: ReportText, language: Language) -> Iterator[Quotation]:
    """Find what stands between quotation marks, paragraph by paragraph, and speech after a dash."""
    for paragraph in report[Paragraph]:
        found = False
        for span, closed in _pairs(report.text, paragraph.at[0]):
            inner = trim(report.text, span)
            if inner and any(c.isalnum() for c in report.slice(inner)):
                found = True
                made = quotations.made(
                    "quotations/marks" if closed else "quotations/open", 1.0 if closed else 0.7
                )
                yield Quotation(report=report.id, at=(inner,), made=made, closed=closed)
        if not found:
            yield from _after_dash(report, language, paragraph.at[0])


def _pairs(text: str, paragraph: Span) -> Iterator[tuple[Span, bool]]:
    """Spans between marks. A mark that opens while one is open takes its place: its pair is missing."""
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        if opened is None:
            if _opens(text, mark, paragraph):
                opened = mark
        elif _kin(opened.group(), mark.group()):
            if _reopens(opened.group(), text, mark, paragraph):
                opened = mark
            else:
                yield Span(opened.end(), mark.start()), True
                opened = None
    if opened is not None and opened.group() != "‘" and _ends_open(text, opened, paragraph):
        yield Span(opened.end(), paragraph.end), False


def _reopens(opening: str, text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark opens although one is open: “ does, but not where it closes, as after „."""
    if mark.group() not in _OPENS or mark.group() == "„" or (opening, mark.group()) in _TURNED:
        return False
    follows = mark.start() == paragraph.start or not text[mark.start() - 1].isspace()
    return _opens(text, mark, paragraph) and not (follows and mark.group() == opening)


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark that stands outside quotation opens one: by its shape, or by the blanks around it."""
    if mark.group() in _OPENS and not (mark.group() == "“" and mark.end() == paragraph.end):
        return True
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if mark.group() in _CLOSES:
        # a closing mark at the beginning of a word was meant to open
        return mark.group() != "’" and before.isspace() and not after.isspace()
    return not after.isspace()


def _kin(opening: str, closing: str) -> bool:
    """Whether two marks can be a pair: single ones close single ones only."""
    single = {"‘", "’"}
    return (opening in single) == (closing in single)


def _ends_open(text: str, opened: re.Match[str], paragraph: Span) -> bool:
    """Speech whose closing mark is missing counts when it fills its paragraph or goes on in the next."""
    if not text[paragraph.start : opened.start()].strip():
        return True
    rest = text[paragraph.end :].lstrip()
    return bool(rest) and rest[0] in _OPENS | {'"'}


def _after_dash(report: ReportText, language: Language, paragraph: Span) -> Iterator[Quotation]:
    """Speech after a dash that opens the paragraph, up to the dash before a word of saying."""
    text = report.text
    dash = _DASH.match(text, paragraph.start, paragraph.end)
    if not dash:
        return
    for end in _DASH_ENDS.finditer(text, dash.end(), paragraph.end):
        indices = report.words.range(Span(end.end(), paragraph.end))
        near = range(indices.start, min(indices.stop, indices.start + 3))
        if any(hit.rule.sort == "verb" for hit in language.find_cues.find(report.words, near)):
            span = trim(text, Span(dash.end(), end.start()))
            if span:
                made = quotations.made("quotations/dash", 0.8)
                yield Quotation(report=report.id, at=(span,), made=made)
            return
