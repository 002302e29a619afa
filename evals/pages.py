"""Title, day, authors and main text of real pages, ours beside trafilatura's: `python -m evals.pages`.

The pages (258 of some forty countries, with what a parser written for each site finds in them) are not part
of the project; see the README of the data. Titles and authors are right when they are equal apart from
blanks, days when it is the page's own local day; the main text is scored by F1 over its words. Our text is
that of the page without its title line. The pages at even places were looked at while the rules were made,
those at odd places were not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kawat.errors import ReadError
from kawat.read.html import page

FOLDER = "data/pages"
_STAMP = re.compile(r"_\d[\d_]*\.html\.gz\Z")
_WORD = re.compile(r"\w+")
FIGURES = ("title", "day", "authors", "authors F1", "body F1")


class Article(NamedTuple):
    """What a reader makes of a page, or what it should."""

    title: str = ""
    day: str = ""
    authors: frozenset[str] = frozenset()
    text: str = ""


class Case(NamedTuple):
    """A page with what should be found, what Kawat finds, and what trafilatura finds."""

    name: str
    expected: Article
    ours: Article
    theirs: Article


def cases(shared: Path) -> Iterator[Case]:
    """The pages in the order of their paths."""
    for packed in sorted((shared / FOLDER).rglob("*.html.gz")):
        data = gzip.decompress(packed.read_bytes())
        theirs = _theirs(data)
        yield Case(packed.name, _expected(packed, theirs.text), _ours(data), theirs)


def _expected(packed: Path, text: str) -> Article:
    """What the page should yield: of the versions in the file of its site the one that fits."""
    versions = json.loads((packed.parent / f"{_STAMP.sub('', packed.name)}.json").read_text(encoding="utf-8"))
    flat = _squeezed(text)
    found = max(versions.values(), key=lambda each: sum(_squeezed(p) in flat for p in _paragraphs(each)))
    return Article(
        _line(found["title"]),
        found["publishing_date"][:10],
        frozenset(map(_line, found.get("authors") or ())),
        "\n".join((*found["body"]["summary"], *_paragraphs(found))),
    )


def _paragraphs(version: dict[str, Any]) -> list[str]:
    return [p for section in version["body"]["sections"] for p in section["paragraphs"] if p.strip()]


def _ours(data: bytes) -> Article:
    try:
        found = page(data)
    except ReadError:
        return Article()
    title = found.known.title or ""
    body = [line for line in found.text.splitlines() if line != title]
    return Article(title, found.known.page_date or "", frozenset(found.known.authors), "\n".join(body))


def _theirs(data: bytes) -> Article:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    if found is None:
        return Article()
    authors = frozenset(_line(name) for name in (found.author or "").split(";") if name.strip())
    return Article(_line(found.title), found.date or "", authors, found.text or "")


def scores(pairs: Sequence[tuple[Article, Article]]) -> tuple[float, ...]:
    """The means of `FIGURES` over pairs of what was found and what was expected."""
    rows = [_row(found, expected) for found, expected in pairs]
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


def _row(found: Article, expected: Article) -> tuple[float, ...]:
    return (
        float(_line(found.title) == expected.title),
        float(found.day == expected.day),
        float(found.authors == expected.authors),
        f1(found.authors, expected.authors),
        f1(_WORD.findall(found.text), _WORD.findall(expected.text)),
    )


def f1(found: Iterable[str], expected: Iterable[str]) -> float:
    """Twice what both have over what each has, counted with repetitions; 1 where neither has anything."""
    left, right = Counter(found), Counter(expected)
    both = left.total() + right.total()
    return 2 * (left & right).total() / both if both else 1.0


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def table(found: Sequence[Case]) -> str:
    """The figures of all pages and of each half, ours and trafilatura's, as Markdown."""
    lines = [f"| pages | reader | {' | '.join(FIGURES)} |", "|---|---|" + "---|" * len(FIGURES)]
    for name, part in (("all", found), ("even", found[::2]), ("odd", found[1::2])):
        ours = scores([(case.ours, case.expected) for case in part])
        theirs = scores([(case.theirs, case.expected) for case in part])
        for reader, figures in (("Kawat", ours), ("trafilatura", theirs)):
            figured = " | ".join(f"{figure:.3f}" for figure in figures)
            lines.append(f"| {name}, {len(part)} | {reader} | {figured} |")
    return "\n".join(lines)


def misses(found: Sequence[Case]) -> Iterator[str]:
    """The even pages that Kawat reads otherwise than expected; the odd ones are not to be looked at."""
    for case in found[::2]:
        for field in ("title", "day", "authors"):
            ours, expected = getattr(case.ours, field), getattr(case.expected, field)
            if ours != expected:
                yield f"{field:8} {case.name}: {ours or None} for {expected or None}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--misses", action="store_true", help="what was read otherwise than expected, too")
    given = parser.parse_args()
    found = list(cases(given.shared))
    if not found:
        sys.exit(f"{given.shared / FOLDER}: no pages there: say where the data lies with --shared")
    print(table(found))
    if given.misses:
        print("", *misses(found), sep="\n")


if __name__ == "__main__":
    main()
