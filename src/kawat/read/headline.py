"""The title of a report, freed from the names of its site and sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

# less is the name of a section or of the site
_SHORTEST = 10
_SEPARATOR = re.compile(r"\s*[|ㅣ｜·•»›]\s*|\s*[–—]\s*|\s*-+\s*|：")
# between words a hyphen ends nothing that a site hangs on
_CLEAR_SEPARATOR = re.compile(r"\s*[|ㅣ｜»›：]\s*|\s+[·•–—-]+\s+")
_LETTERS = re.compile(r"[^\W_]+")
# a longer title has fewer cuts than this
_MOST_CUTS = 12


def headline(title: str, printed: Sequence[str], house: Collection[str]) -> str | None:
    """The title that a page declares, without what stands around it there; None when there is no title.

    `printed` are the headings of the page, then those of its article: the first that is a part of the title
    is the headline. `house` are names of the site, which are cut away where no heading tells. Without a
    declared title it is the first heading that is long enough.
    """
    headings = [heading for heading in printed if len(heading) >= _SHORTEST]
    if not title:
        return next(iter(headings), None)
    parts = {_key(part): part for part in _parts(title)}
    found = next((parts[key] for heading in headings if (key := _key(heading)) in parts), title)
    return _without_house(found, {_key(name) for name in house}) or None


def site_names(url: str | None) -> Iterator[str]:
    """The names that an address gives its site: 'kabar.example' and 'kabar'."""
    host = (urlsplit(url).hostname if url else None) or ""
    labels = host.removeprefix("www.").split(".")
    if len(labels) > 1:
        yield ".".join(labels)
        yield from (label for label in labels[:-1] if len(label) > 2)


def _parts(title: str) -> Iterator[str]:
    """The title, and what is left of it between any two of its separators."""
    cuts = [match.span() for match in _SEPARATOR.finditer(title)][:_MOST_CUTS]
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(title)]
    yield from (title[begin:end] for begin in begins for end in ends if end - begin >= _SHORTEST)


def _without_house(title: str, house: Collection[str]) -> str:
    """The title without a name of the site at its end or beginning."""
    for match in reversed(list(_CLEAR_SEPARATOR.finditer(title))):
        if _key(title[match.end() :]) in house:
            return _without_house(title[: match.start()], house)
    first = _CLEAR_SEPARATOR.search(title)
    return title[first.end() :] if first and _key(title[: first.start()]) in house else title


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
