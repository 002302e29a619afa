"""Write the files that ship: `python -m training.export --run training/runs/first`.

What makes a channel of activations large is moved into the weights that read it (SmoothQuant, Xiao et al.
2023), so that eight bits are enough for both; how large they get is seen on training sentences. Prints as
JSON the sizes of the files, and how the network does on held-out sentences in plain float and as it ships.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from kawat.model import Model
from training import data, e5, frames, graph, segment, vocabulary
from training.batches import Maker, collate
from training.data import Sentence
from training.graph import Tensors
from training.labels import Labels, labels_with, names_of
from training.marked import SCHEMES, Scheme
from training.network import VECTOR, Network, load_pretrained

Array = npt.NDArray[np.float32]
LANGUAGES = {"id": "csui", "en": "ewt"}  # in which treebank's manner each is read: news, and what there is
LICENCE = "CC BY-SA 4.0"  # treebanks under it went into the weights
CALIBRATION = {"csui": 100, "ewt": 100, "idner": 100}  # training sentences
SMALLEST = 1e-4
BESIDE = {"model.json", "LICENSE"}  # what lies beside the weights and changes nothing that is read


@dataclass(frozen=True)
class Run:
    """A trained network with what it was trained on top of."""

    network: Network
    labels: Labels
    source: e5.Pretrained
    kept: list[int]

    @property
    def maker(self) -> Maker:
        return Maker(vocabulary.pieces(self.source, self.kept), self.labels)


def load(folder: Path) -> Run:
    """The network of a run: its `weights.pt`, or the newest checkpoint while it still trains."""
    written = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    labels = labels_with(tuple(written["relations"]))
    if json.loads(json.dumps(asdict(labels))) != written:
        raise ValueError(f"{folder / 'labels.json'}: not the labels of labels.py: train again")
    source = e5.read(e5.find())
    kept = [int(line) for line in (folder / "pieces.txt").read_text(encoding="utf-8").split()]
    if (folder / "weights.pt").exists():
        weights = torch.load(folder / "weights.pt", map_location="cpu", weights_only=True)
    else:
        weights = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)["network"]
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers."))
    network = Network(source.shape, len(kept), layers, labels, (0.0, 0.0))
    load_pretrained(network, source, kept)
    network.load_state_dict(weights, strict=False)
    return Run(network.eval(), labels, source, kept)


def calibrate(run: Run, sentences: Iterable[Sentence]) -> dict[str, Array]:
    """The largest activation that sentences put into each channel of each linear map of the layers."""
    found: dict[str, Tensor] = {}

    def note(name: str, _: nn.Module, inputs: tuple[Tensor]) -> None:
        largest = inputs[0].abs().flatten(0, -2).amax(0)
        found[name] = torch.maximum(found.get(name, largest), largest)

    hooks = [
        module.register_forward_pre_hook(partial(note, name))
        for name, module in run.network.named_modules()
        if name.startswith("encoder.layers.") and isinstance(module, nn.Linear)
    ]
    maker = run.maker
    for sentence in sentences:
        batch = collate([maker.example(sentence)], VECTOR)
        with torch.no_grad():
            run.network.encoder(batch.pieces, batch.real)
    for hook in hooks:
        hook.remove()
    return {name: largest.numpy() for name, largest in found.items()}


def calibration(root: Path) -> Iterator[Sentence]:
    """The training sentences to calibrate on."""
    parts = {**data.treebanks_for_training(root), **data.names_for_training(root)}
    for name, count in CALIBRATION.items():
        yield from parts[name][:count]


def smoothed(tensors: Tensors, largest: Mapping[str, Array], alpha: float) -> Tensors:
    """The tensors with each linear map's columns multiplied by what its input is to be divided by.

    The divisors stand beside the weights as `<name>.divisor`, but for those of the attention's outcome: it is
    a mean of values, so that the values are divided instead.
    """
    out = dict(tensors)
    for name, activation in largest.items():
        weight = tensors[f"{name}.weight"]
        divisor = _divisor(activation, np.abs(weight).max(0), alpha)
        out[f"{name}.weight"] = out[f"{name}.weight"] * divisor
        if name.endswith(".attention_out"):
            values = name.replace(".attention_out", ".attention_in")
            for part in ("weight", "bias"):
                out[f"{values}.{part}"] = _values_divided(out[f"{values}.{part}"], divisor)
        else:
            out[f"{name}.divisor"] = divisor
    return out


def _divisor(activation: Array, weight: Array, alpha: float) -> Array:
    raw = np.maximum(activation, SMALLEST) ** alpha / np.maximum(weight, SMALLEST) ** (1 - alpha)
    return np.asarray(raw / np.exp(np.log(raw).mean()), np.float32)


def _values_divided(rows: Array, divisor: Array) -> Array:
    """The rows of query, key and value, the last of them divided."""
    whole = np.concatenate([np.ones(2 * len(divisor), np.float32), divisor])
    return np.asarray((rows.T / whole).T, np.float32)


def write(run: Run, tensors: Tensors, to: Path, largest: int) -> None:
    """All files of the model but the segmenter's and `model.json`."""
    to.mkdir(parents=True, exist_ok=True)
    (to / "embedding.npy").unlink(missing_ok=True)  # a process that has the old one mapped keeps it
    shape, layers = run.source.shape, len(run.network.encoder.layers)
    encoder = graph.encoder(tensors, run.labels, layers, shape.heads, shape.epsilon, largest)
    graph.write(encoder, to / "encoder.onnx")
    graph.write(graph.relations(tensors, run.labels), to / "relations.onnx")
    np.save(to / "embedding.npy", run.source.packed("emb.word", shape.width)[run.kept])
    np.save(to / "positions.npy", tensors["encoder.positions"].astype(np.float16))
    pieces = vocabulary.tokenizer(run.source, run.kept).to_str()
    (to / "tokenizer.json.gz").write_bytes(gzip.compress(pieces.encode(), 9, mtime=0))


