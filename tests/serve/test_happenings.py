"""The command that lists happenings: every form has the same, filters narrow, both counts are shown."""

from __future__ import annotations

import json
from pathlib import Path

from commands import kawat, lines, rows
from kawat import decode
from kawat.records import Happening


def test_all_forms_have_the_same(store: Path) -> None:
    whole = json.loads(kawat("happenings", store, "--json").stdout)
    assert whole == lines("happenings", store)
    assert all(isinstance(decode(json.dumps(one)), Happening) for one in whole)
    table = kawat("happenings", store).stdout
    found = rows("happenings", store)
    assert len(found) == len(whole) > 0
    assert all(row["id"][:8] in table and row["reports"] in table for row in found)


def test_a_copy_adds_a_report_but_no_origin(store: Path) -> None:
    assert "2/1" in {row["reports"] for row in rows("happenings", store)}
    several = rows("happenings", store, "--min-origins", "2")
    assert all(row["reports"] not in ("1/1", "2/1") for row in several)


def test_nothing_found_is_said(empty: Path) -> None:
    assert kawat("happenings", empty).stdout.startswith("the store is empty")
