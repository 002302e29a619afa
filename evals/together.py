"""How well the same events are found in many documents: `python -m evals.together --shared ../shared`.

Topics 30 to 35 of ECB+, from which nothing was learned; some minutes. CoNLL F1 is the mean of MUC, B3
and CEAFe over all mentions at once, events told once included. The events are given ('gold mentions'), but
for the last line, where they are those that Kawat finds and joins itself. What the documents are about is
given (the subtopics of ECB+), or found by the words that they have in common, or not asked for.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from scorch.scores import b_cubed, ceaf_e, muc

import kawat
from kawat.link.clusters import COHESION, Pair, clusters, pair
from kawat.link.happenings.deeds import Deed, weighed
from kawat.link.steps import link
from kawat.pipeline import Annotated
from kawat.records import Event, Happening
from kawat.text import Words

from .ecb import EcbDocument, documents
from .ecb_deeds import Around, read

TOPICS = range(30, 36)
LEAST = 0.1
"""From which likelihood on a pair counts in clustering."""
ABOUT_ONE = 0.15
"""From which share of words in common on two documents are about one matter; chosen on topics 1 to 29."""
_ALL = range(1, 36)

Groups = list[set[str]]
Matter = Callable[["Told"], Hashable]


class Told(NamedTuple):
    """A mention in its document, the event it tells of, its head's lemma, and what is compared of it."""

    id: str
    document: EcbDocument
    event: str
    head: str
    deed: Deed


class Score(NamedTuple):
    """F1 by each measure, in percent."""

    muc: float
    b_cubed: float
    ceaf_e: float

    @property
    def conll(self) -> float:
        return sum(self) / len(self)


def score(key: Sequence[set[str]], response: Sequence[set[str]]) -> Score:
    """How well the groups of a response are those of the key."""
    return Score(*(100 * float(measure(key, response)[2]) for measure in (muc, b_cubed, ceaf_e)))


def key_of(told: Iterable[Told]) -> Groups:
    """The mentions by the event that they tell of."""
    return _grouped((one.event, one.id) for one in told)


def by_lemma(told: Iterable[Told], matter: Matter) -> Groups:
    """The baseline: the mentions of one matter whose heads have one lemma."""
    return _grouped(((matter(one), one.head), one.id) for one in told)


def by_deed(told: Iterable[Told], matter: Matter) -> Groups:
    """The mentions of one matter as linking puts them together."""
    return [group for same in _together(told, matter) for group in _joined(same)]


def _joined(told: Sequence[Told]) -> Iterator[set[str]]:
    scores: dict[Pair, float] = {}
    for one, other in combinations(told, 2):
        likely, _ = weighed(one.deed, other.deed, least=LEAST)
        if likely:
            scores[pair(one.id, other.id)] = likely
    yield from map(set, clusters([one.id for one in told], scores))


def matters(texts: Mapping[str, str], background: Iterable[str]) -> dict[str, str]:
    """For each text (by name) a name of what it is about, by the rarer words that texts have in common.

    `background`: texts that tell how rare a word is.
    """
    often = Counter(word for text in background for word in set(_words(text)))
    vectors = {name: _vector(text, often) for name, text in texts.items()}
    scores = {}
    for one, other in combinations(sorted(vectors), 2):
        common = sum(weight * vectors[other].get(word, 0.0) for word, weight in vectors[one].items())
        scores[pair(one, other)] = common / ABOUT_ONE * COHESION
    return {name: group[0] for group in clusters(texts, scores) for name in group}


def _vector(text: str, often: Counter[str]) -> dict[str, float]:
    """The words with their weights (tf-idf), of length 1."""
    most = max(often.values())
    weights = {
        word: (1 + math.log(times)) * math.log(1 + most / often[word])
        for word, times in Counter(_words(text)).items()
        if often[word]
    }
    length = math.hypot(*weights.values()) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _words(text: str) -> list[str]:
    return [word.fold for word in Words(text) if len(word.fold) > 2]


def end_to_end(told: Sequence[tuple[EcbDocument, Annotated]]) -> tuple[Groups, float]:
    """The happenings that Kawat finds, as groups of mentions, and the share of mentions that it finds.

    An event that it finds is a mention when their words overlap; else it is one that nobody told of.
    """
    mention: dict[str, str] = {}
    for document, made in told:
        for event in (record for record in made.records if isinstance(record, Event)):
            at = (one.id for one in document.mentions if one.at.overlaps(event.trigger))
            mention[event.id] = next(at, event.id)
    with tempfile.TemporaryDirectory() as folder:
        store = kawat.open_store(Path(folder) / "ecb.kawat", create=True)
        with store, store.writer() as writer:
            for _, made in told:
                writer.add(made.report, made.text, made.records)
            link(writer, containment=0.6)
            groups = [{mention[id] for id in one.members} for one in writer.each(Happening)]
    wanted = {one.id for document, _ in told for one in document.mentions}
    return _apart(groups), len(wanted & set(mention.values())) / len(wanted)


def _apart(groups: Iterable[set[str]]) -> Groups:
    """The groups, each member only in the first that has it: two events may be of one mention."""
    seen: set[str] = set()
    found = []
    for group in groups:
        if group - seen:
            found.append(group - seen)
        seen |= group
    return found


def _together(told: Iterable[Told], matter: Matter) -> Iterator[list[Told]]:
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    for one in told:
        groups[matter(one)].append(one)
    yield from groups.values()


def _grouped(pairs: Iterable[tuple[Hashable, str]]) -> Groups:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for name, id in pairs:
        groups[name].add(id)
    return list(groups.values())


def mentions(document: EcbDocument, made: Annotated) -> Iterator[Told]:
    """The document's annotated events with what Kawat finds around them."""
    around = Around(made)
    for one in document.mentions:
        yield Told(one.id, document, one.event, around.head(one), around.deed(one))


def figures(read_: Sequence[tuple[EcbDocument, Annotated]], background: Iterable[str]) -> Iterator[str]:
    """The lines of the table."""
    told = [one for document, made in read_ for one in mentions(document, made)]
    key = key_of(told)
    about = matters({document.name: document.text for document, _ in read_}, background)
    ways: dict[str, Matter] = {
        "subtopic given": lambda one: one.document.subtopic,
        "subtopic found": lambda one: (one.document.topic, about[one.document.name]),
        "topic": lambda one: one.document.topic,
    }
    for name, matter in ways.items():
        yield _line(f"{name}: same lemma", score(key, by_lemma(told, matter)))
        yield _line(f"{name}: Kawat", score(key, by_deed(told, matter)))
    groups, share = end_to_end(read_)
    yield _line(f"Kawat's own events ({share:.0%} of the mentions)", score(key, groups))


def _line(name: str, found: Score) -> str:
    return f"| {name} | {found.muc:.1f} | {found.b_cubed:.1f} | {found.ceaf_e:.1f} | {found.conll:.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    folder = parser.parse_args().shared / "data" / "ecbplus"
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder: ECB+ is no part of the project; say where with --shared")
    settings, _ = kawat.load_settings()
    pipeline = kawat.open_pipeline(settings)
    read_ = [(document, read(pipeline, document)) for document in documents(folder, TOPICS)]
    print("| mentions of | MUC | B3 | CEAFe | CoNLL F1 |\n|---|---|---|---|---|")
    for line in figures(read_, [document.text for document in documents(folder, _ALL)]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
