"""Who is said to say it: the noun phrase beside a word of saying, and the actor it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawat.language import Cue
from kawat.records import Name, Span
from kawat.text import Hit, trim

from .scene import Scene

# how many words a speaker's noun phrase may have
_LONGEST = 25
# words that name nobody, however many of them
_SMALL = ("also", "in", "with", "that", "this_one", "infinitive", "not", "and", "towards", "of", "break")
_PHRASE_END = re.compile(r"[.;:!?()“”\"«»\n—–]|, (?=[a-z])")


@dataclass(frozen=True)
class Speaker:
    """A speaker's words (`span`), actor if known, and how sure."""

    span: Span | None
    actor: str | None
    score: float


NOBODY = Speaker(None, None, 0.4)


def speaker_before(scene: Scene, cue: Hit[Cue]) -> Speaker:
    """The subject of a cue that follows it: 'Blinken said', 'Ushakov mengatakan'."""
    end = _skip_adverbs(scene, cue.first)
    if end <= scene.inside.start:
        return NOBODY
    if "," in scene.gap(end):
        # after an insertion: 'Moscow, which ..., said' or 'Lavrov, meanwhile, said'
        name = _first_head(scene, end)
        if name and name.at[0].end == scene.words[end - 1].end:
            # the insertion is the name: 'the foreign minister, Anna Roe, said'
            phrase = _subject_phrase(scene, end)
            if phrase.actor == name.actor:
                return phrase
        return Speaker(name.at[0], name.actor, 0.8) if name else NOBODY
    return _subject_phrase(scene, end)


def speaker_after(scene: Scene, cue: Hit[Cue]) -> Speaker:
    """The speaker that follows a cue after speech: 'kata Psaki', 'said the minister'."""
    start = scene.words[cue.last].start if cue.last < scene.inside.stop else scene.span.end
    end = _phrase_end(scene, cue.last)
    span = trim(scene.report.text, Span(start, end), " ,") if start < end else None
    if span is None:
        return NOBODY
    named = [name for name in scene.names if span.contains(name.at[0])]
    name = next((n for n in named if n.sort == "person" and n.actor), None) or next(
        (n for n in named if n.actor), None
    )
    return Speaker(span, name.actor if name else None, 0.95 if name else 0.6)


def may_precede_speaker(scene: Scene, cue: Hit[Cue]) -> bool:
    """Whether the cue may stand before its speaker, after what is said: 'kata X', not 'mengatakan X'."""
    inverted = scene.grammar["inverted"]
    return not inverted or any(scene.is_a(index, "inverted") for index in range(cue.first, cue.last))


def negated(scene: Scene, first: int) -> bool:
    """Whether nothing is said by the cue at word `first`: 'did not say', 'refused to say'."""
    before = range(max(scene.inside.start, first - 2), first)
    if any(scene.is_a(index, "not") for index in before):
        return True
    return any(scene.is_a(index, "infinitive") for index in before)


def told_to(scene: Scene, cue: Hit[Cue]) -> bool:
    """Whether the word after the cue begins whom, when or where it was said rather than what."""
    if any(scene.is_a(index, "tells") for index in range(cue.first, cue.last)):
        return True
    after = cue.last
    return (
        scene.is_a(after, "to_whom", "in", "also", "said_in")
        or scene.time_at(after) is not None
        or (after + 1 < scene.inside.stop and scene.time_at(after + 1) is not None)
    )


def _skip_adverbs(scene: Scene, index: int) -> int:
    """The index after the last word before `index` that is no adverb or auxiliary."""
    while index > scene.inside.start and scene.is_a(index - 1, "also"):
        index -= 1
    return index


def _subject_phrase(scene: Scene, end: int) -> Speaker:
    """The noun phrase before word `end` up to its first preposition, and the name that heads it."""
    first = _past_comma(scene, _skip_circumstance(scene, _phrase_start(scene, end), end), end)
    last = next((i for i in range(first + 1, end) if _leaves_phrase(scene, i)), end)
    if first >= last:
        return NOBODY
    span = Span(scene.words[first].start, scene.words[last - 1].end)
    named = [name for name in scene.names if span.contains(name.at[0]) and name.actor]
    heads = [name for name in named if name.head]
    person = [name for name in heads if name.sort == "person"]
    name = next(iter([*person[::-1], *heads[::-1], *named]), None)
    if name is not None:
        return Speaker(span, name.actor, 0.9 if name.head else 0.7)
    says_who = any(not scene.is_a(i, *_SMALL) for i in range(first, last))
    return Speaker(span, None, 0.5) if says_who and last - first <= _LONGEST else NOBODY


