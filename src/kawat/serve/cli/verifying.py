"""The command that checks a text against a store, sentence by sentence."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.markup import escape
from rich.padding import Padding

from kawat.ask.verify import Finding, Passage, Verdict
from kawat.errors import ReadError
from kawat.read.text import decode
from kawat.serve.verifying import check

from .asking import asked, asks
from .filters import as_day
from .listing import origins, source
from .printing import Format, console, counted, emit, formats
from .reading import opened

_STYLE: Mapping[Finding, str] = {
    "supported": "green",
    "contradicted": "bold red",
    "not found": "yellow",
    "nothing to check": "dim",
}
_MOST_REASONS = 6


@click.command()
@asks
@click.argument("text", metavar="TEXT|-")
@click.option("--date", metavar="DAY", callback=as_day, help="Day on which the text was written.")
@click.option("--lang", "--language", "language", metavar="CODE", help="Language of the text; else detected.")
@formats
def verify(store: str, text: str, date: str | None, language: str | None, form: Format) -> None:
    """Check a text against STORE, sentence by sentence. TEXT is a file; - reads standard input.

    Each sentence is supported, contradicted or not found, with the passages that say so. Names, numbers,
    days, places, who said it, and whether it is denied or only planned are compared, in and across English
    and Indonesian. Ids in brackets, [a1b2c3d4], are taken as citations and checked as well.
    Ends with status 1 when a sentence is contradicted or not found. Verdicts are about what the reports say.
    """
    pipeline, _ = opened(language)
    with asked(store) as view:
        verdicts = check(view, _received(text), pipeline, date=date, language=language)
    if form == "table":
        _print(verdicts)
    else:
        emit(verdicts, form, _row, empty="")
    if any(verdict.unsupported for verdict in verdicts):
        click.get_current_context().exit(1)


def _received(path: str) -> str:
    """The text of a file or of standard input. Raises ReadError."""
    if path == "-":
        return decode(sys.stdin.buffer.read())
    try:
        return decode(Path(path).read_bytes())
    except OSError as error:
        raise ReadError(
            f"{path}: {error.strerror}: give the path of a text, or - for standard input, "
            "as in 'echo \"A sentence.\" | kawat verify STORE -'"
        ) from error
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error


def _row(verdict: Verdict) -> Mapping[str, object]:
    best = verdict.passages[0] if verdict.passages else None
    return {
        "verdict": verdict.verdict,
        "text": verdict.text,
        "from": verdict.at.start,
        "to": verdict.at.end,
        "report": best.source.report if best else "",
        "at": f"{best.at.start}-{best.at.end}" if best else "",
        "words": " ".join(best.words.split()) if best else "",
        "copies": origins(best.count) if best else "",
        "why": "; ".join(verdict.reasons),
    }


def _print(verdicts: Sequence[Verdict]) -> None:
    out = console()
    for verdict in verdicts:
        if not verdict.text:
            continue
        style = _STYLE[verdict.verdict]
        out.print(f"[{style}]{verdict.verdict:16}[/{style}] {escape(verdict.text)}", soft_wrap=True)
        for line in _lines(verdict):
            out.print(Padding(escape(line), (0, 0, 0, 17)))
    out.print(escape(_sum(verdicts)), style="dim")


def _lines(verdict: Verdict) -> Iterable[str]:
    yield from (f"- {reason}" for reason in verdict.reasons[:_MOST_REASONS])
    if verdict.verdict != "nothing to check":
        nearest = "nearest: " if verdict.verdict == "not found" else ""
        yield from (nearest + _quoted(passage) for passage in verdict.passages[:1])


def _quoted(passage: Passage) -> str:
    words = " ".join(passage.words.split())
    place = f"{source(passage.source)} {passage.at.start}-{passage.at.end}"
    return f"“{words}” ({place}; {counted(passage.count)})"


def _sum(verdicts: Sequence[Verdict]) -> str:
    told = Counter(verdict.verdict for verdict in verdicts if verdict.text)
    return (
        ", ".join(f"{told[finding]} {finding}" for finding in _STYLE if told[finding]) or "nothing to check"
    )
