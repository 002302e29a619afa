"""Train heads that find frames: `python -m training.frames --run training/runs/second --scheme events`.

A frame is who says what (`--scheme speech`), or who does what to whom (`--scheme events`). The heads stand
on top of the encoder as it ships, which stays as it is: first each word is asked whether it is a trigger;
then, for each trigger, a small transformer of its own reads the sentence again, each word with its place in
the tree seen from the trigger, and says which role each word plays, and of what kinds the frame is. Learns
from the annotated sentences of `training/marked.py`; one in ten is held out, to watch by. Writes
`<scheme>.pt` and `<scheme>-log.txt` into the run.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from kawat.model import Model
from kawat.model.model import WEIGHTS
from kawat.model.paths import DEEPEST, NEAR, places
from training.batches import NONE
from training.e5 import Shape
from training.marked import HELD_OUT, SCHEMES, Annotated, Scheme, read
from training.mishaps import clipped, disturb
from training.network import Layer, LockedDropout

SHAPE = Shape(width=256, layers=2, heads=4, inner=512, pieces=0, positions=0, types=0, epsilon=1e-5)
EPOCHS, SENTENCES, RATE, DROPOUT, SEED = 10, 24, 8e-4, 0.15, 7
SMOOTHING = 0.02
COPIES = 3  # times that a sentence is read: as it is, and with mishaps
PLAYING = 2  # roles from this one on are played by others than the trigger

Span = tuple[int, int]


class Triggers(nn.Module):
    """States of words (W, width) -> scores (W): above 0 a trigger."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, SHAPE.width)
        self.outer = nn.Linear(SHAPE.width, 1)
        self.dropout = nn.Dropout(2 * DROPOUT)

    def forward(self, states: Tensor) -> Tensor:
        inner = functional.gelu(self.inner(self.dropout(states)))
        return self.outer(self.dropout(inner))[..., 0]


class Roles(nn.Module):
    """The scores of roles (B, W, roles), and of each sort of kinds (B, kinds) by its name.

    Takes states (B, W, width), places seen from a trigger (B, W, 5), which are real (B, W), triggers (B).
    """

    def __init__(self, width: int, relations: int, scheme: Scheme) -> None:
        super().__init__()
        sizes = (2 * NEAR + 1, relations + 1, relations + 1, DEEPEST + 1, DEEPEST + 1)
        self.states = nn.Linear(width, SHAPE.width)
        self.places = nn.ModuleList(nn.Embedding(size, SHAPE.width) for size in sizes)
        for table in self.places:
            nn.init.normal_(table.weight, std=0.3)
        self.norm = nn.LayerNorm(SHAPE.width, SHAPE.epsilon)
        self.layers = nn.ModuleList(Layer(SHAPE, DROPOUT) for _ in range(SHAPE.layers))
        self.telling = list(scheme.telling)
        self.out = nn.Linear(SHAPE.width, len(scheme.roles))
        self.inner = nn.Linear(2 * SHAPE.width, SHAPE.width)
        self.kinds = nn.ModuleDict({n: nn.Linear(SHAPE.width, len(k)) for n, k in scheme.kinds.items()})
        self.dropout = LockedDropout(DROPOUT)

    def forward(
        self, states: Tensor, seen: Tensor, real: Tensor, trigger: Tensor
    ) -> tuple[Tensor, dict[str, Tensor]]:
        x = self.states(self.dropout(states))
        x = x + sum(table(seen[..., column]) for column, table in enumerate(self.places))
        x = self.dropout(self.norm(x))
        barred = torch.where(real[:, None, None, :], 0.0, -1e4)
        for layer in self.layers:
            x = layer(x, barred)
        roles = self.out(x)
        share = roles.softmax(-1)[..., self.telling].sum(-1) * real
        told = (share[..., None] * x).sum(1) / share.sum(1, keepdim=True)
        both = torch.cat([x[torch.arange(len(x)), trigger], told], -1)
        inner = functional.gelu(self.inner(self.dropout(both[:, None])[:, 0]))
        return roles, {name: kinds(inner) for name, kinds in self.kinds.items()}


class Head(nn.Module):
    """Both networks."""

    def __init__(self, width: int, relations: int, scheme: Scheme) -> None:
        super().__init__()
        self.triggers = Triggers(width)
        self.roles = Roles(width, relations, scheme)