def vector_tensors(folder: Path) -> Tensors:
    """The sentence vector's head, trained on top of the network."""
    weights = torch.load(folder / "vector.pt", map_location="cpu", weights_only=True)
    return {f"vector.{name}": value.numpy() for name, value in weights.items()}


def write_segmenter(folder: Path, to: Path) -> None:
    """The file of the network that cuts sentences and words."""
    weights = torch.load(folder / "segmenter.pt", map_location="cpu", weights_only=True)
    tensors = {name: value.numpy() for name, value in weights.items()}
    graph.write(graph.segmenter(tensors, segment.DILATIONS, segment.KERNEL), to / "segmenter.onnx")


def write_frames(folder: Path, to: Path) -> None:
    """The files of the heads that find frames, of the schemes for which they have been trained already."""
    shape = frames.SHAPE
    for scheme in _trained(folder):
        tensors = frames.tensors(folder, scheme)
        graph.write(graph.halved(graph.triggers(tensors)), to / f"{scheme.name}-triggers.onnx")
        roles = graph.roles(
            tensors, shape.layers, shape.heads, shape.epsilon, scheme.telling, tuple(scheme.kinds)
        )
        graph.write(graph.halved(roles), to / f"{scheme.name}-roles.onnx")


def _trained(folder: Path) -> list[Scheme]:
    return [scheme for scheme in SCHEMES.values() if (folder / f"{scheme.name}.pt").exists()]


def card(run: Run, folder: Path, to: Path) -> dict[str, Any]:
    """What `model.json` says; the scores are what it said before, until `training.evaluate` measures anew."""
    old = to / "model.json"
    special = {name: run.kept.index(run.source.special[name]) for name in ("bos", "eos", "unk")}
    return {
        "version": digest(to),
        "licence": LICENCE,
        "labels": asdict(run.labels),
        "frames": {s.name: {"roles": s.roles, "kinds": s.kinds} for s in _trained(folder)},
        "languages": LANGUAGES,
        "special": special,
        "splits": json.loads((folder / "splits.json").read_text(encoding="utf-8")),
        "scores": json.loads(old.read_text(encoding="utf-8"))["scores"] if old.exists() else {},
        "characters": run.source.characters,
    }


def digest(folder: Path) -> str:
    """A hash of all files that the model reads with: its version."""
    hashed = hashlib.blake2b(digest_size=6)
    for path in sorted(folder.iterdir()):
        if path.name not in BESIDE:
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


