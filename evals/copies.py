"""Are copies found, and nothing else? `python -m evals.copies --shared ../shared`.

Makes copies of real reports with a fixed seed (`copying.py`) and links each kind together with all the other
reports, many of them on the same news. Translations are documents of 5 to 30 parallel sentences (PUD,
NusaX), among others that have a quarter of their sentences in common. Last come near copies that others
found among the reports (`near_dup_pairs.json`); `--pairs` lists all that Kawat put together, to be read.

Recall is over the copies made, precision over the pairs of a copy and another report in one family. Exit
status 1 when a figure is below its floor. The corpora are no part of the project; takes five minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from kawat.annotate.sentences import sentences
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.language import Languages
from kawat.pipeline import Pipeline
from kawat.read.document import Known, document
from kawat.registry import load_registry
from kawat.run.add import add
from kawat.settings import load_settings
from kawat.store import Writer, open_store

from .copying import Copier, cut, edited, redated, reordered, wrapped

COPIES = 120
LEAST_WORDS = 80
RECALL, PRECISION = 0.95, 0.98
NEAR_RECALL, NEAR_CONTAINMENT = 0.97, 0.5
ROUNDS = 3

Pairs = set[frozenset[str]]


class Text(NamedTuple):
    """A text under a name, in a language or in one to be found out."""

    name: str
    text: str
    language: str | None = None


class Score(NamedTuple):
    """Of `made` pairs so many were `found`; of `joined` pairs so many were `right`."""

    kind: str
    made: int
    found: int
    joined: int
    right: int

    @property
    def recall(self) -> float:
        return self.found / self.made

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0


class Linker:
    """Adds texts to a store, read as far as copies need it: what is report, and where sentences end."""

    def __init__(self) -> None:
        settings, _ = load_settings(environment={})
        stages = (paragraphs, wrapper, sentences)
        self._pipeline = Pipeline(settings, Languages(load_registry()), stages)

    def families(self, texts: Iterable[Text], store: Path) -> Pairs:
        """The pairs of names that are in one family when these texts have been added to the store."""
        documents = (
            document(
                one.text,
                one.text.encode(),
                source=one.name,
                name=one.name,
                known=Known(language=one.language),
                largest=10**7,
            )
            for one in texts
        )
        with open_store(store, create=True) as opened, opened.writer() as writer:
            for _ in add(documents, self._pipeline, writer):
                pass
            return set(_together(writer))


def _together(writer: Writer) -> Iterator[frozenset[str]]:
    for family in writer.families():
        names = sorted(writer.report(id).source for id in family.reports)
        yield from map(frozenset, combinations(names, 2))


def made_copies(articles: Sequence[Text], linker: Linker, base: Path) -> Iterator[Score]:
    """Each kind of copy, linked into a store that holds all the articles."""
    known = linker.families(articles, base)
    vocabulary = [word for one in articles[::7] for word in one.text.split()]
    kinds: dict[str, Copier] = {
        "wrapped": wrapped,
        "cut to 60 %": cut(0.6),
        "cut to 30 %": cut(0.3),
        "5 % of words edited": edited(0.05, vocabulary),
        "15 % of words edited": edited(0.15, vocabulary),
        "reordered": reordered,
        "re-dated": redated,
    }
    long = [one for one in articles if len(one.text.split()) >= LEAST_WORDS]
    for number, (kind, copier) in enumerate(kinds.items()):
        chance = random.Random(number)
        chosen = chance.sample(long, COPIES)
        copies = [Text(f"copy of {one.name}", copier(one.text, chance)) for one in chosen]
        store = base.with_name(f"{number}.kawat")
        shutil.copy(base, store)
        joined = linker.families(copies, store) - known
        store.unlink()
        yield _score(kind, {frozenset((f"copy of {one.name}", one.name)) for one in chosen}, joined, known)


def _score(kind: str, made: Pairs, joined: Pairs, known: Pairs) -> Score:
    """A pair is right when the reports it goes back to are one, or were in one family before."""
    right = 0
    for pair in joined:
        roots = frozenset(name.removeprefix("copy of ") for name in pair)
        right += len(roots) == 1 or roots in known
    return Score(kind, len(made), len(made & joined), len(joined), right)


def translated(name: str, parallel: Sequence[tuple[str, str]], linker: Linker, folder: Path) -> Score:
    """Documents of parallel sentences in both languages, among others that share a quarter of theirs."""
    totals = [0, 0, 0, 0]
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        texts: list[Text] = []
        for number, some in enumerate(_documents(parallel, chance)):
            texts += [_text(f"{number} id", some, 0), _text(f"{number} en", some, 1)]
            texts.append(_text(f"{number} other", _other(some, parallel, chance), chance.randrange(2)))
        made = {frozenset((f"{n} id", f"{n} en")) for n in range(len(texts) // 3)}
        joined = linker.families(texts, folder / f"{name} {seed}.kawat")
        found = len(made & joined)
        totals = [a + b for a, b in zip(totals, (len(made), found, len(joined), found), strict=True)]
    return Score(f"translated, {name}", *totals)


def _documents(
    parallel: Sequence[tuple[str, str]], chance: random.Random
) -> Iterator[Sequence[tuple[str, str]]]:
    first = 0
    while first + 5 <= len(parallel):
        number = chance.randint(5, 30)
        if first + number <= len(parallel):
            yield parallel[first : first + number]
        first += number


def _other(
    some: Sequence[tuple[str, str]], parallel: Sequence[tuple[str, str]], chance: random.Random
) -> Sequence[tuple[str, str]]:
    """A document with a quarter of these sentences, in their order, and three times as many others."""
    shared = max(1, len(some) // 4)
    kept = sorted(chance.sample(range(len(some)), shared))
    others = chance.sample([pair for pair in parallel if pair not in some], 3 * shared + 3)
    places = sorted(chance.sample(range(len(others) + 1), min(shared, len(others) + 1)))
    for place, index in reversed(list(zip(places, kept, strict=True))):
        others.insert(place, some[index])
    return others


def _text(name: str, pairs: Sequence[tuple[str, str]], side: int) -> Text:
    return Text(name, "\n".join(pair[side] for pair in pairs), ("id", "en")[side])


def near_copies(shared: Path, together: Pairs) -> Score:
    """The near copies that others found among the articles; what is beyond them is for reading."""
    found = json.loads((shared / "data/ukraine-war/near_dup_pairs.json").read_text(encoding="utf-8"))
    pairs = {
        frozenset((left.removesuffix(".txt"), right.removesuffix(".txt")))
        for containment, _, left, right in found
        if containment >= NEAR_CONTAINMENT
    }
    names = {one.name for one in read_articles(shared)}
    pairs = {pair for pair in pairs if pair <= names and len(pair) == 2}
    return Score(
        "near copies by others", len(pairs), len(pairs & together), len(together), len(together & pairs)
    )


def read_articles(shared: Path) -> list[Text]:
    """The real reports."""
    lines = (shared / "data/ukraine-war/articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [Text(one["id"], one["text"]) for one in map(json.loads, lines)]


def read_pud(shared: Path) -> list[tuple[str, str]]:
    """The sentences of PUD, Indonesian and English."""
    both = [
        dict(
            re.findall(
                r"# sent_id = (\S+)\n(?:#.*\n)*?# text = (.*)\n",
                (shared / "data" / path).read_text(encoding="utf-8"),
            )
        )
        for path in ("ud-id/id_pud-ud-test.conllu", "ud-en/en_pud-ud-test.conllu")
    ]
    return [(both[0][id], both[1][id]) for id in sorted(both[0].keys() & both[1].keys())]


def read_nusax(shared: Path) -> list[tuple[str, str]]:
    """The sentences of NusaX, Indonesian and English, a line each."""
    rows: list[tuple[str, str]] = []
    for part in ("train", "valid", "test"):
        with (shared / f"data/nusax-mt/{part}.csv").open(encoding="utf-8", newline="") as file:
            rows += [(row["indonesian"], row["english"]) for row in csv.DictReader(file)]
    return [(" ".join(left.split()), " ".join(right.split())) for left, right in rows]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pairs", action="store_true", help="list the pairs that Kawat put together")
    given = parser.parse_args()
    if not given.shared.is_dir():
        sys.exit(f"{given.shared}: no such folder: the corpora are no part of the project; say with --shared")
    linker = Linker()
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        articles = read_articles(given.shared)
        scores = [*made_copies(articles, linker, folder / "base.kawat")]
        scores += [
            translated("PUD", read_pud(given.shared), linker, folder),
            translated("NusaX", read_nusax(given.shared), linker, folder),
        ]
        for score in scores:
            failed |= score.recall < RECALL or score.precision < PRECISION
            print(
                f"{score.kind:24} recall {score.recall:.3f} ({score.found} of {score.made})"
                f"   precision {score.precision:.3f} ({score.right} of {score.joined})"
            )
        together = linker.families((), folder / "base.kawat")
        near = near_copies(given.shared, together)
        failed |= near.recall < NEAR_RECALL
        print(f"{near.kind:24} recall {near.recall:.3f} ({near.found} of {near.made}), {near.joined} in all")
        if given.pairs:
            print(*sorted(" ".join(sorted(pair)) for pair in together), sep="\n")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
