"""How the network does on held-out sentences while it is trained: quick figures, heads taken greedily."""

from collections.abc import Mapping

import torch
from torch import Tensor

from training.batches import NONE, Batch, Example, collate
from training.labels import Labels, names_of
from training.losses import barred
from training.network import RELATION, VECTOR, Network


@torch.no_grad()
def watch(
    network: Network, held: Mapping[str, list[list[Example]]], labels: Labels, device: torch.device
) -> dict[str, dict[str, float]]:
    """For each held-out part: UPOS, LAS and features in percent of words, or F1 of names."""
    was, found = network.training, {}
    network.eval()
    for name, batches in held.items():
        counts = torch.zeros(8)
        for examples in batches:
            batch = collate(examples, VECTOR)
            counts += _counts(network, Batch(**{k: v.to(device) for k, v in vars(batch).items()}), labels)
        found[name] = _figures(counts.tolist())
    network.train(was)
    return found


def _counts(network: Network, batch: Batch, labels: Labels) -> Tensor:
    scores = network(batch.pieces, batch.real, batch.first, batch.treebank)
    known = batch.head != NONE
    heads = barred(scores.arcs, batch.words).argmax(-1)
    governors = torch.gather(scores.governors, 1, heads[..., None].expand(-1, -1, RELATION))
    relations = torch.full_like(heads, NONE)
    relations[known] = network.heads.relations(scores.dependents[known], governors[known]).argmax(-1)
    right_head = (heads == batch.head) & known
    features = torch.ones_like(known)
    for column, feature in enumerate(labels.features):
        gold = batch.features[..., column]
        features &= (scores.features[..., labels.feature_slice(feature)].argmax(-1) == gold) | (gold == NONE)
    spans = _spans(scores.names, batch, labels)
    return torch.tensor(
        [
            known.sum(),
            ((scores.upos.argmax(-1) == batch.upos) & known).sum(),
            right_head.sum(),
            (right_head & (relations == batch.relation)).sum(),
            (features & known).sum(),
            *spans,
        ],
        dtype=torch.float32,
    )


def _spans(names: Tensor, batch: Batch, labels: Labels) -> tuple[int, int, int]:
    right = found = gold = 0
    for row, guideline in enumerate(batch.guideline.tolist()):
        name = list(labels.guidelines)[guideline]
        size = int((batch.names[row] != NONE).sum())
        tags = labels.guidelines[name]
        own = names_of([tags[i] for i in names[row, :size, labels.name_slice(name)].argmax(-1).tolist()])
        true = names_of([tags[i] for i in batch.names[row, :size].tolist()])
        right, found, gold = right + len(own & true), found + len(own), gold + len(true)
    return right, found, gold


def _figures(counts: list[float]) -> dict[str, float]:
    words, upos, heads, labelled, features, right, found, gold = counts
    if words:
        shares = {"upos": upos, "uas": heads, "las": labelled, "features": features}
        return {name: round(100 * share / words, 2) for name, share in shares.items()}
    return {"f1": round(200 * right / max(1, found + gold), 2)}
