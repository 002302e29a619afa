"""Say how often what the heads find is right: `python -m training.calibrate`.

The product of two softmaxes is no probability. This reads the held-out annotated sentences, compares
what is found with them, and fits the share that is right as a function that never falls (isotonic regression
by pooling adjacent violators, Ayer et al. 1955). Writes it into the model's card, so that a `score` means: so
many of a hundred quotes like it share four fifths of their letters with what was said; so many of a hundred
events like it are of that type, told by these words.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kawat.model import Model, Parse, Run
from kawat.model.model import WEIGHTS
from training.marked import HELD_OUT, SCHEMES, Annotated, Frame, Scheme, read

STRICT = 0.8
FEWEST = 25  # findings in a step: fewer say too little
Span = tuple[int, int]
Outcome = tuple[float, bool]  # raw score, whether right
Step = tuple[float, float]


def outcomes(model: Model, scheme: Scheme, sentences: Iterable[Annotated]) -> list[Outcome]:
    """For everything found its raw score, and whether it was annotated."""
    right = RIGHT[scheme.name]
    found: list[Outcome] = []
    for sentence in sentences:
        words = [word for cut in model.divide(sentence.text) for word in cut.words]
        forms = [sentence.text[start:end] for start, end in words]
        spaces = [start == 0 or sentence.text[start - 1].isspace() for start, _ in words]
        found += right(model.read(forms, spaces, sentence.language), words, sentence)
    return found


def _said(parse: Parse, words: Sequence[Span], sentence: Annotated) -> Iterator[Outcome]:
    gold = [_letters(sentence, _content(frame)) for frame in sentence.frames]
    for said in parse.attributions:
        own = _letters(sentence, (_across(run, words) for run in said.content))
        yield said.score, any(len(own & true) >= STRICT * max(len(own), len(true)) for true in gold)


def _content(frame: Frame) -> Iterator[Span]:
    return ((start, end) for name, start, end in frame.roles if name == "content")


def _done(parse: Parse, words: Sequence[Span], sentence: Annotated) -> Iterator[Outcome]:
    gold = [(frame.kinds[0], frame.trigger) for frame in sentence.frames]
    for event in parse.events:
        start, end = _across(event.trigger, words)
        types = {kind for kind, (first, last) in gold if first < end and start < last}
        yield event.score, event.types[0][0] in types


RIGHT: Mapping[str, Callable[[Parse, Sequence[Span], Annotated], Iterator[Outcome]]] = {
    "speech": _said,
    "events": _done,
}


def _letters(sentence: Annotated, spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if sentence.text[at].isalnum()}


def _across(run: Run, words: Sequence[Span]) -> Span:
    return words[run.first][0], words[run.last - 1][1]


def steps(found: Sequence[Outcome]) -> list[Step]:
    """(raw score, share that is right), both never falling; every step stands on at least FEWEST findings."""
    ordered = sorted(found)
    blocks = [ordered[at : at + FEWEST] for at in range(0, len(ordered) - FEWEST + 1, FEWEST)]
    pooled: list[list[Outcome]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            pooled[-2:] = [pooled[-2] + pooled[-1]]
    return [(round(sum(raw for raw, _ in b) / len(b), 3), round(_share(b), 3)) for b in pooled]


def _share(block: Sequence[Outcome]) -> float:
    return sum(right for _, right in block) / len(block)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    weights: Path = parser.parse_args().weights
    model = Model(weights, calibrated=False)
    found = {
        name: steps(outcomes(model, SCHEMES[name], list(read(SCHEMES[name]))[::HELD_OUT]))
        for name in model.card.frames
    }
    card = json.loads((weights / "model.json").read_text(encoding="utf-8"))
    written = json.dumps({**card, "calibration": found}, ensure_ascii=False, separators=(",", ":"))
    (weights / "model.json").write_text(written + "\n", encoding="utf-8")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
