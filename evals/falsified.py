"""Does `kawat verify` see what is falsified, and leave alone what is true? `python -m evals.falsified`

Sentences about the sample crisis, true ones and ones with one thing changed, against a store of the sample;
and a briefing of it in both languages, as it is and with five facts falsified. Without --store one is made.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import kawat
from kawat.ask.briefing import briefing
from kawat.ask.verify import Finding, Verdict
from kawat.pipeline import Pipeline
from kawat.read.source import read
from kawat.run.add import add
from kawat.serve.briefings.markdown import markdown
from kawat.serve.verifying import check
from kawat.store import View, open_store

_DATA = Path(__file__).parent / "falsified"
SETS = ("first", "second", "third", "fourth-dev", "fourth-held")
"""Written before the rules, and after them: no rule had seen the later ones when they were first measured."""
# what a text with several sentences is taken for
_WORST: tuple[Finding, ...] = ("contradicted", "not found", "supported", "nothing to check")


class Case(NamedTuple):
    """A sentence; `changed` is what was falsified in it, empty where it is true."""

    id: str
    language: str
    changed: str
    text: str


class Forgery(NamedTuple):
    """What a briefing says, and what it is made to say."""

    id: str
    language: str
    changed: str
    old: str
    new: str


class Judged(NamedTuple):
    case: Case
    verdict: Finding


def cases(name: str) -> list[Case]:
    """The sentences of a set."""
    return [Case(*row[:4]) for row in _rows(name)]


def forgeries() -> list[Forgery]:
    """What is falsified in the briefings."""
    return [Forgery(*row[:5]) for row in _rows("briefing")]


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    told = [line.split("\t") for line in lines if line and not line.startswith("#")]
    yield from told[1:]


def judged(view: View, pipeline: Pipeline, told: Sequence[Case]) -> Iterator[Judged]:
    """What is said of each sentence."""
    for case in told:
        found = {verdict.verdict for verdict in check(view, case.text, pipeline)}
        yield Judged(case, next(one for one in _WORST if one in found))


class Forged(NamedTuple):
    """What is refused of a briefing as it is, and with forgeries in it: these by id, and anything else."""

    before: tuple[Verdict, ...]
    caught: tuple[str, ...]
    others: tuple[Verdict, ...]


def forged(view: View, pipeline: Pipeline, language: str) -> Forged:
    """A briefing checked as it is, and with five facts falsified.

    Raises ValueError when it does not say once what is to be falsified.
    """
    text = markdown(briefing(view, language=language))
    before = _refused(view, pipeline, text)
    mine = [one for one in forgeries() if one.language == language]
    for one in mine:
        if text.count(one.old) != 1:
            raise ValueError(f"{one.id}: the briefing does not say once: {one.old}")
        text = text.replace(one.old, one.new)
    places = {one.id: text.index(one.new) for one in mine}
    refused = _refused(view, pipeline, text)
    caught = {id: [one for one in refused if one.at.start <= at < one.at.end] for id, at in places.items()}
    known = [one for found in caught.values() for one in found]
    return Forged(
        before,
        tuple(id for id, found in caught.items() if found),
        tuple(one for one in refused if one not in known),
    )


def _refused(view: View, pipeline: Pipeline, text: str) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in check(view, text, pipeline) if verdict.unsupported)


@contextmanager
def sample(path: Path | None, pipeline: Pipeline) -> Iterator[View]:
    """A store of the sample: the one at a path, or one made for the while."""
    with tempfile.TemporaryDirectory() as folder:
        place = path or Path(folder) / "sample.kawat"
        if path is None:
            with as_file(files("kawat") / "sample" / "reports") as reports:
                documents = read([str(reports)], pipeline.settings)
                with open_store(place, create=True) as store, store.writer() as writer:
                    for _ in add(documents, pipeline, writer):
                        pass
        with open_store(place) as store, store.view() as view:
            yield view


def table(name: str, told: Sequence[Judged]) -> Iterator[str]:
    """The lines of a set: how many true sentences are supported or refused, how many false ones caught."""
    for language in ("en", "id"):
        mine = [one for one in told if one.case.language == language]
        true = [one.verdict for one in mine if not one.case.changed]
        false = [one.verdict for one in mine if one.case.changed]
        caught = sum(verdict != "supported" for verdict in false)
        yield (
            f"| {name} | {language} | {true.count('supported')} of {len(true)} | {true.count('not found')} "
            f"| {true.count('contradicted')} | {caught} of {len(false)} | {false.count('contradicted')} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store of the sample")
    parser.add_argument("--set", dest="sets", action="append", choices=SETS)
    parser.add_argument("--each", action="store_true", help="print what is said of each sentence")
    arguments = parser.parse_args()
    settings, _ = kawat.load_settings()
    pipeline = kawat.open_pipeline(settings)
    wrong = 0
    with sample(arguments.store, pipeline) as view:
        print(
            "| sentences | language | true: supported | not found | contradicted "
            "| false: caught | contradicted |"
        )
        print("|---|---|---|---|---|---|---|")
        for name in arguments.sets or SETS:
            told = list(judged(view, pipeline, cases(name)))
            print("\n".join(table(name, told)), flush=True)
            wrong += sum(one.verdict == "contradicted" and not one.case.changed for one in told)
            for one in told if arguments.each else ():
                print(f"    {one.case.id} {one.case.changed or 'true'}: {one.verdict}: {one.case.text}")
        for language in ("en", "id"):
            found = forged(view, pipeline, language)
            print(
                f"briefing, {language}: {len(found.before)} true sentences refused; with five forgeries"
                f" {len(found.caught)} caught, {len(found.others)} others refused"
            )
            wrong += len(found.before) + len(found.others)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
