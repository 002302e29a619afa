"""What all formats have in common: five names, pieces instead of wholes, and counts that come in pairs."""

from __future__ import annotations

import sys
from itertools import cycle, islice

import pytest

from exported import exported
from kawat.ask.selection import EXPORTED, selected
from kawat.errors import NotFound, NotInstalled
from kawat.records import Happening, Quote, kind_of
from kawat.serve.formats import FORMATS, Format, find_format, schema
from kawat.store import View

ALL = list(FORMATS.values())


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_a_format_has_its_names(form: Format) -> None:
    assert FORMATS[form.name] is form
    assert form.suffix.strip(".") == form.suffix
    assert "/" in form.media_type
    assert set(form.usual) <= set(form.kinds) <= set(EXPORTED)
    assert form.usual


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    assert find_format("csv").suffix == "csv"
    with pytest.raises(NotFound, match="no format 'xls': known are jsonl, json, csv, parquet, ical"):
        find_format("xls")


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_records_are_written_as_they_come(made: View, form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    """Endless records: whoever collects them before writing never answers."""
    monkeypatch.setattr(schema, "ROWS", 10)
    kind = Quote if Quote in form.usual else form.usual[-1]
    records = list(selected(made, [kind]))
    assert records
    pieces = form.write(cycle(records), made, kind)
    assert sum(map(len, islice(pieces, 200))) > 200


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)
def test_what_is_not_for_a_format_is_passed_over(made: View, form: Format) -> None:
    if form.one_kind:
        pytest.skip("a table is asked for by its kind")
    others = [kind for kind in EXPORTED if kind not in form.kinds]
    assert exported(made, form.name, others) == exported(made, form.name, [])


@pytest.mark.parametrize(
    ("name", "raw", "independent"),
    [
        ("csv", ",reports,", ",origins,"),
        ("json", '"reports":', '"origins":'),
        ("jsonl", '"reports":', '"origins":'),
        ("jsonld", '"kawat:reports":', '"kawat:origins":'),
        ("geojson", '"reports":', '"origins":'),
        ("polecat", "\tReports\t", "\tOrigins\t"),
        ("ical", "X-KAWAT-REPORTS:", "X-KAWAT-ORIGINS:"),
        ("timelinejs", "told in ", " origin"),
        ("ftm", "told in ", " origin"),
    ],
)
def test_raw_and_independent_counts_come_together(made: View, name: str, raw: str, independent: str) -> None:
    written = exported(made, name, [Happening]).decode()
    assert 0 < written.count(raw) == written.count(independent)


def test_what_is_missing_is_named_with_the_command(made: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(NotInstalled, match=r"iCalendar needs 'icalendar'.*: pip install 'kawat\[ical\]'"):
        list(FORMATS["ical"].write([], made))
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(NotInstalled, match=r"pip install 'kawat\[parquet\]'"):
        list(FORMATS["parquet"].write([], made, Quote))


def test_kinds_are_named_as_everywhere() -> None:
    assert [kind_of(kind) for kind in FORMATS["polecat"].kinds] == ["event", "happening"]
