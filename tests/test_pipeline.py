"""What must hold of every record of every report, whatever comes in."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawat import decode, encode, load_settings, open_pipeline
from kawat.annotate.syntax import tokens
from kawat.errors import NotFound
from kawat.pipeline import Annotated, Pipeline, stage_named
from kawat.read.document import Document, Known, document
from kawat.read.source import read
from kawat.records import Event, Failure, Quote, Record, Report, Sentence, Token, Tree

PIECES = st.sampled_from(
    [
        "“Kami siap,” kata Menteri Luar Negeri Freedonia Budi Santika.",
        '"We will not wait," said the minister.',
        "Presiden Rusia Vladimir Putin",
        "pada Jumat (21/1)",
        "sekitar 60.000 hingga 90.000 tentara",
        *(
            "mengatakan bahwa",
            "on Friday",
            "9-10 Januari",
            "the Kremlin",
            "denied",
            "menginvasi Ukraina",
            "jika",
        ),
        *("AS", "US President Joe Biden", "“", "”", '"', "‘", "’", "—", "- ", ", ", ". "),
        *("Ini adalah ringkasan yang dibuat oleh AI.", "Pengeluaran SGP hari ini", "• November 24, 2024"),
        *("ujarnya", "\u00a0", "\U0001f600", "e\u0301", "half a million", "50-minute call", "(Reuters)"),
        *("Baca juga: sesuatu", "he said", "adding that", "menurut", ", seraya menambahkan"),
    ]
)
REPORTS = st.lists(PIECES | st.just("\n\n") | st.just(" ") | st.text(max_size=8), max_size=40).map(" ".join)


@pytest.fixture(scope="module")
def pipeline():
    return open_pipeline(load_settings(environment={})[0])


def received(text: str, language: str | None = "id", name: str = "a.txt") -> Document:
    known = Known(language=language, given_date="2022-01-21")
    return document(
        text, text.encode("utf-8", "surrogatepass"), source=name, name=name, known=known, largest=10**7
    )


def evidence(made: Annotated) -> None:
    """Every span of every record slices the received text, and some character stands in it."""
    spoken = [token for tree in made.trees for token in tokens(tree)]
    for record in (made.report, *made.records, *spoken):
        assert record.at, record
        spans = [*record.at]
        spans += [
            s for field in ("cue", "speaker", "trigger") if (s := getattr(record, field, None)) is not None
        ]
        if isinstance(record, Event) and record.where and record.where.at:
            spans.append(record.where.at)
        for start, end in spans:
            assert 0 <= start < end <= len(made.text), record
            assert made.text[start:end].strip(), record


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=REPORTS, language=st.sampled_from(["id", "en"]))
def test_every_span_slices_the_received_text(pipeline, text, language):
    if not text.strip() or "\0" in text:
        return
    made = pipeline.annotate(received(text, language))
    assert made.failures == ()
    assert made.text == text
    evidence(made)
    for record in (made.report, *made.records):
        assert decode(encode(record)) == record


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=REPORTS)
def test_two_runs_give_the_same_records(pipeline, text):
    if not text.strip() or "\0" in text:
        return
    other = open_pipeline(load_settings(environment={})[0])
    assert pipeline.annotate(received(text)) == other.annotate(received(text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-16")))
def test_any_bytes_as_input_never_crash(pipeline, content, tmp_path_factory):
    for ending in (".txt", ".html", ".jsonl"):
        path = tmp_path_factory.mktemp("bytes") / f"input{ending}"
        path.write_bytes(content)
        for found in read([str(path)], pipeline.settings):
            assert isinstance(found, Document | Failure)
            if isinstance(found, Document):
                evidence(pipeline.annotate(found))


def test_the_sample_is_read_without_failures_and_every_record_quotes_its_text(pipeline):
    folder = str(files("kawat") / "sample" / "reports")
    sources = set()
    for found in read([folder], pipeline.settings):
        assert isinstance(found, Document), found
        made = pipeline.annotate(found)
        assert made.failures == ()
        evidence(made)
        ids = [record.id for record in made.records if record.id and not isinstance(record, Report)]
        assert len(ids) == len(set(ids))
        sources.add(made.report.source)
    assert len(sources) >= 30


def test_the_order_of_reports_does_not_matter(pipeline):
    documents = [d for d in read([str(files("kawat") / "sample" / "reports")], pipeline.settings)][:8]
    forwards = {d.report.id: pipeline.annotate(d) for d in documents}
    backwards = {d.report.id: pipeline.annotate(d) for d in reversed(documents)}
    assert forwards == backwards


def test_ids_in_records_point_at_records_of_the_same_report(pipeline):
    for found in read([str(files("kawat") / "sample" / "reports")], pipeline.settings):
        made = pipeline.annotate(found)
        ids = {record.id for record in made.records}
        for record in made.records:
            linked: list[str | None] = []
            if isinstance(record, Quote):
                linked = [record.repeats, record.speaker_actor, record.addressee_actor]
            if isinstance(record, Event):
                linked = [record.in_quote, *record.actors, *record.recipients]
            assert {link for link in linked if link} <= ids, record


def test_a_failing_stage_leaves_a_failure_and_the_others_go_on(pipeline):
    from kawat.pipeline import STAGES
    from kawat.stage import stage

    @stage(version="1", needs=[], makes=[])
    def broken(report, language):
        """Fails."""
        raise KeyError("no such thing")
        yield

    made = Pipeline(pipeline.settings, pipeline.languages, (broken, *STAGES)).annotate(
        received("“Kami siap berunding dengan siapa pun,” kata Presiden Freedonia Budi Santika.")
    )
    assert [(f.stage, f.error) for f in made.failures] == [("broken", "KeyError: 'no such thing'")]
    assert any(isinstance(record, Quote) for record in made.records)


def test_a_report_in_a_language_without_a_folder_is_kept_with_a_failure(pipeline):
    made = pipeline.annotate(received("Le ministre a dit qu'il partirait demain.", "fr"))
    assert made.report.language == "fr"
    assert made.records == ()
    (failure,) = made.failures
    assert "no folder for language 'fr'" in failure.error
    assert "known are en, id" in failure.error


def test_the_fingerprint_changes_with_what_the_caller_says_but_not_with_the_path(pipeline):
    one = received("Satu dua tiga.", name="a.txt")
    moved = Document(Report(**{**{f: getattr(one.report, f) for f in one.report.__struct_fields__},
                               "source": "elsewhere/a.txt"}), one.text)  # fmt: skip
    assert pipeline.fingerprint(one) == pipeline.fingerprint(moved)
    assert pipeline.fingerprint(one) != pipeline.fingerprint(received("Satu dua tiga.", "en", name="a.txt"))


def test_the_fingerprint_changes_with_the_model_if_a_stage_asks_it(pipeline, monkeypatch):
    one = received("Satu dua tiga.")
    without = Pipeline(pipeline.settings, pipeline.languages, [stage_named("paragraphs")])
    before = pipeline.fingerprint(one), without.fingerprint(one)
    monkeypatch.setattr("kawat.pipeline.model_version", lambda: "another")
    again = [Pipeline(pipe.settings, pipe.languages, pipe.stages) for pipe in (pipeline, without)]
    assert again[0].fingerprint(one) != before[0]
    assert again[1].fingerprint(one) == before[1]


def test_trees_are_at_hand_but_no_records(pipeline):
    made = pipeline.annotate(received("Rusia menyerang Ukraina. Lalu hujan turun."))
    sentences = {record.id for record in made.records if isinstance(record, Sentence)}
    assert {tree.sentence for tree in made.trees} == sentences
    assert not any(isinstance(record, Tree | Token) for record in made.records)


def test_an_unknown_stage_lists_the_known_ones():
    with pytest.raises(NotFound, match="no stage 'quote': known are paragraphs, wrapper"):
        stage_named("quote")


def test_records_are_of_known_kinds(pipeline):
    made = pipeline.annotate(received("Rusia menyerang Ukraina pada Jumat (21/1)."))
    assert all(isinstance(record, Record) for record in made.records)
