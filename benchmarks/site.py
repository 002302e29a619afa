"""What it costs a report that its lines are compared with those of its site's other reports.

usage: python benchmarks/site.py [--reports N]

Pages of one site with 28 lines of their own and 12 that all of them have: milliseconds for each page added,
and for each that is judged again with all the others there.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from kawat.records import Made, Report, Span
from kawat.run.sites import Sites
from kawat.store import SiteLines, Writer, open_store

FLOOR = 2.0  # milliseconds for a report that is added
SITE = "example.org"


def texts(number: int) -> list[str]:
    """Pages of words that are none."""
    chance = random.Random(1)

    def line(words: int) -> str:
        return " ".join("".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(words))

    everywhere = [line(6) for _ in range(12)]
    return ["\n\n".join([*(line(25) for _ in range(28)), *everywhere]) for _ in range(number)]


def judged(writer: Writer, report: Report, text: str) -> SiteLines:
    """The lines of a report, and which the site repeats."""
    lines = Sites(writer).judged(report, text)
    assert lines
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1000)
    pages = texts(parser.parse_args().reports)
    reports = [
        Report(
            report=str(n),
            id=f"{n:08}",
            at=(Span(0, 1),),
            made=Made("hand", "1"),
            source=str(n),
            sha256="",
            publisher=SITE,
        )
        for n in range(len(pages))
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "site.kawat", create=True)
        with store.writer() as writer:
            adding = 0.0
            for report, text in zip(reports, pages, strict=True):
                began = time.perf_counter()
                lines = judged(writer, report, text)
                adding += time.perf_counter() - began
                with writer.transaction():
                    writer.add(report, text, [])
                    began = time.perf_counter()
                    writer.set_site_lines(report.id, lines)
                    adding += time.perf_counter() - began
            began = time.perf_counter()
            found = [judged(writer, report, text) for report, text in zip(reports, pages, strict=True)]
            again = time.perf_counter() - began
    each = 1000 / len(pages)
    print(f"ms for a report that is added   {adding * each:5.2f}   (floor: under {FLOOR:g})")
    print(f"ms for one that is judged again {again * each:5.2f}")
    print(f"lines taken for the site's      {sum(len(lines.repeated) for lines in found) * each / 1000:5.2f}")
    return 0 if adding * each < FLOOR else 1


if __name__ == "__main__":
    raise SystemExit(main())
