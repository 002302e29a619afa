"""GSD's train split in today's annotation, from that of 2017.

It is learned from what changed in the sentences that have both. Rules do what is regular (joining
`kota - kota`, attaching punctuation, splitting clitics), and three averaged perceptrons choose each word's
new part of speech, relation and head from what the old annotation says about it.
    python -m training.convert shared/data
prints how near to today's annotation this comes on the pairs that it did not learn from.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, TypeVar

from training.data import CSUI_HELD_OUT, HELD_OUT, Sentence, Token, Word, read_treebank
from training.labels import FEATURES

CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
ROUNDS = 8  # over the pairs; more did not help
SURE = 0.98  # of the words with an affix that must agree on their features
FORM_SURE = (
    0.95  # of the words of a form, so that one slip does not take the relative pronoun's features away
)
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", '"': '"', "``": "''"}
_PREFIXES = ("meng", "meny", "mem", "men", "me", "di", "ter", "ber", "ke", "pe", "se")

T = TypeVar("T")
Pair: TypeAlias = tuple[Sentence, Sentence]
Weights: TypeAlias = dict[str, dict[str, float]]
FeatureCounts: TypeAlias = dict[tuple[str, str], Counter[tuple[tuple[str, str], ...]]]
Example: TypeAlias = tuple[str, list[str], str]  # old label, clues, new label


def convert(root: Path) -> list[Sentence]:
    """The train split of 2017 as today's guidelines would have it; `root` is the folder of all corpora."""
    conversion = learn(pairs(root)[:-HELD_OUT], csui(root))
    old = read_treebank(root / "ud-id/id_gsd-v2.0-2017-train.conllu", "gsd2017")
    return [conversion.apply(sentence) for sentence in old]


def pairs(root: Path) -> list[Pair]:
    """Each sentence of dev as annotated in 2017 and as annotated today."""
    old = read_treebank(root / "ud-id/id_gsd-v2.0-2017-dev.conllu", "gsd2017")
    return list(zip(old, read_treebank(root / "ud-id/id_gsd-ud-dev.conllu", "gsd"), strict=True))


def csui(root: Path) -> list[Sentence]:
    """What of CSUI may train: it shows which forms are split, and how a form is labelled today."""
    return read_treebank(root / "ud-id/id_csui-ud-train.conllu", "csui")[:-CSUI_HELD_OUT]


@dataclass(frozen=True)
class Chooser:
    """Picks one of the labels that were seen to replace an old one: an averaged perceptron's weights."""

    weights: Weights
    replacements: dict[str, tuple[str, ...]]

    def choose(self, old: str, clues: Sequence[str]) -> str:
        return _best(self.weights, self.replacements.get(old, (old,)), clues)


def _best(weights: Weights, labels: Sequence[str], clues: Sequence[str]) -> str:
    if len(labels) == 1:
        return labels[0]
    rows = [weights[clue] for clue in clues if clue in weights]
    return max(labels, key=lambda label: sum(row.get(label, 0.0) for row in rows))


def _train(examples: list[Example]) -> Chooser:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for old, _, new in examples:
        seen[old][new] += 1
    # A replacement seen once is as likely a slip of the annotators as a rule.
    # Most frequent first breaks ties.
    labels = {
        old: tuple(n for n, c in new.most_common() if c > 1 or n == old) or (old,)
        for old, new in seen.items()
    }
    weights: Weights = {}
    totals: Weights = {}
    order, step = list(examples), 0
    chance = random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for old, clues, new in order:
            step += 1
            if new in labels[old] and (guess := _best(weights, labels[old], clues)) != new:
                for clue in clues:
                    for label, change in ((new, 1.0), (guess, -1.0)):
                        row, total = weights.setdefault(clue, {}), totals.setdefault(clue, {})
                        row[label] = row.get(label, 0.0) + change
                        total[label] = total.get(label, 0.0) + change * step
    for clue, row in weights.items():
        for label in row:
            row[label] -= totals[clue][label] / step
    return Chooser(weights, labels)


