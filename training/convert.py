"""GSD's train split in today's annotation, from that of 2017.

It is learned from what changed in the sentences that have both. Rules do what is regular (joining
`kota - kota`, attaching punctuation, splitting clitics), and three averaged perceptrons choose each word's
new part of speech, relation and head from what the old annotation says about it.
    python -m training.convert shared/data
prints how near to today's annotation this comes on the pairs that it did not learn from.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from training.around import Around
from training.clitics import Clitics, learn_clitics
from training.data import CSUI_HELD_OUT, HELD_OUT, Sentence, Token, Word, read_treebank
from training.labels import FEATURES
from training.perceptron import Chooser, Example, train
from training.punctuation import attach_punctuation

SURE = 0.98  # of the words with an affix that must agree on their features
FORM_SURE = (
    0.95  # of the words of a form, so that one slip does not take the relative pronoun's features away
)
_PREFIXES = ("meng", "meny", "mem", "men", "me", "di", "ter", "ber", "ke", "pe", "se")

Pair: TypeAlias = tuple[Sentence, Sentence]
FeatureCounts: TypeAlias = dict[tuple[str, str], Counter[tuple[tuple[str, str], ...]]]


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
        around = Around(words, self.habits)
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
        new = attach_punctuation([_rooted(word, was) for word, was in zip(new, words, strict=True)])
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
    habits = {form: found.most_common(1)[0][0] for form, found in _uses(others).items()}
    examples: dict[str, list[Example]] = {"upos": [], "relation": [], "head": []}
    for old, today in ((_join(old), _whole(today)) for old, today in pairs):
        # Where the text itself was corrected there is nothing to learn about annotation.
        if old.forms == today.forms:
            _compare(old.words, today.words, Around(list(old.words), habits), examples)
    now = [today for _, today in pairs]
    return Conversion(
        train(examples["upos"]),
        train(examples["relation"]),
        train(examples["head"]),
        learn_clitics([*now, *others]),
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
    old: Sequence[Word], new: Sequence[Word], around: Around, examples: dict[str, list[Example]]
) -> None:
    upos = [word.upos for word in new]
    for i, (was, now) in enumerate(zip(old, new, strict=True)):
        examples["upos"].append((was.upos, around.upos_clues(i), now.upos))
        if was.head and now.head:
            examples["relation"].append((was.relation, around.relation_clues(i, upos), now.relation))
            examples["head"].append(("keep", around.head_clues(i, upos), around.move(i, now.head)))


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


def _depths(heads: Sequence[int]) -> list[int]:
    """How many words lie between each word of a tree and its root."""

    def depth(head: int) -> int:
        return 1 + depth(heads[head - 1]) if head else 0

    return [depth(head) for head in heads]


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
    depths = _depths([word.head for word in words])
    joined, spaced = [], []
    for i in kept:
        end = i + 2 if i in starts else i
        form = "".join(word.form for word in words[i : end + 1])
        # What hangs from the head of the highest word only ever goes up, so no circle can arise;
        # what all of them do is said by the highest that is no hyphen.
        highest_first = sorted(range(i, end + 1), key=depths.__getitem__)
        highest = words[highest_first[0]]
        says = next((words[k] for k in highest_first if words[k].upos != "PUNCT"), highest)
        joined.append(replace(says, form=form, head=place[highest.head]))
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
    groups = sentence.groups
    place = {0: 0} | {i + 1: n for n, (start, end) in enumerate(groups, 1) for i in range(start, end)}
    words = []
    for token, (start, end) in zip(sentence.tokens, groups, strict=True):
        top = next(w for w in sentence.words[start:end] if not start + 1 <= w.head <= end)
        words.append(replace(top, form=token.form, head=place[top.head]))
    return replace(sentence, words=tuple(words), tokens=tuple(replace(t, words=1) for t in sentence.tokens))


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
