"""The quad class of sentences coded by hand, from the events that Kawat codes in them.

A sentence's class is that of its main event's CAMEO code: the event whose trigger hangs highest in the tree,
of two the first. 0 is a statement or an appeal (roots 01, 02) or no event at all, 1 verbal cooperation
(03-05), 2 material cooperation (06-08), 3 verbal conflict (09-13), 4 material conflict (14-20). The figure is
the mean of the five classes' F1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kawat.pipeline import Annotated, open_pipeline
from kawat.read.document import Known, document
from kawat.records import Event
from kawat.settings import load_settings

CORPUS = "data/cameo/cameo_class_train.tsv"
# the last CAMEO root of each class
LAST_ROOTS = (2, 5, 8, 13, 20)


def quad_class(cameo: str) -> int:
    """The class of a CAMEO code."""
    root = int(cameo[:2])
    return next(number for number, last in enumerate(LAST_ROOTS) if root <= last)


def main_event(made: Annotated) -> Event | None:
    """The event whose trigger hangs highest in its sentence."""
    events = [record for record in made.records if isinstance(record, Event)]
    return min(events, key=lambda event: (_depth(made, event), event.trigger.start), default=None)


def _depth(made: Annotated, event: Event) -> int:
    for tree in made.trees:
        index = next((i for i, word in enumerate(tree.words) if word.at.overlaps(event.trigger)), None)
        if index is not None:
            steps = 0
            while tree.words[index].head >= 0:
                index, steps = tree.words[index].head, steps + 1
            return steps
    return len(made.text)


def coded(corpus: Path) -> Iterator[tuple[int, int]]:
    """For each sentence of a file (text, tab, class) the class that Kawat finds, and that of the coder."""
    pipeline = open_pipeline(load_settings(environment={})[0])
    for number, line in enumerate(corpus.read_text(encoding="utf-8").splitlines()):
        text, true = line.rsplit("\t", 1)
        known = Known(language="en")
        made = pipeline.annotate(
            document(
                text, text.encode(), source=f"{corpus}#{number}", name=str(number), known=known, largest=10**6
            )
        )
        event = main_event(made)
        yield quad_class(event.cameo) if event and event.cameo else 0, int(true)


def macro_f1(pairs: Sequence[tuple[int, int]]) -> float:
    """The mean over the classes of 2 * right / (found + gold)."""
    classes = range(len(LAST_ROOTS))
    shares = []
    for kind in classes:
        right = sum(found == true == kind for found, true in pairs)
        shares.append(2 * right / max(1, sum((found == kind) + (true == kind) for found, true in pairs)))
    return sum(shares) / len(shares)
