"""The network: one encoder, and heads that read its last layer.

Words are read at their first piece. A head is a module of `Heads`; to add one, add a module there, an output
in `Scores`, its gold in `batches.py` and its term in `losses.py`. Everything is in plain float; `export.py`
makes the file that ships.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training import e5
from training.labels import Labels

ARC, RELATION = 256, 96  # sizes of the two biaffine spaces
VECTOR = 512  # size of the sentence vector: that of the teacher
TAPS = (0, 3, 6, 9, 12)  # the vector that ships reads the states before the first layer, and after these


class LockedDropout(nn.Module):
    """Dropout with one mask for all positions of a sentence (Gal and Ghahramani 2016).

    Random numbers for every activation cost a tenth of a training step on a CPU; these cost nothing.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[-1], device=x.device) >= self.rate
        return x * (mask.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as in BERT."""

    def __init__(self, shape: e5.Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_in = nn.Linear(shape.width, 3 * shape.width)
        self.attention_out = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.dropout = LockedDropout(dropout)

    def forward(self, x: Tensor, barred: Tensor) -> Tensor:
        x = self.attention_norm(x + self.dropout(self.attend(x, barred)))
        return self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))

    def attend(self, x: Tensor, barred: Tensor) -> Tensor:
        """Attention written out: the fused kernel's backward pass in bf16 takes half of a step on a CPU."""
        batch, length, width = x.shape
        split = self.attention_in(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        scores = (query @ key.transpose(-1, -2)).float() * (width // self.heads) ** -0.5 + barred
        mixed = torch.softmax(scores, -1).to(value.dtype) @ value
        return self.attention_out(mixed.transpose(1, 2).reshape(batch, length, width))


class Encoder(nn.Module):
    """Pieces (B, L) and which of them are real (B, L) -> states (B, L, width).

    The states of the middle layer come with them.
    """

    def __init__(self, shape: e5.Shape, pieces: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, shape.width)
        self.pieces.weight.requires_grad_(False)  # frozen: most pieces are never seen in training
        self.positions = nn.Parameter(torch.zeros(shape.positions, shape.width))
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(layers))
        self.dropout = LockedDropout(dropout)

    def forward(self, pieces: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        x = self.pieces(pieces) + self.positions[: pieces.shape[1]]
        x = self.dropout(self.norm(x))
        barred = torch.where(real[:, None, None, :], 0.0, -1e4)
        middle = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, barred)
            if number == (len(self.layers) + 1) // 2:
                middle = x
        return x, middle


class Scores(NamedTuple):
    """Raw scores of all heads for W words of B sentences; heads of words are 0 for the root, else 1 to W."""

    upos: Tensor  # (B, W, tags)
    features: Tensor  # (B, W, values of all features side by side)
    names: Tensor  # (B, W, tags of all guidelines side by side)
    arcs: Tensor  # (B, W, 1 + W)
    dependents: Tensor  # (B, W, RELATION), for `Heads.relations`
    governors: Tensor  # (B, 1 + W, RELATION)
    vector: Tensor  # (B, VECTOR), not yet of length one


class Heads(nn.Module):
    """Tags, features, names and dependencies (biaffine, Dozat and Manning 2017), and a sentence vector.

    The vector here only keeps meaning alive in the encoder while it learns syntax; `vector.py` trains the one
    that ships on top of what comes out.
    """

    def __init__(self, width: int, labels: Labels, dropout: float) -> None:
        super().__init__()
        self.treebank = nn.Parameter(torch.zeros(len(labels.treebanks), width))
        self.upos = nn.Linear(width, len(labels.upos))
        self.features = nn.Linear(width, labels.feature_width)
        self.names = nn.Linear(width, labels.name_width)
        self.dependent = nn.Linear(width, ARC + RELATION)
        self.governor = nn.Linear(width, ARC + RELATION)
        self.arc = nn.Parameter(torch.randn(ARC, ARC) * 0.01)
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.relation = nn.Parameter(torch.randn(RELATION + 1, len(labels.relations) * (RELATION + 1)) * 0.01)
        self.vector = nn.Linear(2 * width, VECTOR)
        self.dropout = LockedDropout(dropout)

    def forward(
        self, states: Tensor, middle: Tensor, real: Tensor, first: Tensor, treebank: Tensor
    ) -> Scores:
        words = torch.gather(states, 1, first[..., None].expand(-1, -1, states.shape[-1]))
        names = self.names(self.dropout(words))
        style = self.treebank[treebank][:, None]
        words = self.dropout(words + style)
        governors = torch.cat([self.dropout(states[:, :1] + style), words], 1)
        dependent = self.dropout(functional.gelu(self.dependent(words)))
        governor = self.dropout(functional.gelu(self.governor(governors)))
        arcs = (dependent[..., :ARC] @ self.arc + self.arc_bias) @ governor[..., :ARC].transpose(1, 2)
        return Scores(
            self.upos(words),
            self.features(words),
            names,
            arcs,
            dependent[..., ARC:],
            governor[..., ARC:],
            self.vector(torch.cat([mean(states, real), mean(middle, real)], -1)),
        )

    def relations(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Scores of relations (N, relations) for N words and their governors, both (N, RELATION)."""
        left = functional.pad(dependents, (0, 1), value=1.0) @ self.relation
        right = functional.pad(governors, (0, 1), value=1.0)
        count = self.relation.shape[1] // (RELATION + 1)
        return (left.view(len(left), count, RELATION + 1) * right[:, None]).sum(-1)


def mean(states: Tensor, real: Tensor) -> Tensor:
    """Mean state of a sentence's real pieces."""
    weights = real.to(states.dtype)[..., None]
    return (states * weights).sum(1) / weights.sum(1)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(
        self, shape: e5.Shape, pieces: int, layers: int, labels: Labels, dropout: tuple[float, float]
    ) -> None:
        super().__init__()
        self.encoder = Encoder(shape, pieces, layers, dropout[0])
        self.heads = Heads(shape.width, labels, dropout[1])

    def forward(self, pieces: Tensor, real: Tensor, first: Tensor, treebank: Tensor) -> Scores:
        states, middle = self.encoder(pieces, real)
        return self.heads(states, middle, real, first, treebank)


def load_pretrained(network: Network, source: e5.Pretrained, kept: list[int]) -> None:
    """Put the pretrained tensors into the encoder.

    `kept` are the rows of the embedding that stay, in order.
    """
    shape, encoder = source.shape, network.encoder
    with torch.no_grad():
        rows = source.tensor("emb.word", shape.width)[kept]
        encoder.pieces.weight.copy_(torch.from_numpy(rows))
        positions = source.tensor("emb.pos", shape.width) + source.tensor("emb.type", shape.width)[0]
        encoder.positions.copy_(torch.from_numpy(positions))
        _copy(encoder.norm, source, "emb.ln", None)
        for number, layer in enumerate(encoder.layers):
            parts = [
                (source.tensor(f"l{number}.{n}.w", shape.width), source.tensor(f"l{number}.{n}.b"))
                for n in "qkv"
            ]
            layer.attention_in.weight.copy_(torch.cat([torch.from_numpy(w) for w, _ in parts]))
            layer.attention_in.bias.copy_(torch.cat([torch.from_numpy(b) for _, b in parts]))
            _copy(layer.attention_out, source, f"l{number}.ao", shape.width)
            _copy(layer.attention_norm, source, f"l{number}.aln", None)
            _copy(layer.inner, source, f"l{number}.fi", shape.width)
            _copy(layer.outer, source, f"l{number}.fo", shape.inner)
            _copy(layer.norm, source, f"l{number}.oln", None)


def _copy(module: nn.Module, source: e5.Pretrained, name: str, columns: int | None) -> None:
    module.weight.copy_(torch.from_numpy(source.tensor(f"{name}.w", columns)))
    module.bias.copy_(torch.from_numpy(source.tensor(f"{name}.b")))
