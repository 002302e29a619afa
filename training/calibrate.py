"""Say how often what the heads find is right: `python -m training.calibrate`.

The product of two softmaxes is no probability. This reads the held-out annotated sentences, compares
what is found with them, and fits the share that is right as a function that never falls (isotonic regression
by pooling adjacent violators, Ayer et al. 1955). Writes it into the model's card, so that a quote's `score`
means: so many of a hundred like it share four fifths of their letters with what was said.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kawat.model import Attribution, Model, Run
from kawat.model.model import WEIGHTS
from training.speech import HELD_OUT, Annotated, read

STRICT = 0.8
FEWEST = 25  # findings in a step: fewer say too little
Step = tuple[float, float]


def outcomes(model: Model, sentences: Iterable[Annotated]) -> list[tuple[float, bool]]:
    """For everything found its raw score, and whether somebody was annotated to have said it."""
    found: list[tuple[float, bool]] = []
    for sentence in sentences:
        words = [word for cut in model.divide(sentence.text) for word in cut.words]
        forms = [sentence.text[start:end] for start, end in words]
        spaces = [start == 0 or sentence.text[start - 1].isspace() for start, _ in words]
        gold = [_letters(sentence, said.roles) for said in sentence.attributions]
        for said in model.read(forms, spaces, sentence.language).attributions:
            own = _content(sentence, said, words)
            right = any(len(own & true) >= STRICT * max(len(own), len(true)) for true in gold)
            found.append((said.score, right))
    return found


def _letters(sentence: Annotated, roles: Iterable[tuple[str, int, int]]) -> set[int]:
    spans = [(start, end) for name, start, end in roles if name == "content"]
    return {at for start, end in spans for at in range(start, end) if sentence.text[at].isalnum()}


def _content(sentence: Annotated, said: Attribution, words: Sequence[tuple[int, int]]) -> set[int]:
    def span(run: Run) -> tuple[str, int, int]:
        return "content", words[run.first][0], words[run.last - 1][1]

    return _letters(sentence, map(span, said.content))


def steps(found: Sequence[tuple[float, bool]]) -> list[Step]:
    """(raw score, share that is right), both never falling; every step stands on at least FEWEST findings."""
    ordered = sorted(found)
    blocks = [ordered[at : at + FEWEST] for at in range(0, len(ordered) - FEWEST + 1, FEWEST)]
    pooled: list[list[tuple[float, bool]]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and _share(pooled[-2]) >= _share(pooled[-1]):
            pooled[-2:] = [pooled[-2] + pooled[-1]]
    return [(round(sum(raw for raw, _ in b) / len(b), 3), round(_share(b), 3)) for b in pooled]


def _share(block: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in block) / len(block)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    weights: Path = parser.parse_args().weights
    found = steps(outcomes(Model(weights, calibrated=False), list(read())[::HELD_OUT]))
    card = json.loads((weights / "model.json").read_text(encoding="utf-8"))
    written = json.dumps({**card, "calibration": found}, ensure_ascii=False, separators=(",", ":"))
    (weights / "model.json").write_text(written + "\n", encoding="utf-8")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
