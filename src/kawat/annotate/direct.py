"""Speech between quotation marks: which of it is speech, its cue and speaker, pieces joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kawat.language import Cue
from kawat.records import Paragraph, Quotation, Span
from kawat.stage import ReportText
from kawat.text import Hit

from .said import Said
from .scene import Scene, Scenes
from .speakers import NOBODY, Speaker, may_precede_speaker, speaker_after, speaker_before, told_to

# a shorter quotation is speech only with a stop or comma inside its marks or a cue right beside it
_SPEECH_WORDS = 6
# how far into the rest of the sentence 'said X' may stand after the speech, in words
_CUE_AFTER = 14


@dataclass(frozen=True)
class _Ascribed:
    cue: Hit[Cue] | None
    speaker: Speaker
    rule: str


def direct_speech(scenes: Scenes) -> list[Said]:
    """All direct speech of a report in order; speech without a cue goes on with the speaker before."""
    report = scenes.report
    found: list[Said] = []
    for paragraph in report[Paragraph]:
        begun = len(found)
        for quotation in (q for q in report[Quotation] if q.at[0].overlaps(paragraph.at[0])):
            ascribed = _ascribe(scenes, quotation, paragraph.at[0])
            if ascribed is None:
                continue
            left_open = bool(found) and _left_open(report, found[-1])
            if _goes_on(found[begun:], ascribed) or (ascribed.cue is None and left_open):
                # “A,” he said. “B.” and “A,” he said, “b.” are one quote of two pieces
                found[-1] = replace(found[-1], pieces=(*found[-1].pieces, quotation.at[0]))
            elif left_open and found[-1].cue is None:
                # the cue stands only after the last paragraph of the speech
                pieces = (*found[-1].pieces, quotation.at[0])
                found[-1] = replace(_speech(quotation, ascribed, None), pieces=pieces)
            elif ascribed.cue or found or not quotation.closed:
                found.append(_speech(quotation, ascribed, found[-1] if found else None))
    return found


def _goes_on(before: Sequence[Said], ascribed: _Ascribed) -> bool:
    """Whether speech goes on after speech of its paragraph: no cue of its own, or the same one."""
    return bool(before) and (ascribed.cue is None or ascribed.cue.span == before[-1].cue)


def _left_open(report: ReportText, speech: Said) -> bool:
    """Whether the last piece has no closing mark, so that the speech goes on in the next paragraph."""
    return any(not q.closed and q.at[0] == speech.pieces[-1] for q in report[Quotation])


def _speech(quotation: Quotation, ascribed: _Ascribed, last: Said | None) -> Said:
    if ascribed.cue is None:
        speaker = Speaker(None, last.speaker.actor, 0.5) if last else NOBODY
        return Said((quotation.at[0],), None, "assert", speaker, "quotes/goes-on", _score(speaker))
    cue = ascribed.cue
    return Said(
        (quotation.at[0],), cue.span, cue.rule.act, ascribed.speaker, ascribed.rule, _score(ascribed.speaker)
    )


def _score(speaker: Speaker) -> float:
    return 0.95 if speaker.actor else 0.7


def _ascribe(scenes: Scenes, quotation: Quotation, paragraph: Span) -> _Ascribed | None:
    """Cue and speaker of a quotation; None when it is no speech but a word or name in quotation marks."""
    span = quotation.at[0]
    text = scenes.report.text
    scene = _scene_of(scenes.all, span.end - 1)
    first = _scene_of(scenes.all, span.start)
    if scene is None or first is None:
        return None
    lead = _lead_in(first, span)
    if lead:
        return lead
    after = _cue_after(scenes.all, scene, span, text)
    if after:
        # words of the report before the mark: only partly in the speaker's own words
        return None if _begins_before(first, span) else after
    whole = not _outside_words(scenes, first, scene, span)
    if quotation.made.rule == "quotations/dash" or (whole and _word_count(scenes, span) >= 3):
        return _Ascribed(None, NOBODY, "quotes/alone")
    if _word_count(scenes, span) >= _SPEECH_WORDS and _stands_alone(text, span, paragraph):
        return _Ascribed(None, NOBODY, "quotes/alone")
    return None


def _scene_of(all_scenes: Sequence[Scene], position: int) -> Scene | None:
    return next((s for s in all_scenes if s.span.start <= position < s.span.end), None)


def _begins_before(scene: Scene, span: Span) -> bool:
    """Whether the clause begins before the mark of its quotation: 'two paths, including “...”, X said'."""
    before = [index for index in scene.inside if scene.words[index].start < span.start]
    return len([index for index in before if not scene.quoted(scene.words[index].start)]) >= 2


def _word_count(scenes: Scenes, span: Span) -> int:
    return len(scenes.report.words.range(span))


def _outside_words(scenes: Scenes, first: Scene, last: Scene, span: Span) -> bool:
    words = scenes.report.words
    outside = len(words.range(Span(first.span.start, span.start))) if span.start > first.span.start else 0
    if last.span.end > span.end:
        outside += len(words.range(Span(span.end, last.span.end)))
    return outside > 0


def _stands_alone(text: str, span: Span, paragraph: Span) -> bool:
    """Whether a quotation ends in a stop and a new sentence or nothing follows."""
    ends = text[span.end - 1] in ".?!…," or text[span.end : span.end + 2].strip('”"»’ ')[:1] in (".", ",")
    begins = text[span.start].isupper()
    return (
        ends
        and begins
        and text[paragraph.start : span.start].rstrip('“"«‘ ')[-1:] in ("", ".", "?", "!", "”")
    )


def _lead_in(scene: Scene, span: Span) -> _Ascribed | None:
    """A cue just before the opening mark: 'X said: “...”', 'X mengatakan, “...”'."""
    before = [cue for cue in scene.cues if cue.span.end <= span.start and cue.rule.sort == "verb"]
    if not before:
        return None
    cue = before[-1]
    between = scene.report.text[cue.span.end : span.start]
    words = scene.report.words.inside(Span(cue.span.end, span.start))
    colon = between.rstrip(" \n“\"«‘'").endswith(":")
    light = all(
        word.fold in scene.grammar["that"] | scene.grammar["to_whom"] or _names_or_time(scene, word.start)
        for word in words
    ) or ("," in between and told_to(scene, cue))
    if scene.quoted(cue.span.start) or not (colon or (light and len(words) <= 6)):
        return None
    if not colon and not _is_speech(scene, span) and not _goes_before(scene, cue):
        return None
    return _Ascribed(cue, speaker_before(scene, cue), cue.rule.id)


def _goes_before(scene: Scene, cue: Hit[Cue]) -> bool:
    """Whether speech stands before the cue as well: “We wait,” she said, “and see.”"""
    return any(quotation.at[0].end < cue.span.start for quotation in scene.quotations)


def _is_speech(scene: Scene, span: Span) -> bool:
    """Whether what is in the marks is a clause rather than some words of one."""
    return len(scene.report.words.range(span)) >= 4


def _names_or_time(scene: Scene, position: int) -> bool:
    inside = (record.at[0] for record in (*scene.names, *scene.times))
    return any(span.start <= position < span.end for span in inside)


def _cue_after(all_scenes: Sequence[Scene], scene: Scene, span: Span, text: str) -> _Ascribed | None:
    """A cue after the closing mark in the same sentence: '“...,” kata X', '“...,” X said'."""
    rest = scene.index_at(span.end)
    if rest >= scene.inside.stop:
        return None
    gap = text[span.end : scene.words[rest].start]
    if any(c in gap for c in ";:("):
        return None
    paused = text[span.end - 1] in ",.?!…-–" or any(c in gap for c in ",-–—")
    # without a comma only a cue right beside the mark: “...” kata X
    reach = _CUE_AFTER if paused else 0
    for cue in scene.cues:
        if cue.first < rest or cue.first > rest + reach or cue.rule.sort == "noun":
            continue
        if cue.first == rest and not may_precede_speaker(scene, cue):
            return None
        if cue.rule.sort == "according":
            return _Ascribed(cue, speaker_after(scene, cue), cue.rule.id)
        if scene.quoted(cue.span.start):
            return None
        if any(c in text[span.end : cue.span.start].lstrip('”"»’“«,. ') for c in ";:“"):
            return None
        if cue.first == rest:
            return _Ascribed(cue, _postposed(scene, cue), cue.rule.id)
        return _Ascribed(cue, speaker_before(scene.from_word(rest), cue), cue.rule.id)
    return None


def _postposed(scene: Scene, cue: Hit[Cue]) -> Speaker:
    """The speaker after the cue; for 'ujarnya' ('he said' in one word) whoever spoke last."""
    word = scene.words[cue.last - 1].fold
    if any(word.endswith(suffix) for suffix in scene.grammar["own"]):
        return Speaker(None, None, 0.5)
    return speaker_after(scene, cue)
