"""Speech without quotation marks, or only partly in them: what follows or precedes a word of saying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kawat.language import Cue
from kawat.records import Span
from kawat.text import Hit

from .marks import without_marks
from .said import Said
from .scene import Scene
from .speakers import (
    NOBODY,
    Speaker,
    may_precede_speaker,
    negated,
    speaker_after,
    speaker_before,
    told_to,
)

# a shorter content says too little to be kept
_FEWEST_WORDS = 3
# how far a word for 'that' may stand after its cue
_THAT_REACH = 14


@dataclass(frozen=True)
class Reported:
    """A reported clause: content, cue, speaker."""

    content: Span
    cue: Hit[Cue]
    speaker: Speaker
    score: float
    # what stands before a cue in the middle: 'The talks, according to Blinken, failed'
    lead: Span | None = None

    @property
    def pieces(self) -> tuple[Span, ...]:
        return (self.lead, self.content) if self.lead else (self.content,)

    @property
    def said(self) -> Said:
        """The clause as what is said."""
        rule = self.cue.rule
        return Said(self.pieces, self.cue.span, rule.act, self.speaker, rule.id, self.score)


def reported_speech(scene: Scene, taken: set[Span]) -> Iterator[Said]:
    """All reported clauses of a sentence; `taken` are the cues that direct speech already has."""
    subjects: list[tuple[Hit[Cue], Speaker]] = []
    for cue in scene.cues:
        if cue.span in taken or (scene.quoted(cue.span.start) and not _whole_in_quotation(scene)):
            continue
        if cue.rule.sort == "according":
            found = _according(scene, cue)
        elif cue.rule.sort == "noun":
            found = _noun(scene, cue)
        elif negated(scene, cue.first) or scene.is_a(cue.last, "by") or scene.is_a(cue.first - 1, "the"):
            # nothing was said; or in the passive, whose subject is what is said; or 'the announced talks'
            continue
        else:
            found = _postposed(scene, cue) or _clause(scene, cue, subjects)
        if found:
            if cue.rule.sort != "noun":
                subjects.append((cue, found.speaker))
            if len(scene.report.words.range(found.content)) >= _FEWEST_WORDS:
                yield found.said


def _whole_in_quotation(scene: Scene) -> bool:
    return any(q.at[0].contains(scene.span) for q in scene.quotations)


def _clause(scene: Scene, cue: Hit[Cue], subjects: list[tuple[Hit[Cue], Speaker]]) -> Reported | None:
    """'X said that ...': the clause after the cue."""
    start = _content_start(scene, cue)
    if scene.grammar["inverted"] and may_precede_speaker(scene, cue):
        # 'kata X' follows what is said and has no clause after it
        return None
    if start is None or _says_nothing(scene, cue, start):
        return None
    end = _content_end(scene, cue, start)
    content = without_marks(scene, scene.trimmed(scene.words[start].start, end))
    if content is None:
        return None
    speaker = _subject(scene, cue, subjects)
    if speaker.span is None and speaker.actor is None:
        return None
    score = 0.75 if speaker.actor else 0.5
    return Reported(content, cue, speaker, score)


def _says_nothing(scene: Scene, cue: Hit[Cue], start: int) -> bool:
    """'refused to say', 'menolak mengatakan': what is refused or promised is itself a saying."""
    return "to" in cue.rule.takes and any(
        other.first == start and other.rule.act == "assert" for other in scene.cues
    )


def _subject(scene: Scene, cue: Hit[Cue], subjects: list[tuple[Hit[Cue], Speaker]]) -> Speaker:
    """The subject of a cue; of a second verb ('... and said') that of the first."""
    if subjects and _is_sibling(scene, cue):
        return subjects[-1][1]
    return speaker_before(scene, cue)


def _is_sibling(scene: Scene, cue: Hit[Cue]) -> bool:
    """Whether a cue has no subject of its own: after 'and', 'but', a comma or 'seraya'."""
    index = cue.first
    while index > scene.inside.start and scene.is_a(index - 1, "also"):
        index -= 1
    if index <= scene.inside.start:
        return False
    return scene.is_a(index - 1, "and", "break") or scene.gap(index).strip() == ","


def _content_start(scene: Scene, cue: Hit[Cue]) -> int | None:
    """The first word of the content: after 'that' when there is one, else right after the cue."""
    stop = min(scene.inside.stop, cue.last + _THAT_REACH)
    takes = cue.rule.takes
    next_cue = next((c.first for c in scene.cues if c.first >= cue.last and c.rule.sort == "verb"), stop)
    for index in range(cue.last, min(stop, next_cue)):
        if index > cue.last and ("." in scene.gap(index) or not told_to(scene, cue)):
            break
        if scene.is_a(index, "that") and ("clause" in takes or "that" in takes):
            return index + 1 if index + 1 < scene.inside.stop else None
    if not set(takes) & {"clause", "to", "object"} or cue.last >= scene.inside.stop:
        return None
    gap = scene.gap(cue.last)
    if any(c in gap for c in ",.;?!") and "clause" in takes:
        return None
    return _skip_addressee(scene, cue.last)


def _skip_addressee(scene: Scene, index: int) -> int | None:
    """Past 'on Sunday' and 'to reporters' after the cue."""
    moved = True
    while moved and index < scene.inside.stop:
        moved = False
        time = scene.time_at(index) or (scene.time_at(index + 1) if index + 1 < scene.inside.stop else None)
        if time and time.at[0].start <= scene.words[min(index + 1, scene.inside.stop - 1)].start:
            after = scene.index_at(time.at[0].end)
            if after > index:
                index, moved = after, True
        elif scene.is_a(index, "to_whom") and index + 1 < scene.inside.stop:
            name = scene.name_at(index + 1)
            after = scene.index_at(name.at[0].end) if name else index + 2
            if after < scene.inside.stop and after > index:
                index, moved = after, True
    while scene.is_a(index, "as"):
        index += 1
    return index if index < scene.inside.stop else None


def _content_end(scene: Scene, cue: Hit[Cue], start: int) -> int:
    """Where the content ends: at the next word of saying of the same speaker, else with the sentence."""
    for other in scene.cues:
        if other.first <= start or other.rule.sort == "noun":
            continue
        if other.rule.sort == "verb" and _is_sibling(scene, other) and not scene.quoted(other.span.start):
            index = other.first
            while index > start and scene.is_a(index - 1, "also"):
                index -= 1
            if scene.is_a(index - 1, "and", "break") and index - 1 > start:
                index -= 1
            return scene.words[index - 1].end if index - 1 >= start else scene.span.end
        if _trailing(scene, other):
            return scene.words[other.first - 1].end
        contrast = _contrast(scene, start, other.first)
        if contrast is not None and not scene.quoted(other.span.start):
            return scene.words[contrast - 1].end
    return _before_relative(scene, start)


def _before_relative(scene: Scene, start: int) -> int:
    """The end of the sentence, or of what stands before a relative clause that the report adds."""
    for index in range(start + _FEWEST_WORDS, scene.inside.stop):
        if (
            "," in scene.gap(index)
            and scene.is_a(index, "relative")
            and not scene.quoted(scene.words[index].start)
        ):
            rest = range(index, scene.inside.stop)
            # another comma: the clause goes on after it
            if not any("," in scene.gap(i) for i in rest[1:]):
                return scene.words[index - 1].end
    return scene.span.end


def _contrast(scene: Scene, start: int, stop: int) -> int | None:
    """Where between two words of saying another clause begins: '..., while Putin said'."""
    for index in range(start + 1, stop):
        if "," in scene.gap(index) and scene.is_a(index, "break") and not scene.is_a(index, "relative"):
            return index
    return None


def _trailing(scene: Scene, cue: Hit[Cue]) -> bool:
    """Whether a cue and its speaker end the sentence: '..., kata X.', '..., X said.'"""
    if "," not in scene.gap(cue.first):
        return False
    return cue.rule.sort == "according" or (cue.rule.sort == "verb" and "clause" in cue.rule.takes)


def _postposed(scene: Scene, cue: Hit[Cue]) -> Reported | None:
    """'..., kata X.' and '..., X said.': the clause before the ascription that ends the sentence."""
    if "clause" not in cue.rule.takes:
        return None
    found = _ascription(scene, cue)
    if found is None:
        return None
    first, speaker = found
    content = scene.trimmed(scene.span.start, scene.words[first - 1].end)
    content = without_marks(scene, content)
    if content is None or speaker.span is None or _subordinate(scene, first):
        return None
    return Reported(content, cue, speaker, 0.7)


def _subordinate(scene: Scene, stop: int) -> bool:
    """Whether all before word `stop` is a clause that hangs on what follows: 'If it attacks, NATO warned'."""
    inside = range(scene.inside.start + 1, stop)
    return scene.is_a(scene.inside.start, "break") and not any("," in scene.gap(index) for index in inside)


def _ascription(scene: Scene, cue: Hit[Cue]) -> tuple[int, Speaker] | None:
    """The first word of an ascription at the sentence's end, and its speaker."""
    comma = _last_comma(scene, cue.first)
    if comma is None:
        return None
    rest = scene.inside.stop - cue.last
    if comma == cue.first and 0 < rest <= 20 and not _clause_follows(scene, cue):
        after = speaker_after(scene, cue)
        if not may_precede_speaker(scene, cue) or _inserted(scene, cue, after):
            return None
        return comma, after
    ends = rest == 0 or (rest <= 5 and told_to(scene, cue))
    if 0 < cue.first - comma <= 12 and ends and not scene.is_a(comma, "and", "break", "that"):
        before = scene.from_word(comma)
        return comma, speaker_before(before, cue)
    return None


