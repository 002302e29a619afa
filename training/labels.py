"""The labels that the heads choose among: what they are, and where each one's scores stand."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kawat.model.tags import slices

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
TREEBANKS = ("csui", "gsd", "gsd2017", "ewt")
FEATURES = {
    "Number": "Sing Plur",
    "Person": "1 2 3",
    "Gender": "Masc Fem Neut",
    "Tense": "Past Pres",
    "Mood": "Ind Imp Sub",
    "VerbForm": "Fin Inf Part Ger",
    "Voice": "Act Pass",
    "Polarity": "Neg Pos",
    "Degree": "Pos Cmp Sup",
    "Definite": "Def Ind",
    "PronType": "Prs Rel Dem Art Ind Int Tot Neg Emp Rcp",
    "NumType": "Card Ord Frac Mult",
    "Case": "Nom Acc Gen",
    "Poss": "Yes",
    "Foreign": "Yes",
    "Reflex": "Yes",
}
# Every corpus of names has its own idea of what a name is, and so its own tags; `house` is what Kawat uses.
GUIDELINES = {
    "house": "PER ORG LOC MISC",
    "idner": "PER ORG LOC",
    "nergrit": "PERSON ORGANISATION PLACE",
    "nerp": "PPL IND PLC EVT FNB",
    "uner": "PER ORG LOC",
    "wikigold": "PER ORG LOC MISC",
}
# What a corpus's tag may be in Kawat's own guideline; where several may, the loss is that of their sum.
HOUSE = {
    "idner": {"O": "O MISC"},
    "nergrit": {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC", "O": "O MISC"},
    "nerp": {
        "PPL": "PER",
        "IND": "ORG MISC",
        "PLC": "LOC",
        "EVT": "MISC",
        "FNB": "MISC O",
        "O": "O MISC ORG",
    },
    "uner": {"O": "O MISC"},
    "wikigold": {},
}


@dataclass(frozen=True)
class Labels:
    """All labels in the order of their scores; a feature's first value is "" (it does not have it)."""

    upos: tuple[str, ...]
    treebanks: tuple[str, ...]
    features: dict[str, tuple[str, ...]]
    guidelines: dict[str, tuple[str, ...]]
    relations: tuple[str, ...]

    @property
    def feature_width(self) -> int:
        return sum(map(len, self.features.values()))

    @property
    def name_width(self) -> int:
        return sum(map(len, self.guidelines.values()))

    def name_slice(self, guideline: str) -> slice:
        """Where a guideline's tags stand among the scores of names."""
        return slices(self.guidelines)[guideline]

    def feature_slice(self, feature: str) -> slice:
        """Where a feature's values stand among the scores of features."""
        return slices(self.features)[feature]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def labels_with(relations: tuple[str, ...]) -> Labels:
    """The labels of this file with the relations that the treebanks were found to use."""
    return Labels(
        UPOS,
        TREEBANKS,
        {name: ("", *values.split()) for name, values in FEATURES.items()},
        {name: _bio(kinds.split()) for name, kinds in GUIDELINES.items()},
        relations,
    )


def _bio(kinds: list[str]) -> tuple[str, ...]:
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


def names_of(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Names of a sentence's BIO tags: first word, word after the last, kind; one may begin with I."""
    found, first, kind = set(), 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            found.add((first, at, kind))
            kind = ""
        if tag != "O" and not kind:
            first, kind = at, tag[2:]
    return found
