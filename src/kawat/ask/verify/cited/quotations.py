"""Quotations: words in marks stand in a passage that is cited, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawat.ask.verify.likeness import folds, stands_in
from kawat.ask.verify.sides import Side
from kawat.ask.verify.verdicts import Check

from .frame import Frame

_GAPS = re.compile(r"\.\.\.|…|\[[^\]]*\]")


def checks(frame: Frame, side: Side) -> Iterator[Check]:
    """Each quotation."""
    texts = {text.report: folds(text.text) for text, _ in side.all}
    for span in frame.quoted:
        words = frame.text.text[span.start : span.end].strip("“”\"«»„‘’'")
        runs = [run for part in _GAPS.split(words) if (run := folds(part))]
        stands = bool(runs) and any(all(stands_in(run, text) for run in runs) for text in texts.values())
        yield Check("quote", "same" if stands else "missing", " ".join(words.split()))
