"""The received text with all that was found in it marked, overlaps included, and not a character changed."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup, escape

from kawat.ask.reader import Reading
from kawat.records import Report, Span, Zone, kind_of
from kawat.serve.web.words import Words


class Mark(msgspec.Struct, frozen=True):
    """Characters of one record: `kind` says of what sort, `id` leads to it, `label` stands before it.

    `outer` marks go around others: zones around records. `of`: what marks that belong together have in
    common.
    """

    at: Span
    kind: str
    id: str
    label: str = ""
    outer: bool = False
    of: str = ""


class Node(msgspec.Struct):
    """A mark, or a piece of one that crosses another, with the marks that lie inside it.

    `first`: the piece with which the record's characters begin; it bears the anchors.
    """

    at: Span
    mark: Mark
    first: bool
    inside: list[Node] = []

    @property
    def height(self) -> int:
        """How many marks lie inside one another within it."""
        return 1 + max((node.height for node in self.inside), default=-1)


def nested(marks: Iterable[Mark]) -> list[Node]:
    """The marks one inside the other; one that crosses the end of another goes on in a piece after it."""
    queue = [(*_order(mark, mark.at), number, mark, True) for number, mark in enumerate(marks)]
    heapq.heapify(queue)
    roots: list[Node] = []
    open_: list[Node] = []
    while queue:
        start, _, _, number, mark, first = heapq.heappop(queue)
        at = Span(start, mark.at.end)
        while open_ and open_[-1].at.end <= at.start:
            open_.pop()
        if open_ and open_[-1].at.end < at.end:
            rest = Span(open_[-1].at.end, at.end)
            heapq.heappush(queue, (*_order(mark, rest), number, mark, False))
            at = Span(at.start, rest.start)
        node = Node(at, mark, first, [])
        (open_[-1].inside if open_ else roots).append(node)
        open_.append(node)
    return roots


def _order(mark: Mark, at: Span) -> tuple[int, bool, int]:
    """What begins earlier is opened first; of marks that begin together the outer, then the longest."""
    return at.start, not mark.outer, -at.end


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """The text as HTML. Without its tags it is the received text, character for character."""
    return Markup("".join(_written(text, Span(0, len(text)), nested(marks), set())))


def _written(text: str, within: Span, nodes: list[Node], anchors: set[str]) -> Iterator[str]:
    place = within.start
    for node in nodes:
        yield _plain(text[place : node.at.start])
        yield from _opened(node, anchors)
        yield from _written(text, node.at, node.inside, anchors)
        yield "</span>" if node.mark.outer else "</mark>"
        place = node.at.end
    yield _plain(text[place : within.end])


def _plain(text: str) -> str:
    # browsers turn a carriage return in the source into a line feed, but not one that is spelled out
    return str(escape(text)).replace("\r", "&#13;")


def _opened(node: Node, anchors: set[str]) -> Iterator[str]:
    """The tag of a mark. Each name stands once on the page: at the first characters that bear it."""
    mark = node.mark
    if mark.outer:
        label = f' data-label="{escape(mark.label)}"' if mark.label and node.first else ""
        yield f'<span class="zone" data-role="{escape(mark.kind)}"{label}>'
        return
    passage = f"c{mark.at.start}-{mark.at.end}"
    if node.first and passage not in anchors:
        anchors.add(passage)
        yield f'<span class="anchor" id="{passage}"></span>'
    label = f' data-label="{escape(mark.label)}"' if mark.label and node.first else ""
    id = ""
    if mark.id not in anchors:
        anchors.add(mark.id)
        id = f' id="{escape(mark.id)}"'
    looks = f"m {escape(mark.kind)} h{min(node.height, 3)}"
    yield f'<mark class="{looks}"{id} data-of="{escape(mark.of or mark.id)}"{label}>'


def received(answer: Reading, reader: Words) -> Markup:
    """The text of a report with its zones and the records of the margin marked."""
    found = [
        Mark(at, kind_of(type(item.record))[0], item.record.id)
        for item in answer.items
        for at in item.record.at
    ]
    return marked(answer.text, [*_zones(answer.zones, reader), *found])


class Side(msgspec.Struct, frozen=True):
    """One of two reports side by side, with what the two have in common marked."""

    report: Report
    html: Markup


def sides(answer: Reading, reader: Words) -> tuple[Side, ...]:
    """A report and the copy beside it, the passages of both numbered alike; nothing when there is none."""
    other = answer.beside
    if other is None:
        return ()
    left = [_shared(number, passage.left, "l") for number, passage in enumerate(other.passages, 1)]
    right = [_shared(number, passage.right, "r") for number, passage in enumerate(other.passages, 1)]
    return (
        Side(answer.report, marked(answer.text, [*_zones(answer.zones, reader), *left])),
        Side(other.report, marked(other.text, [*_zones(other.zones, reader), *right])),
    )


def _shared(number: int, at: Span, side: str) -> Mark:
    return Mark(at, "p", f"{side}{number}", label=str(number), of=f"passage-{number}")


def _zones(zones: Iterable[Zone], reader: Words) -> Iterator[Mark]:
    for zone in zones:
        label = "" if zone.role in _PLAIN else reader.label("zone", zone.role)
        for at in zone.at:
            yield Mark(at, zone.role, zone.id, label, outer=True)


# what needs no label: the report itself
_PLAIN = ("body", "title", "lede")
