"""What is quoted, word for word or not, and who is said to have said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from kawat.language import Language
from kawat.records import (
    Form,
    Name,
    Paragraph,
    Period,
    Quotation,
    Quote,
    Sentence,
    Span,
    Time,
    Tree,
    Wording,
    Zone,
)  # fmt: skip
from kawat.stage import ReportText, stage

from .attributions import speaker_in
from .joining import joined
from .said import Said
from .scene import Scene, Scenes
from .summarised import summarised
from .turns import Turns

# zones that nobody speaks in, or whose speech the body repeats
_FENCED = ("spam", "site-junk", "promo", "title", "duplicate-title", "category")
# from which share of common words two quotes say the same in other words
_SAME_WORDS = 0.6
# a report written within so many days tells what was said by its last day
_SAID_DAYS = 3


@stage(version="4", needs=[Paragraph, Zone, Sentence, Tree, Quotation, Name, Time], makes=[Quote])
def quotes(report: ReportText, language: Language) -> Iterator[Quote]:
    """Find what is quoted, word for word or not, and who is said to have said it."""
    scenes = Scenes(report, language)
    fenced = [zone.at[0] for zone in report[Zone] if zone.role in _FENCED]
    found = [_quote(scenes, said) for said in Turns(scenes).taken(joined(scenes))]
    found = [quote for quote in found if not any(zone.overlaps(quote.at[0]) for zone in fenced)]
    told = _told_again(report, _distinct(sorted(found, key=lambda quote: quote.at)))
    yield from sorted(told, key=lambda quote: quote.at)


def _quote(scenes: Scenes, said: Said) -> Quote:
    scene = scenes.at(said.pieces[0].start)
    form = _form(scenes, said)
    return Quote(
        report=scenes.report.id,
        at=said.pieces,
        made=quotes.made(said.rule, said.score),
        form=form,
        cue=said.cue,
        speaker=said.speaker.span,
        speaker_actor=said.speaker.actor,
        role=_role(scene, said.speaker.span),
        addressee_actor=_addressee(scene, said),
        act=said.act,
        said=_said(scene, said.pieces, said.cue),
        wording=summarised(scenes.report, said.pieces[0])
        or ("verbatim" if form == "direct" else "paraphrase"),
    )


def _wording(form: Form) -> Wording:
    return "verbatim" if form == "direct" else "paraphrase"


def _form(scenes: Scenes, said: Said) -> Form:
    """Direct when all of it stands in marks (and not its cue as well: that is speech told in speech)."""
    marks = [quotation.at[0] for quotation in scenes.report[Quotation]]
    around = [mark for mark in marks if all(mark.contains(piece) for piece in said.pieces)]
    if around or all(any(mark.contains(piece) for mark in marks) for piece in said.pieces):
        told = said.cue is not None and any(mark.contains(said.cue) for mark in around)
        return "indirect" if told else "direct"
    return "mixed" if any(mark.overlaps(piece) for mark in marks for piece in said.pieces) else "indirect"


def _role(scene: Scene, speaker: Span | None) -> str | None:
    """The office as worded in the speaker's phrase."""
    if speaker is None:
        return None
    for hit in scene.language.find_titles.find(scene.words, scene.words.range(speaker)):
        return scene.report.slice(hit.span)
    return None


def _addressee(scene: Scene, said: Said) -> str | None:
    """Who is told: as the model sees it, or the name after 'to' or right after a cue like 'told'."""
    if said.addressee:
        actor = speaker_in(scene, said.addressee).actor
        if actor and actor != said.speaker.actor:
            return actor
    return _beside(scene, said)


def _beside(scene: Scene, said: Said) -> str | None:
    if said.cue is None:
        return None
    start = scene.index_at(said.cue.end)
    for index in range(start, min(scene.inside.stop, start + 12)):
        if any(span.start <= scene.words[index].start < span.end for span in said.pieces):
            break
        if scene.is_a(index, "that"):
            break
        name = scene.name_at(index)
        if name and name.actor and name.actor != said.speaker.actor:
            before = index - 1
            while before >= start and scene.is_a(before, "articles"):
                before -= 1
            if scene.is_a(before, "to_whom", "tells"):
                return name.actor
    return None


def _said(scene: Scene, pieces: Sequence[Span], cue: Span | None) -> Period | None:
    """When it was said: a day beside the cue, or any time that hangs from it; else when it was written."""
    for time in scene.times:
        inside = any(span.start <= time.at[0].start < span.end for span in pieces)
        fine = time.grain in ("day", "hour", "minute") or (cue and scene.hangs(time.at[0], cue))
        if time.value and not inside and fine:
            return time.value
    written = scene.report.written
    if written is None:
        return None
    return written.period if _days(written.period) <= _SAID_DAYS else None


def _days(period: Period) -> int:
    return (date.fromisoformat(period.last) - date.fromisoformat(period.first)).days + 1


def _distinct(found: Sequence[Quote]) -> list[Quote]:
    """Of quotes of the same characters and speaker the surest."""
    best: dict[tuple[Span, ...], Quote] = {}
    for quote in found:
        kept = best.get(quote.at)
        if kept is None or quote.made.score > kept.made.score:
            best[quote.at] = quote
    return list(best.values())


def _told_again(report: ReportText, found: Sequence[Quote]) -> Iterator[Quote]:
    """Mark quotes whose words the same speaker has said before; what a summary has comes after the report."""
    earlier: list[tuple[frozenset[str], Quote]] = []
    for quote in sorted(found, key=lambda quote: quote.wording == "ai-summary"):
        words = frozenset(w.fold for span in quote.at for w in report.words.inside(span))
        same = next(
            (q for other, q in earlier if _same(words, other) and q.speaker_actor == quote.speaker_actor),
            None,
        )
        if same is not None and len(words) >= 5:
            quote = msgspec.structs.replace(quote, repeats=same.id, id="")
        earlier.append((words, quote))
        yield quote


def _same(words: frozenset[str], other: frozenset[str]) -> bool:
    return len(words & other) >= _SAME_WORDS * max(len(words), len(other), 1)
