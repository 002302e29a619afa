"""Decides of each sentence of a text whether the store supports it, contradicts it or does not tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from kawat.ask.evidence import source_of
from kawat.errors import NotFound
from kawat.link.vectors import nearness, prepare
from kawat.records import Disagreement, Span
from kawat.store import View

from .assessing import Assessed, assess, decide
from .briefed import as_briefed
from .cited import Cited, Frame, members_of
from .cited import checks as checks_of_cited
from .draft import Draft, cited_in, units
from .finding import Passages, Place
from .reading import Reader, Text
from .reasons import reasons
from .sides import Claim, Side
from .verdicts import Passage, Verdict

_SHOWN = 3
_MOST_CITED = 12


def verify(view: View, draft: Draft, reader: Reader) -> tuple[Verdict, ...]:
    """The verdicts on the sentences of a text, in their order, headings among them."""
    text = Text(cast(View, draft), draft.id, reader)
    passages = Passages(view, reader)
    sentences = list(units(draft, text.sentences))
    cited = dict(cited_in(draft, sentences))
    checked = (_checked(view, text, at, draft, passages, cited) for at in sentences)
    verdicts = [as_briefed(view, one, reader) for one in checked]
    verdicts += [Verdict(at, "", "nothing to check", reasons=("a heading",)) for at in draft.plain.headings]
    return tuple(sorted(verdicts, key=lambda one: one.at))


def _checked(
    view: View, text: Text, at: Span, draft: Draft, passages: Passages, cited: Mapping[Span, tuple[str, ...]]
) -> Verdict:
    given, words = draft.plain.given(at), text.context.words(at)
    ids = cited.get(at, ())
    why_not = _nothing(text, at)
    if why_not:
        return Verdict(given, words, "nothing to check", reasons=(why_not,), cited=ids)
    claim = Claim(text, at)
    records: list[Cited] = []
    wrong: list[str] = []
    if ids:
        sides, records, wrong = _cited_sides(view, passages, ids, claim)
    else:
        sides = [Side(*place, passages.others(place)) for place in passages.nearest(text.telling(at))]
    frame = Frame(claim) if records else None
    if frame and sides and (frame.is_one or any(isinstance(one.record, Disagreement) for one in records)):
        checks = tuple(checks_of_cited(frame, sides[0], records, view))
        assessed = [Assessed(sides[0], checks, 1.0, 1.0)]
    else:
        assessed = assess(claim, sides)
    verdict, best = decide(assessed)
    why = tuple(reasons(view, verdict, best))
    if wrong:
        verdict, why = "not found", (*wrong, *why)
    shown = tuple(_passage(view, one) for one in best[:_SHOWN])
    return Verdict(given, words, verdict, shown, why, ids)


def _nothing(text: Text, at: Span) -> str | None:
    """Why there is nothing to check in a sentence, None when there is something."""
    words = text.context.words(at)
    if not any(character.isalpha() for character in words):
        return "no words"
    if words.rstrip('"”’)]').endswith("?") and not text.telling(at).quotes:
        return "a question"
    return None


def _cited_sides(
    view: View, passages: Passages, ids: Sequence[str], claim: Claim
) -> tuple[list[Side], list[Cited], list[str]]:
    """The passages of the records that a sentence cites, the records, and what is wrong with the ids."""
    places: list[Place] = []
    records: list[Cited] = []
    wrong: list[str] = []
    for id in ids:
        try:
            record, found = passages.cited(id)
        except NotFound as error:
            wrong.append(f"it cites [{id}], but {error}")
            continue
        places += found
        records.append(members_of(view, record))
    unique = list({(text.report, span): (text, span) for text, span in places}.values())
    words = claim.telling.text
    prepare([words, *(text.context.words(span) for text, span in unique)])
    unique.sort(key=lambda place: -nearness(words, place[0].context.words(place[1])))
    sides = [Side(*place, [other for other in unique if other != place]) for place in unique[:_MOST_CITED]]
    return sides, records, wrong


def _passage(view: View, one: Assessed) -> Passage:
    side = one.side
    words = side.text.text[side.at.start : side.at.end]
    reports = {text.report for text, _ in side.all}
    family = view.family_of(side.text.report)
    if family:
        reports |= {
            report
            for report in family.reports
            if " ".join(words.split()) in " ".join(view.text(report).split())
        }
    return Passage(
        source=source_of(view, side.text.report),
        at=side.at,
        words=words,
        count=view.tally(reports),
        nearness=round(one.near, 2),
        checks=one.checks,
        records=side.core.records,
    )
