"""Read the annotated reports and hold the figures against `floors.toml`: `python -m evals.gate`.

Prints a table by language; exit status 1 when a figure is below its floor.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from kawat.pipeline import Annotated, Pipeline, open_pipeline
from kawat.read.document import Known, document
from kawat.settings import load_settings

from .annotations import ACTORS, REPORTS, Annotation, read
from .scores import count, figures

FLOORS = Path(__file__).parent / "floors.toml"


def annotated(pipeline: Pipeline, folder: Path = REPORTS) -> Iterator[tuple[Annotation, Annotated]]:
    """Every annotated report with what Kawat finds in it, told no more than its language."""
    for path in sorted(folder.glob("*.json")):
        annotation, text = read(path)
        known = Known(language=annotation.language)
        source = document(
            text, text.encode(), source=path.name, name=path.name, known=known, largest=len(text)
        )
        yield annotation, pipeline.annotate(source)


def measure(folder: Path = REPORTS) -> dict[str, dict[str, float]]:
    """The figures of each language."""
    settings, _ = load_settings(environment={})
    pipeline = open_pipeline(msgspec.structs.replace(settings, actors=str(ACTORS)))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for annotation, made in annotated(pipeline, folder):
        counts[annotation.language].update(count(annotation, made))
    return {language: figures(own) for language, own in sorted(counts.items())}


def below(found: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The floors that are not reached, one line each."""
    return [
        f"{language} {name}: {found.get(language, {}).get(name, 0):.3f}, floor {floor:.3f}"
        for language, own in floors.items()
        for name, floor in own.items()
        if found.get(language, {}).get(name, 0) < floor
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    found, floors = measure(), tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    names = list(next(iter(found.values())))
    print(f"{'':24}" + "".join(f"{language:>16}" for language in found))
    for name in names:
        cells = (f"{found[code][name]:.3f} ({floors.get(code, {}).get(name, 0):.2f})" for code in found)
        print(f"{name:24}" + "".join(f"{cell:>16}" for cell in cells))
    failed = below(found, floors)
    print(*(f"below its floor: {line}" for line in failed), sep="\n", end="\n" if failed else "")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
