"""What one training sees: the sentences of every corpus, their labels, and the order of an epoch."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from training import data
from training.batches import Example, Maker, by_length
from training.convert import convert
from training.data import Sentence, Token
from training.noise import disturb

RARE = 3  # a relation seen less often than this is not learned


@dataclass(frozen=True)
class Corpus:
    """Sentences by the name under which `config.toml` says how often they are seen."""

    parts: Mapping[str, list[Sentence]]

    @property
    def texts(self) -> set[str]:
        return {sentence.text for part in self.parts.values() for sentence in part}

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations that the treebanks use, by name."""
        counts = Counter(word.relation for part in self.parts.values() for s in part for word in s.words)
        return tuple(sorted(relation for relation, count in counts.items() if count >= RARE))


def read(root: Path) -> Corpus:
    """All that trains."""
    pairs = data.translations(root)
    return Corpus(
        {
            **treebanks(root),
            **data.names_for_training(root),
            "translations": [bare(text) for pair in pairs for text in pair],
        }
    )


def treebanks(root: Path) -> dict[str, list[Sentence]]:
    """The treebanks that train, by name, that of 2017 already in today's annotation."""
    return {**data.treebanks_for_training(root), "gsd2017": convert(root)}


def bare(text: str) -> Sentence:
    """A sentence without annotation, cut at white space and marks."""
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    ends = [match.end() < len(text) and text[match.end()].isspace() for match in found]
    return Sentence(text, tuple(Token(m.group(), 1, space) for m, space in zip(found, ends, strict=True)))


def epoch(
    corpus: Corpus, maker: Maker, config: Mapping[str, dict[str, float]], number: int
) -> list[list[Example]]:
    """The batches of an epoch, the same for the same number; every sentence meets its own mishaps."""
    settings: Mapping[str, int] = config  # type: ignore[assignment]
    chance = random.Random(f"{settings['seed']}/{number}")
    examples = []
    for name, sentences in corpus.parts.items():
        for sentence in _drawn(sentences, config["repeats"][name], chance):
            example = maker.example(*disturb(sentence, config["noise"], chance))
            if len(example.pieces) <= settings["longest"]:
                examples.append(example)
    return by_length(examples, settings["pieces_per_step"], chance)


def _drawn(sentences: list[Sentence], repeats: float, chance: random.Random) -> list[Sentence]:
    whole = int(repeats)
    return sentences * whole + chance.sample(sentences, int(len(sentences) * (repeats - whole)))