@dataclass(frozen=True)
class Clitics:
    """Which forms are split, and what their clitics are: tables of what today's treebanks do."""

    split: dict[str, bool]
    stems: frozenset[str]
    labels: dict[tuple[str, ...], tuple[str, str]]

    def of(self, form: str, upos: str) -> str:
        """The clitic that ends a form, or "" if it is not to be split."""
        low = form.lower()
        clitic = next((c for c in CLITICS if low.endswith(c) and len(low) > len(c) + 2), "")
        # Unseen forms are split where the rest is itself a word (`ilmu` and `baku` have no clitic); few nouns
        # and verbs end in -nya without its being one.
        whole = clitic != "nya" or low.endswith(("tanya", "punya")) or low[: -len(clitic)].startswith("se")
        unseen = upos in ("NOUN", "VERB") and (not whole or low[: -len(clitic)] in self.stems)
        return clitic if clitic and self.split.get(low, unseen) else ""

    def label(self, clitic: str, stem: Word) -> tuple[str, str]:
        """A clitic's part of speech and relation, by those of its stem where they were seen with it."""
        keys = _clitic_keys(clitic, stem)
        return next((self.labels[key] for key in keys if key in self.labels), ("PRON", "nmod:poss"))


def _clitic_keys(clitic: str, stem: Word) -> list[tuple[str, ...]]:
    voice = "pass" if stem.form.lower().startswith("di") else ""
    relation = stem.relation.split(":")[0]
    return [(clitic, stem.upos, voice, relation), (clitic, stem.upos, voice), (clitic, stem.upos), (clitic,)]


def _learn_clitics(today: Iterable[Sentence]) -> Clitics:
    split: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    labels: defaultdict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    stems: set[str] = set()
    for sentence in today:
        for token, (start, end) in zip(sentence.tokens, _groups(sentence), strict=True):
            split[token.form.lower()][token.words > 1] += 1
            stems.add(sentence.words[start].form.lower())
            if token.words == 2 and (clitic := sentence.words[end - 1]).form.lower() in CLITICS:
                for key in _clitic_keys(clitic.form.lower(), sentence.words[start]):
                    labels[key][clitic.upos, clitic.relation] += 1
    return Clitics(
        {form: _commonest(found) for form, found in split.items()},
        frozenset(stems),
        {key: _commonest(found) for key, found in labels.items()},
    )


def _commonest(found: Counter[T]) -> T:
    return found.most_common(1)[0][0]


def _groups(sentence: Sentence) -> list[tuple[int, int]]:
    """Where each token's words start and end."""
    out, start = [], 0
    for token in sentence.tokens:
        out.append((start, start + token.words))
        start += token.words
    return out


