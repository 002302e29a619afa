"""Train the network: `python -m training.train --data ../shared/data --out training/runs/first`.

Stops and goes on: the newest checkpoint in the folder is taken up where it was left, batch for batch.
"""

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import torch
from torch import nn

from training import corpus as corpora
from training import data, e5, teacher, vocabulary
from training.batches import Batch, Example, Maker, by_length, collate
from training.labels import Labels, labels_with
from training.losses import losses, total
from training.network import VECTOR, Network, load_pretrained
from training.watch import watch

REGISTRY = Path(__file__).parent.parent / "src/kawat/codes/actors"
Config = Mapping[str, Any]


@dataclass(frozen=True)
class Workshop:
    """Everything a training needs, put together once."""

    config: Config
    corpus: corpora.Corpus
    labels: Labels
    maker: Maker
    network: Network
    device: torch.device


def build(config: Config, root: Path, out: Path) -> Workshop:
    """Read the corpora, choose the pieces, decode the encoder; what is slow is kept in `out`."""
    corpus = corpora.read(root)
    labels = labels_with(corpus.relations)
    labels.write(out / "labels.json")
    source = e5.read(e5.find())
    kept = _kept(source, root, out / "pieces.txt")
    taught = teacher.teach(corpus.texts, data.translations(root), out / "teacher.npz")
    network = Network(
        source.shape,
        len(kept),
        config["layers"],
        labels,
        (config["dropout"]["encoder"], config["dropout"]["heads"]),
    )
    load_pretrained(network, source, kept)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    maker = Maker(vocabulary.pieces(source, kept), labels, taught)
    return Workshop(config, corpus, labels, maker, network.to(device), device)


def _kept(source: e5.Pretrained, root: Path, path: Path) -> list[int]:
    if not path.exists():
        rows = vocabulary.choose(source, vocabulary.training_texts(root, REGISTRY))
        path.write_text("\n".join(map(str, rows)) + "\n", encoding="utf-8")
    return [int(line) for line in path.read_text(encoding="utf-8").split()]


def optimizer_for(network: Network, rates: Mapping[str, float]) -> torch.optim.AdamW:
    """AdamW with one rate for each layer: lower layers hold more that is worth keeping."""
    layers = list(network.encoder.layers)
    bottom = [network.encoder.positions, *network.encoder.norm.parameters()]
    groups = [{"params": bottom, "lr": rates["encoder"] * rates["decay"] ** len(layers)}]
    for depth, layer in enumerate(reversed(layers)):
        groups.append({"params": list(layer.parameters()), "lr": rates["encoder"] * rates["decay"] ** depth})
    groups.append({"params": list(network.heads.parameters()), "lr": rates["heads"]})
    for group in groups:
        group["highest"] = group["lr"]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def share_of_rate(step: int, steps: int, warm_up: float) -> float:
    """Linear up over the first share of the steps, then linear down to nothing."""
    warm = max(1, int(steps * warm_up))
    return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def batches(shop: Workshop, after: int) -> Iterator[list[Example]]:
    """Batches without end, from the one after the first `after`."""
    number = 0
    while True:
        queue = corpora.epoch(shop.corpus, shop.maker, shop.config, number)
        yield from queue[after:] if after < len(queue) else []
        after, number = max(0, after - len(queue)), number + 1


def to(batch: Batch, device: torch.device) -> Batch:
    return Batch(**{name: value.to(device) for name, value in vars(batch).items()})


def train(shop: Workshop, out: Path) -> None:
    """Run all steps that are left; writes `log.txt`, `checkpoint.pt`, and at the end `weights.pt`."""
    config, network = shop.config, shop.network
    optimizer = optimizer_for(network, config["rates"])
    torch.manual_seed(config["seed"])
    done = _resume(out / "checkpoint.pt", network, optimizer)
    held = _held_out(shop)
    tally, began, seen = dict.fromkeys(config["weights"], 0.0), monotonic(), 0
    network.train()
    for step, examples in enumerate(batches(shop, done), done + 1):
        if step > config["steps"]:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["highest"] * share_of_rate(step, config["steps"], config["rates"]["warm_up"])
        parts = losses(network, to(collate(examples, VECTOR), shop.device), shop.labels)
        optimizer.zero_grad(set_to_none=True)
        total(parts, config["weights"]).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        seen += sum(len(e.pieces) for e in examples)
        tally = {name: value + float(parts[name].detach()) for name, value in tally.items()}
        if step % 20 == 0:
            _log(
                out,
                f"{step}/{config['steps']} {_means(tally, 20)} {seen / (monotonic() - began):.0f} pieces/s",
            )
            tally = dict.fromkeys(tally, 0.0)
        if step % config["save_every"] == 0 or step == config["steps"]:
            _save(
                out / "checkpoint.pt",
                {"step": step, "network": _own(network), "optimizer": optimizer.state_dict()},
            )
        if step % config["watch_every"] == 0 or step == config["steps"]:
            _log(out, f"watch {step}: {watch(network, held, shop.labels, shop.device)}")
    _save(out / "weights.pt", _own(network))


def _held_out(shop: Workshop) -> dict[str, list[list[Example]]]:
    root = shop.config["data"]
    parts = {**data.treebanks_for_watching(root), **data.names_for_watching(root)}
    return {
        name: by_length([shop.maker.example(s) for s in sentences], 3 * shop.config["pieces_per_step"])
        for name, sentences in parts.items()
    }


def _own(network: Network) -> dict[str, torch.Tensor]:
    """What was trained: all but the frozen embedding, which is half of everything."""
    return {name: value for name, value in network.state_dict().items() if name != "encoder.pieces.weight"}


def _resume(path: Path, network: Network, optimizer: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    kept = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(kept["network"], strict=False)
    optimizer.load_state_dict(kept["optimizer"])
    torch.manual_seed(kept["step"])
    return int(kept["step"])


def _save(path: Path, value: object) -> None:
    """Write beside, then rename: an interruption leaves the older file whole."""
    torch.save(value, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _means(tally: Mapping[str, float], steps: int) -> str:
    return " ".join(f"{name} {value / steps:.3f}" for name, value in tally.items())


def _log(out: Path, line: str) -> None:
    with (out / "log.txt").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "config.toml")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--init", type=Path, help="start from this weights.pt; layers it has no room for are left"
    )
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    config = {**tomllib.loads(arguments.config.read_text(encoding="utf-8")), "data": arguments.data}
    torch.set_num_threads(min(8, torch.get_num_threads()))
    shop = build(config, arguments.data, arguments.out)
    if arguments.init:
        shop.network.load_state_dict(torch.load(arguments.init, weights_only=True), strict=False)
    train(shop, arguments.out)


if __name__ == "__main__":
    main()