@dataclass(frozen=True)
class Seen:
    """A sentence as the encoder sees it, with the gold: where triggers are, each one's kinds and roles."""

    states: npt.NDArray[np.float32]
    triggers: tuple[int, ...]
    kinds: tuple[tuple[int, ...], ...]
    places: tuple[npt.NDArray[np.int64], ...]
    roles: tuple[npt.NDArray[np.int64], ...]


def seen(model: Model, sentence: Annotated, scheme: Scheme) -> Seen | None:
    """The sentence read by the model; None when a trigger has no word of its own."""
    cuts = model.divide(sentence.text)
    words = [word for cut in cuts for word in cut.words]
    forms = [sentence.text[a:b] for a, b in words]
    spaces = [a == 0 or sentence.text[a - 1].isspace() for a, _ in words]
    parse = model.read(forms, spaces, sentence.language)
    relations = [model.card.labels.relations.index(r) for r in parse.relations]
    triggers: list[int] = []
    roles = []
    for frame in sentence.frames:
        own = _words(words, frame.trigger)
        top = next((word for word in own if parse.heads[word] not in own), None)
        if top is None or top in triggers:
            return None
        gold = np.zeros(len(words), np.int64)
        for name, start, end in frame.roles:
            gold[_words(words, (start, end))] = scheme.roles.index(name)
        gold[own] = scheme.roles.index("trigger")
        triggers.append(top)
        roles.append(gold)
    seen_from = tuple(places(parse.heads, relations, trigger) for trigger in triggers)
    kinds = tuple(
        tuple(values.index(kind) for kind, values in zip(frame.kinds, scheme.kinds.values(), strict=True))
        for frame in sentence.frames
    )
    return Seen(model.states(forms, spaces), tuple(triggers), kinds, seen_from, tuple(roles))


def _words(words: Sequence[Span], span: Span) -> list[int]:
    """The words of which a span covers more than half."""
    return [
        number
        for number, (start, end) in enumerate(words)
        if 2 * (min(end, span[1]) - max(start, span[0])) > end - start
    ]


def gather(model: Model, sentences: Sequence[Annotated], scheme: Scheme, copies: int) -> list[Seen]:
    """The sentences as they are, then copies with mishaps, all read by the model."""
    chance = random.Random(SEED)
    by_language = {s.language: [o for o in sentences if o.language == s.language] for s in sentences}
    texts = [
        sentence
        if copy == 0
        else disturb(_short(sentence, scheme, chance), by_language[sentence.language], chance)
        for copy in range(copies)
        for sentence in sentences
    ]
    found = [seen(model, sentence, scheme) for sentence in texts]
    return [one for one in found if one is not None]


def _short(sentence: Annotated, scheme: Scheme, chance: random.Random) -> Annotated:
    """Written sentences are long; what is done is told in three words as well."""
    return clipped(sentence, chance) if scheme.short else sentence


def losses(head: Head, batch: Sequence[Seen]) -> Tensor:
    """Cross-entropy of triggers per word, of roles per word of each trigger's sentence, and of its kinds."""
    states = torch.cat([torch.from_numpy(one.states) for one in batch])
    gold = torch.cat([torch.from_numpy(is_trigger(one)) for one in batch])
    loss = 3 * functional.binary_cross_entropy_with_logits(head.triggers(states), gold)
    rows = [(one, number) for one in batch for number in range(len(one.triggers))]
    if rows:
        pad = nn.utils.rnn.pad_sequence
        roles = pad([torch.from_numpy(one.roles[n]) for one, n in rows], batch_first=True, padding_value=NONE)
        scores, kinds = head.roles(
            pad([torch.from_numpy(one.states) for one, _ in rows], batch_first=True),
            pad([torch.from_numpy(one.places[n]) for one, n in rows], batch_first=True),
            roles != NONE,
            torch.tensor([one.triggers[n] for one, n in rows]),
        )
        loss = loss + functional.cross_entropy(
            scores.flatten(0, 1), roles.flatten(), label_smoothing=SMOOTHING
        )
        for column, own in enumerate(kinds.values()):
            true = torch.tensor([one.kinds[n][column] for one, n in rows])
            loss = loss + 0.5 * functional.cross_entropy(own, true, label_smoothing=SMOOTHING)
    return loss


