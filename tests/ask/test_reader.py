"""A report to be read: everything found in it, and the passages that a copy beside it shares."""

from __future__ import annotations

import pytest

from crisis import Told
from kawat.ask.reader import passages, read_report
from kawat.errors import NotFound
from kawat.records import Event, Quote
from kawat.store import View


def test_everything_found_stands_in_the_order_of_the_text(
    view: View, reports: tuple[Told, Told, Told]
) -> None:
    for one in reports:
        read = read_report(view, one.id)
        assert read.text == one.text
        assert {zone.role for zone in read.zones} == {"body"}
        starts = [item.record.at[0].start for item in read.items]
        assert starts == sorted(starts)
        assert {item.record.id for item in read.items} == {
            record.id for record in one.records if isinstance(record, Quote | Event) or hasattr(record, "low")
        }
        for item in read.items:
            assert item.words == " … ".join(one.text[slice(*span)] for span in item.record.at)


def test_a_copy_stands_beside_with_the_passages_of_both(view: View, reports: tuple[Told, Told, Told]) -> None:
    (family,) = view.families()
    left, right = family.reports[:2]
    read = read_report(view, left, beside=right)
    assert read.beside is not None
    assert read.beside.report.id == right
    assert {copy.source.report for copy in read.copies} == set(family.reports) - {left}
    assert read.count.raw == len(family.reports)
    for one, other in ((left, right), (right, left)):
        found = passages(view, one, other)
        assert found
        for passage in found:
            assert view.text(one)[slice(*passage.left)] == view.text(other)[slice(*passage.right)]


def test_what_is_no_copy_stands_not_beside(view: View, reports: tuple[Told, Told, Told]) -> None:
    (family,) = view.families()
    alone = next(one.id for one in reports if one.id not in family.reports)
    for left, right in ((alone, family.report), (family.report, alone), (family.report, family.report)):
        with pytest.raises(NotFound, match="are no copies of one text"):
            read_report(view, left, beside=right)
    with pytest.raises(NotFound):
        read_report(view, "zzz")