def _inserted(scene: Scene, cue: Hit[Cue], after: Speaker) -> bool:
    """Whether the subject stands before an insertion: 'Ukraine, which borders Russia, said talks failed'."""
    comma = next((i for i in range(scene.inside.start + 1, cue.first) if "," in scene.gap(i)), None)
    if comma is None or scene.is_a(scene.inside.start, "in", "said_in", "speaker_end"):
        return False
    end = scene.words[comma - 1].end
    heads = (name for name in scene.names if name.head and name.at[0].end == end)
    if not any(name.actor or not scene.governed(name) for name in heads):
        return False
    named = any(after.span and after.span.contains(name.at[0]) for name in scene.names)
    return not named or scene.is_a(comma, "relative", "break", "in", "also", "said_in", "speaker_end")


def _clause_follows(scene: Scene, cue: Hit[Cue]) -> bool:
    """Whether content follows the cue rather than a speaker."""
    near = range(cue.last, min(scene.inside.stop, cue.last + 10))
    return any(
        scene.is_a(index, "that") or "“" in scene.gap(index) or '"' in scene.gap(index) for index in near
    )


def _last_comma(scene: Scene, index: int) -> int | None:
    """The word after the last comma at or before word `index`, none in the first three words."""
    for at in range(index, scene.inside.start + 2, -1):
        if "," in scene.gap(at):
            return at
    return None


