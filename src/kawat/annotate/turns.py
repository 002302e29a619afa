"""Who speaks where the words beside the cue name nobody: who spoke before, and whose ministry it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kawat.records import Name, Span

from .said import Said
from .scene import Scene, Scenes
from .speakers import NOBODY, Speaker

# how many sentences after a turn 'he' still means the one who had it
_REACH = 2
# how many sentences back a person may be named whom 'katanya' means
_FAR = 8
# how sure it is that somebody meant by a word for an office, a ministry or a pronoun has been found
_ORGAN, _SAME_WORD, _PRONOUN = 0.7, 0.6, 0.6


@dataclass(frozen=True)
class Turn:
    """Somebody has spoken: in which sentence, who, in which words."""

    sentence: int
    actor: str
    words: frozenset[str]
    is_person: bool


class Turns:
    """Goes through what is said in the order of the text, and remembers who said it."""

    def __init__(self, scenes: Scenes) -> None:
        self._scenes = scenes
        self._numbers = {id(scene): number for number, scene in enumerate(scenes.all)}
        self._registry = scenes.language.registry
        self._taken: list[Turn] = []

    def taken(self, found: Iterable[Said]) -> Iterator[Said]:
        """What is said, each with the speaker that the turns before it make plain."""
        for said in sorted(found, key=lambda said: said.cue or said.pieces[0]):
            scene = self._scenes.at((said.cue or said.pieces[0]).start)
            speaker = self._speaker(scene, said)
            self._remember(scene, speaker)
            yield replace(said, speaker=speaker)

    def _speaker(self, scene: Scene, said: Said) -> Speaker:
        speaker = said.speaker
        if _is_suffix(scene, said):
            return self._again(scene, NOBODY) or self._named_before(scene, said) or speaker
        if speaker.span is None:
            return speaker
        if speaker.actor:
            return speaker
        if self._is_pronoun(scene, speaker.span):
            return self._again(scene, speaker) or speaker
        found = self._organ(scene, speaker.span) or self._same_word(scene, speaker.span)
        return Speaker(speaker.span, *found) if found else speaker

    def _remember(self, scene: Scene, speaker: Speaker) -> None:
        if speaker.actor is None:
            return
        words = scene.words.inside(speaker.span) if speaker.span else []
        folds = frozenset(word.fold for word in words)
        sorts = {name.sort for name in scene.names if name.actor == speaker.actor}
        is_person = "person" in sorts or (not sorts and self._registry.name_sort(speaker.actor) == "person")
        self._taken.append(Turn(self._numbers[id(scene)], speaker.actor, folds, is_person))

    def _again(self, scene: Scene, speaker: Speaker) -> Speaker | None:
        """The person who has just spoken, unless the sentence itself names another before the pronoun."""
        number = self._numbers[id(scene)]
        last = next((turn for turn in reversed(self._taken) if turn.is_person), None)
        if last is None or number - last.sentence > _REACH or not self._fits(scene, speaker.span, last.actor):
            return None
        before = speaker.span.start if speaker.span else scene.span.start
        for between in range(number, last.sentence, -1):
            named = self._named_in(self._scenes.all[between], before)
            if named and named != last.actor:
                # whoever is named since has the next turn; where it is the same sentence, nobody knows
                return Speaker(speaker.span, named, _PRONOUN) if between < number else None
        return Speaker(speaker.span, last.actor, _PRONOUN)

    def _named_in(self, scene: Scene, before: int) -> str | None:
        """The first person whom a sentence names in the report's own words, as the head of a phrase."""
        for name in scene.names:
            own = name.head and name.at[0].end <= before and not scene.quoted(name.at[0].start)
            if own and name.sort == "person" and name.actor:
                return name.actor
        return None

    def _named_before(self, scene: Scene, said: Said) -> Speaker | None:
        """The person named last in the report's own words, the first of the sentence."""
        start = said.cue.start if said.cue else scene.span.start
        for number in range(self._numbers[id(scene)], max(-1, self._numbers[id(scene)] - _FAR), -1):
            other = self._scenes.all[number]
            for name in other.names:
                own = name.at[0].end <= start and not other.quoted(name.at[0].start)
                if own and name.sort == "person" and name.actor:
                    return Speaker(None, name.actor, _SAME_WORD)
        return None

    def _fits(self, scene: Scene, span: Span | None, actor: str) -> bool:
        person = self._registry.persons.get(actor)
        if span is None or person is None or not person.gender:
            return True
        index = scene.index_at(span.start)
        return not scene.is_a(index, "he" if person.gender == "f" else "she")

    def _is_pronoun(self, scene: Scene, span: Span) -> bool:
        indices = scene.words.range(span)
        return len(indices) == 1 and scene.is_a(indices.start, "he", "she", "he_or_she")

    def _organ(self, scene: Scene, span: Span) -> tuple[str, float] | None:
        """The state whose ministry, army or document speaks: named beside it, before it, or by it earlier."""
        head = scene.head_of(span)
        if head is None or not scene.is_a(scene.index_at(head.start), "organs", "documents"):
            return None
        beside = [name for name in scene.names if span.contains(name.at[0]) and self._acts(name)]
        if beside:
            return beside[0].actor or "", _ORGAN
        if not scene.is_a(scene.index_at(head.start), "organs"):
            return None
        if self._is_owned(scene, span, head):
            before = [n for n in scene.names if n.at[0].end <= span.start and self._acts(n)]
            if before:
                return before[-1].actor or "", _ORGAN
        states = [turn for turn in reversed(self._taken) if not turn.is_person and "/" not in turn.actor]
        same = next((t for t in states if scene.report.slice(head).casefold() in t.words), None)
        last = same or next(iter(states), None)
        return (last.actor, _SAME_WORD) if last else None

    def _acts(self, name: Name) -> bool:
        return name.actor is not None and self._registry.sort(name.actor) in ("state", "organisation")

    def _is_owned(self, scene: Scene, span: Span, head: Span) -> bool:
        """'its ministry', 'kementeriannya'."""
        first = scene.words.range(span).start
        folded = scene.report.slice(head).casefold()
        after = scene.index_at(head.start)
        whole = scene.fold(after) or folded
        return scene.is_a(first, "its") or any(whole.endswith(suffix) for suffix in scene.grammar["own"])

    def _same_word(self, scene: Scene, span: Span) -> tuple[str, float] | None:
        """'the source', 'perwira tersebut': who spoke before under the same word."""
        head = scene.head_of(span)
        if head is None or not _is_definite(scene, span):
            return None
        word = scene.report.slice(head).casefold()
        last = next((turn for turn in reversed(self._taken) if word in turn.words), None)
        return (last.actor, _SAME_WORD) if last else None


def _is_suffix(scene: Scene, said: Said) -> bool:
    """Whether the cue says 'he said' in one word: 'katanya', 'ujarnya'."""
    if said.cue is None or said.speaker.actor:
        return False
    indices = scene.words.range(said.cue)
    last = scene.fold(indices.stop - 1) if len(indices) else ""
    # 'ditanya' ends so too, and is no word that stands after speech
    return last in scene.grammar["inverted"] and any(last.endswith(own) for own in scene.grammar["own"])


def _is_definite(scene: Scene, span: Span) -> bool:
    """'the source', 'sumber tersebut': somebody who has been spoken of."""
    indices = scene.words.range(span)
    if len(indices) == 0:
        return False
    last, after = indices.stop - 1, min(indices.stop, len(scene.words) - 1)
    return scene.is_a(indices.start, "the") or any(scene.is_a(i, "this_one") for i in (last, after))
