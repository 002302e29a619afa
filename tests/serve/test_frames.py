"""Tables in memory: the columns of Parquet, filtered as lists are."""

from __future__ import annotations

import duckdb
import pytest

from kawat.errors import NotInstalled, StoreError
from kawat.records import Event, Family, Quote
from kawat.serve.formats.schema import schema
from kawat.serve.frames import table
from kawat.store import Filter, View, open_store


@pytest.fixture
def view(store):  # type: ignore[no-untyped-def]
    with open_store(store) as opened, opened.view() as found:
        yield found


def test_a_table_has_a_row_for_each_record(view: View) -> None:
    quotes = table(view, Quote)
    assert quotes.schema == schema(Quote)
    assert quotes["id"].to_pylist() == [quote.id for quote in view.each(Quote)]
    assert quotes.num_rows > 0


def test_it_is_filtered_as_a_list_is(view: View) -> None:
    which = Filter(type=("THREATEN", "CONSULT"))
    found = table(view, Event, which)
    assert found["id"].to_pylist() == [event.id for event in view.each(Event, which)]
    assert table(view, Event, Filter(since="2999-01-01")).schema == schema(Event)
    with pytest.raises(StoreError, match="'family' cannot be filtered"):
        table(view, Family, which)


def test_other_programs_take_it(view: View) -> None:
    events = table(view, Event)
    count = duckdb.execute("SELECT count(*), min(origins) FROM events").fetchall()
    assert count == [(events.num_rows, 1)]
    for name in ("pandas", "polars"):
        try:
            library = __import__(name)
        except ImportError:
            continue
        frame = events.to_pandas() if name == "pandas" else library.from_arrow(events)
        assert len(frame) == events.num_rows


def test_without_arrow_it_says_what_to_install(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(NotInstalled, match=r"a table needs 'pyarrow'.*: pip install 'kawat\[parquet\]'"):
        table(view, Quote)
