"""What is quoted, word for word or not, and who is said to have said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from kawat.language import Language
from kawat.records import Form, Name, Paragraph, Period, Quotation, Quote, Sentence, Span, Time, Wording, Zone
from kawat.stage import ReportText, stage

from .direct import Speech, direct_speech
from .indirect import Reported, reported_speech
from .scene import Scene, Scenes
from .speakers import Speaker

# zones that nobody speaks in, or whose speech the body repeats
_FENCED = ("spam", "site-junk", "promo", "title", "duplicate-title", "category")
# from which share of common words two quotes say the same in other words
_SAME_WORDS = 0.6
# a report written within so many days tells what was said by its last day
_SAID_DAYS = 3


@stage(version="2", needs=[Paragraph, Zone, Sentence, Quotation, Name, Time], makes=[Quote])
def quotes(report: ReportText, language: Language) -> Iterator[Quote]:
    """Find what is quoted, word for word or not, and who is said to have said it."""
    scenes = Scenes(report, language)
    fenced = [zone.at[0] for zone in report[Zone] if zone.role in _FENCED]
    found = [_direct(scenes, speech) for speech in direct_speech(scenes)]
    taken = {quote.cue for quote in found if quote.cue}
    for scene in scenes.all:
        found += [_indirect(scene, said) for said in reported_speech(scene, taken)]
    found = [quote for quote in found if not any(zone.overlaps(quote.at[0]) for zone in fenced)]
    yield from _told_again(report, _distinct(sorted(found, key=lambda quote: quote.at)))


def _direct(scenes: Scenes, speech: Speech) -> Quote:
    scene = next(s for s in scenes.all if s.span.end > speech.pieces[0].start)
    actor = speech.speaker.actor or _pronoun_suffix(scenes, speech)
    return Quote(
        report=scenes.report.id,
        at=speech.pieces,
        made=quotes.made(speech.rule, 0.95 if actor else 0.7),
        form="direct",
        cue=speech.cue,
        speaker=speech.speaker.span,
        speaker_actor=actor,
        role=_role(scene, speech.speaker.span),
        addressee_actor=_addressee(scene, speech.cue, speech.speaker, speech.pieces),
        act=speech.act,
        said=_said(scene, speech.pieces),
        wording=_wording(scenes.report, speech.pieces[0]),
    )


def _indirect(scene: Scene, said: Reported) -> Quote:
    report, form = scene.report, _form(scene, said)
    return Quote(
        report=report.id,
        at=said.pieces,
        made=quotes.made(said.cue.rule.id, said.score),
        form=form,
        cue=said.cue.span,
        speaker=said.speaker.span,
        speaker_actor=said.speaker.actor,
        role=_role(scene, said.speaker.span),
        addressee_actor=_addressee(scene, said.cue.span, said.speaker, said.pieces),
        act=said.cue.rule.act,
        said=_said(scene, said.pieces),
        wording=_wording(report, said.content, "verbatim" if form == "direct" else "paraphrase"),
    )


def _form(scene: Scene, said: Reported) -> Form:
    """Direct when all of it stands in marks (and not its cue as well: that is speech told in speech)."""
    if any(q.at[0].contains(said.content) for q in scene.quotations):
        return "indirect" if scene.quoted(said.cue.span.start) else "direct"
    return "mixed" if any(q.at[0].overlaps(said.content) for q in scene.quotations) else "indirect"


def _pronoun_suffix(scenes: Scenes, speech: Speech) -> str | None:
    """The speaker of 'ujarnya' and the like: the last person named before in the report's own words."""
    if speech.cue is None or speech.speaker.span is not None:
        return None
    for scene in reversed([s for s in scenes.all if s.span.start < speech.cue.start]):
        persons = [
            name
            for name in scene.names
            if name.sort == "person" and name.actor and name.at[0].end <= speech.cue.start
            and not scene.quoted(name.at[0].start)
        ]  # fmt: skip
        if persons:
            return persons[0].actor
    return None


def _role(scene: Scene, speaker: Span | None) -> str | None:
    """The office as worded in the speaker's phrase."""
    if speaker is None:
        return None
    for hit in scene.language.find_titles.find(scene.words, scene.words.range(speaker)):
        return scene.report.slice(hit.span)
    return None


def _addressee(scene: Scene, cue: Span | None, speaker: Speaker, pieces: Sequence[Span]) -> str | None:
    """Who is told: the name after 'to' or 'kepada' beside the cue, or right after a cue like 'told'."""
    if cue is None:
        return None
    start = scene.index_at(cue.end)
    for index in range(start, min(scene.inside.stop, start + 12)):
        if any(span.start <= scene.words[index].start < span.end for span in pieces):
            break
        if scene.is_a(index, "that"):
            break
        name = scene.name_at(index)
        if name and name.actor and name.actor != speaker.actor:
            before = index - 1
            while before >= start and scene.is_a(before, "articles"):
                before -= 1
            if scene.is_a(before, "to_whom") or (before < start and scene.is_a(before, "tells")):
                return name.actor
    return None


def _said(scene: Scene, pieces: Sequence[Span]) -> Period | None:
    """When it was said: a date beside the cue, else the days when the report was written."""
    for time in scene.times:
        inside = any(span.start <= time.at[0].start < span.end for span in pieces)
        if time.value and not inside and time.grain in ("day", "hour", "minute"):
            return time.value
    written = scene.report.written
    if written is None:
        return None
    return written.period if _days(written.period) <= _SAID_DAYS else None


def _days(period: Period) -> int:
    return (date.fromisoformat(period.last) - date.fromisoformat(period.first)).days + 1


def _wording(report: ReportText, span: Span, outside: Wording = "verbatim") -> Wording:
    """Whose words they are: those of an AI summary inside of one, else `outside`."""
    inside = any(z.role == "ai-summary" and z.at[0].overlaps(span) for z in report[Zone])
    return "ai-summary" if inside else outside


def _distinct(found: Sequence[Quote]) -> list[Quote]:
    """Of quotes of the same characters and speaker the surest."""
    best: dict[tuple[Span, ...], Quote] = {}
    for quote in found:
        kept = best.get(quote.at)
        if kept is None or quote.made.score > kept.made.score:
            best[quote.at] = quote
    return list(best.values())


def _told_again(report: ReportText, found: Sequence[Quote]) -> Iterator[Quote]:
    """Mark quotes whose words an earlier quote of the same speaker has already."""
    earlier: list[tuple[frozenset[str], Quote]] = []
    for quote in found:
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
