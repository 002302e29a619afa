"""The labels that the heads choose among: what they are, and where each one's scores stand."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

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
        return _slices(self.guidelines)[guideline]

    def feature_slice(self, feature: str) -> slice:
        """Where a feature's values stand among the scores of features."""
        return _slices(self.features)[feature]

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


def _slices(groups: dict[str, tuple[str, ...]]) -> dict[str, slice]:
    found, start = {}, 0
    for name, values in groups.items():
        found[name] = slice(start, start + len(values))
        start += len(values)
    return found
