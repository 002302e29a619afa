"""The language model: reads one sentence at a time, so that nothing about it can depend on its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kawat.errors import ModelError

from . import tags, trees
from .attribution import Attributor
from .card import Calibration, Labels, read_card
from .embedding import Embedding
from .parse import Attribution, Cut, Named, Parse, Run
from .pieces import load_pieces
from .segmenter import Segmenter
from .session import Network, load_array, open_session

WEIGHTS = Path(__file__).parent / "weights"
REMEMBERED = 20_000  # sentences; half of the news is copies of the other half
PARATAXIS = "parataxis"  # how parts hang together that no word joins
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
        self.card = card
        self._folder = folder
        self._encoder = encoder or open_session(folder / "encoder.onnx")
        self._relations = relations or open_session(folder / "relations.onnx")
        self._embedding = Embedding(folder / "embedding.npy")
        self._positions: Floats = load_array(folder / "positions.npy").astype(np.float32)
        self._pieces = load_pieces(folder / "tokenizer.json.gz", card.characters, card.special.unk)
        self._features = tags.FeatureReader(card.labels.features)
        self._names = tags.slices(card.labels.guidelines)
        self._attributor = self._open_attributor(card.calibration if calibrated else ())
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
            self._attributor.read(states, governed, related) if self._attributor else (),
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
        """What the encoder's last layer says of each word (W, width): what further heads are trained on.

        Raises ModelError for a sentence longer than the encoder can see at once.
        """
        words = tuple(self._pieces.word(f, s) for f, s in zip(forms, spaces, strict=True))
        if sum(map(len, words)) > len(self._positions) - 2:
            raise ModelError(f"a sentence of {len(forms)} words is too long to be read at once: cut it")
        (states,) = self._encode(words, self.card.labels.treebanks[0], ["states"])
        return states

    def _open_attributor(self, calibration: Calibration) -> Attributor | None:
        """None in a model whose heads for attribution have not been trained yet."""
        labels = self.card.labels
        return Attributor(self._folder, labels, calibration) if labels.acts else None


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
    root = parses[0].heads.index(-1)
    for parse in parses:
        before = len(heads)
        later = [before > 0 and head < 0 for head in parse.heads]
        relations += [PARATAXIS if late else r for late, r in zip(later, parse.relations, strict=True)]
        names += [Named(n.first + before, n.last + before, n.kind, n.score) for n in parse.names]
        said += [_shifted(attribution, before) for attribution in parse.attributions]
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
        _frozen(vector / np.linalg.norm(vector)),
    )


def _shifted(said: Attribution, words: int) -> Attribution:
    """An attribution so many words on."""
    first, *others = (Run(run.first + words, run.last + words) for run in (said.cue, *said.content))
    speaker, addressee = (
        run and Run(run.first + words, run.last + words) for run in (said.speaker, said.addressee)
    )
    return said._replace(cue=first, content=tuple(others), speaker=speaker, addressee=addressee)


def _frozen(vector: Floats) -> Floats:
    vector.flags.writeable = False
    return vector
