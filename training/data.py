"""The corpora that may train what ships, read into sentences; see the README for their licences.

Everything is found under one folder, `shared/data` beside the repository unless told otherwise. What measures
is kept out of what trains: both PUD treebanks, every test set, and the sentences of `nerp` that are in
idner's test set.
"""

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HELD_OUT = 159  # sentences at the end of today's GSD dev kept for watching the training; the other 400 train
CSUI_HELD_OUT = 56


@dataclass(frozen=True)
class Word:
    """One syntactic word of a treebank; `head` counts from 1, 0 is the root."""

    form: str
    upos: str
    features: dict[str, str]
    head: int
    relation: str


@dataclass(frozen=True)
class Token:
    """A surface token: its characters, how many words it holds, and whether white space follows."""

    form: str
    words: int
    space_after: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of a treebank, a corpus of names, or both.

    Either kind of annotation is left empty where it has none.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Word, ...] = ()
    treebank: str = ""
    names: tuple[str, ...] = ()
    guideline: str = ""
    opens_paragraph: bool = False
    translation: str = ""

    @property
    def forms(self) -> list[str]:
        return [word.form for word in self.words] or [token.form for token in self.tokens]

    @property
    def spaces(self) -> list[bool]:
        """Whether white space stands before each word."""
        before, out = True, []
        for token in self.tokens:
            out += [before] + [False] * (token.words - 1)
            before = token.space_after
        return out

    @property
    def groups(self) -> list[tuple[int, int]]:
        """Where each token's words start and end."""
        out, start = [], 0
        for token in self.tokens:
            out.append((start, start + token.words))
            start += token.words
        return out


def read_treebank(path: Path, treebank: str) -> list[Sentence]:
    """Sentences of a CoNLL-U file; enhanced and empty nodes are passed over."""
    return [_sentence(block, treebank) for block in _blocks(path)]


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in itertools.chain(path.read_text(encoding="utf-8").split("\n"), [""]):
        if line:
            block.append(line)
        elif block:
            yield block
            block = []


@dataclass
class _Reading:
    words: list[Word] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    inside_until: int = 0


def _sentence(block: list[str], treebank: str) -> Sentence:
    comments = [line for line in block if line.startswith("#")]
    values = dict(c[1:].strip().split(" = ", 1) for c in comments if " = " in c)
    read = _Reading()
    for line in block:
        if not line.startswith("#"):
            _read_row(line.split("\t"), read)
    return Sentence(
        values.get("text", ""),
        tuple(read.tokens),
        tuple(read.words),
        treebank,
        opens_paragraph=any(c.startswith(("# newpar", "# newdoc")) for c in comments),
        translation=values.get("text_en", ""),
    )


def _read_row(row: list[str], read: _Reading) -> None:
    space = "SpaceAfter=No" not in row[9]
    if "." in row[0]:
        return
    if "-" in row[0]:
        first, last = map(int, row[0].split("-"))
        read.tokens.append(Token(row[1], last - first + 1, space))
        read.inside_until = last
        return
    if int(row[0]) > read.inside_until:
        read.tokens.append(Token(row[1], 1, space))
    features = {} if row[5] == "_" else dict(pair.split("=", 1) for pair in row[5].split("|"))
    read.words.append(Word(row[1], row[3], features, int(row[6]), row[7]))


def read_names(path: Path, guideline: str, tag: int = -1, form: int = 0) -> list[Sentence]:
    """Sentences of a column file of BIO tags.

    Columns are parted by tab or space, sentences by an empty line.
    """
    found = []
    for block in _blocks(path):
        rows = [
            line.split("\t") if "\t" in line else line.split(" ")
            for line in block
            if not line.startswith("# ")
        ]
        rows = [row for row in rows if len(row) > max(form, tag) and row[form].strip()]
        if rows:
            found.append(named_sentence([row[form] for row in rows], [row[tag] for row in rows], guideline))
    return found


def named_sentence(forms: list[str], tags: list[str], guideline: str) -> Sentence:
    """A sentence of a corpus that has no record of white space: it is set as a printer would."""
    after = [not tight for tight in _tight(forms)[1:]] + [True]
    tokens = tuple(Token(form, 1, space) for form, space in zip(forms, after, strict=True))
    text = "".join(token.form + " " * token.space_after for token in tokens).rstrip()
    return Sentence(text, tokens, names=tuple(tags), guideline=guideline)


def _tight(forms: list[str]) -> list[bool]:
    """Whether each form stands against the one before it; straight quotes open and close in turn."""
    out, inside, previous = [], False, ""
    for form in forms:
        tight = (
            form[0] in ".,;:!?)]}%”’" or form in ("n't",) or (form.startswith(("'", "’")) and len(form) > 1)
        )
        if form in ('"', "''", "``"):
            tight, inside = inside, not inside
        out.append(tight or previous in ("(", "[", "{", "“", "‘", "$", "open"))
        previous = "open" if form in ('"', "``", "''") and inside else form
    return out