def _skip_circumstance(scene: Scene, first: int, end: int) -> int:
    """Past 'On Thursday,' and 'In another step,' to the subject."""
    if not _leaves_phrase(scene, first):
        return first
    comma = next((i for i in range(first + 1, end) if "," in scene.gap(i)), None)
    if comma is not None:
        return comma
    while first < end and _leaves_phrase(scene, first):
        first += 1
    return first


def _past_comma(scene: Scene, first: int, end: int) -> int:
    """Past 'On the eve of the visit,' and 'Meanwhile,', but not past a name that another explains."""
    for index in range(end - 1, first, -1):
        if "," in scene.gap(index) and not _explained(scene, first, index):
            return index
    while first < end - 1 and scene.is_a(first, "and", "also"):
        first += 1
    return first


def _explained(scene: Scene, first: int, comma: int) -> bool:
    """Whether a name or an office ends before the comma: 'the foreign minister, Anna Roe, said'."""
    end = scene.words[comma - 1].end
    titles = scene.language.find_titles.find(scene.words, range(first, comma))
    names = [name for name in scene.names if name.at[0].end == end and not scene.governed(name)]
    named = bool(names) or any(hit.last == comma for hit in titles)
    return named and not scene.is_a(first, "in", "said_in", "speaker_end", "break")


def _leaves_phrase(scene: Scene, index: int) -> bool:
    """Whether what follows only says where, when or to whom: 'Blinken in Geneva said'."""
    return scene.is_a(index, "in", "with") or scene.time_at(index) is not None


def _phrase_start(scene: Scene, end: int) -> int:
    """The first word of the clause whose verb is word `end`."""
    first = end
    while first > scene.inside.start:
        if first < end and re.search(r"[;:()“”\"«»—–]| - ", scene.gap(first)):
            break
        if scene.is_a(first - 1, "that", "relative", "break") or _ends_cue(scene, first):
            break
        if scene.is_a(first - 1, "and") and "," in scene.gap(first - 1) and _acts_before(scene, first - 1):
            break
        first -= 1
    return first


def _acts_before(scene: Scene, index: int) -> bool:
    """Whether a verb stands before: 'Russia invaded, and Poland said', not 'A, B, and C said'."""
    return any(hit.last <= index and hit.rule.frame != "noun" for hit in scene.triggers)


def _ends_cue(scene: Scene, index: int) -> bool:
    return any(cue.last == index and cue.rule.sort == "verb" for cue in scene.cues)


def _first_head(scene: Scene, end: int) -> Name | None:
    """The first name that heads a phrase in the clause before word `end`, outside of quotation."""
    start = _clause_start(scene, end)
    for name in scene.names:
        position = name.at[0]
        if scene.words[start].start <= position.start < scene.words[end - 1].end:
            preceded = scene.index_at(position.start) - 1
            if name.actor and name.head and not scene.quoted(position.start) and not scene.bracketed(name):
                if name.sort != "person" and scene.is_a(preceded, "in", "of"):
                    continue
                return name
    return None


def _clause_start(scene: Scene, end: int) -> int:
    """The first word of the clause before word `end`."""
    for index in range(end - 1, scene.inside.start, -1):
        gap = scene.gap(index)
        if any(c in gap for c in ";—–") or (
            scene.is_a(index, "break") and not scene.is_a(index, "relative") and "," in gap
        ):
            return index
    return scene.inside.start


def _phrase_end(scene: Scene, first: int) -> int:
    """Where the noun phrase after a postposed cue ends."""
    index = first
    while index < min(scene.inside.stop, first + _LONGEST):
        gap = scene.gap(index)
        if index > first and _PHRASE_END.search(gap + scene.words[index].text[0]):
            break
        if index > first and scene.is_a(index, "speaker_end"):
            name = scene.name_at(index)
            if name is None or name.at[0].start == scene.words[index].start:
                break
        if index > first and scene.time_at(index):
            break
        index += 1
    return scene.words[index - 1].end if index > first else scene.span.start
