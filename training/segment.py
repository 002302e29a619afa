"""Train the segmenter: `python -m training.segment --data ../shared/data --run training/runs/first`.

It stands before the encoder and has to be quick: four convolutions over atoms, which see the frozen embedding
of each atom's pieces, its letters' case and its last three letters. Writes `segmenter.pt` and `splits.json`
into the run.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from kawat.model.atoms import ENDINGS, SHAPE_COUNT, Sight, atoms, look
from training import corpus, data, e5, streams, vocabulary
from training.batches import NONE, pad
from training.streams import Stream, text_of

WIDTH, KERNEL, DILATIONS = 128, 5, (1, 2, 4, 8)
RARE = 3  # a way to split a token seen less often is not learned
REPEATS = {"csui": 5, "gsd": 3, "gsd2017": 1, "ewt": 1}
EPOCHS, ATOMS, RATE, SEED = 8, 3000, 2e-3, 7


class Network(nn.Module):
    """(B, N) atoms as they are seen -> (B, N, 2 + splits).

    The scores say: joins the one before, ends a sentence, how it splits.
    """

    def __init__(self, width: int, splits: int) -> None:
        super().__init__()
        self.lexical = nn.Linear(3 * width, WIDTH)
        self.shape = nn.Linear(SHAPE_COUNT, WIDTH, bias=False)
        self.ending = nn.Embedding(ENDINGS, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2 * d, dilation=d) for d in DILATIONS
        )
        self.norm = nn.LayerNorm(WIDTH)
        self.out = nn.Linear(WIDTH, 2 + splits)
        self.dropout = nn.Dropout(0.25)

    def forward(self, lexical: Tensor, shape: Tensor, ending: Tensor, real: Tensor) -> Tensor:
        mask = real[..., None].to(lexical.dtype)
        x = (self.lexical(self.dropout(lexical)) + self.shape(shape) + self.ending(ending)) * mask
        for norm, convolution in zip(self.norms, self.convolutions, strict=True):
            seen = convolution((norm(x) * mask).transpose(1, 2)).transpose(1, 2)
            x = x + self.dropout(functional.gelu(seen)) * mask
        return self.out(self.norm(x))


@dataclass(frozen=True)
class Example:
    """A stream as the network sees it, with its gold; NONE where nothing is to be learned."""

    sight: Sight
    joins: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    splits: npt.NDArray[np.int64]


Split = tuple[int, ...]
Cut = Callable[[str, bool], Sequence[int]]
Rows = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.float32]]


def example(stream: Stream, splits: Sequence[Split], cut: Cut, rows: Rows) -> Example:
    text = text_of(stream)
    places = atoms(text)
    joins, ends, parts = (np.full(len(places), NONE) for _ in range(3))
    known, at, index = {split: number for number, split in enumerate(splits)}, 0, 0
    for piece in stream:
        stop = at + len(piece.form)
        last = -1
        while index < len(places) and places[index].end <= stop:
            # what white space parts is never joined, and so teaches nothing
            tight = index > 0 and places[index - 1].end == places[index].start
            joins[index] = int(places[index].start > at) if tight else NONE
            ends[index] = 0
            last, index = index, index + 1
        if last >= 0:
            ends[last] = NONE if piece.ends is None else int(piece.ends)
            parts[last] = known.get(piece.words[1:], NONE)
        at = stop + len(piece.space_after)
    return Example(look(text, places, cut, rows), joins, ends, parts)


def batches(examples: list[Example], chance: random.Random) -> list[list[Example]]:
    ordered = sorted(examples, key=lambda e: len(e.ends) * chance.uniform(0.9, 1.1))
    found: list[list[Example]] = [[]]
    for one in ordered:
        if found[-1] and len(one.ends) * (len(found[-1]) + 1) > ATOMS:
            found.append([])
        found[-1].append(one)
    chance.shuffle(found)
    return found


def collate(examples: list[Example]) -> tuple[Tensor, ...]:
    seen = [
        pad([e.sight.lexical for e in examples], 0),
        pad([e.sight.shape for e in examples], 0),
        pad([e.sight.ending for e in examples], 0),
        pad([np.ones(len(e.ends), bool) for e in examples], 0),
    ]
    gold = [pad([getattr(e, name) for e in examples], NONE) for name in ("joins", "ends", "splits")]
    return (*seen, *gold)


def loss(scores: Tensor, joins: Tensor, ends: Tensor, splits: Tensor) -> Tensor:
    parts = []
    for column, gold in enumerate((joins, ends)):
        known = gold != NONE
        target = gold[known].float()
        parts.append(
            functional.binary_cross_entropy_with_logits(scores[..., column][known], target, reduction="sum")
        )
    flat = scores[..., 2:].flatten(0, -2)
    parts.append(functional.cross_entropy(flat, splits.flatten(), ignore_index=NONE, reduction="sum"))
    return torch.stack(parts).sum() / (splits != NONE).sum()


@dataclass(frozen=True)
class Tools:
    """What turns text into numbers, `width` for each piece, and the ways in which a token may split."""

    cut: Cut
    rows: Rows
    width: int
    splits: list[Split]


def tools(run: Path, parts: dict[str, list[data.Sentence]]) -> Tools:
    source = e5.read(e5.find())
    kept = [int(line) for line in (run / "pieces.txt").read_text(encoding="utf-8").split()]
    table = source.tensor("emb.word", source.shape.width)[kept]
    counts = Counter(p.words[1:] for part in parts.values() for s in part for p in streams.pieces_of(s))
    splits = sorted((split for split, count in counts.items() if count >= RARE), key=lambda s: (len(s), s))
    word = vocabulary.pieces(source, kept).word
    return Tools(word, lambda ids: table[ids], source.shape.width, splits)


def train(run: Path, root: Path) -> None:
    """All epochs; a log line for each."""
    parts = corpus.treebanks(root)
    have = tools(run, parts)
    torch.manual_seed(SEED)
    network = Network(have.width, len(have.splits))
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 1 - epoch / EPOCHS)
    held = {
        name: watched(sentences, name, have) for name, sentences in data.treebanks_for_watching(root).items()
    }
    for epoch in range(EPOCHS):
        chance = random.Random(f"{SEED}/{epoch}")
        found = [
            example(s, have.splits, have.cut, have.rows) for s in streams.streams(parts, REPEATS, chance)
        ]
        network.train()
        sums = 0.0
        made = batches(found, chance)
        for examples in made:
            *seen, joins, ends, splits = collate(examples)
            value = loss(network(*seen), joins, ends, splits)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            sums += float(value.detach())
        schedule.step()
        with (run / "segmenter-log.txt").open("a", encoding="utf-8") as log:
            log.write(f"{epoch + 1}/{EPOCHS} loss {sums / len(made):.4f} {watch(network, held)}\n")
        torch.save(network.state_dict(), run / "segmenter.pt")
    (run / "splits.json").write_text(json.dumps(have.splits) + "\n", encoding="utf-8")


def watched(sentences: list[data.Sentence], name: str, have: Tools) -> list[Example]:
    """Held-out sentences as pages: paragraphs where they are known, else all in one."""
    pages: list[Stream] = [[]]
    for sentence in sentences:
        if name == "ewt" and sentence.opens_paragraph and pages[-1]:
            pages.append([])
        pages[-1] += streams.pieces_of(sentence)
    return [example(page, have.splits, have.cut, have.rows) for page in pages]


@torch.no_grad()
def watch(network: Network, held: dict[str, list[Example]]) -> dict[str, list[float]]:
    """F1 of joins, sentence ends and splits on held-out pages."""
    network.eval()
    found = {}
    for name, examples in held.items():
        counts = np.zeros((3, 3))
        for one in examples:
            *seen, joins, ends, splits = collate([one])
            scores = network(*seen)[0]
            for row, (own, gold) in enumerate(
                (
                    (scores[:, 0] > 0, joins[0]),
                    (scores[:, 1] > 0, ends[0]),
                    (scores[:, 2:].argmax(1), splits[0]),
                )
            ):
                known = gold != NONE
                own, true = own[known].int(), gold[known]
                counts[row] += [
                    int(((own == true) & (true > 0)).sum()),
                    int((own > 0).sum()),
                    int((true > 0).sum()),
                ]
        found[name] = [round(float(200 * right / max(1, own + gold)), 2) for right, own, gold in counts]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, required=True)
    arguments = parser.parse_args()
    train(arguments.run, arguments.data)


if __name__ == "__main__":
    main()