def treebanks_for_training(root: Path) -> dict[str, list[Sentence]]:
    """Treebanks that train, by name; `gsd2017` is as it was annotated in 2017."""
    today = read_treebank(root / "ud-id/id_gsd-ud-dev.conllu", "gsd")
    csui = read_treebank(root / "ud-id/id_csui-ud-train.conllu", "csui")
    return {
        "csui": csui[:-CSUI_HELD_OUT],
        "gsd": today[:-HELD_OUT],
        "gsd2017": read_treebank(root / "ud-id/id_gsd-v2.0-2017-train.conllu", "gsd2017"),
        "ewt": read_treebank(root / "ud-en/en_ewt-ud-train-rebuilt.conllu", "ewt"),
    }


def treebanks_for_watching(root: Path) -> dict[str, list[Sentence]]:
    """Treebanks to watch the training by and to choose by: neither trained on nor reported."""
    return {
        "csui": read_treebank(root / "ud-id/id_csui-ud-train.conllu", "csui")[-CSUI_HELD_OUT:],
        "gsd": read_treebank(root / "ud-id/id_gsd-ud-dev.conllu", "gsd")[-HELD_OUT:],
        "ewt": read_treebank(root / "ud-en/en_ewt-ud-dev.conllu", "ewt")[:300],
    }


def treebanks_for_measuring(root: Path) -> dict[str, list[Sentence]]:
    """The test sets, by the name under which their figures are reported."""
    return {
        "csui": read_treebank(root / "ud-id/id_csui-ud-test.conllu", "csui"),
        "pud-id": read_treebank(root / "ud-id/id_pud-ud-test.conllu", "csui"),
        "gsd": read_treebank(root / "ud-id/id_gsd-ud-test.conllu", "gsd"),
        "ewt": read_treebank(root / "ud-en/en_ewt-ud-test.conllu", "ewt"),
        "pud-en": read_treebank(root / "ud-en/en_pud-ud-test.conllu", "ewt"),
    }


def names_for_training(root: Path) -> dict[str, list[Sentence]]:
    """Corpora of names that train, by guideline.

    `nerp` comes without the sentences of idner's and nergrit's test sets.
    """
    measured = {_key(s) for sentences in names_for_measuring(root).values() for s in sentences}
    english = [read_names(root / f"uner-en/en_ewt-ud-{part}.iob2", "uner", 2, 1) for part in ("dev", "test")]
    found = {
        "idner": read_names(root / "idner-news-2k/train.txt", "idner"),
        "nergrit": read_names(root / "indonlu/nergrit_ner-grit/train.txt", "nergrit"),
        "nerp": read_names(root / "indonlu/nerp_ner-prosa/train.txt", "nerp"),
        "uner": [sentence for part in english for sentence in part],
        "wikigold": read_names(root / "wikigold-en/wikigold.conllu", "wikigold", -1, 1),
    }
    return {name: [s for s in sentences if _key(s) not in measured] for name, sentences in found.items()}


def names_for_watching(root: Path) -> dict[str, list[Sentence]]:
    return {
        "idner": read_names(root / "idner-news-2k/dev.txt", "idner"),
        "nergrit": read_names(root / "indonlu/nergrit_ner-grit/valid.txt", "nergrit"),
    }


def names_for_measuring(root: Path) -> dict[str, list[Sentence]]:
    return {
        "idner": read_names(root / "idner-news-2k/test.txt", "idner"),
        "nergrit": read_names(root / "indonlu/nergrit_ner-grit/test.txt", "nergrit"),
        "uner": read_names(root / "uner-en/en_pud-ud-test.iob2", "uner", 2, 1),
    }


def _key(sentence: Sentence) -> str:
    return "".join(sentence.forms).lower()


def translations(root: Path) -> list[tuple[str, str]]:
    """Pairs of an Indonesian sentence and its English translation that may train."""
    banks = treebanks_for_training(root)
    pairs = [(s.text, s.translation) for name in ("csui", "gsd") for s in banks[name] if s.translation]
    for part in ("train", "valid"):
        with (root / f"nusax-mt/{part}.csv").open(encoding="utf-8", newline="") as lines:
            pairs += [(row["indonesian"], row["english"]) for row in csv.DictReader(lines)]
    return pairs


def test_translations(root: Path) -> dict[str, list[tuple[str, str]]]:
    """Pairs that measure retrieval: the first 400 of PUD, and the 400 of nusax's test set."""
    both = [
        read_treebank(root / path, "")
        for path in ("ud-id/id_pud-ud-test.conllu", "ud-en/en_pud-ud-test.conllu")
    ]
    pud = [(a.text, b.text) for a, b in zip(*both, strict=True)][:400]
    with (root / "nusax-mt/test.csv").open(encoding="utf-8", newline="") as lines:
        nusax = [(row["indonesian"], row["english"]) for row in csv.DictReader(lines)]
    return {"pud": pud, "nusax": nusax}
