"""The best tree over the words of a sentence: exactly one root, and every word hangs from it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def decode(arcs: npt.NDArray[np.floating]) -> Ints:
    """The governor of each word, 0 for the root and else 1 to W, of the tree with the highest sum of scores.

    `arcs` (W, 1 + W) holds the score of each word's hanging from the root (column 0) or from another word.
    A number added to all scores of one word changes no tree, so they need not be normalised. Where the best
    governor of each word makes no tree, it is found as by Chu and Liu (1965) and Edmonds (1967). Of equally
    good trees it is always the same.
    """
    words = len(arcs)
    scores = np.array(arcs, np.float64)
    scores[np.arange(words), np.arange(1, words + 1)] = -np.inf
    heads = scores.argmax(1) if words else np.zeros(0, np.int64)
    if is_tree(heads):
        return heads
    return _best_with_one_root(scores)


def is_tree(heads: Ints) -> bool:
    """Whether one word is the root and none hangs from itself, directly or not; no words are a tree too."""
    whole = np.concatenate([[0], heads])
    return not len(heads) or (int((heads == 0).sum()) == 1 and not len(_cycle(whole)))


def _best_with_one_root(scores: Scores) -> Ints:
    """A second root is made to cost more than any choice of governors can win back."""
    shifted = scores - scores.max(1, keepdims=True)
    worst = np.where(np.isinf(shifted), 0, shifted).min(1).sum()
    square = np.full((len(scores) + 1, len(scores) + 1), -np.inf)
    square[1:] = shifted
    square[1:, 0] += worst - 1
    return _arborescence(square)[1:]


class _Contraction(NamedTuple):
    """A cycle made one node, the last of the smaller graph, and how to undo it."""

    cycle: Ints
    outside: Ints
    heads: Ints  # of the cycle's nodes
    enter: Ints  # which node of the cycle is entered, from each node outside
    leave: Ints  # which node of the cycle governs each node outside


def _arborescence(scores: Scores) -> Ints:
    """Heads of all nodes, node 0 being the root; `scores` (N, N) are of dependents (rows) and governors."""
    contractions: list[_Contraction] = []
    while len(cycle := _cycle(heads := _greedy(scores))):
        contraction, scores = _contract(scores, cycle, heads)
        contractions.append(contraction)
    for contraction in reversed(contractions):
        heads = _expand(heads, contraction)
    return heads


def _greedy(scores: Scores) -> Ints:
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    return heads


def _cycle(heads: Ints) -> Ints:
    """The nodes of the first cycle, ascending; none where all nodes hang from node 0."""
    state = np.zeros(len(heads), np.int64)  # the walk that came by first
    state[0] = -1
    governors = heads.tolist()
    for start in range(1, len(governors)):
        node = start
        while not state[node]:
            state[node] = start
            node = governors[node]
        if state[node] == start:
            found = [node]
            while governors[found[-1]] != node:
                found.append(governors[found[-1]])
            return np.array(sorted(found))
    return np.zeros(0, np.int64)


def _contract(scores: Scores, cycle: Ints, heads: Ints) -> tuple[_Contraction, Scores]:
    outside = np.setdiff1d(np.arange(len(scores)), cycle)
    gains = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    leaving = scores[np.ix_(outside, cycle)]
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = gains.max(0)
    smaller[:-1, -1] = leaving.max(1)
    return _Contraction(cycle, outside, heads[cycle], gains.argmax(0), leaving.argmax(1)), smaller


def _expand(smaller: Ints, contraction: _Contraction) -> Ints:
    """The heads of the graph before the contraction, by those after it."""
    cycle, outside, inner, enter, leave = contraction
    heads = np.zeros(len(cycle) + len(outside), np.int64)
    heads[cycle] = inner
    from_cycle = smaller[:-1] == len(outside)
    heads[outside] = np.where(from_cycle, cycle[leave], outside[np.where(from_cycle, 0, smaller[:-1])])
    heads[cycle[enter[smaller[-1]]]] = outside[smaller[-1]]
    return heads