def is_trigger(one: Seen) -> npt.NDArray[np.float32]:
    """1 for each word (W) that is a trigger."""
    gold = np.zeros(len(one.states), np.float32)
    gold[list(one.triggers)] = 1
    return gold


def train(
    head: Head, known: list[Seen], held: list[Seen], scheme: Scheme, log: Callable[[str], None]
) -> None:
    """All epochs; the rate falls linearly to nothing."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    steps = EPOCHS * (len(known) // SENTENCES)
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 100) * (1 - step / (steps + 1))
    )
    for epoch in range(EPOCHS):
        head.train()
        order = chance.sample(known, len(known))
        total = 0.0
        for at in range(0, len(order) - SENTENCES + 1, SENTENCES):
            loss = losses(head, order[at : at + SENTENCES])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        log(f"{epoch + 1}/{EPOCHS} loss {total * SENTENCES / len(order):.4f} {watch(head, held, scheme)}")


@torch.no_grad()
def watch(head: Head, held: Sequence[Seen], scheme: Scheme) -> dict[str, float]:
    """F1 of triggers; at gold triggers right kinds, and by role F1 of words and the share of whole spans."""
    head.eval()
    counts: Counter[str] = Counter()
    for one in held:
        states = torch.from_numpy(one.states)
        own, true = (head.triggers(states) > 0).numpy(), is_trigger(one) > 0
        counts.update(found=int(own.sum()), gold=int(true.sum()), right=int((own & true).sum()))
        for number, trigger in enumerate(one.triggers):
            real, seen_from = torch.ones(1, len(states), dtype=torch.bool), one.places[number]
            scores, kinds = head.roles(
                states[None], torch.from_numpy(seen_from)[None], real, torch.tensor([trigger])
            )
            for column, (name, values) in enumerate(kinds.items()):
                counts.update({name: int(values[0].argmax() == one.kinds[number][column])})
            counts.update(_agreement(scores[0].argmax(-1).numpy(), one.roles[number], scheme.roles))
    figures = {"triggers": 2 * counts["right"] / max(1, counts["found"] + counts["gold"])}
    for name in scheme.kinds:
        figures[name] = counts[name] / max(1, counts["gold"])
    for role in scheme.roles[PLAYING:]:
        figures[role] = 2 * counts[f"{role}:words"] / max(1, counts[f"{role}:both"])
        figures[f"{role} whole"] = counts[f"{role}:whole"] / max(1, counts[f"{role}:all"])
    return {name: round(value, 3) for name, value in figures.items()}


def _agreement(
    own: npt.NDArray[np.int64], gold: npt.NDArray[np.int64], roles: Sequence[str]
) -> dict[str, int]:
    counts = {}
    for number, role in enumerate(roles[1:], 1):
        a, b = own == number, gold == number
        counts.update({f"{role}:words": int((a & b).sum()), f"{role}:both": int(a.sum() + b.sum())})
        counts.update({f"{role}:all": int(b.any()), f"{role}:whole": int(b.any() and (a == b).all())})
    return counts


def tensors(folder: Path, scheme: Scheme) -> Mapping[str, npt.NDArray[np.float32]]:
    """The trained heads of a run by name."""
    weights = torch.load(folder / f"{scheme.name}.pt", map_location="cpu", weights_only=True)
    return {name: value.numpy() for name, value in weights.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--scheme", choices=SCHEMES, required=True)
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of the exported encoder")
    arguments = parser.parse_args()
    model, scheme = Model(arguments.model), SCHEMES[arguments.scheme]
    sentences = list(read(scheme))
    held = sentences[::HELD_OUT]
    known = [s for number, s in enumerate(sentences) if number % HELD_OUT]
    torch.set_num_threads(1)  # the matrices are too small to share
    torch.manual_seed(SEED)
    width = model.states(["a"], [True]).shape[1]
    head = Head(width, len(model.card.labels.relations), scheme)
    log = arguments.run / f"{scheme.name}-log.txt"
    log.write_text("", encoding="utf-8")

    def note(line: str) -> None:
        with log.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
        torch.save(head.state_dict(), arguments.run / f"{scheme.name}.pt")

    train(head, gather(model, known, scheme, COPIES), gather(model, held, scheme, 1), scheme, note)


if __name__ == "__main__":
    main()
