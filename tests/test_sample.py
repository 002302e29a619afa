"""The expected records of the sample. `pytest --update-gold` rewrites them; the difference is reviewed."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

import kawat
from kawat import load_settings, open_pipeline
from kawat.pipeline import Annotated
from kawat.read.source import read

SAMPLE = Path(__file__).parents[1] / "src" / "kawat" / "sample"
REPORTS = SAMPLE / "reports"
GOLD = SAMPLE / "gold"
# zones, sentences, names and actors follow from the others and would drown them
KINDS = ("report", "zone", "time", "quote", "event", "figure")


def reviewable(made: Annotated) -> str:
    """One line a record in the order of the text, with its words, without hashes and defaults."""
    lines = []
    for record in (made.report, *made.records):
        fields = msgspec.to_builtins(record)
        if fields["kind"] not in KINDS:
            continue
        shown = {"kind": fields.pop("kind")}
        if shown["kind"] == "report":
            fields["source"] = Path(fields["source"]).name
        else:
            shown["words"] = " … ".join(made.text[s:e] for s, e in fields["at"])
        for span in ("cue", "speaker", "trigger"):
            if fields.get(span):
                s, e = fields[span]
                shown[span] = made.text[s:e]
        shown["rule"] = fields["made"]["rule"]
        for name in (
            "id",
            "report",
            "made",
            "cue",
            "speaker",
            "trigger",
            "in_quote",
            "repeats",
            "ontology",
            "sha256",
        ):
            fields.pop(name, None)
        shown |= {name: value for name, value in fields.items() if value not in (None, [], "", False)}
        lines.append((fields["at"][0][0], json.dumps(shown, ensure_ascii=False)))
    return "".join(line + "\n" for _, line in sorted(lines, key=lambda item: item[0]))


def annotated() -> list[tuple[str, Annotated]]:
    pipeline = open_pipeline(load_settings(environment={})[0])
    made = []
    for document in read([str(REPORTS)], pipeline.settings):
        assert isinstance(document, kawat.Document), document
        name = Path(document.report.source).name.replace("#", "-")
        made.append((name, pipeline.annotate(document)))
    return made


@pytest.fixture(scope="module")
def sample() -> dict[str, str]:
    return {name: reviewable(made) for name, made in annotated()}


def test_expected_records_of_the_sample(sample, request):
    if request.config.getoption("--update-gold"):
        GOLD.mkdir(exist_ok=True)
        for old in GOLD.glob("*.jsonl"):
            old.unlink()
        for name, lines in sample.items():
            (GOLD / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    expected = {
        path.name.removesuffix(".jsonl"): path.read_text(encoding="utf-8") for path in GOLD.glob("*.jsonl")
    }
    assert sorted(sample) == sorted(expected)
    for name, lines in expected.items():
        assert sample[name].splitlines() == lines.splitlines(), name
