"""What is falsified is seen, what is true is left alone: sentences about the sample, and a briefing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from evals.falsified import SETS, cases, forged, judged

import kawat
from kawat.pipeline import Pipeline
from kawat.settings import Settings
from kawat.store import View, open_store


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return kawat.open_pipeline(Settings())


@pytest.fixture(scope="module")
def view(sample_store: Path) -> Iterator[View]:
    with open_store(sample_store) as store, store.view() as view:
        yield view


@pytest.mark.parametrize("name", SETS)
def test_sentences(view: View, pipeline: Pipeline, name: str) -> None:
    told = list(judged(view, pipeline, cases(name)))
    assert [one.case.text for one in told if not one.case.changed and one.verdict == "contradicted"] == []
    missed = [one.case.text for one in told if one.case.changed and one.verdict == "supported"]
    assert len(missed) <= 0.1 * sum(bool(one.case.changed) for one in told), missed
    true = [one.verdict for one in told if not one.case.changed]
    assert true.count("supported") >= 0.6 * len(true)


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_briefing_passes_and_fails_on_just_what_is_falsified(
    view: View, pipeline: Pipeline, language: str
) -> None:
    found = forged(view, pipeline, language)
    assert [one.text for one in found.before] == []
    assert len(found.caught) == 5
    assert [one.text for one in found.others] == []


def test_there_are_enough_of_both() -> None:
    told = [case for name in SETS for case in cases(name)]
    true = [case.language for case in told if not case.changed]
    assert len(true) >= 30
    assert sum(bool(case.changed) for case in told) >= 20
    assert abs(true.count("en") - true.count("id")) <= 2
