"""How fast and in how much memory reports are read with the language model, and how soon `kawat read` starts.

usage: python benchmarks/model.py ARTICLES.jsonl [--limit N]

Every figure is of a process of its own, on one core, so also with one thread:

- the model alone: each paragraph cut and read, without the other stages;
- `kawat add`: all stages and the store; its words are those that the model counted;
- `kawat read` of one short text, the middle of five starts after a first one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from running import Run, part, run

from kawat.clean.language import detect
from kawat.language import Languages
from kawat.registry import load_registry

STARTS = 5
TEXT = 'The foreign minister of Freedonia denied the report. "There is no plan," he said on Friday.\n'

Forms = tuple[str, ...]
Spaces = tuple[bool, ...]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N reports")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        print(json.dumps(_alone(arguments.articles)))
        return
    with tempfile.TemporaryDirectory() as folder:
        articles = part(arguments.articles, arguments.limit, Path(folder))
        short = Path(folder) / "short.txt"
        short.write_text(TEXT, encoding="utf-8")
        alone = run(__file__, "--alone", str(articles))
        store = str(Path(folder) / "bench.kawat")
        # status 1: some report could not be read to the end
        added = run("-m", "kawat", "add", store, str(articles), fine=(0, 1))
        starts = [run("-m", "kawat", "read", str(short), "--nl") for _ in range(1 + STARTS)][1:]
        _print(alone, added, starts)


def _alone(articles: Path) -> dict[str, float]:
    """Cut and read every paragraph in this process: words, and processor seconds of each step."""
    from kawat.model import open_model

    began = process_time()
    model = open_model()
    opened = process_time()
    words = distinct = 0
    dividing = reading = 0.0
    seen: set[tuple[str, Forms, Spaces]] = set()
    for language, text in _paragraphs(articles):
        if language not in model.card.languages:
            continue
        before = process_time()
        cuts = model.divide(text)
        cut = process_time()
        sentences = [(one.forms(text), one.spaces(text)) for one in cuts]
        for forms, spaces in sentences:
            model.read(forms, spaces, language)
        dividing, reading = dividing + cut - before, reading + process_time() - cut
        words += sum(len(forms) for forms, _ in sentences)
        new = {(language, forms, spaces) for forms, spaces in sentences} - seen
        distinct += sum(len(forms) for _, forms, _ in new)
        seen |= new
    return {
        "words": words,
        "distinct": distinct,
        "opening": opened - began,
        "dividing": dividing,
        "reading": reading,
    }


def _paragraphs(articles: Path) -> list[tuple[str | None, str]]:
    """Language and text of each paragraph, in the language that its report is in."""
    languages = Languages(load_registry())
    texts = [json.loads(line)["text"] for line in articles.read_text(encoding="utf-8").splitlines()]
    return [
        (language, paragraph)
        for language, text in ((detect(text, languages), text) for text in texts)
        for paragraph in text.split("\n")
        if paragraph.strip()
    ]


def _print(alone: Run, added: Run, starts: Sequence[Run]) -> None:
    took = json.loads(alone.printed)
    words, distinct, reading = took["words"], took["distinct"], took["reading"]
    started = statistics.median(start.seconds for start in starts)
    print(f"words in input                   {words}   (in sentences not seen before: {distinct})")
    print(f"model: opened in, seconds        {took['opening']:.2f}")
    print(f"model: words cut a second        {words / took['dividing']:.0f}")
    print(f"model: words read a second       {words / reading:.0f}   (no copies: {distinct / reading:.0f})")
    print(f"model: peak memory, MB           {alone.megabytes:.0f}")
    print(f"kawat add: words a second        {words / added.seconds:.0f}   (floor 1500)")
    print(f"kawat add: same, processor time  {words / added.processor:.0f}")
    print(f"kawat add: peak memory, MB       {added.megabytes:.0f}   (floor: under 1000)")
    print(f"kawat read, short text, seconds  {started:.2f}   (floor: under 2)")


if __name__ == "__main__":
    main()
