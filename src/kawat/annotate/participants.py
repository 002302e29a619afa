"""Who takes part in an event: the names around its trigger, by the frame of the trigger's rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kawat.language import Trigger
from kawat.records import Name, Quote, Span
from kawat.text import Hit

from .scene import Scene

# how far a participant may stand from its trigger, in words
_REACH = 18
# an office has at most so many words
_TITLE_WORDS = 6
# how many words may stand between 'we' and its verb
_CLOSE = 4
# at most so many words stand before a verb that has no subject of its own: "to withdraw"
_BARE_VERB = 3
# how whoever does something hangs from the verb, or from another who does
_SUBJECTS = ("nsubj", "conj", "root", "flat", "compound")
# types that are done by saying something
# who says so speaks of an act of his own: 'denied an attack', 'promised aid'
_OWN = ("deny", "promise", "threaten", "announce", "agree", "offer", "reject")
SPEECH_ACTS = ("ACCUSE", "REJECT", "THREATEN", "REQUEST", "AGREE", "SUPPORT")


class Parties(NamedTuple):
    """Who does it (`actors`) to whom (`recipients`), as names in the sentence."""

    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]


def parties_of(scene: Scene, trigger: Hit[Trigger]) -> Parties:
    """Who does it to whom, by where the trigger's frame says that they stand."""
    frame = trigger.rule.frame
    if frame == "mutual":
        return _mutual(scene, trigger)
    if frame == "passive":
        doers = _after_word(scene, trigger, "by") or _right_after(scene, trigger)
        done_to = _subject(scene, trigger) or _after_word(scene, trigger, "towards")
        return Parties(doers, _without(done_to, doers))
    if frame == "noun":
        return _around_noun(scene, trigger)
    doers = (_shares_subject(scene, trigger) and _who_says(scene, trigger)) or _subject(scene, trigger)
    if frame == "agentless":
        return Parties((), doers or _object(scene, trigger))
    return Parties(doers, _without(_object(scene, trigger), doers))


def _without(names: Sequence[Name], others: Sequence[Name]) -> tuple[Name, ...]:
    taken = {name.actor for name in others}
    return tuple(name for name in names if name.actor not in taken)


def _before(scene: Scene, index: int) -> list[Name]:
    """Names with an actor before a word, nearest first, not farther than a participant may stand."""
    end = scene.words[index].start
    start = scene.words[max(scene.inside.start, index - _REACH)].start
    near = [name for name in _players(scene, index) if start <= name.at[0].start and name.at[0].end <= end]
    return near[::-1]


def _after(scene: Scene, index: int) -> list[Name]:
    """Names with an actor from a word on, nearest first."""
    if index >= scene.inside.stop:
        return []
    start = scene.words[index].start
    end = scene.words[min(scene.inside.stop, index + _REACH) - 1].end
    return [name for name in _players(scene, index - 1) if start <= name.at[0].start < end]


def _players(scene: Scene, index: int) -> list[Name]:
    """Names with an actor that may take part in what word `index` tells.

    Not the state in 'Russian Foreign Minister Lavrov', and nobody on the other side of direct speech.
    """
    speech = scene.speech_at(scene.words[index].start)
    return [
        name
        for name in scene.names
        if name.actor
        and scene.speech_at(name.at[0].start) == speech
        and not scene.bracketed(name)
        and not _in_title(scene, name)
    ]


def _in_title(scene: Scene, name: Name) -> bool:
    """Whether a state only says whose office a person holds who is named right after it."""
    if name.head or name.sort == "person":
        return False
    after = next((n for n in scene.names if n.sort == "person" and n.at[0].start >= name.at[0].end), None)
    if after is None:
        return False
    between = range(scene.index_at(name.at[0].end), scene.index_at(after.at[0].start))
    return len(between) <= _TITLE_WORDS and (
        all(scene.in_title(i) or scene.language.is_possessive(scene.words, i) for i in between)
        and (len(between) > 0 or scene.in_title(scene.index_at(name.at[0].start) - 1))
    )


