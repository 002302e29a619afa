"""Lines of separated values, and the guard against cells that a spreadsheet would compute.

Reports are other people's text: a quote that begins with '=' must not run as a formula in the reader's
spreadsheet. `guarded` puts an apostrophe before the sign that does it, `unguarded` takes it away again, so
that nothing is lost. Numbers are not touched.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# A sign with which a formula begins, at the start of a cell or of what a spreadsheet with another separator
# takes for one, where blanks and quotation marks may stand before it; with the apostrophes that are there.
_BEGINS = r"""((?:^|[;|,\t\r\n])[\s"]*)"""
_FORMULA = re.compile(_BEGINS + "('*[=+\\-@＝＋－＠])")
_GUARDED = re.compile(_BEGINS + "'('*[=+\\-@＝＋－＠])")


class Lines:
    """Makes lines of separated values as bytes, one at a time."""

    def __init__(self, separator: str = ",") -> None:
        self._buffer = io.StringIO(newline="")
        self._writer = csv.writer(self._buffer, delimiter=separator)

    def __call__(self, cells: Iterable[str]) -> bytes:
        self._writer.writerow(cells)
        # the writer quotes what has a sign of its line end: both of them, of which we write one
        line = self._buffer.getvalue().removesuffix("\r\n").encode() + b"\n"
        self._buffer.seek(0)
        self._buffer.truncate()
        return line


def guarded(text: str) -> str:
    """The text, an apostrophe before each sign that a spreadsheet would take for the start of a formula."""
    return _FORMULA.sub(r"\1'\2", text)


def unguarded(cell: str) -> str:
    """The text that `guarded` made a cell of."""
    return _GUARDED.sub(r"\1\2", cell)
