"""Records: signed, anchored, and the same in JSON."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from kawat.records import (
    KINDS,
    Act,
    Failure,
    Finding,
    Made,
    Mention,
    Paragraph,
    Period,
    Quote,
    Record,
    Report,
    Sentence,
    Span,
    TimeExpression,
    Token,
    Tree,
    Written,
    decode,
    encode,
    kind_of,
    literals,
)
from strategies import KINDS as RECORD_TYPES
from strategies import any_record, records

MADE = Made("sentences", "1", "id/sentence/stop", 0.9)


def sentence(*at: Span, made: Made = MADE, language: str = "id") -> Sentence:
    return Sentence(report="r", at=at, made=made, language=language)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=kind_of)
def test_json_and_back_is_the_same(kind: type[msgspec.Struct]) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(records(kind))
    def check(record: msgspec.Struct) -> None:
        line = encode(record)
        assert b"\n" not in line
        assert decode(line) == record
        assert json.loads(line)["kind"] == kind_of(kind)

    check()


@pytest.mark.parametrize("kind", [Paragraph, Finding, Tree, Mention, TimeExpression], ids=kind_of)
def test_what_passes_between_stages_is_no_public_kind(kind: type[Record]) -> None:
    @settings(max_examples=5, deadline=None)
    @given(records(kind))
    def check(record: Record) -> None:
        assert record.id
        with pytest.raises(msgspec.ValidationError):
            decode(encode(record))

    check()


@settings(max_examples=50, deadline=None)
@given(any_record().filter(lambda record: isinstance(record, Record)))
def test_the_id_does_not_depend_on_who_made_it(record: Record) -> None:
    other = Made("somebody", "99", "another/rule", 0.1)
    assert msgspec.structs.replace(record, id="", made=other).id == record.id


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "at" not in kind.late], ids=kind_of)
def test_the_id_depends_on_the_characters(kind: type[Record]) -> None:
    @settings(max_examples=10, deadline=None)
    @given(records(kind))
    def check(record: Record) -> None:
        moved = tuple(Span(span.start + 1, span.end + 1) for span in record.at)
        assert msgspec.structs.replace(record, id="", at=moved).id != record.id

    check()


def test_the_id_of_a_report_leaves_out_what_is_found_out_later() -> None:
    report = Report(report="r", at=(Span(0, 10),), made=MADE, source="a.txt", sha256="0" * 64)
    later = msgspec.structs.replace(report, id="", language="id", written=Written("2022-01-21", "2022-01-21"))
    assert later.id == report.id
    assert msgspec.structs.replace(report, id="", source="b.txt").id != report.id


def test_the_same_content_has_the_same_id_and_another_kind_another() -> None:
    one = sentence(Span(0, 4))
    paragraph = Paragraph(report="r", at=(Span(0, 4),), made=MADE, language="id")
    assert one.id == sentence(Span(0, 4)).id
    assert one.id != paragraph.id
    assert one.id != sentence(Span(0, 4), language="en").id
    assert len(one.id) == 16


def test_a_given_id_is_kept() -> None:
    assert Sentence(id="mine", report="r", at=(Span(0, 1),), made=MADE, language="id").id == "mine"


@pytest.mark.parametrize(
    "at",
    [(), (Span(3, 3),), (Span(4, 3),), (Span(-1, 3),), (Span(0, 3), Span(5, 5))],
    ids=["none", "empty", "backwards", "negative", "one of two empty"],
)
def test_a_record_without_evidence_does_not_exist(at: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match=r"Sentence without evidence: spans .* are empty"):
        sentence(*at)


def test_json_without_evidence_is_refused() -> None:
    line = encode(sentence(Span(0, 4))).replace(b"[[0,4]]", b"[]")
    with pytest.raises(msgspec.ValidationError, match="without evidence"):
        decode(line)


@pytest.mark.parametrize(
    ("left", "right", "overlaps", "contains"),
    [
        (Span(0, 4), Span(4, 8), False, False),
        (Span(0, 4), Span(3, 8), True, False),
        (Span(0, 8), Span(2, 8), True, True),
        (Span(0, 8), Span(0, 8), True, True),
        (Span(2, 3), Span(0, 8), True, False),
    ],
)
def test_spans_are_half_open(left: Span, right: Span, overlaps: bool, contains: bool) -> None:
    assert left.overlaps(right) is overlaps
    assert right.overlaps(left) is overlaps
    assert left.contains(right) is contains


def test_periods_say_from_and_to_in_json() -> None:
    written = Written("2022-01-21", "2022-01-22", ("weekday",))
    assert json.loads(encode(written)) == {"from": "2022-01-21", "to": "2022-01-22", "basis": ["weekday"]}
    assert written.period == Period("2022-01-21", "2022-01-22")


@pytest.mark.parametrize("day", ["2022-1-21", "21-01-2022", "2022-01-21T10:00", "yesterday"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    report = encode(
        Report(report="r", at=(Span(0, 1),), made=MADE, source="a", sha256="0", page_date="2022-01-21")
    )
    with pytest.raises(msgspec.ValidationError, match=r"page_date"):
        decode(report.replace(b'"page_date":"2022-01-21"', f'"page_date":"{day}"'.encode()))


def test_a_score_is_from_nought_to_one() -> None:
    line = encode(sentence(Span(0, 4)))
    with pytest.raises(msgspec.ValidationError, match=r"score"):
        decode(line.replace(b'"score":0.9', b'"score":1.1'))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="kind"):
        decode('{"kind":"opinion"}')


def test_a_failure_of_the_same_kind_has_the_same_id() -> None:
    one = Failure(report="r", stage="quotes", error="x", made=MADE)
    again = Failure(report="r", stage="quotes", error="x", made=Made("other", "2"))
    assert one.id == again.id
    assert one.id != Failure(report="r", stage="quotes", error="y", made=MADE).id


def test_kinds_are_named_after_their_class() -> None:
    assert kind_of(Quote) == "quote"
    assert [kind_of(kind) for kind in KINDS[:3]] == ["report", "zone", "sentence"]
    for kind in RECORD_TYPES:
        assert kind.__struct_config__.tag == kind_of(kind)


def test_tokens_are_public_but_not_kept() -> None:
    assert Token in RECORD_TYPES
    assert Token not in KINDS


def test_literals_lists_what_is_allowed() -> None:
    assert "deny" in literals(Act)
