"""JSON Lines and JSON: read back, they are the records."""

from __future__ import annotations

import json
from typing import cast

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from exported import exported
from kawat import decode
from kawat.ask.selection import EXPORTED, selected
from kawat.records import AnyRecord
from kawat.serve.formats import FORMATS
from kawat.store import View
from strategies import any_record

NO_VIEW = cast(View, None)


@given(st.lists(any_record(), max_size=5))
def test_lines_read_back_are_the_records(records: list[AnyRecord]) -> None:
    written = b"".join(FORMATS["jsonl"].write(records, NO_VIEW))
    assert [decode(line) for line in written.split(b"\n")[:-1]] == records


@given(st.lists(any_record(), max_size=5))
def test_an_array_read_back_is_the_records(records: list[AnyRecord]) -> None:
    written = b"".join(FORMATS["json"].write(records, NO_VIEW))
    assert msgspec.json.decode(written, type=list[AnyRecord]) == records
    assert len(json.loads(written)) == len(records)


def test_a_store_read_back_is_what_it_holds(view: View) -> None:
    lines = exported(view, "jsonl").splitlines()
    assert [decode(line) for line in lines] == list(selected(view, EXPORTED))
    assert sorted(map(msgspec.json.encode, view.all())) == sorted(lines)
