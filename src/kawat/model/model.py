"""The language model: reads one sentence at a time, so that nothing about it can depend on its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from kawat.errors import ModelError

from . import tags, trees
from .attribution import Attributor
from .card import Labels, read_card
from .embedding import Embedding
from .events import EventFinder
from .frames import Frames
from .parse import Attribution, Cut, EventFrame, Named, Parse, Run
from .pieces import load_pieces
from .segmenter import Segmenter
from .session import Network, load_array, open_session

WEIGHTS = Path(__file__).parent / "weights"
REMEMBERED = 20_000  # sentences; half of the news is copies of the other half
PARATAXIS = "parataxis"  # how parts hang together that no word joins
ALIKE = 10.0  # brings the vectors of pieces to the size of the encoder's states
HOUSE = "house"  # Kawat's own guideline for names

Floats = npt.NDArray[np.float32]
Words = tuple[tuple[int, ...], ...]  # for each word its pieces


@dataclass(frozen=True)
class _Part:
    """A parse of some consecutive words, and the number of pieces that it was read from."""

    parse: Parse
    pieces: int


class Model:
    """The encoder and its heads, out of the files of a folder.

    `encoder` and `relations` may stand in for the folder's own, to compare with; `remembered` is how many
    parses are kept; `calibrated` says whether the scores of attributions are shares that are right, or raw.
    Raises ModelError when a file is missing or broken.
    """

    def __init__(
        self,
        folder: Path = WEIGHTS,
        *,
        encoder: Network | None = None,
        relations: Network | None = None,
        remembered: int = REMEMBERED,
        calibrated: bool = True,
    ) -> None:
        card = read_card(folder / "model.json")
        if not calibrated:
            card = msgspec.structs.replace(card, calibration={})
        self.card = card
        self._folder = folder
        self._encoder = encoder or open_session(folder / "encoder.onnx")
        self._relations = relations or open_session(folder / "relations.onnx")
        self._embedding = Embedding(folder / "embedding.npy")
        self._positions: Floats = load_array(folder / "positions.npy").astype(np.float32)
        self._pieces = load_pieces(folder / "tokenizer.json.gz", card.characters, card.special.unk)
        self._features = tags.FeatureReader(card.labels.features)
        self._names = tags.slices(card.labels.guidelines)
        # none in a model whose heads have not been trained yet
        self._attributor = Attributor(Frames(folder, card, "speech")) if "speech" in card.frames else None
        self._events = EventFinder(Frames(folder, card, "events")) if "events" in card.frames else None
        self._remembered = lru_cache(remembered)(self._read)

    @property
    def version(self) -> str:
        """Changes with the weights."""
        return self.card.version

    def read(
        self,
        forms: Sequence[str],
        spaces: Sequence[bool],
        language: str,
        *,
        guideline: str = HOUSE,
        treebank: str | None = None,
    ) -> Parse:
        """The parse of a sentence, given as its words and whether white space stands before each.

        A sentence longer than the encoder can see at once is read in parts, and the roots of the later ones
        hang from the first. `treebank` is in whose manner; without it that of the language. Raises ModelError
        for a language, treebank or guideline that the model does not know.
        """
        if treebank is None:
            treebank = self.card.languages[_known(language, self.card.languages, "language")]
        _known(treebank, self.card.labels.treebanks, "treebank")
        _known(guideline, self.card.labels.guidelines, "guideline")
        return self._remembered(tuple(forms), tuple(map(bool, spaces)), treebank, guideline)

    def divide(self, text: str) -> list[Cut]:
        """The sentences of a text in order, each cut into words."""
        return self._segmenter.divide(text)

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self._folder / "segmenter.onnx", self.card.splits, self._pieces, self._embedding)

    def _read(self, forms: tuple[str, ...], spaces: tuple[bool, ...], treebank: str, guideline: str) -> Parse:
        room = len(self._positions) - 2  # both ends of a sentence are pieces too
        words = tuple(self._pieces.word(f, s)[:room] for f, s in zip(forms, spaces, strict=True))
        return _joined([self._part(part, treebank, guideline) for part in _parts(words, room)])

    def _part(self, words: Words, treebank: str, guideline: str) -> _Part:
        labels = self.card.labels
        outputs = ["upos", "features", "names", "arcs", "dependents", "governors", "vector", "states"]
        upos, features, names, arcs, dependents, governors, vector, states = self._encode(
            words, treebank, outputs
        )
        seen = self._seen(words, states)
        heads = trees.decode(arcs)
        inputs: dict[str, npt.NDArray[Any]] = {
            "dependents": dependents,
            "governors": governors,
            "heads": heads,
        }
        (relations,) = self._relations.run(["relations"], inputs)
        governed, related = tuple((heads - 1).tolist()), _relations(relations, heads, labels)
        parse = Parse(
            tuple(labels.upos[i] for i in upos.argmax(1).tolist()),
            self._features.read(features),
            governed,
            related,
            tags.names(names[:, self._names[guideline]], labels.guidelines[guideline]),
            self._attributor.read(seen, governed, related) if self._attributor else (),
            self._events.read(seen, governed, related) if self._events else (),
            _frozen(vector[0]),
        )
        return _Part(parse, sum(map(len, words)) + 2)

    def _encode(self, words: Words, treebank: str, outputs: Sequence[str]) -> list[Floats]:
        """The named outputs of the encoder for words given as pieces."""
        special = self.card.special
        pieces = np.array([special.bos, *(piece for word in words for piece in word), special.eos])
        first = np.array(list(accumulate(map(len, words), initial=1))[:-1], np.int64)
        embedded = self._embedding.rows(pieces) + self._positions[: len(pieces)]
        inputs: dict[str, npt.NDArray[Any]] = {
            "embedded": embedded[None],
            "first": first,
            "treebank": np.array([self.card.labels.treebanks.index(treebank)]),
        }
        return self._encoder.run(outputs, inputs)

    def states(self, forms: Sequence[str], spaces: Sequence[bool]) -> Floats:
        """What the encoder makes of each word, and its own vector (W, width): what heads are trained on.

        Raises ModelError for a sentence longer than the encoder can see at once.
        """
        words = tuple(self._pieces.word(f, s) for f, s in zip(forms, spaces, strict=True))
        if sum(map(len, words)) > len(self._positions) - 2:
            raise ModelError(f"a sentence of {len(forms)} words is too long to be read at once: cut it")
        (states,) = self._encode(words, self.card.labels.treebanks[0], ["states"])
        return self._seen(words, states)

    def _seen(self, words: Words, states: Floats) -> Floats:
        """The states of words beside the mean of their pieces' own vectors: what a word means wherever it is.

        The encoder was trained to parse, and forgets of words what a tree does not need.
        """
        pieces = np.array([piece for word in words for piece in word], np.int64)
        if not words:
            return np.zeros((0, states.shape[1] + self._embedding.width), np.float32)
        starts = np.array(list(accumulate(map(len, words), initial=0))[:-1], np.int64)
        sums = np.add.reduceat(self._embedding.rows(pieces), starts, axis=0)
        lengths = np.array(list(map(len, words)), np.float32)
        return np.concatenate([states, ALIKE * sums / lengths[:, None]], axis=1)


def _known(name: str, known: Collection[str], what: str) -> str:
    """The name itself. Raises ModelError where it is not among those known."""
    if name not in known:
        raise ModelError(f"the language model knows no {what} '{name}': it knows {', '.join(sorted(known))}")
    return name


def _parts(words: Words, room: int) -> list[Words]:
    """The words in as few parts of like size as there is room for, halved where the middle piece is."""
    ends = list(accumulate(map(len, words)))
    if len(words) < 2 or ends[-1] <= room:
        return [words]
    middle = sum(end <= ends[-1] / 2 for end in ends)
    cut = min(max(1, middle), len(words) - 1)
    return _parts(words[:cut], room) + _parts(words[cut:], room)


def _relations(scores: Floats, heads: npt.NDArray[np.int64], labels: Labels) -> tuple[str, ...]:
    """The relation of each word with the highest score: `root` for the root and for no other."""
    root = labels.relations.index("root")
    others = scores.copy()
    others[:, root] = -np.inf
    best = np.where(heads == 0, root, others.argmax(1))
    return tuple(labels.relations[i] for i in best.tolist())


def _joined(parts: list[_Part]) -> Parse:
    """One parse of consecutive parts; the roots of the later ones hang from the first by `parataxis`."""
    parses = [part.parse for part in parts]
    if len(parses) == 1:
        return parses[0]
    heads: list[int] = []
    relations: list[str] = []
    names: list[Named] = []
    said: list[Attribution] = []
    events: list[EventFrame] = []
    root = parses[0].heads.index(-1)
    for parse in parses:
        before = len(heads)
        later = [before > 0 and head < 0 for head in parse.heads]
        relations += [PARATAXIS if late else r for late, r in zip(later, parse.relations, strict=True)]
        names += [Named(n.first + before, n.last + before, n.kind, n.score) for n in parse.names]
        said += [_said_later(attribution, before) for attribution in parse.attributions]
        events += [_done_later(event, before) for event in parse.events]
        shifted = [head if head < 0 else head + before for head in parse.heads]
        heads += [root if late else head for late, head in zip(later, shifted, strict=True)]
    vector = sum((part.pieces * part.parse.vector for part in parts[1:]), parts[0].pieces * parses[0].vector)
    return Parse(
        tuple(tag for parse in parses for tag in parse.upos),
        tuple(features for parse in parses for features in parse.features),
        tuple(heads),
        tuple(relations),
        tuple(names),
        tuple(said),
        tuple(events),
        _frozen(vector / np.linalg.norm(vector)),
    )


def _said_later(said: Attribution, words: int) -> Attribution:
    """An attribution so many words on."""
    return said._replace(
        cue=_later(said.cue, words),
        content=tuple(_later(run, words) for run in said.content),
        speaker=said.speaker and _later(said.speaker, words),
        addressee=said.addressee and _later(said.addressee, words),
    )


def _done_later(event: EventFrame, words: int) -> EventFrame:
    """An event so many words on."""

    def all_later(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(_later(run, words) for run in runs)

    return event._replace(
        trigger=_later(event.trigger, words),
        actors=all_later(event.actors),
        recipients=all_later(event.recipients),
        places=all_later(event.places),
        times=all_later(event.times),
    )


def _later(run: Run, words: int) -> Run:
    return Run(run.first + words, run.last + words)


def _frozen(vector: Floats) -> Floats:
    vector.flags.writeable = False
    return vector
