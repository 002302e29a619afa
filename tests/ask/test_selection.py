"""What is selected for export: the records that lists have, kind by kind, or those of one report."""

from __future__ import annotations

import pytest

from crisis import Told
from kawat.ask.selection import EXPORTED, filterable, selected
from kawat.errors import StoreError
from kawat.records import Actor, Event, Family, Judgement, Quote, Record, Report, Zone
from kawat.store import Filter, View


def test_without_a_filter_it_is_everything(view: View) -> None:
    found = list(selected(view, EXPORTED))
    assert sorted(map(repr, found)) == sorted(map(repr, view.all()))
    assert [type(record) for record in found] == sorted(
        (type(record) for record in found), key=EXPORTED.index
    )


def test_kinds_come_in_their_order_and_each_by_days(view: View) -> None:
    found = list(selected(view, [Event, Quote]))
    assert found == [*view.each(Quote), *view.each(Event)]


def test_what_has_no_list_is_that_of_the_reports(view: View, reports: tuple[Told, ...]) -> None:
    own = reports[2]
    which = Filter(publisher="Harbour Post")
    for kind in (Actor, Zone, Quote):
        found = list(selected(view, [kind], which))
        assert {record.report for record in found if isinstance(record, Record)} == {own.id}
    assert [record.id for record in selected(view, [Report], which) if isinstance(record, Record)] == [own.id]


def test_what_cannot_be_filtered_is_told(view: View) -> None:
    which = Filter(act=("deny",))
    assert [kind for kind in (Quote, Event, Family, Judgement) if filterable(view, kind, which)] == [Quote]
    assert all(filterable(view, kind, Filter()) for kind in EXPORTED)
    with pytest.raises(StoreError, match="'judgement' cannot be filtered: leave the filter or the kind out"):
        list(selected(view, [Judgement], which))