@dataclass(frozen=True)
class Conversion:
    """What is needed to bring a sentence from the annotation of 2017 to today's."""

    upos: Chooser
    relation: Chooser
    head: Chooser
    clitics: Clitics
    habits: dict[str, str]
    features: dict[tuple[str, str], dict[str, str]]

    def apply(self, sentence: Sentence) -> Sentence:
        """The sentence in today's annotation, always a tree.

        Its text changes only where `kota - kota` is joined.
        """
        old = _join(sentence)
        words = list(old.words)
        around = _Around(words, self.habits)
        upos = [self.upos.choose(w.upos, around.upos_clues(i)) for i, w in enumerate(words)]
        relations = [
            self.relation.choose(w.relation, around.relation_clues(i, upos)) for i, w in enumerate(words)
        ]
        heads = [
            around.moved(i, self.head.choose("keep", around.head_clues(i, upos))) for i in range(len(words))
        ]
        if not is_tree(heads):
            heads = [word.head for word in words]
        new = [Word(w.form, u, {}, h, r) for w, u, r, h in zip(words, upos, relations, heads, strict=True)]
        new = _attach_punctuation([_rooted(word, was) for word, was in zip(new, words, strict=True)])
        split = self._split(replace(old, words=tuple(new)))
        if not is_tree([word.head for word in split.words]):
            raise AssertionError(f"not a tree: {sentence.text}")
        featured = (replace(w, features=self._features(w)) for w in split.words)
        return replace(split, words=tuple(featured))

    def _split(self, sentence: Sentence) -> Sentence:
        clitics = [self.clitics.of(w.form, w.upos) for w in sentence.words]
        places, place = [0], 1
        for clitic in clitics:
            places.append(place)
            place += 2 if clitic else 1
        words: list[Word] = []
        for i, (word, clitic) in enumerate(zip(sentence.words, clitics, strict=True), 1):
            stem = replace(word, head=places[word.head])
            words += self._parts(stem, clitic, places[i]) if clitic else [stem]
        tokens = (
            Token(t.form, 2 if c else 1, t.space_after) for t, c in zip(sentence.tokens, clitics, strict=True)
        )
        return replace(sentence, tokens=tuple(tokens), words=tuple(words))

    def _parts(self, word: Word, clitic: str, place: int) -> list[Word]:
        cut = len(word.form) - len(clitic)
        stem, rest = replace(word, form=word.form[:cut]), word.form[cut:]
        # `padaku` was one noun: now the preposition depends on the pronoun.
        pronoun = clitic in ("nya", "ku", "mu") and self.habits.get(stem.form.lower()) == "ADP"
        if pronoun and word.head and word.relation != "case":
            case = Word(stem.form, "ADP", {}, place + 1, "case")
            relation = "obl" if word.relation in ("obj", "advmod") else word.relation
            return [case, Word(rest, "PRON", {}, word.head, relation)]
        upos, relation = self.clitics.label(rest.lower(), stem)
        # Words that only mark another word have no dependents of their own.
        head = stem.head if stem.relation in ("cc", "case", "mark", "aux", "cop") else place
        return [stem, Word(rest, upos, {}, head or place, relation)]

    def _features(self, word: Word) -> dict[str, str]:
        keys = _feature_keys(word)
        return dict(next((self.features[key] for key in keys if key in self.features), {}))


def learn(pairs: Sequence[Pair], others: Iterable[Sentence] = ()) -> Conversion:
    """The conversion that brings each pair's first sentence nearest to its second.

    `others` are in today's manner.
    """
    others = list(others)
    habits = {form: _commonest(found) for form, found in _uses(others).items()}
    examples: dict[str, list[Example]] = {"upos": [], "relation": [], "head": []}
    for old, today in ((_join(old), _whole(today)) for old, today in pairs):
        # Where the text itself was corrected there is nothing to learn about annotation.
        if old.forms == today.forms:
            _compare(old.words, today.words, _Around(list(old.words), habits), examples)
    now = [today for _, today in pairs]
    return Conversion(
        _train(examples["upos"]),
        _train(examples["relation"]),
        _train(examples["head"]),
        _learn_clitics([*now, *others]),
        habits,
        _learn_features(now, others),
    )


def _uses(sentences: Iterable[Sentence]) -> dict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            found[word.form.lower()][word.upos] += 1
    return found


def _compare(
    old: Sequence[Word], new: Sequence[Word], around: "_Around", examples: dict[str, list[Example]]
) -> None:
    upos = [word.upos for word in new]
    for i, (was, now) in enumerate(zip(old, new, strict=True)):
        examples["upos"].append((was.upos, around.upos_clues(i), now.upos))
        if was.head and now.head:
            examples["relation"].append((was.relation, around.relation_clues(i, upos), now.relation))
            examples["head"].append(("keep", around.head_clues(i, upos), around.move(i, now.head)))


