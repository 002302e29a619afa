"""How a report was copied from the centre of its family, and by what that shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import mean

from kawat.records import CopyKind, Member, Passage

from .alignment import Alignment
from .comparison import agreement
from .shingles import Text, passages, share

# a member with nearly all its words in a centre that is clearly longer has been cut
_CUT_SHARE, _CUT_LENGTH = 0.9, 0.85
# what was edited still has a good part of the runs of five words: a seventh of the words changed leaves .46,
# a quarter .24; two translations of one text have hardly any
_SAME_WORDS = 0.2
# a machine leaves nothing out and joins nothing
_MACHINE_SHARE, _MACHINE_BREAKS = 0.9, 0.9
_SAYS_TRANSLATED = "/ai/translated"


def member(centre: Text, copy: Text, alignment: Alignment | None) -> Member:
    """A report as a member of its family. `alignment`: centre left, if their sentences go together."""
    common = share(centre.shingles, copy.shingles)
    kind = _kind(centre, copy, common, alignment)
    shared = () if kind == "translated" else passages(centre, copy)
    basis: tuple[str, ...] = ()
    if alignment and not shared:
        shared = tuple(_sentences(centre, copy, alignment))
        basis = tuple(_reasons(centre, copy, common, alignment))
    return Member(copy.report.id, kind, shared, basis)


def _kind(centre: Text, copy: Text, common: float, alignment: Alignment | None) -> CopyKind:
    if centre.same_body(copy):
        return "verbatim" if centre.same_words(copy) else "wrapped"
    if alignment and common < _SAME_WORDS:
        return "translated"
    clearly_shorter = len(copy.words) <= _CUT_LENGTH * len(centre.words)
    return "cut" if common >= _CUT_SHARE and clearly_shorter else "edited"


def _sentences(centre: Text, copy: Text, alignment: Alignment) -> Iterator[Passage]:
    """The sentences that go together; of two that stand for one, each with it."""
    for pair in alignment.pairs:
        for left in centre.sentences[pair.left : pair.left + pair.lefts]:
            for right in copy.sentences[pair.right : pair.right + pair.rights]:
                yield Passage(centre.span(left.start, left.stop), copy.span(right.start, right.stop))


def _reasons(centre: Text, copy: Text, common: float, alignment: Alignment) -> Iterator[str]:
    pairs = alignment.pairs
    likeness = mean(pair.likeness for pair in pairs)
    yield (
        f"{sum(pair.rights for pair in pairs)} of {len(copy.sentences)} sentences say in the same order what "
        f"{sum(pair.lefts for pair in pairs)} of {len(centre.sentences)} of the centre say "
        f"(likeness {likeness:.2f}); {common:.0%} of its five-word runs are the centre's"
    )
    agreeing, of = agreement(centre, copy, alignment)
    if of:
        yield f"figures agree in {agreeing} of {of} sentences that have any in both"
    mine, theirs = (text.report.language or "a language unknown" for text in (centre, copy))
    if mine != theirs:
        yield f"the centre is in {mine}, this in {theirs}"
        yield from _by_machine(centre, copy, alignment)


def _by_machine(centre: Text, copy: Text, alignment: Alignment) -> Iterator[str]:
    """Why one of the two may be a translation by machine; nothing where there is no sign of it."""
    for text in (centre, copy):
        if any(zone.made.rule and zone.made.rule.endswith(_SAYS_TRANSLATED) for zone in text.zones):
            yield f"possibly machine-translated: {text.report.id} says that it was translated automatically"
    single = sum(1 for pair in alignment.pairs if pair.one_to_one)
    of = max(len(centre.sentences), len(copy.sentences))
    same, breaks = _breaks(centre, copy, alignment)
    if single >= _MACHINE_SHARE * of and breaks and same >= _MACHINE_BREAKS * breaks:
        yield (
            f"possibly machine-translated: {single} of {of} sentences stand one for one, "
            f"and {same} of {breaks} line breaks between them are in the same places"
        )


def _breaks(centre: Text, copy: Text, alignment: Alignment) -> tuple[int, int]:
    """Of line breaks between neighbouring pairs in either text, how many are in both, and how many in any."""
    told = [
        (_broken(centre, before.left, after.left), _broken(copy, before.right, after.right))
        for before, after in pairwise(alignment.pairs)
    ]
    return sum(1 for left, right in told if left and right), sum(1 for left, right in told if left or right)


def _broken(text: Text, before: int, after: int) -> bool:
    """Whether a line ends between two sentences."""
    end = text.words[text.sentences[before].stop - 1].end
    return "\n" in text.text[end : text.words[text.sentences[after].start].start]
