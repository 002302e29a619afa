"""The copies that are made to measure how copies are found: what was done to them, and no more."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from evals.copies import Score, _documents, _other
from evals.copying import JUNK, cut, edited, redated, reordered, wrapped

TEXT = "\n".join(
    " ".join(f"word{line * 50 + n}" for n in range(50)) + f" on Monday {line + 3} March 2022."
    for line in range(8)
)
PARALLEL = [(f"kalimat {n}", f"sentence {n}") for n in range(100)]
seeds = pytest.mark.parametrize("seed", range(5))


@seeds
def test_wrapped_has_all_words_in_order_and_foreign_lines(seed: int) -> None:
    made = wrapped(TEXT, random.Random(seed))
    foreign = [line for line in JUNK if line in made]
    assert len(foreign) == 5
    for line in foreign:
        made = made.replace(line, "", 1)
    assert made.split() == TEXT.split()


@seeds
@pytest.mark.parametrize("keep", [0.6, 0.3])
def test_cut_is_one_piece_of_it(seed: int, keep: float) -> None:
    made = cut(keep)(TEXT, random.Random(seed))
    assert made in TEXT
    assert len(made.split()) == round(len(TEXT.split()) * keep)


@seeds
@pytest.mark.parametrize("rate", [0.05, 0.15])
def test_so_many_words_are_edited(seed: int, rate: float) -> None:
    made = edited(rate, ["other"])(TEXT, random.Random(seed))
    before, after = Counter(TEXT.split()), Counter(made.split())
    changed = (before - after).total() + (after - before).total()
    assert 0.3 * rate < changed / before.total() < 2.4 * rate
    assert made.count("\n") == TEXT.count("\n")


@seeds
def test_reordered_has_the_same_paragraphs(seed: int) -> None:
    made = reordered(TEXT, random.Random(seed))
    assert made != TEXT
    assert sorted(made.split("\n\n")) == sorted(TEXT.split("\n"))


@seeds
def test_redated_differs_in_its_dates_only(seed: int) -> None:
    made = redated(TEXT, random.Random(seed))
    first, _, rest = made.partition("\n\n")
    assert first.startswith("Posted on ")
    dates = re.compile(r"\w+day (\d+) \w+ \d{4}")
    assert dates.sub(r"\1", rest) == dates.sub(r"\1", TEXT)
    assert rest != TEXT


def test_documents_have_five_to_thirty_sentences_and_others_a_quarter_of_them() -> None:
    chance = random.Random(1)
    made = list(_documents(PARALLEL, chance))
    assert all(5 <= len(some) <= 30 for some in made)
    for some in made:
        other = _other(some, PARALLEL, chance)
        kept = [pair for pair in other if pair in some]
        assert len(kept) == max(1, len(some) // 4)
        assert kept == sorted(kept, key=PARALLEL.index)
        assert len(other) == len(set(other)) >= 4 * len(kept)


def test_score() -> None:
    score = Score("cut", 10, 9, 12, 9)
    assert (score.recall, score.precision) == (0.9, 0.75)
    assert Score("cut", 10, 0, 0, 0).precision == 1.0