class _Around:
    """What stands around each word of a sentence as it was annotated in 2017."""

    def __init__(self, words: list[Word], habits: dict[str, str]) -> None:
        self.words = words
        self.habits = habits
        self.children: list[list[int]] = [[] for _ in range(len(words) + 1)]
        for i, word in enumerate(words):
            self.children[word.head].append(i)

    def _at(self, i: int) -> Word:
        return self.words[i] if 0 <= i < len(self.words) else Word("|", "|", {}, 0, "|")

    def _common(self, i: int) -> list[str]:
        word, head = self.words[i], self._at(self.words[i].head - 1)
        low, before, after = word.form.lower(), self._at(i - 1), self._at(i + 1)
        below = [self.words[c] for c in self.children[i + 1]]
        relations = sorted({child.relation for child in below if child.relation != "punct"})
        return [
            "always",
            f"form {low}",
            f"end {low[-3:]}",
            f"start {low[:3]}",
            f"shape {_shape(word.form)}",
            f"habit {self.habits.get(low)}",
            f"before {before.form.lower()}",
            f"after {after.form.lower()}",
            f"around {before.upos} {after.upos}",
            f"head {head.form.lower()}",
            f"head is {head.upos} {_shape(head.form)} {word.head - 1 > i}",
            f"head does {head.relation}",
            f"below {relations}",
            *(f"below {child.relation} {child.form.lower()}" for child in below if child.relation != "punct"),
        ]

    def upos_clues(self, i: int) -> list[str]:
        """What may tell a word's part of speech."""
        word = self.words[i]
        common = self._common(i)
        return common + [f"{word.upos} {clue}" for clue in common] + [f"{word.upos} {word.relation}"]

    def relation_clues(self, i: int, upos: Sequence[str]) -> list[str]:
        """What may tell a word's relation, once all parts of speech are known."""
        word = self.words[i]
        head = upos[word.head - 1] if word.head else "root"
        low = word.form.lower()
        common = [
            *self._common(i),
            f"is {upos[i]}",
            f"both {upos[i]} {head}",
            f"far {abs(word.head - 1 - i) > 1}",
        ]
        common += [f"form {low} {upos[i]}", f"before {self._at(i - 1).form.lower()} {upos[i]} {head}"]
        return [f"{word.relation} {clue}" for clue in common]

    def head_clues(self, i: int, upos: Sequence[str]) -> list[str]:
        """What may tell whether a word's head changed."""
        return self.relation_clues(i, upos)

    def _targets(self, i: int) -> dict[str, int]:
        """Where a head may move to, by the name of the move."""
        word = self.words[i]
        up = self._at(word.head - 1).head
        beside = next((c + 1 for c in self.children[word.head] if c > i), 0)
        down = next((c + 1 for c in self.children[i + 1] if c > i), 0)
        moves = {"keep": word.head, "up": up, "beside": beside, "down": down, "next": i + 2, "previous": i}
        return {name: to for name, to in moves.items() if name == "keep" or 0 < to <= len(self.words)}

    def move(self, i: int, head: int) -> str:
        """The name of the move that gives this head; "keep" if none does."""
        # Punctuation is attached by rule.
        if self.words[i].upos == "PUNCT":
            return "keep"
        return next((name for name, to in self._targets(i).items() if to == head), "keep")

    def moved(self, i: int, move: str) -> int:
        """The head after a move, the old one where it leads nowhere."""
        word = self.words[i]
        return self._targets(i).get(move, word.head) if word.head else 0


def _shape(form: str) -> str:
    if form[0].isdigit():
        return "digit"
    return "upper" if form.isupper() else "title" if form[0].isupper() else "lower"


def _rooted(word: Word, was: Word) -> Word:
    """The word with `root` as its relation exactly if it is the root."""
    if not word.head:
        return replace(word, relation="root")
    return replace(word, relation=was.relation) if word.relation == "root" else word


def is_tree(heads: Sequence[int]) -> bool:
    """Whether there is one root, and every word is under it."""
    reached = {0}
    while more := {i for i, head in enumerate(heads, 1) if head in reached} - reached:
        reached |= more
    return len(reached) == len(heads) + 1 and list(heads).count(0) == 1


