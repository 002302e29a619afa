"""Commands that answer: timeline, matrix, dossier and search, in every form and with every filter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands import kawat, lines, refused, rows


@pytest.mark.parametrize("arguments", [["timeline"], ["matrix"], ["search", "troops"]])
def test_all_forms_have_the_same_things(store: Path, arguments: list[str]) -> None:
    name, *more = arguments
    whole = json.loads(kawat(name, store, *more, "--json").stdout)
    assert whole == lines(name, store, *more)
    assert len(rows(name, store, *more)) == len(whole) > 0


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        (["timeline"], "id,days,who,what,whom,status,words,report,copies"),
        (["search", "troops"], "id,written,words,report,copies"),
        (["matrix", "--type", "THREATEN"], "who,whom,verbal-conflict"),
        (["matrix", "--type", "THREATEN", "--weeks"], "who,whom,week,verbal-conflict"),
    ],
)
def test_csv_has_a_header(store: Path, arguments: list[str], header: str) -> None:
    name, *more = arguments
    assert kawat(name, store, *more, "--csv").stdout.splitlines()[0] == header


def test_a_timeline_is_in_order_of_days_and_folds_copies(store: Path) -> None:
    found = rows("timeline", store, "-n", "0")
    days = [row["days"][:10] for row in found if row["days"]]
    assert days == sorted(days)
    assert {"wire.txt", "copy.txt"} & {row["report"] for row in found if row["copies"] == "2/1"}
    assert len({(row["days"], row["what"], row["words"]) for row in found}) == len(found)


@pytest.mark.parametrize(
    ("options", "column", "values"),
    [
        (["--type", "THREATEN", "--no-quotes"], "what", {"THREATEN"}),
        (["--type", "verbal-cooperation", "--no-quotes"], "what", {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
        (["--status", "conditional", "--no-quotes"], "status", {"conditional"}),
        (["--since", "2022-01-25", "--until", "2022-01-25", "--no-quotes"], "days", {"2022-01-25"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_timeline_is_narrowed(store: Path, options: list[str], column: str, values: set[str]) -> None:
    found = {row[column] for row in rows("timeline", store, *options) if row["days"][:10] == row["days"]}
    assert found
    assert found <= values


def test_a_timeline_of_an_actor(store: Path) -> None:
    for row in rows("timeline", store, "--actor", "Kenya"):
        assert "KEN" in f"{row['who']} {row['whom']}".split()


def test_the_matrix_counts_events_and_origins(store: Path) -> None:
    (cell,) = rows("matrix", store, "--type", "THREATEN")
    assert (cell["who"], cell["whom"]) == ("FJI", "ISL")
    # two copies of one report and a report of its own
    assert cell["verbal-conflict"] == "3/2"
    assert [row["week"] for row in rows("matrix", store, "--type", "THREATEN", "--weeks")]
    assert "verbal-conflict: REQUEST ACCUSE REJECT THREATEN" in kawat("matrix", store).stdout


def test_the_matrix_is_narrowed(store: Path) -> None:
    said = "no event between two actors fits\n"
    assert kawat("matrix", store, "--since", "2030-01-01").stdout == said
    assert kawat("matrix", store, "--type", "PROTEST").stdout == said
    assert kawat("matrix", store, "--type", "PROTEST", "--json").stdout == "[]\n"
    assert {row["who"] for row in rows("matrix", store, "--status", "conditional")} == {"FJI"}
    assert len(rows("matrix", store, "-n", "1")) == 1


@pytest.mark.parametrize("actor", ["marta-velasco", "Marta Velasco", "velasc"])
def test_a_dossier(store: Path, actor: str) -> None:
    whole = json.loads(kawat("dossier", store, actor, "--json").stdout)
    assert whole["actor"]["id"] == "marta-velasco"
    told = kawat("dossier", store, actor).stdout
    assert re.match(r"Marta Velasco  marta-velasco, person in \d reports of \d origins\n", told)
    assert "Says" in told
    assert "I am disappointed, but the door stays open" in told


def test_a_dossier_of_days(store: Path) -> None:
    told = kawat("dossier", store, "marta-velasco", "--since", "2022-01-25", "--until", "2022-01-25").stdout
    assert "door stays open" in told
    assert "second winter" not in told
    assert "Says" not in kawat("dossier", store, "marta-velasco", "--since", "2030-01-01").stdout


def test_a_search_marks_what_it_found(store: Path) -> None:
    (found,) = rows("search", store, '"patrol ship"')
    assert "sent a »patrol ship« to the northern harbour" in found["words"]
    told = " ".join(kawat("search", store, '"patrol ship"').stdout.split())
    assert f"found in 1 report of 1 origin; on from there: 'kawat show {store} ID'" in told
    assert lines("events", store, "--report", found["id"])
    assert f"'kawat show {store} ID'" in " ".join(
        kawat("search", store, "door", "--in", "quote").stdout.split()
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["troops"], {"wire.txt", "brief.txt"}),
        (["troops", "-n", "0"], {"wire.txt", "brief.txt"}),
        (["troops", "-n", "1"], 1),
        (["troop*", "--actor", "Reuters"], {"wire.txt"}),
        (["tentara", "--language", "id"], {"ancaman.txt"}),
        (["tentara", "--language", "en"], set()),
        (["Nairobi", "--in", "title"], {"page.html"}),
        (["door", "--in", "quote"], {"page.html"}),
        (["troops -patrol"], {"wire.txt"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_search_is_narrowed(store: Path, arguments: list[str], expected: Any) -> None:
    found = [row["report"].replace("copy", "wire") for row in rows("search", store, *arguments)]
    assert len(found) == len(set(found))
    assert (len(found) if isinstance(expected, int) else set(found)) == expected


def test_nothing_found_is_no_error(store: Path) -> None:
    assert kawat("search", store, "zeppelin").stdout == "nothing has 'zeppelin'\n"
    assert kawat("search", store, "zeppelin", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["search", '""'], 1, "name at least one word to look for"),
        (["search", "x", "--in", "footer"], 2, "'footer' is not one of 'text', 'title', 'quote'"),
        (["search", "x", "--limit", "-3"], 2, "-3 is not in the range"),
        (["dossier", "Rufus"], 1, "no report in this store names 'Rufus'"),
        (["dossier", "Brandel"], 1, "'Brandel' may be .*: give the id"),
        (["timeline", "--type", "QUARREL"], 1, "no event type 'QUARREL': known are"),
        (["matrix", "--type", "QUARREL"], 1, "no event type 'QUARREL': known are"),
        (["matrix", "--since", "yesterday"], 2, "'--since': 'yesterday' is no ISO day"),
        (["dossier", "FJI", "--until", "soon"], 2, "'--until': 'soon' is no ISO day"),
        (["matrix", "--by", "moon"], 2, "'moon' is not one of 'state', 'actor'"),
    ],
)
def test_what_does_not_fit_is_named(store: Path, arguments: list[str], status: int, message: str) -> None:
    name, *more = arguments
    assert re.search(message, refused(name, store, *more, status=status))


def test_an_empty_store(empty: Path) -> None:
    assert kawat("timeline", empty).stdout.startswith("nothing dated fits")
    assert kawat("matrix", empty).stdout == "no event between two actors fits\n"
    assert kawat("search", empty, "troops").stdout == "nothing has 'troops'\n"
    assert "no report in this store names 'FJI'" in refused("dossier", empty, "FJI")


@pytest.mark.parametrize("command", ["reports", "stories", "timeline", "matrix", "calendar"])
def test_days_the_wrong_way_round_are_refused(store: Path, command: str) -> None:
    told = refused(command, store, "--until", "2022-01-21", "--since", "2022-01-22", status=2)
    assert "2022-01-22 is after --until 2022-01-21" in told
    kawat(command, store, "--until", "2022-01-21", "--since", "2022-01-21")


def test_a_search_cut_short_says_so(store: Path) -> None:
    assert "the best 1 shown" in kawat("search", store, "troops", "-n", "1").stdout
    assert "the best" not in kawat("search", store, "troops", "-n", "0").stdout
