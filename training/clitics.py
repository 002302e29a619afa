"""Which words of Indonesian end in a clitic, and what the clitic is, by what today's treebanks do."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from training.data import Sentence, Word

CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


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


def learn_clitics(today: Iterable[Sentence]) -> Clitics:
    """The tables out of sentences in today's annotation."""
    split: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    labels: defaultdict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    stems: set[str] = set()
    for sentence in today:
        for token, (start, end) in zip(sentence.tokens, sentence.groups, strict=True):
            split[token.form.lower()][token.words > 1] += 1
            stems.add(sentence.words[start].form.lower())
            if token.words == 2 and (clitic := sentence.words[end - 1]).form.lower() in CLITICS:
                for key in _clitic_keys(clitic.form.lower(), sentence.words[start]):
                    labels[key][clitic.upos, clitic.relation] += 1
    return Clitics(
        {form: found.most_common(1)[0][0] for form, found in split.items()},
        frozenset(stems),
        {key: found.most_common(1)[0][0] for key, found in labels.items()},
    )
