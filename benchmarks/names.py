"""Which names of the annotated reports are found: persons, states, organisations.

usage: python benchmarks/names.py GOLD_FOLDER [--listed NAMES.tsv]

GOLD_FOLDER holds `gold/*.json` and `docs/*.txt` as the codebook defines them. The annotation names speakers,
addressees, participants and holders of figures; the names counted are the forms that those take in the text:

- a state: its English name, its name in the report's language, its code, and what a speaker's words call it
  ("the US", "the Kremlin");
- a person: the full name, the last of two names, and what a speaker's words call the person, so also another
  spelling ("Sergei Wierzynin");
- an organisation: its name or acronym ("NATO", "Nato"), and what a speaker's words call it.

Described groups ("Western leaders") and the West are no names. What one report words counts in all of its
language; a longer form hides a shorter one inside it. A form is found if one `name` record covers an
occurrence of it whole. With `--listed` the forms are those of a table instead: the report's file name without
its ending, a tab, the form.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from kawat.pipeline import Pipeline, open_pipeline
from kawat.read.document import Known, document
from kawat.records import Name, Span
from kawat.registry import load_registry
from kawat.settings import load_settings

ARTICLES = {"The", "A", "An"}
PRONOUNS = {"He", "She", "It", "They", "Dia", "Ia", "Mereka", "Beliau"}
NO_NAMES = {"West"}


class Gold(NamedTuple):
    """An annotated report: the actors it names, and how its speakers are worded (actor, words)."""

    key: str
    language: str
    day: str | None
    text: str
    actors: frozenset[str]
    worded: tuple[tuple[str, str], ...]


class Mention(NamedTuple):
    """An occurrence of a form in a report's text."""

    report: str
    form: str
    at: Span
    found: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--listed", type=Path, help="a table of report and form")
    arguments = parser.parse_args()
    reports = [_gold(path) for path in sorted((arguments.folder / "gold").glob("[!_]*.json"))]
    forms = _listed(arguments.listed) if arguments.listed else _forms(reports)
    pipeline = open_pipeline(load_settings(environment={})[0])
    mentions = [mention for gold in reports for mention in _mentions(gold, forms[gold.key], pipeline)]
    _print(mentions)


def _gold(path: Path) -> Gold:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent.parent / "docs" / f"{path.stem}.txt").read_bytes().decode()
    seen = re.search(r"(20\d\d)(\d\d)(\d\d)T", path.stem)
    return Gold(
        path.stem,
        gold["language"],
        "-".join(seen.groups()) if seen else None,
        text,
        frozenset(actor for said in _said(gold) for actor in _actors(said)),
        tuple(
            (q["speaker_name"], q["speaker"]) for q in gold["quotes"] if q["speaker"] and q["speaker_name"]
        ),
    )


def _said(gold: Mapping[str, Any]) -> Iterator[str]:
    """Every actor that the annotation names, as it names it."""
    for quote in gold["quotes"]:
        yield from filter(None, (quote["speaker_name"], quote["addressee"]))
    for event in gold["events"]:
        yield from event["actor"] + event["recipient"]
    for figure in gold["figures"]:
        yield from filter(None, (figure["holder"], figure["according_to"]))


def _actors(said: str) -> Iterator[str]:
    """The names in what the annotation says: 'USA: officials; RUS: officials' names USA and RUS."""
    for part in re.split(r"; | and ", said):
        words = part.partition(":")[0].split()
        if words and words[0][0].isupper() and words[-1][0].isupper() and words[-1] not in NO_NAMES:
            yield " ".join(words)


def _forms(reports: Iterable[Gold]) -> dict[str, set[str]]:
    """For each report the forms that the actors it names may take."""
    reports = list(reports)
    states = {state.id: state.alpha2 for state in load_registry().states.values()}
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for gold in reports:
        for actor in gold.actors:
            forms[gold.language, actor] |= set(_usual(actor, states, gold.language))
    for gold in reports:
        known = {
            form
            for (code, actor), own in forms.items()
            if code == gold.language and actor in states
            for form in own
        }
        for actor, words in gold.worded:
            if actor in gold.actors:
                forms[gold.language, actor] |= set(_own_words(actor, words, states, known))
    return {
        gold.key: set().union(*(forms[gold.language, actor] for actor in gold.actors)) for gold in reports
    }


def _usual(actor: str, states: Mapping[str, str], language: str) -> Iterator[str]:
    yield actor
    if actor in states:
        yield from (Locale.parse(code).territories[states[actor]] for code in ("en", language))
    elif actor.isupper():
        yield actor.capitalize()
    elif len(names := actor.split()) == 2 and not names[0].isupper():
        yield names[1]


def _own_words(actor: str, words: str, states: Mapping[str, str], known: set[str]) -> Iterator[str]:
    """What a speaker's words call it: their only name, or of a person's the last if they end with it."""
    runs = _capitalised(words)
    if " " not in actor:
        if len(runs) == 1:
            yield runs[0]
    elif runs and words.endswith(runs[-1]) and actor.split()[-1] not in runs[-1].split():
        own = re.split(
            "|".join(rf"\b{re.escape(form)}\b" for form in sorted(known, key=len, reverse=True)), runs[-1]
        )
        if own[-1].strip():
            yield own[-1].strip()


def _capitalised(words: str) -> list[str]:
    """Runs of capitalised words, articles and pronouns left out."""
    runs: list[str] = []
    end = -1
    for match in re.finditer(r"[^\W\d_][\w-]*", words):
        if match[0][0].isupper() and match[0] not in ARTICLES | PRONOUNS:
            joined = words[end : match.start()] == " "
            runs[-1:] = [f"{runs[-1]} {match[0]}"] if joined else [*runs[-1:], match[0]]
            end = match.end()
    return runs


def _listed(path: Path) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        report, form = line.split("\t")
        forms[report].add(form)
    return forms


def _mentions(gold: Gold, forms: Iterable[str], pipeline: Pipeline) -> Iterator[Mention]:
    known = Known(language=gold.language, given_date=gold.day)
    received = document(
        gold.text, gold.text.encode(), source=gold.key, name=gold.key, known=known, largest=len(gold.text)
    )
    read = pipeline.annotate(received)
    for failure in read.failures:
        print(f"{gold.key}: stage '{failure.stage}' failed: {failure.error}", file=sys.stderr)
    named = [span for record in read.records if isinstance(record, Name) for span in record.at]
    longest = sorted(forms, key=lambda form: (-len(form), form))
    for match in re.finditer("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in longest), gold.text):
        at = Span(*match.span())
        yield Mention(gold.key, match.group(), at, any(span.contains(at) for span in named))


def _print(mentions: Sequence[Mention]) -> None:
    strings: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        strings[mention.report, mention.form].append(mention)
    print(
        "forms, once a report ",
        _recall([any(m.found for m in own) for own in strings.values()]),
        "  (floor .92)",
    )
    print("each occurrence      ", _recall([mention.found for mention in mentions]))
    for (report, form), own in sorted(strings.items()):
        missed = sum(not mention.found for mention in own)
        if missed:
            print(f"missed: {form}   {missed} of {len(own)} in {report}")


def _recall(found: Sequence[bool]) -> str:
    return f"{sum(found)} of {len(found)}: recall {sum(found) / len(found):.3f}"


if __name__ == "__main__":
    main()