def _according(scene: Scene, cue: Hit[Cue]) -> Reported | None:
    """'Menurut X, ...' and '..., according to X'."""
    speaker = speaker_after(scene, cue)
    if speaker.span is None:
        return None
    before = scene.trimmed(scene.span.start, scene.words[cue.first - 1].end) if cue.first else None
    start = _after_comma(scene, speaker.span.end)
    after = scene.trimmed(start, scene.span.end) if start else None
    if cue.first - scene.inside.start <= 3 and "," not in scene.gap(cue.first):
        content = without_marks(scene, after)
    elif before and after and _is_inserted(scene, cue, speaker.span, after):
        return Reported(after, cue, speaker, 0.7, before)
    else:
        content = without_marks(scene, before)
    return Reported(content, cue, speaker, 0.7) if content else None


def _is_inserted(scene: Scene, cue: Hit[Cue], speaker: Span, after: Span) -> bool:
    """Whether an ascription stands between commas in a clause that goes on after it."""
    closed = scene.report.text[speaker.end : after.start].strip() == ","
    goes_on = not scene.is_a(scene.index_at(after.start), "relative", "break", "and", "articles")
    return closed and goes_on and "," in scene.gap(cue.first)


def _after_comma(scene: Scene, position: int) -> int | None:
    comma = scene.report.text.find(",", position, min(scene.span.end, position + 60))
    return comma + 1 if comma >= 0 else None


def _noun(scene: Scene, cue: Hit[Cue]) -> Reported | None:
    """'Putin's statement that ...', 'pernyataan Putin bahwa ...'."""
    # the cue may end in it: 's statement that'
    for index in range(cue.last - 1, min(scene.inside.stop, cue.last + 6)):
        if index >= cue.last and ("," in scene.gap(index) or any(c.first == index for c in scene.cues)):
            return None
        if scene.is_a(index, "that") and index + 1 < scene.inside.stop:
            content = scene.trimmed(scene.words[index + 1].start, _content_end(scene, cue, index + 1))
            speaker = _owner(scene, cue, index)
            return Reported(content, cue, speaker, 0.5) if content and speaker.actor else None
    return None


def _owner(scene: Scene, cue: Hit[Cue], that: int) -> Speaker:
    """Whose statement it is: the name between noun and 'that', or just before the noun."""
    for name in scene.names:
        index = scene.index_at(name.at[0].start)
        if name.actor and (cue.last <= index < that or 0 < cue.first - index <= 3):
            return Speaker(name.at[0], name.actor, 0.6)
    return NOBODY
