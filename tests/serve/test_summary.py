"""`kawat summary`: what is in a store, in one look."""

from __future__ import annotations

import json
from pathlib import Path

from commands import kawat, lines


def test_what_is_in_a_store_and_what_to_ask_next(store: Path) -> None:
    told = kawat("summary", store).stdout
    assert f"{store}: 5 reports" in told.replace("\n", "")
    assert "Ask on" in told
    assert "demo" not in told


def test_as_json_it_is_one_object(store: Path) -> None:
    told = json.loads(kawat("summary", store, "--json").stdout)
    assert told["count"][0] == len(lines("reports", store)) == 5
    assert told["records"]["quote"] == len(lines("quotes", store, "-n", "0"))


def test_as_of_a_day_later_reports_do_not_count(store: Path) -> None:
    last = json.loads(kawat("summary", store, "--json").stdout)["last"]
    before = json.loads(kawat("summary", store, "--as-of", "2000-01-01", "--json").stdout)
    assert last > "2000-01-01"
    assert before["count"][0] == 0


def test_the_questions_can_be_asked(store: Path) -> None:
    told = kawat("summary", store).stdout
    asked = told[told.index("Ask on") :].splitlines()[1:]
    assert any(line.strip().startswith("kawat timeline") and "--since" in line for line in asked)
    assert any(line.strip().startswith("kawat quotes") and "--actor" in line for line in asked)


def test_an_empty_store_says_how_to_fill_it(empty: Path) -> None:
    assert "'kawat add STORE PATH' fills it" in kawat("summary", empty).stdout
