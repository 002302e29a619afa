"""What each head is told by a batch's gold."""

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import NONE, Batch
from training.labels import Labels
from training.network import RELATION, Network, Scores

WORDS, SENTENCES = 1500.0, 60.0  # of a usual step: a fixed divisor, so that a short batch counts for less


def losses(network: Network, batch: Batch, labels: Labels) -> dict[str, Tensor]:
    """Loss of each head on a batch, as a sum over words or sentences by a fixed divisor."""
    scores = network(batch.pieces, batch.real, batch.first, batch.treebank)
    found = {
        "upos": _cross(scores.upos, batch.upos),
        "features": _features(scores, batch, labels),
        "arcs": _cross(barred(scores.arcs, batch.words), batch.head),
        "relations": _relations(network, scores, batch),
        "names": _names(scores, batch, labels),
        "house": _house(scores, batch, labels),
        "vector": _vector(scores, batch),
    }
    return found


def total(parts: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The weighted sum that is minimised."""
    return torch.stack([weights[name] * part for name, part in parts.items()]).sum()


def barred(arcs: Tensor, words: Tensor) -> Tensor:
    """Arc scores in fp32 with the governors that are only padding put out of reach."""
    there = functional.pad(words, (1, 0), value=True)
    return arcs.float().masked_fill(~there[:, None, :], -1e4)


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    flat = scores.float().flatten(0, -2)
    return functional.cross_entropy(flat, gold.flatten(), ignore_index=NONE, reduction="sum") / WORDS


def _features(scores: Scores, batch: Batch, labels: Labels) -> Tensor:
    parts = [
        _cross(scores.features[..., labels.feature_slice(name)], batch.features[..., column])
        for column, name in enumerate(labels.features)
    ]
    return torch.stack(parts).sum()


def _relations(network: Network, scores: Scores, batch: Batch) -> Tensor:
    known = (batch.head >= 0) & (batch.relation >= 0)
    governors = torch.gather(scores.governors, 1, batch.head.clamp(min=0)[..., None].expand(-1, -1, RELATION))
    return _cross(network.heads.relations(scores.dependents[known], governors[known]), batch.relation[known])


def _names(scores: Scores, batch: Batch, labels: Labels) -> Tensor:
    parts = []
    for number, guideline in enumerate(labels.guidelines):
        rows = batch.guideline == number
        if rows.any():
            parts.append(_cross(scores.names[rows][..., labels.name_slice(guideline)], batch.names[rows]))
    return torch.stack(parts).sum()


def _house(scores: Scores, batch: Batch, labels: Labels) -> Tensor:
    """Minus the log of the probability of all tags that the corpus's tag leaves open."""
    known = batch.house.any(-1)
    log = scores.names[..., labels.name_slice("house")][known].float().log_softmax(-1)
    return -log.masked_fill(~batch.house[known], -1e4).logsumexp(-1).sum() / WORDS


def _vector(scores: Scores, batch: Batch) -> Tensor:
    """One less the cosine between the sentence's vector and its teacher's."""
    taught = batch.teacher.abs().sum(-1) > 0
    cosine = functional.cosine_similarity(scores.vector[taught].float(), batch.teacher[taught], dim=-1)
    return (1 - cosine).sum() / SENTENCES