def _within(scene: Scene, trigger: Hit[Trigger]) -> list[Name]:
    """Names with an actor among the words of the trigger itself: 'spoke with Putin by phone'."""
    return [name for name in scene.names if name.actor and trigger.span.contains(name.at[0])]


def _subject(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The doer: the nearest name before the trigger that no preposition governs.

    Where the verb shares the subject of one before it ('... and threatened'), the first such name.
    """
    same_side = scene.quoted(trigger.span.start)
    quote = telling(scene, trigger.span)
    near = [
        name
        for name in _before(scene, trigger.first)
        if not scene.governed(name)
        and scene.quoted(name.at[0].start) == same_side
        and (quote is None or any(span.contains(name.at[0]) for span in quote.at))
    ]
    if not near:
        return _speaker(scene, trigger, quote) if quote else _subject_before(scene, trigger)
    if quote and _says_we(scene, trigger):
        return _named_speaker(scene, quote)
    if not scene.is_a(trigger.first - 1, "infinitive"):
        # but 'upaya Barat untuk mempersenjatai': whose attempt it is does it
        near = [name for name in near if name.head] or near
    return _coordinated(scene, near[-1] if _shares_subject(scene, trigger) else near[0])


def _who_says(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The speaker of the quote whose words of saying are the trigger: 'X said ..., and warned that ...'."""
    quote = saying(scene, trigger)
    return _named_speaker(scene, quote) if quote and trigger.rule.frame == "active" else ()


def saying(scene: Scene, trigger: Hit[Trigger]) -> Quote | None:
    """The quote whose words of saying are the trigger: the act is done by saying it."""
    return next((q for q in scene.told if q.cue and q.cue.overlaps(trigger.span)), None)


def _speaker(scene: Scene, trigger: Hit[Trigger], quote: Quote) -> tuple[Name, ...]:
    """The speaker, for acts of speech and where what is said begins with its verb: 'denied planning it'."""
    bare = trigger.first - scene.index_at(quote.at[0].start) <= _BARE_VERB
    own = trigger.rule.type in SPEECH_ACTS or (bare and (trigger.rule.frame != "noun" or quote.act in _OWN))
    return _named_speaker(scene, quote) if own or _says_we(scene, trigger) else ()


def _named_speaker(scene: Scene, quote: Quote) -> tuple[Name, ...]:
    if quote.speaker is None:
        return ()
    named = [n for n in scene.names if n.actor == quote.speaker_actor and quote.speaker.contains(n.at[0])]
    return _coordinated(scene, named[-1]) if named else ()


def _says_we(scene: Scene, trigger: Hit[Trigger]) -> bool:
    """Whether 'we' or 'kami' stands close before the verb."""
    close = range(max(scene.inside.start, trigger.first - _CLOSE), trigger.first)
    return any(scene.is_a(index, "we") for index in close)


def _shares_subject(scene: Scene, trigger: Hit[Trigger]) -> bool:
    """Whether the verb follows 'and', 'but' or a comma, so that it has no subject of its own."""
    index = trigger.first
    while index > scene.inside.start and scene.is_a(index - 1, "also"):
        index -= 1
    if trigger.rule.frame == "noun" or index <= scene.inside.start:
        return False
    # 'sepakat ... seusai bertemu', 'agreed after meeting'
    bare = scene.is_a(index - 1, "break") and not scene.is_a(index - 1, "relative")
    return bare or scene.is_a(index - 1, "and") or scene.gap(index).strip() == ","


def _subject_before(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    players = _players(scene, trigger.first)
    heads = [name for name in players if name.head and not scene.governed(name)]
    return (heads[0],) if heads and heads[0].at[0].end <= trigger.span.start else ()


def _coordinated(scene: Scene, name: Name) -> tuple[Name, ...]:
    """The name with those joined to it before: 'Washington and its allies', 'Biden dan Putin'."""
    found = [name]
    for other in reversed(_players(scene, scene.index_at(name.at[0].start))):
        if other.at[0].end > found[0].at[0].start:
            continue
        if scene.governed(other):
            break
        first, last = scene.index_at(other.at[0].end), scene.index_at(found[0].at[0].start)
        between = range(first, last)
        commas = scene.report.text[other.at[0].end : found[0].at[0].start].strip()
        joined = len(between) <= 5 and any(scene.is_a(i, "and") for i in between)
        if joined and _other_clause(scene, between, other):
            break
        if commas == "," or (joined and "." not in commas and not _verb_in(scene, between)):
            found.insert(0, other)
        else:
            break
    return tuple(found)


def _other_clause(scene: Scene, between: range, before: Name) -> bool:
    """Whether ', and' between two names begins a clause; not at the end of a list: 'A, B, and C'."""
    if not any(scene.is_a(i, "and") and "," in scene.gap(i) for i in between):
        return False
    start = before.at[0].start
    return not any(scene.report.text[n.at[0].end : start].strip() == "," for n in scene.names if n.actor)


def _verb_in(scene: Scene, indices: range) -> bool:
    """Whether another act stands between two names, so that no 'and' joins them."""
    firsts = [hit.first for hit in scene.triggers] + [hit.first for hit in scene.cues]
    return any(first in indices for first in firsts)


def _object(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """Whom it is done to: the first name after the trigger in its clause."""
    for name in _after(scene, trigger.last):
        if scene.is_a(scene.index_at(name.at[0].start) - 1, "about") and not _at_once(scene, name, trigger):
            return ()
        between = range(trigger.last, scene.index_at(name.at[0].start))
        if "," in scene.report.text[trigger.span.end : name.at[0].start]:
            return ()
        if any(begins_clause(scene, i) or _leaves_object(scene, i, trigger) for i in between):
            return ()
        return (name, *_joined_after(scene, name))
    return ()


def _at_once(scene: Scene, name: Name, trigger: Hit[Trigger]) -> bool:
    """Whether only the preposition stands between: 'attack on Russia', not 'talks with aides on Russia'."""
    return scene.index_at(name.at[0].start) - trigger.last <= 1


def _leaves_object(scene: Scene, index: int, trigger: Hit[Trigger]) -> bool:
    """Whether another clause begins with this word: ', and X said', 'demands guarantees that ...'."""
    if scene.is_a(index, "and") and "," in scene.gap(index):
        return True
    return index > trigger.last and scene.is_a(index, "that")


def _joined_after(scene: Scene, name: Name) -> tuple[Name, ...]:
    found: list[Name] = []
    last, joined = name, 0
    for other in _players(scene, scene.index_at(name.at[0].start)):
        if other.at[0].start < last.at[0].end:
            continue
        words = range(scene.index_at(last.at[0].end), scene.index_at(other.at[0].start))
        between = scene.report.text[last.at[0].end : other.at[0].start].strip()
        with_and = len(words) <= 3 and any(scene.is_a(i, "and") for i in words)
        if with_and and _other_clause(scene, words, last):
            break
        if between != "," and (not with_and or _verb_in(scene, words)):
            break
        found.append(other)
        last = other
        joined = len(found) if with_and else joined
    # commas alone join nothing: 'if Russia attacks Ukraine, NATO will respond'
    return tuple(found[:joined])


def _after_word(scene: Scene, trigger: Hit[Trigger], kind: str) -> tuple[Name, ...]:
    """The names after a preposition of that kind behind the trigger."""
    for index in range(trigger.last, min(scene.inside.stop, trigger.last + 8)):
        if scene.is_a(index, kind):
            for name in _after(scene, index + 1)[:1]:
                if scene.index_at(name.at[0].start) - index <= 6:
                    return (name, *_joined_after(scene, name))
    return ()


def _right_after(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The name that follows at once: in 'diserang Rusia' no word for 'by' stands before the doer."""
    near = _after(scene, trigger.last)[:1]
    return tuple(name for name in near if scene.index_at(name.at[0].start) == trigger.last and name.head)


def _mutual(scene: Scene, trigger: Hit[Trigger]) -> Parties:
    """All who take part: the subject, and who is named with 'with', 'between' or after the trigger."""
    doers = _subject(scene, trigger)
    partners = tuple(_within(scene, trigger))
    for kind in ("with", "between", "towards", "of"):
        partners = partners or _after_word(scene, trigger, kind)
    partners = tuple(name for name in partners if not _talked_about(scene, name))
    after = [name for name in _after(scene, trigger.last) if not _talked_about(scene, name)]
    near = [name for name in after[:3] if scene.index_at(name.at[0].start) - trigger.last <= 3]
    partners = partners or tuple(near)
    before = tuple(
        name for name in reversed(_before(scene, trigger.first)[:3])
        if trigger.first - scene.index_at(name.at[0].end) <= 2 and not scene.governed(name)
    )  # fmt: skip
    partners = partners + before
    if not partners:
        partners = tuple(after[:1])
    return Parties(doers, _without(partners, doers)) if doers else Parties(partners, ())


def _talked_about(scene: Scene, name: Name) -> bool:
    """'talks on Ukraine', 'pembicaraan mengenai Ukraina': it takes no part."""
    index = scene.index_at(name.at[0].start) - 1
    while index > scene.inside.start and scene.is_a(index, "articles"):
        index -= 1
    return scene.is_a(index, "about")


def _around_noun(scene: Scene, trigger: Hit[Trigger]) -> Parties:
    """'Russian invasion of Ukraine', 'invasi Rusia ke Ukraina', 'sanctions against Russia by the EU'."""
    by = _after_word(scene, trigger, "by")
    targets = _without(_after_word(scene, trigger, "towards"), by)
    doers = by or _owner(scene, trigger)
    if not doers:
        doers = _without(_subject(scene, trigger), targets)
        if scene.tree and trigger.rule.type not in SPEECH_ACTS:
            # who speaks of an invasion, or is told of it, does not lead it
            doers = tuple(name for name in doers if _acts(scene, name))
    return Parties(doers, _without(targets, doers))


def _acts(scene: Scene, name: Name) -> bool:
    """Whether a name is a subject that does something other than speak."""
    speaks = any(quote.speaker and quote.speaker.contains(name.at[0]) for quote in scene.told)
    return not speaks and scene.relation_of(name.at[0]) in _SUBJECTS


def _owner(scene: Scene, trigger: Hit[Trigger]) -> tuple[Name, ...]:
    """The name that describes the noun: before it ('Russian', 'Moscow's') or right after it ('Rusia')."""
    if scene.language.modifier_follows_noun:
        near = _after(scene, trigger.last)[:1]
        return tuple(name for name in near if scene.index_at(name.at[0].start) - trigger.last <= 1
                     and not scene.governed(name))  # fmt: skip
    near = _before(scene, trigger.first)[:1]
    return tuple(
        name for name in near
        if not name.head and trigger.first - scene.index_at(name.at[0].end) <= 3
    )  # fmt: skip


def visited(scene: Scene, trigger: Hit[Trigger]) -> tuple[str, ...]:
    """The country of the place just after 'visit', 'trip to' or 'berkunjung ke'."""
    near = range(trigger.last, min(scene.inside.stop, trigger.last + 3))
    for hit in scene.language.find_places.find(scene.words, near):
        return (hit.rule.row.country,) if hit.rule.row.country else ()
    return ()


def begins_clause(scene: Scene, index: int) -> bool:
    """Whether a clause begins with this word."""
    gap = scene.gap(index)
    if any(c in gap for c in ";:—–"):
        return True
    return scene.is_a(index, "break") and not scene.is_a(index, "relative") and "," in gap


def telling(scene: Scene, span: Span) -> Quote | None:
    """The quote whose content holds a span, the innermost."""
    inside = [quote for quote in scene.told if any(piece.contains(span) for piece in quote.at)]
    return min(inside, key=_length, default=None)


def _length(quote: Quote) -> int:
    return sum(span.end - span.start for span in quote.at)
