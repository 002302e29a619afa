"""How far a reading of raw text agrees with a treebank: sentences, tokens, words, and the trees over them.

Both are laid over the same characters, white space left out, as in the CoNLL 2018 shared task (Zeman et al.
2018). Words of one-word tokens are the same if they stand on the same characters; where a token of either
side holds several words, words are paired by their forms, in order.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from kawat.model.parse import Cut, Parse
from training.data import Sentence


class Stretch(NamedTuple):
    """Characters `start` up to but not including `end`, white space not counted."""

    start: int
    end: int


class Word(NamedTuple):
    """A syntactic word; `token` and `head` count tokens and words of the sentence, the root's head is -1."""

    form: str
    token: int
    upos: str
    head: int
    relation: str


class Tree(NamedTuple):
    """A sentence with its tokens' places."""

    tokens: tuple[Stretch, ...]
    words: tuple[Word, ...]


class Paired(NamedTuple):
    """A word of a text: its sentence's tree, its place there, and its number in the text."""

    tree: Tree
    place: int
    number: int

    @property
    def word(self) -> Word:
        return self.tree.words[self.place]

    @property
    def token(self) -> Stretch:
        return self.tree.tokens[self.word.token]

    @property
    def head(self) -> int:
        """The governor's number in the text, -1 for a root."""
        return -1 if self.word.head < 0 else self.number - self.place + self.word.head


def gold_trees(sentences: Iterable[Sentence]) -> list[Tree]:
    """The trees of a treebank."""
    trees, at = [], 0
    for sentence in sentences:
        ends = list(accumulate((visible(token.form) for token in sentence.tokens), initial=at))
        tokens = [number for number, token in enumerate(sentence.tokens) for _ in range(token.words)]
        words = [
            Word(word.form, token, word.upos, word.head - 1, word.relation)
            for word, token in zip(sentence.words, tokens, strict=True)
        ]
        trees.append(Tree(tuple(map(Stretch, ends, ends[1:])), tuple(words)))
        at = ends[-1]
    return trees


def read_trees(text: str, read: Iterable[tuple[Cut, Parse]], before: int = 0) -> list[Tree]:
    """The trees that were read in a text, which `before` visible characters precede."""
    seen = list(accumulate((not character.isspace() for character in text), initial=before))
    return [_read_tree(text, cut, parse, seen) for cut, parse in read]


def _read_tree(text: str, cut: Cut, parse: Parse, seen: Sequence[int]) -> Tree:
    tokens: dict[int, Stretch] = {}
    for place, token in zip(cut.words, cut.tokens, strict=True):
        start = tokens[token].start if token in tokens else seen[place.start]
        tokens[token] = Stretch(start, seen[place.end])
    numbers = {token: number for number, token in enumerate(tokens)}
    words = [
        Word(text[place.start : place.end], numbers[token], upos, head, relation)
        for place, token, upos, head, relation in zip(
            cut.words, cut.tokens, parse.upos, parse.heads, parse.relations, strict=True
        )
    ]
    return Tree(tuple(tokens.values()), tuple(words))


def visible(text: str) -> int:
    """How many characters are not white space."""
    return sum(not character.isspace() for character in text)


def agreement(gold: Sequence[Tree], own: Sequence[Tree]) -> dict[str, float]:
    """F1 in percent: sentences, tokens, words; words with their tag, governor, relation."""
    left, right = _words(gold), _words(own)
    pairs = aligned(left, right)
    partner = {one.number: other.number for one, other in pairs} | {-1: -1}
    attached = [(one, other) for one, other in pairs if partner.get(one.head) == other.head]
    right_words = {
        "words": len(pairs),
        "upos": sum(one.word.upos == other.word.upos for one, other in pairs),
        "uas": len(attached),
        "las": sum(universal(one.word.relation) == universal(other.word.relation) for one, other in attached),
    }
    tokens = [[token for tree in trees for token in tree.tokens] for trees in (gold, own)]
    sentences = [
        [Stretch(tree.tokens[0].start, tree.tokens[-1].end) for tree in trees] for trees in (gold, own)
    ]
    return {
        "sentences": f1(len(set(sentences[0]) & set(sentences[1])), *map(len, sentences)),
        "tokens": f1(len(set(tokens[0]) & set(tokens[1])), *map(len, tokens)),
        **{name: f1(count, len(left), len(right)) for name, count in right_words.items()},
    }


def universal(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def f1(right: int, gold: int, own: int) -> float:
    """Harmonic mean of precision and recall, in percent."""
    return 200 * right / (gold + own) if gold + own else 0.0


def _words(trees: Sequence[Tree]) -> list[Paired]:
    firsts = accumulate((len(tree.words) for tree in trees), initial=0)
    return [
        Paired(tree, place, first + place)
        for first, tree in zip(firsts, trees, strict=False)
        for place in range(len(tree.words))
    ]


def aligned(gold: Sequence[Paired], own: Sequence[Paired]) -> list[tuple[Paired, Paired]]:
    """Pairs of words that are the same on both sides, in order."""
    common = sorted({word.token.end for word in gold} & {word.token.end for word in own})
    left, right = _blocks(gold, common), _blocks(own, common)
    return [pair for end in left for pair in _same(left[end], right.get(end, []))]


def _blocks(words: Iterable[Paired], common: Sequence[int]) -> Mapping[int, list[Paired]]:
    """Words between two places where a token ends on both sides."""
    blocks = defaultdict(list)
    for word in words:
        blocks[bisect_left(common, word.token.end)].append(word)
    return blocks


def _same(left: Sequence[Paired], right: Sequence[Paired]) -> list[tuple[Paired, Paired]]:
    if len({word.token for word in left}) < len(left) or len({word.token for word in right}) < len(right):
        return _in_order(left, right)
    return [(one, other) for one in left for other in right if one.token == other.token]


def _in_order(left: Sequence[Paired], right: Sequence[Paired]) -> list[tuple[Paired, Paired]]:
    """The longest common subsequence of the forms, in small letters."""
    longest: dict[tuple[int, int], tuple[int, list[tuple[Paired, Paired]]]] = defaultdict(lambda: (0, []))
    for i, one in reversed(list(enumerate(left))):
        for j, other in reversed(list(enumerate(right))):
            if one.word.form.lower() == other.word.form.lower():
                count, rest = longest[i + 1, j + 1]
                longest[i, j] = count + 1, [(one, other), *rest]
            else:
                longest[i, j] = max(longest[i + 1, j], longest[i, j + 1], key=lambda found: found[0])
    return longest[0, 0][1]
