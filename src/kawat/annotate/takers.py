"""The actors that noun phrases name as those who take part in something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kawat.clean.rules import agencies
from kawat.records import Name, Node, Quote, Span
from kawat.text import Words

from .attributions import after_dateline, speaker_in
from .deeds import ASKED
from .participants import telling
from .scene import Scene

_BESIDE = "conj"
_CREDIT = re.compile(r"\s+[-–—]\s*([^\W\d_]+)")
# how a noun hangs from the one that it describes
DESCRIBING = ("nmod", "compound", "flat", "amod", "appos")


def takers(scene: Scene, spans: Sequence[Span]) -> tuple[str, ...]:
    """The actors that noun phrases name, in order: 'Roe and the foreign ministry of Sylvania'."""
    named = (_without_credit(scene, span) for span in spans if not _is_topic(scene, span))
    told = (after_dateline(scene, _with_all(scene, span)) for span in named)
    found = (actor for span in told for part in parts(scene, span) for actor in _actors(scene, part))
    return tuple(dict.fromkeys(found))


def _without_credit(scene: Scene, span: Span) -> Span:
    """The phrase before an agency that is credited behind a dash: 'President Roe - AFP'."""
    credit = _CREDIT.search(scene.report.text, span.start + 1, span.end)
    return Span(span.start, credit.start()) if credit and credit[1] in agencies() else span


def asked_part(scene: Scene, span: Span, trigger: Span) -> Span:
    """Of words that end in whom something is asked, the end: 'Orsk' of 'Roe urged Orsk (to leave)'."""
    nodes = scene.tree.words if scene.tree else ()
    below = next((i for i, node in enumerate(nodes) if node.at == scene.head_of(trigger)), -1)
    while below >= 0 and nodes[below].head >= 0 and not nodes[below].relation.startswith(_BESIDE):
        verb = nodes[below].head
        if span.contains(nodes[verb].at):
            asks = any(e.types[0][0] in ASKED for e in scene.events if e.trigger.overlaps(nodes[verb].at))
            return (asks and scene.trimmed(nodes[verb].at.end, span.end)) or span
        below = verb
    return span


def _with_all(scene: Scene, span: Span) -> Span:
    """The phrase with all who stand beside its head: 'Roe and Berg' where 'Roe and' was seen."""
    nodes = scene.tree.words if scene.tree else ()
    head = next((node for node in nodes if node.at == scene.head_of(span)), None)
    if head is None:
        return span
    if head.relation.partition(":")[0] == _BESIDE and scene.is_a(scene.index_at(span.start), "and"):
        return Span(min(nodes[head.head].at.start, span.start), span.end)
    beside = (
        i for i, n in enumerate(nodes) if n.head >= 0 and nodes[n.head] == head and n.relation == _BESIDE
    )
    cut = [nodes[i].at.end for i in beside if nodes[i].at.start >= span.end and _joined_in(nodes, i, span)]
    return Span(span.start, max([span.end, *cut]))


def _joined_in(nodes: Sequence[Node], index: int, span: Span) -> bool:
    """Whether the 'and' before a word stands in a phrase."""
    return any(n.head == index and n.relation == "cc" and span.contains(n.at) for n in nodes)


def _is_topic(scene: Scene, span: Span) -> bool:
    """Whether it is only spoken of: 'talks on Ukraine', 'pembicaraan mengenai Ukraina'."""
    return scene.is_a(scene.index_at(span.start) - 1, "about")


def parts(scene: Scene, span: Span) -> Iterator[Span]:
    """The phrases that stand beside each other in one: 'A', 'B' and 'C' of 'A, B and C'."""
    nodes = scene.tree.words if scene.tree else ()
    inside = [index for index, node in enumerate(nodes) if span.contains(node.at)]
    heads = [index for index in inside if _heads(nodes, index, inside)]
    starts = sorted(min(i for i in inside if below(nodes, i, heads) == head) for head in heads)
    for start, end in pairwise([*starts, inside[-1] + 1] if starts else ()):
        yield Span(nodes[start].at.start, nodes[end - 1].at.end)


def _heads(nodes: Sequence[Node], index: int, inside: Sequence[int]) -> bool:
    """Whether a word heads a phrase: nothing above it in the span, or beside a word that does."""
    node = nodes[index]
    if node.upos == "PUNCT":
        return False
    beside = node.relation.partition(":")[0] == _BESIDE and node.head in inside
    return _heads(nodes, node.head, inside) if beside else node.head not in inside


def below(nodes: Sequence[Node], index: int, heads: Sequence[int]) -> int | None:
    """The nearest of some heads that a word is or hangs from."""
    while index >= 0 and index not in heads:
        index = nodes[index].head
    return index if index >= 0 else None


def _actors(scene: Scene, span: Span) -> tuple[str, ...]:
    """The actor of one phrase: whom it names, else whose it is: 'Velmoran troops', 'kapal Orsk'."""
    told = _in_speech(scene, span)
    if told is not None:
        return told
    both = _both(scene, span)
    if both:
        return both
    state = _led(scene, span)
    if state:
        return (state,)
    actor = speaker_in(scene, span).actor
    owners = tuple(name.actor for name in _owners(scene, span) if name.actor)
    # 'envoys of Orsk and Velmora' are of both
    return (actor,) if actor and not ("/" in actor and len(owners) > 1) else owners


def _led(scene: Scene, span: Span) -> str | None:
    """The state of a person whose country, government or army it is: 'negaranya', 'her troops'."""
    head = scene.head_of(span)
    owner = next((name for name in scene.names if span.contains(name.at[0]) and not name.head), None)
    if head is None or owner is None or owner.sort != "person" or not owner.actor:
        return None
    # the noun without the suffix that says whose it is
    noun = scene.language.find_bodies.at(Words(scene.report.slice(head)), 0, 1)
    return scene.country(owner.actor) if noun and "state" in noun.rule.classes else None


def _both(scene: Scene, span: Span) -> tuple[str, ...]:
    """The two whom words for two mean: 'the two leaders', 'kedua pihak'."""
    places = Counter(name.at[0] for name in scene.names if name.actor and span.contains(name.at[0]))
    at = next((place for place, times in places.items() if times > 1), None)
    return tuple(name.actor for name in scene.names if name.actor and name.at[0] == at)


def _in_speech(scene: Scene, span: Span) -> tuple[str, ...] | None:
    """Whom a pronoun of speech means: 'we' who speaks, 'you' who is told; None where it is no such word.

    A body that says 'it' or 'pihaknya' in what is told of it speaks of itself.
    """
    words = scene.words.range(span)
    quote = telling(scene, span) if len(words) == 1 else None
    if quote is None:
        return None
    if scene.is_a(words.start, "we") or (
        scene.is_a(words.start, "it", "they", "itself") and _is_own(scene, quote)
    ):
        return (quote.speaker_actor,) if quote.speaker_actor else ()
    if scene.is_a(words.start, "you"):
        return (quote.addressee_actor,) if quote.addressee_actor else ()
    return None


def _is_own(scene: Scene, quote: Quote) -> bool:
    """Whether a body or an unnamed official speaks, and not in direct speech."""
    speaker = quote.speaker_actor
    if speaker is None or quote.form == "direct":
        return False
    return scene.language.registry.sort(speaker) != "person"


def _owners(scene: Scene, span: Span) -> Iterator[Name]:
    """The states and bodies that the head of a phrase belongs to: 'Velmoran troops', 'envoys of A and B'."""
    head, found = scene.head_of(span), list[Span]()
    for name in scene.names:
        if name.actor and name.sort != "person" and span.contains(name.at[0]) and head:
            beside = any(scene.hangs(name.at[0], other) for other in found)
            if beside or _describes(scene, name.at[0], head):
                found.append(name.at[0])
                yield name


def _describes(scene: Scene, at: Span, head: Span) -> bool:
    """Whether a name hangs from the head, or from bare nouns that do: 'penjaga pantai Orsk'."""
    nodes = scene.tree.words if scene.tree else ()
    index = next((i for i, node in enumerate(nodes) if node.at == scene.head_of(at)), -1)
    while index >= 0 and nodes[index].head >= 0:
        index = nodes[index].head
        if nodes[index].at == head:
            return True
        bare = not any(node.head == index and node.relation == "case" for node in nodes)
        if not bare or nodes[index].relation.partition(":")[0] not in DESCRIBING:
            return False
    return False
