"""The sample: its expected records, and what is to be found in it as a whole.

`pytest --update-gold` rewrites the expected records; the difference is reviewed.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

import commands
import kawat
from kawat import load_settings, open_pipeline
from kawat.ask.commitments import commitments, proofs
from kawat.ask.summary import summarise
from kawat.pipeline import Annotated
from kawat.read.source import read
from kawat.records import LINKED, Family, Record, Report, Saying, Story, kind_of
from kawat.store import Filter, View

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


# whose word, a word of it, what became of it, and a report that shows it
COMMITMENTS = [
    ("antony-blinken", "secara tertulis", "met", "2022-01-26-written-answers-ledger.txt"),
    ("jens-stoltenberg", "kerja sama siber", "met", "2022-01-18-senjata-dermaga.html"),
    ("joe-biden", "Nord Stream 2", "met", "2022-02-22-nord-stream-muara.txt"),
    ("vladimir-putin", "eskalasi", "broken", "2022-02-22-nord-stream-muara.txt"),
    ("vladimir-putin", "kembali ke pangkalan", "broken", "2022-02-22-wire-dispatch.jsonl#convinced"),
    ("antony-blinken", "Sergey Lavrov next week", "overtaken", "2022-02-22-nord-stream-muara.txt"),
]


@pytest.mark.parametrize(("who", "words", "outcome", "shown"), COMMITMENTS)
def test_what_became_of_the_commitments_of_the_sample(
    sample_store: Path, who: str, words: str, outcome: str, shown: str
) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        lines = commitments(view, limit=1000).lines
        (found,) = [line for line in lines if who in line.record.by and words in line.words]
        assert found.record.outcome == outcome
        decisive = [one for one in proofs(view, found.record) if one.evidence.outcome == outcome]
        assert shown in [Path(proof.source.source).name for proof in decisive]


def test_no_other_commitment_of_the_sample_is_said_to_be_broken(sample_store: Path) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        broken = commitments(view, outcomes=["broken"], limit=1000).lines
    # beside the two: the demand of Moscow that Washington refused
    assert sorted(line.record.sort for line in broken) == ["demand", "plan", "promise"]


def reports_of(view: View, family: Family) -> set[str]:
    return {view.report(id).source.rpartition("/")[2] for id in family.reports}


def test_copies_and_translations_of_the_sample_are_families(sample_store: Path) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        families = list(view.families())
        assert sorted((len(family.reports), family.origin or "") for family in families) == [
            (2, ""), (2, ""), (5, "Antarbenua"), (5, "Antarbenua"),
        ]  # fmt: skip
        translated = [family for family in families if len(family.reports) == 2]
        assert {member.kind for family in translated for member in family.members} == {"translated"}
        assert sorted(sorted(reports_of(view, family)) for family in translated) == [
            ["2022-01-26-written-answers-ledger.txt", "2022-01-27-jawaban-tertulis-pojok.txt"],
            ["2022-02-08-macron-selat.txt", "2022-02-22-wire-dispatch.jsonl#macron-mt"],
        ]


# what its README says of pages with a false date: the day when the text was written
REDATED = {
    "2022-01-18-senjata-dermaga.html": "2022-01-18",
    "2022-01-21-jenewa-pojok.txt": "2022-01-21",
    "2022-01-27-jawaban-tertulis-pojok.txt": "2022-01-26",
    "2022-02-16-not-verified-pojok.txt": "2022-02-15",
}


def test_copies_that_were_dated_anew_are_dated_right(sample_store: Path) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        written = {report.source.rpartition("/")[2]: report.written for report in view.each(Report)}
    for source, day in REDATED.items():
        told = written[source]
        assert told
        assert told.first <= day <= told.last
        assert (date.fromisoformat(told.last) - date.fromisoformat(told.first)).days <= 1


def test_the_same_words_in_two_languages_are_one_saying(sample_store: Path) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        sayings = [one for one in view.each(Saying, Filter(speaker="volodymyr-zelensky")) if one.origins > 1]
        assert {"en", "id"} <= {code for saying in sayings for code in saying.languages}


def test_other_reports_date_a_page_that_leaves_its_day_open(
    sample_store: Path, shared: Path, tmp_path: Path
) -> None:
    own = shutil.copy(sample_store, tmp_path / "own.kawat")
    (seed,) = (shared / "data" / "seeds").glob("004_*.txt")
    commands.kawat("add", own, seed)
    with kawat.open_store(own) as store, store.view() as view:
        (report,) = (one for one in view.each(Report) if one.source.endswith(seed.name))
    assert report.written
    assert (report.written.first, report.written.last) == ("2022-01-21", "2022-01-21")
    assert "what it tells as news was on 2022-01-21, or due then" in report.written.basis[-1]


def test_the_summary_tells_of_promises_and_disagreements(sample_store: Path) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        told = summarise(view)
    assert (told.outcomes["met"], told.outcomes["broken"], told.outcomes["overtaken"]) == (7, 3, 1)
    # one that moves is a change
    assert len(told.disputed) == 6
    assert "troops of RUS" in told.disputed


@pytest.mark.parametrize("kind", LINKED, ids=kind_of)
def test_what_reports_say_together_points_at_characters_and_members(
    sample_store: Path, kind: type[Record]
) -> None:
    with kawat.open_store(sample_store) as store, store.view() as view:
        wholes = list(view.each(kind))
        assert wholes
        for whole in wholes:
            assert all(span.end <= len(view.text(whole.report)) for span in whole.at)
            members = whole.reports if isinstance(whole, Story) else whole.members
            told = [view.record(member) for member in members]
            reports = [one.id if isinstance(one, Report) else one.report for one in told]
            # its own evidence is that of its first member: the record, or the quote in which it is told
            assert whole.report == reports[0]
            assert any(span.overlaps(other) for span in whole.at for other in told[0].at)
            counted = len(whole.reports) if isinstance(whole, Story) else whole.reports
            assert counted == len(set(reports)) >= whole.origins >= 1
            for proof in getattr(whole, "outcome_evidence", ()):
                assert proof.at
                assert all(span.end <= len(view.text(proof.report)) for span in proof.at)
            for side in getattr(whole, "sides", ()):
                assert set(side.members) <= set(members)