def _join(sentence: Sentence) -> Sentence:
    """The sentence with `kota - kota`, `ke - 5` and `1960 - an` as one token each, as today."""
    words, tokens = sentence.words, sentence.tokens
    starts = [
        i for i in range(len(words) - 2) if words[i + 1].form == "-" and _belong(words[i], words[i + 2])
    ]
    starts = [i for i in starts if i - 2 not in starts]
    if not starts or len(words) != len(tokens):
        return sentence
    gone = {i + k: i for i in starts for k in (1, 2)}
    kept = [i for i in range(len(words)) if i not in gone]
    place = {0: 0} | {i + 1: n for n, i in enumerate(kept, 1)}
    place |= {i + 1: place[start + 1] for i, start in gone.items()}
    joined, spaced = [], []
    for i in kept:
        end = i + 2 if i in starts else i
        form = "".join(word.form for word in words[i : end + 1])
        # The word of the three that the other two hang from says what all of them do.
        top = next(w for w in words[i : end + 1] if not i + 1 <= w.head <= end + 1)
        joined.append(replace(top, form=form, head=place[top.head]))
        spaced.append(Token(form, 1, tokens[end].space_after))
    text = "".join(token.form + " " * token.space_after for token in spaced).rstrip()
    return replace(sentence, text=text, tokens=tuple(spaced), words=tuple(joined))


def _belong(first: Word, last: Word) -> bool:
    a, b = first.form.lower(), last.form.lower()
    if last.relation == "compound:plur" or (a.isalpha() and len(a) > 2 and b.startswith(a)):
        return True
    return (a in ("ke", "anti") and b.isalnum()) or (a.isdigit() and b in ("an", "annya"))


def _whole(sentence: Sentence) -> Sentence:
    """The sentence with one word for each token, its clitic left out of the annotation."""
    groups = _groups(sentence)
    place = {0: 0} | {i + 1: n for n, (start, end) in enumerate(groups, 1) for i in range(start, end)}
    words = []
    for token, (start, end) in zip(sentence.tokens, groups, strict=True):
        top = next(w for w in sentence.words[start:end] if not start + 1 <= w.head <= end)
        words.append(replace(top, form=token.form, head=place[top.head]))
    return replace(sentence, words=tuple(words), tokens=tuple(replace(t, words=1) for t in sentence.tokens))


def _attach_punctuation(words: list[Word]) -> list[Word]:
    """The words with each mark attached as Universal Dependencies ask.

    That is as high as it can be without a crossing.
    """
    heads = [0] + [word.head for word in words]
    marks = {i for i, w in enumerate(words, 1) if w.upos == "PUNCT" and w.relation == "punct"} - set(heads)
    inside = _paired(words, marks)
    out = list(words)
    for i in sorted(marks):
        head = _top(inside[i], heads, marks) if i in inside else _beside(i, words, heads, marks)
        if head:
            out[i - 1] = replace(words[i - 1], head=head)
    return out


def _paired(words: list[Word], marks: set[int]) -> dict[int, range]:
    """What stands inside each bracket or quote that has its partner."""
    found: dict[int, range] = {}
    opened: list[int] = []
    for i in sorted(marks):
        form = words[i - 1].form
        if opened and _PAIRS[words[opened[-1] - 1].form] == form:
            start = opened.pop()
            found[start] = found[i] = range(start + 1, i)
        elif form in _PAIRS:
            opened.append(i)
    return found


def _top(inside: range, heads: list[int], marks: set[int]) -> int:
    """The one word inside that hangs from outside; 0 where there are several."""
    tops = [i for i in inside if i not in marks and heads[i] not in inside]
    return tops[0] if len(tops) == 1 else 0


def _beside(i: int, words: list[Word], heads: list[int], marks: set[int]) -> int:
    left = next((k for k in range(i - 1, 0, -1) if k not in marks), 0)
    right = next((k for k in range(i + 1, len(heads)) if k not in marks), 0)
    while left and 0 < heads[left] < i:
        left = heads[left]
    while right and heads[right] > i:
        right = heads[right]
    before = words[i - 2].form if i > 1 else ""
    if words[i - 1].form == "." and right and len(before) <= 3 and before[:1].isupper():
        return i - 1  # an abbreviation's
    # A sentence's last mark belongs to all of it, as does a mark between two sentences.
    if not right or words[i - 1].form in (".", "?", "!"):
        return left
    return left if left and heads[left] > i else right


