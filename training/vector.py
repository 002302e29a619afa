"""Train the sentence vector: `python -m training.vector --run ...`.

It stands on top of the trained encoder, which stays as it is. What a sentence is about is best seen in the
lower and middle layers, once the upper ones have learned syntax; so the head reads the mean states of
several. It is told the teacher's vector of every training text, and to tell each translation from all others
(a contrast within the batch). Writes `vector.pt` and `vector-log.txt` into the run.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training import corpus, data, teacher
from training.batches import Example, Maker, by_length, collate
from training.data import Sentence
from training.export import load
from training.network import TAPS, VECTOR, Encoder, mean

LONGEST, MOST_PIECES = 200, 6000
STEPS, PAIRS, SINGLES, RATE, SEED = 3000, 128, 384, 2e-3, 7
CONTRAST, TEMPERATURE = 0.5, 0.05
WATCHED = 100  # pairs at the end (nusax's valid split) to watch by
LEFT_OUT = {"nerp", "uner"}  # in small letters; more of the like of EWT


class Vector(nn.Module):
    """Mean states of the tapped layers, side by side -> the sentence's vector, of length one."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(len(TAPS) * width, elementwise_affine=False)
        self.linear = nn.Linear(len(TAPS) * width, VECTOR)

    def forward(self, pooled: Tensor) -> Tensor:
        return functional.normalize(self.linear(self.norm(pooled)), dim=-1)


@torch.no_grad()
def pool(encoder: Encoder, examples: Sequence[Example]) -> Tensor:
    """Mean states (N, taps * width) of examples, in their order."""
    places = {id(example): at for at, example in enumerate(examples)}
    out = torch.zeros(len(examples), len(TAPS) * encoder.positions.shape[1])
    for group in by_length(list(examples), MOST_PIECES):
        batch = collate(group, VECTOR)
        rows = torch.cat(
            [mean(states, batch.real) for states in _tapped(encoder, batch.pieces, batch.real)], -1
        )
        for example, row in zip(group, rows, strict=True):
            out[places[id(example)]] = row
    return out


def _tapped(encoder: Encoder, pieces: Tensor, real: Tensor) -> Iterator[Tensor]:
    x = encoder.norm(encoder.pieces(pieces) + encoder.positions[: pieces.shape[1]])
    barred = torch.where(real[:, None, None, :], 0.0, -1e4)
    yield x
    for number, layer in enumerate(encoder.layers, 1):
        x = layer(x, barred)
        if number in TAPS:
            yield x


@dataclass(frozen=True)
class Taught:
    """Pooled states with their teacher's vectors, and those of translations, row by row."""

    pooled: Tensor
    vectors: Tensor
    left: Tensor
    right: Tensor
    right_vectors: Tensor


def gather(
    encoder: Encoder, maker: Maker, parts: Mapping[str, list[Sentence]], pairs: Sequence[tuple[str, str]]
) -> Taught:
    """Everything that teaches, read once by the encoder."""
    sentences = [s for name, part in parts.items() if name not in LEFT_OUT | {"translations"} for s in part]
    examples = [maker.example(s) for s in sentences]
    examples = [e for e in examples if e.teacher is not None and len(e.pieces) <= LONGEST]
    sides = [[maker.example(corpus.bare(pair[side])) for pair in pairs] for side in (0, 1)]
    return Taught(
        pool(encoder, examples),
        torch.from_numpy(np.stack([e.teacher for e in examples if e.teacher is not None])),
        pool(encoder, sides[0]),
        pool(encoder, sides[1]),
        torch.from_numpy(np.stack([e.teacher for e in sides[1] if e.teacher is not None])),
    )


def train(taught: Taught, width: int, log: Path) -> Vector:
    torch.manual_seed(SEED)
    head = Vector(width)
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / STEPS)
    known = len(taught.left) - WATCHED
    for step in range(STEPS):
        pairs, singles = torch.randint(known, (PAIRS,)), torch.randint(len(taught.pooled), (SINGLES,))
        pooled = torch.cat([taught.left[pairs], taught.right[pairs], taught.pooled[singles]])
        target = torch.cat([taught.right_vectors[pairs]] * 2 + [taught.vectors[singles]])
        own = head(functional.dropout(pooled, 0.1))
        contrast = _contrast(own[:PAIRS], own[PAIRS : 2 * PAIRS])
        loss = (1 - functional.cosine_similarity(own, target)).mean() + CONTRAST * contrast
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if (step + 1) % 500 == 0:
            with log.open("a", encoding="utf-8") as out:
                out.write(
                    f"{step + 1}/{STEPS} loss {float(loss.detach()):.4f} {watch(head.eval(), taught)}\n"
                )
            head.train()
    return head.eval()


def _contrast(left: Tensor, right: Tensor) -> Tensor:
    """Cross-entropy of finding each translation among the batch's, from either side."""
    scores = left @ right.T / TEMPERATURE
    own = torch.arange(len(scores))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


@torch.no_grad()
def watch(head: Vector, taught: Taught) -> tuple[float, float]:
    """Share of held-out pairs whose translation is the nearest, from either side."""
    scores = head(taught.left[-WATCHED:]) @ head(taught.right[-WATCHED:]).T
    own = torch.arange(WATCHED)
    return tuple(round(float((scores.argmax(axis) == own).float().mean()), 4) for axis in (1, 0))  # type: ignore[return-value]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True)
    arguments = parser.parse_args()
    run = load(arguments.run)
    whole, pairs = corpus.read(arguments.data), data.translations(arguments.data)
    taught_by = teacher.teach(whole.texts, pairs, arguments.run / "teacher.npz")
    maker = Maker(run.maker.pieces, run.labels, taught_by)
    taught = gather(run.network.encoder, maker, whole.parts, pairs)
    head = train(taught, run.source.shape.width, arguments.run / "vector-log.txt")
    torch.save(head.state_dict(), arguments.run / "vector.pt")


if __name__ == "__main__":
    main()