class Plain:
    """The network in plain float in the place of the exported graphs, to see what their eight bits cost."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @torch.no_grad()
    def run(self, outputs: Sequence[str], inputs: Mapping[str, npt.NDArray[Any]]) -> list[Array]:
        given = {name: torch.from_numpy(value) for name, value in inputs.items()}
        found = self._relations(**given) if "heads" in given else self._scores(**given)
        return [found[name].numpy() for name in outputs]

    def _scores(self, embedded: Tensor, first: Tensor, treebank: Tensor) -> dict[str, Tensor]:
        encoder, real = self.network.encoder, torch.ones(embedded.shape[:2], dtype=torch.bool)
        states, passed = encoder.norm(embedded), []
        for layer in encoder.layers:
            states = layer(states, torch.zeros(1))
            passed.append(states)
        middle = passed[(len(passed) + 1) // 2 - 1]
        scores = self.network.heads(states, middle, real, first[None], treebank)
        own = {name: value[0] for name, value in scores._asdict().items()}
        return {**own, "vector": nn.functional.normalize(scores.vector, dim=-1)}

    def _relations(self, dependents: Tensor, governors: Tensor, heads: Tensor) -> dict[str, Tensor]:
        return {"relations": self.network.heads.relations(dependents, governors[heads])}


def figures(model: Model, root: Path, most: int | None) -> dict[str, dict[str, float]]:
    """UPOS, UAS, LAS in percent of words and F1 of names on at most so many held-out sentences of each."""
    banks, named = data.treebanks_for_watching(root), data.names_for_watching(root)
    return {
        **{name: _tree_figures(model, sentences[:most]) for name, sentences in banks.items()},
        **{name: _name_figures(model, sentences[:most]) for name, sentences in named.items()},
    }


def _tree_figures(model: Model, sentences: list[Sentence]) -> dict[str, float]:
    counts = np.zeros(4)
    for sentence in sentences:
        parse = model.read(sentence.forms, sentence.spaces, "", treebank=sentence.treebank)
        for at, word in enumerate(sentence.words):
            right = parse.heads[at] == word.head - 1
            counts += [1, parse.upos[at] == word.upos, right, right and parse.relations[at] == word.relation]
    shares = (100 * counts[1:] / counts[0]).round(2).tolist()
    return dict(zip(("upos", "uas", "las"), shares, strict=True))


def _name_figures(model: Model, sentences: list[Sentence]) -> dict[str, float]:
    right = found = gold = 0
    for sentence in sentences:
        parse = model.read(sentence.forms, sentence.spaces, "id", guideline=sentence.guideline)
        own, true = {name[:3] for name in parse.names}, names_of(sentence.names)
        right, found, gold = right + len(own & true), found + len(own), gold + len(true)
    return {"f1": round(200 * right / max(1, found + gold), 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--to", type=Path, default=Path("src/kawat/model/weights"))
    parser.add_argument("--alpha", type=float, default=0.7, help="share of the activations in the divisors")
    parser.add_argument("--plain", action="store_true", help="move nothing into the weights")
    parser.add_argument("--largest", type=int, default=graph.LARGEST, help="largest int8 weight")
    parser.add_argument("--most", type=int, help="held-out sentences of each corpus; 0: do not compare")
    given = parser.parse_args()
    run = load(given.run)
    tensors: Tensors = {name: value.numpy() for name, value in run.network.state_dict().items()}
    if not given.plain:
        tensors = smoothed(tensors, calibrate(run, calibration(given.data)), given.alpha)
    tensors = {**tensors, **vector_tensors(given.run)}
    write(run, tensors, given.to, given.largest)
    write_segmenter(given.run, given.to)
    write_frames(given.run, given.to)
    model_json = json.dumps(card(run, given.run, given.to), ensure_ascii=False, separators=(",", ":"))
    (given.to / "model.json").write_text(model_json + "\n", encoding="utf-8")
    report: dict[str, object] = {path.name: path.stat().st_size for path in sorted(given.to.iterdir())}
    if given.most != 0:
        plain = Plain(run.network)
        report["float"] = figures(Model(given.to, encoder=plain, relations=plain), given.data, given.most)
        report["shipped"] = figures(Model(given.to), given.data, given.most)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