def _feature_keys(word: Word) -> list[tuple[str, str]]:
    low = word.form.lower()
    prefix = next((p for p in _PREFIXES if low.startswith(p)), "")
    first, _, last = low.partition("-")
    twice = last.startswith(first) and bool(last)
    return [(low, word.upos), ("twice-", word.upos) if twice else (f"{prefix}-", word.upos), ("", word.upos)]


def _learn_features(
    now: Sequence[Sentence], others: Sequence[Sentence]
) -> dict[tuple[str, str], dict[str, str]]:
    """What a form, or else its prefix or doubling, or else a part of speech, always or nearly always has."""
    affixes = {key: found for key, found in _featured([*now, *others]).items() if _general(key)}
    # A form that GSD itself has is as GSD has it.
    forms = [
        {key: found for key, found in _featured(bank).items() if not _general(key)} for bank in (others, now)
    ]
    return _agreed(affixes, SURE, 20) | _agreed(forms[0], FORM_SURE, 2) | _agreed(forms[1], FORM_SURE, 2)


def _general(key: tuple[str, str]) -> bool:
    return not key[0] or key[0].endswith("-")


def _featured(sentences: Iterable[Sentence]) -> FeatureCounts:
    found: FeatureCounts = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            for key in _feature_keys(word):
                found[key][_known(word)] += 1
    return found


def _known(word: Word) -> tuple[tuple[str, str], ...]:
    """The features that the heads learn, as a key."""
    return tuple(sorted(pair for pair in word.features.items() if pair[0] in FEATURES))


def _agreed(counts: FeatureCounts, share: float, least: int) -> dict[tuple[str, str], dict[str, str]]:
    best = {key: (found.most_common(1)[0], found.total()) for key, found in counts.items()}
    return {
        key: dict(f) for key, ((f, count), total) in best.items() if total >= least and count >= share * total
    }


def _spans(sentence: Sentence) -> dict[tuple[int, int], Word]:
    found, start = {}, 0
    for word in sentence.words:
        found[start, start + len(word.form)] = word
        start += len(word.form)
    return found


def agreement(found: Sequence[Sentence], wanted: Sequence[Sentence]) -> dict[str, float]:
    """F1 of words, and of words with each annotation, by the characters that they cover.

    Corrected texts are left out.
    """
    hits: Counter[str] = Counter()
    total = 0
    for one, other in zip(found, wanted, strict=True):
        a, b = _spans(one), _spans(other)
        if "".join(one.forms) != "".join(other.forms):
            continue
        total += len(a) + len(b)
        ends_a, ends_b = [(0, 0), *a], [(0, 0), *b]
        for span in a.keys() & b.keys():
            x, y = a[span], b[span]
            head = ends_a[x.head] == ends_b[y.head]
            hits["words"] += 2
            hits["upos"] += 2 * (x.upos == y.upos)
            hits["head"] += 2 * head
            hits["las"] += 2 * (head and x.relation.split(":")[0] == y.relation.split(":")[0])
            hits["las with subtypes"] += 2 * (head and x.relation == y.relation)
            hits["features"] += 2 * (_known(x) == _known(y))
    return {name: round(count / total, 4) for name, count in hits.items()}


def main(root: Path) -> None:
    """Prints the agreement with today's annotation of the pairs that were not learned from."""
    both = pairs(root)
    conversion = learn(both[:-HELD_OUT], csui(root))
    old, today = [a for a, _ in both[-HELD_OUT:]], [b for _, b in both[-HELD_OUT:]]
    new = [conversion.apply(sentence) for sentence in old]
    print(json.dumps({"before": agreement(old, today), "after": agreement(new, today)}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
