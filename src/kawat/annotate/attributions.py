"""What the language model sees said in a sentence, with whom the report names there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kawat.records import Act, ModelAttribution, Name, Span

from .marks import without_marks
from .said import Said
from .scene import Scene
from .speakers import NOBODY, Speaker, negated

RULE = "quotes/model"
_FEWEST_WORDS = 2
# how many words of a day may stand before 'that'
_TIME_WORDS = 6
# from this score on a verb outside of the lists may have a thing said as its object
_SURE_DEED = 0.6
_DASH = re.compile(r" [-–—] (?=\w)")
# the act of which nothing more is known
PLAIN: Act = "assert"
# from this score on the model's act is believed where the word of saying says nothing
_SURE_ACT = 0.6
# punctuation, read as a cue, shows that something is said but is no word of saying
_HEADING = ":–—-"


def attributed(scene: Scene) -> Iterator[Said]:
    """All that the model sees said in a sentence, surest speakers named."""
    for said in scene.attributions:
        pieces = tuple(_pieces(scene, said))
        if sum(len(scene.report.words.range(piece)) for piece in pieces) < _FEWEST_WORDS:
            continue
        if _nothing_said(scene, said, pieces[0]) or _asked(said, scene.attributions):
            continue
        if _is_circumstance(scene, said, pieces[0]) or _is_deed(scene, said, pieces[0]):
            continue
        cue = None if scene.report.slice(said.cue).strip(_HEADING) == "" else said.cue
        told = Said(pieces, cue, act_of(scene, said), NOBODY, RULE, said.score, said.addressee)
        if said.speaker and not told.holds(said.speaker):
            told = replace(told, speaker=speaker_in(scene, said.speaker))
        yield told


def _nothing_said(scene: Scene, said: ModelAttribution, content: Span) -> bool:
    """'did not say', 'refused to say': what is denied or refused is itself a saying."""
    cue = scene.index_at(said.cue.start)
    refused = any(other.last == cue and other.rule.act == "reject" for other in scene.cues)
    if refused or negated(scene, cue):
        return True
    firsts = {
        index + scene.is_a(index, "infinitive")
        for index in map(scene.index_at, (said.cue.end, content.start))
    }
    plain = (cue for cue in scene.cues if cue.rule.act == PLAIN and cue.rule.sort == "verb")
    return any(cue.first in firsts for cue in plain)


def _asked(said: ModelAttribution, others: Sequence[ModelAttribution]) -> bool:
    """'Asked about it, the envoy said ...': what another says is not said by nobody as well."""
    if said.speaker is None and said.act == "ask" and said.cue.start < said.content[0].start:
        # 'Asked whether troops had left, Roe nodded': nobody says who asked
        return True
    return said.speaker is None and any(
        other.speaker and any(piece.contains(other.speaker) for piece in said.content) for other in others
    )


def act_of(scene: Scene, said: ModelAttribution) -> Act:
    """The act of the word of saying, where it says more than that something is said; else the model's."""
    listed = [cue.rule.act for cue in scene.cues if cue.span.overlaps(said.cue)]
    telling = [act for act in listed if act != PLAIN]
    if telling:
        return telling[0]
    return said.act if said.act_score >= _SURE_ACT else PLAIN


def _pieces(scene: Scene, said: ModelAttribution) -> Iterator[Span]:
    for piece in said.content:
        first = scene.words[scene.inside.start]
        dated = piece.start == first.start and first.text.isupper()
        plain = _after_time(scene, after_dateline(scene, piece) if dated else piece)
        inner = without_marks(scene, scene.trimmed(plain.start, plain.end))
        if inner and not (said.speaker and _about(scene, said.speaker, inner)):
            yield inner


def _after_time(scene: Scene, piece: Span) -> Span:
    """What follows the day and the 'that' before it: 'said (on Tuesday, that) the talks failed'."""
    indices = scene.words.range(piece)
    if len(indices) == 0 or scene.time_at(indices.start) is None:
        return piece
    for index in range(indices.start, min(indices.stop - 1, indices.start + _TIME_WORDS)):
        if scene.is_a(index, "that"):
            return Span(scene.words[index + 1].start, piece.end)
    return piece


def _is_circumstance(scene: Scene, said: ModelAttribution, content: Span) -> bool:
    """Whether content only says when or where something was said: 'announced it in an interview'."""
    first = scene.index_at(content.start)
    begins = scene.is_a(first, "said_in", "break") or scene.time_at(first) is not None
    return (
        content.start >= said.cue.end and begins and scene.relation_of(content) in ("obl", "advmod", "nmod")
    )


def _is_deed(scene: Scene, said: ModelAttribution, content: Span) -> bool:
    """Whether a verb that no list has for a saying governs a thing, and is not sure: 'signed the decree'."""
    listed = any(cue.span.overlaps(said.cue) for cue in scene.cues)
    return not listed and said.score < _SURE_DEED and scene.relation_of(content) == "obj"


def _about(scene: Scene, speaker: Span, piece: Span) -> bool:
    """Whether a piece only tells of the speaker: '..., according to the envoy, who left on Monday'."""
    first = scene.index_at(piece.start)
    follows = 0 <= first - scene.index_at(speaker.end) <= 1
    return follows and (scene.is_a(first, "relative") or scene.is_a(first - 1, "relative"))


def speaker_in(scene: Scene, span: Span) -> Speaker:
    """The actor that a noun phrase names: the name at its head, else who is named beside the head.

    'An aide to Karel Moss' and 'residents of Fiji' name neither.
    """
    span = after_dateline(scene, span)
    inside = [n for n in scene.names if span.contains(n.at[0]) and not scene.bracketed(n)]
    head = scene.head_of(span)
    at_head, person = _at_head(inside, head), _person(scene, inside)
    if at_head and "/" in (at_head.actor or "") and person and "/" not in (person.actor or ""):
        # 'the ambassador to the OSCE, Anna Roe': the person goes before the office
        at_head = person
    named = at_head or person or _body(scene, inside, head)
    return Speaker(span, named.actor if named else None, 0.95 if named else 0.5)


def after_dateline(scene: Scene, span: Span) -> Span:
    """The phrase without the place and the agency before it: 'VIENNA, Jan 21 - Freedonia'."""
    dashes = list(_DASH.finditer(scene.report.text, span.start, span.end))
    return Span(dashes[-1].end(), span.end) if dashes else span


def _at_head(names: Sequence[Name], head: Span | None) -> Name | None:
    if head is None:
        return None
    return next((name for name in names if name.actor and name.at[0].contains(head)), None)


def _body(scene: Scene, names: Sequence[Name], head: Span | None) -> Name | None:
    """The body whose name explains the head: 'the charter airline Skyward'; without a tree the first name."""
    if head is None:
        return next((name for name in names if name.head and name.actor), None)
    bodies = (name for name in names if name.actor and name.sort == "organisation")
    return next(
        (name for name in bodies if scene.hangs(name.at[0], head) and not _governed(scene, name)), None
    )


def _person(scene: Scene, names: Sequence[Name]) -> Name | None:
    """The first person, one with a name before one of whom only the office is known."""
    persons = [n for n in names if n.sort == "person" and n.actor and not _governed(scene, n)]
    named = (name for name in persons if "/" not in (name.actor or ""))
    return next(named, persons[0] if persons else None)


def _governed(scene: Scene, name: Name) -> bool:
    """Whether a name only says whose or of what something is: 'to Karel Moss', 'Karel Moss's lawyer'."""
    after = scene.words.range(name.at[0]).stop
    return scene.language.is_possessive(scene.words, after) or scene.governed(name)
