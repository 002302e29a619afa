"""`kawat show`: any item by its id or the beginning of one, with its words in their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import kawat, lines, refused
from kawat import Actor, Failure, Quote, Report
from kawat.records import KINDS, Family, Record
from kawat.store import View, open_store


def ids(view: View, kind: type[Record]) -> list[str]:
    """Ids of a kind: one of each report."""
    if kind is Family:
        return [family.id for family in view.families()]
    if kind is Actor:
        return [one.actor.id for one in view.actors()]
    reports = list(view.each(Report))
    if kind is Report:
        return [report.id for report in reports]
    return [record.id for report in reports for record in view.records(kind, report=report.id)[:1]]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_item_is_shown(store: Path, kind: type[Record]) -> None:
    with open_store(store) as opened, opened.view() as view:
        (some, *_) = ids(view, kind)
    told = kawat("show", store, some).stdout
    assert told.startswith(f"{kind.__name__.lower()} {some}\n")
    assert "made by stage" in told
    assert "()" not in told
    assert json.loads(kawat("show", store, some, "--json").stdout)["record"]["id"] == some


def quote(store: Path, words: str) -> Quote:
    with open_store(store) as opened, opened.view() as view:
        return next(q for q in view.each(Quote) if words in view.text(q.report)[slice(*q.at[0])])


def test_a_quote_stands_in_its_words(store: Path) -> None:
    found = quote(store, "door stays open")
    told = kawat("show", store, found.id).stdout
    assert "»I am disappointed, but the door stays open,«" in told
    assert "page.html, written 2022-01-26" in told
    assert "speaker          “Marta Velasco”" in told
    assert "cue              “said”" in told
    assert f"act              {found.act}" in told
    assert "Find what is quoted, word for word or not" in told


def test_the_beginning_of_an_id_will_do(store: Path) -> None:
    whole = quote(store, "door stays open").id
    assert kawat("show", store, whole[:8]).stdout == kawat("show", store, whole).stdout


def test_an_ambiguous_beginning_lists_what_it_may_be(store: Path) -> None:
    found = [record["id"] for name in ("quotes", "events") for record in lines(name, store, "-n", "0")]
    (twice, *_) = (id[0] for id in found if sum(other[0] == id[0] for other in found) > 1)
    told = refused("show", store, twice)
    assert told.startswith(f"several ids begin with '{twice}': ")
    assert told.endswith(": give more of one")
    assert any(id in told for id in found)


def test_a_report_is_shown_whole_with_its_copies(store: Path) -> None:
    (report,) = (r for r in lines("reports", store) if r["source"].endswith("brief.txt"))
    assert "Between 900 and 1,500 troops of Fiji stand there" in kawat("show", store, report["id"]).stdout
    (report,) = (r for r in lines("reports", store) if r["source"].endswith("copy.txt"))
    told = kawat("show", store, report["id"]).stdout
    assert "The text stands in 2 reports of 1 origin" in told
    assert "wire.txt" in told


def test_an_actor_is_shown_with_its_names(store: Path) -> None:
    told = kawat("show", store, "ISL").stdout
    assert told.startswith("actor ISL\n  name             Iceland\n")
    assert "id: Islandia" in told


def test_the_context_is_as_wide_as_asked(store: Path) -> None:
    found = quote(store, "door stays open").id
    assert (
        "… »I am disappointed, but the door stays open,« …"
        in kawat("show", store, found, "--context", "0").stdout
    )
    assert "-1 is not in the range" in refused("show", store, found, "--context", "-1", status=2)


@pytest.mark.parametrize("id", ["zebra", "", "ffffffffffffffff"])
def test_an_unknown_id_says_where_ids_are(store: Path, id: str) -> None:
    assert refused("show", store, id) == (
        f"nothing has an id that begins with '{id}': 'kawat quotes' and the like print ids"
    )


def test_a_failure_is_shown(tmp_path: Path) -> None:
    (tmp_path / "fr.jsonl").write_text('{"text": "Le ministre part.", "language": "fr"}', encoding="utf-8")
    kawat("add", tmp_path / "s.kawat", tmp_path / "fr.jsonl", status=1)
    with open_store(tmp_path / "s.kawat") as opened, opened.view() as view:
        (failure,) = view.failures()
    assert isinstance(failure, Failure)
    told = kawat("show", tmp_path / "s.kawat", failure.id).stdout
    assert told.startswith(f"failure {failure.id}\n")
    assert "no folder for language 'fr'" in told
