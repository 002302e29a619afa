"""Commands that list: every form prints the same things, every filter narrows, every wrong word is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands import kawat, lines, refused, rows
from crisis import told
from kawat import Event, Failure, Family, Figure, Quote, Record, Report, decode
from kawat.store import counting, open_store

KINDS = {"reports": Report, "quotes": Quote, "events": Event, "figures": Figure}


@pytest.mark.parametrize("name", [*KINDS, "actors", "families"])
def test_all_forms_have_the_same_things(store: Path, name: str) -> None:
    whole = json.loads(kawat(name, store, "--json").stdout)
    assert whole == lines(name, store)
    table = kawat(name, store).stdout
    found = rows(name, store)
    assert len(found) == len(whole) > 0
    for row in found:
        assert row["id"][:8] in table


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_json_lines_are_records(store: Path, name: str, kind: type[Record]) -> None:
    found = [decode(line) for line in kawat(name, store, "--nl").stdout_bytes.splitlines()]
    assert all(isinstance(record, kind) for record in found)
    with open_store(store) as opened, opened.view() as view:
        assert found == list(view.each(kind))


def test_json_lines_of_families_are_records(store: Path) -> None:
    (family,) = (decode(line) for line in kawat("families", store, "--nl").stdout_bytes.splitlines())
    assert isinstance(family, Family)
    assert len(family.reports) == 2


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("reports", "id,written,page says,lang,publisher,agency,copies,title,source"),
        ("quotes", "id,said,speaker,act,form,wording,words,report,copies"),
        ("events", "id,when,who,type,whom,status,wording,words,report,copies"),
        ("figures", "id,low,high,unit,of,whose,according to,words,report,copies"),
        ("actors", "id,name,sort,country,reports,origins,called"),
        ("families", "id,origin,title,reports,copies,why"),
    ],
)
def test_csv_has_a_header(store: Path, name: str, header: str) -> None:
    assert kawat(name, store, "--csv").stdout.splitlines()[0] == header


def test_copies_are_counted_and_shown_as_one_origin(store: Path) -> None:
    copies = {row["source"]: row["copies"] for row in rows("reports", store)}
    assert copies == {
        "ancaman.txt": "1/1",
        "brief.txt": "1/1",
        "page.html": "1/1",
        "wire.txt": "2/1",
        "copy.txt": "2/1",
    }
    (family,) = rows("families", store)
    assert (family["reports"], family["origin"]) == ("2", "Reuters")
    assert "all in 5 reports of 4 origins" in kawat("reports", store).stdout


@pytest.mark.parametrize(
    ("options", "fits"),
    [
        (["--actor", "FJI"], lambda event: "FJI" in (*event.actors, *event.recipients)),
        (["--actor", "Fiji"], lambda event: "FJI" in (*event.actors, *event.recipients)),
        (["--actor", "islandia"], lambda event: "ISL" in (*event.actors, *event.recipients)),
        (["--actor", "Velasc"], lambda event: "marta-velasco" in (*event.actors, *event.recipients)),
        (["--type", "threaten"], lambda event: event.type == "THREATEN"),
        (["-t", "AGREE", "-t", "CONSULT"], lambda event: event.type in ("AGREE", "CONSULT")),
        (
            ["--type", "verbal-conflict"],
            lambda event: event.type in ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
        ),
        (["--status", "conditional"], lambda event: event.status == "conditional"),
        (["--since", "2022-01-22"], lambda event: event.when and event.when.last >= "2022-01-22"),
        (["--until", "2021-12-31"], lambda event: event.when and event.when.first <= "2021-12-31"),
        (
            ["--since", "2022-01-22", "--until", "2022-01-22"],
            lambda event: event.when and event.when.first <= "2022-01-22" <= event.when.last,
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters_let_through_just_what_fits(
    store: Path, options: list[str], fits: Callable[[Any], bool]
) -> None:
    every = [decode(line) for line in kawat("events", store, "--nl", "-n", "0").stdout_bytes.splitlines()]
    found = [decode(line) for line in kawat("events", store, "--nl", *options).stdout_bytes.splitlines()]
    assert found == [event for event in every if fits(event)]
    assert 0 < len(found) < len(every)


def test_only_what_is_sure_enough(store: Path) -> None:
    every = [decode(line) for line in kawat("quotes", store, "--nl", "-n", "0").stdout_bytes.splitlines()]
    sure = [
        decode(line)
        for line in kawat("quotes", store, "--nl", "-n", "0", "--min-score", "0.9").stdout_bytes.splitlines()
    ]
    assert sure == [quote for quote in every if quote.made.score >= 0.9]
    assert 0 < len(sure) < len(every)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("quotes", ["--act", "deny"]),
        ("quotes", ["--source", "brief"]),
        ("quotes", ["--language", "id"]),
        ("reports", ["--actor", "Kenya"]),
        ("figures", ["--actor", "marta-velasco"]),
        ("actors", ["--sort", "state"]),
    ],
)
def test_other_filters_narrow(store: Path, name: str, options: list[str]) -> None:
    assert len(rows(name, store, *options)) < len(rows(name, store))


def test_the_limit(store: Path) -> None:
    assert len(rows("quotes", store, "--limit", "2")) == 2
    assert "2 shown" in kawat("quotes", store, "-n", "2").stdout
    assert "more with --limit 0" in kawat("quotes", store, "-n", "2").stdout
    assert "more with" not in kawat("quotes", store, "-n", "0").stdout
    assert len(rows("actors", store, "-n", "1")) == 1


def test_events_left_out_as_background_are_told_of(tmp_path: Path, store: Path) -> None:
    report = tmp_path / "report.txt"
    words = "Estonia sent troops to the border on Friday. Estonia expelled two Latvian diplomats in 2014."
    report.write_text(f"BERLIN, 21 January 2022 - {words}", encoding="utf-8")
    own = tmp_path / "own.kawat"
    kawat("add", own, report)
    new, old = lines("events", own, "--background")
    assert (old["historical"], new.get("historical", False)) == (True, False)
    told = "background in 1 report of 1 origin left out, shown with --background"
    assert told in kawat("events", own).stdout
    assert told in kawat("events", own, "--type", old["type"]).stdout
    assert "left out" not in kawat("events", own, "--background").stdout
    assert "left out" not in kawat("quotes", store).stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ["quotes", "--actor", "Brandel"],
            1,
            r"'Brandel' may be .*anna-brandel \(Anna Brandel\).*: give the id",
        ),
        (["quotes", "--actor", ""], 1, "'' may be .*: give the id"),
        (["quotes", "--actor", "Rufus"], 1, "no report in this store names 'Rufus': 'kawat actors STORE'"),
        (
            ["quotes", "--since", "22.1.2022"],
            2,
            "'--since': '22.1.2022' is no ISO day: write it as 2022-01-21",
        ),
        (["events", "--until", "2022-02-30"], 2, "'--until': '2022-02-30' is no ISO day"),
        (["events", "--type", "QUARREL"], 1, "no event type 'QUARREL': known are AGREE, .* verbal-conflict"),
        (["events", "--status", "perhaps"], 2, "'perhaps' is not one of 'happened', 'ongoing'"),
        (["quotes", "--act", "sing"], 2, "'sing' is not one of 'assert', 'deny'"),
        (["quotes", "--limit", "-1"], 2, "-1 is not in the range x>=0"),
        (["actors", "--sort", "cat"], 2, "'cat' is not one of 'state', 'person'"),
        (["quotes", "--json", "--csv"], 2, "choose one of --json, --nl and --csv"),
    ],
)
def test_what_does_not_fit_is_named(store: Path, arguments: list[str], status: int, message: str) -> None:
    name, *options = arguments
    assert re.search(message, refused(name, store, *options, status=status))


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_store_says_how_to_fill_it(empty: Path, name: str) -> None:
    assert kawat(name, empty).stdout == "the store is empty: 'kawat add STORE PATH' fills it\n"
    assert kawat(name, empty, "--json").stdout == "[]\n"
    assert kawat(name, empty, "--nl").stdout == kawat(name, empty, "--csv").stdout == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("actors", "nobody is named in this store"),
        ("families", "no text stands in this store twice"),
        ("failures", "nothing failed"),
    ],
)
def test_other_lists_of_an_empty_store(empty: Path, name: str, said: str) -> None:
    assert kawat(name, empty).stdout == f"{said}\n"
    assert kawat(name, empty, "--json").stdout == "[]\n"


def test_no_result_is_no_error(store: Path) -> None:
    assert kawat("quotes", store, "--since", "2030-01-01").stdout == "nothing fits these filters\n"
    assert kawat("quotes", store, "--since", "2030-01-01", "--json").stdout == "[]\n"


def test_failures_are_listed(tmp_path: Path) -> None:
    line = '{"text": "Le ministre part.", "language": "fr", "id": "a"}'
    (tmp_path / "fr.jsonl").write_text(line, encoding="utf-8")
    store = tmp_path / "s.kawat"
    kawat("add", store, tmp_path / "fr.jsonl", status=1)
    (failure,) = (decode(line) for line in kawat("failures", store, "--nl").stdout_bytes.splitlines())
    assert isinstance(failure, Failure)
    assert "no folder for language 'fr'" in kawat("failures", store).stdout
    (row,) = rows("failures", store)
    assert (row["id"], row["stage"]) == (failure.id, "language")


def test_the_wording_is_told_where_it_is_a_summary(store: Path, tmp_path: Path) -> None:
    page = (
        "Talks fail in Suva\n\nAI-generated summary. For context, always refer to the full article.\n\n"
        "Iceland warned Norway that it would close the northern harbour.\n\n"
        "SUVA, Jan 21 - Fiji accused Iceland of sending 1,200 troops. The ships left the harbour."
    )
    (tmp_path / "summed.txt").write_text(page, encoding="utf-8")
    summed = tmp_path / "summed.kawat"
    kawat("add", summed, tmp_path / "summed.txt")
    for name in ("quotes", "events"):
        assert "wording" not in kawat(name, store).stdout
        assert {row["wording"] for row in rows(name, summed)} == {"ai-summary", ""}
        assert " ai-summary " in kawat(name, summed).stdout
    warned = next(row for row in rows("events", summed) if row["wording"])
    shown = kawat("show", summed, warned["id"]).stdout
    assert "  wording          ai-summary\n" in shown


@pytest.mark.parametrize(
    "name", ["quotes", "events", "figures", "sayings", "happenings", "claims", "commitments"]
)
def test_json_has_the_words_beside_the_fields(store: Path, name: str) -> None:
    found = lines(name, store)
    assert found
    with open_store(store) as opened, opened.view() as view:
        for record in found:
            text = view.text(record["report"])
            assert record["words"] == " … ".join(text[start:end] for start, end in record["at"])


def test_what_one_report_tells(store: Path) -> None:
    report = lines("reports", store)[0]["id"]
    for name in ("quotes", "events", "figures"):
        told = lines(name, store, "--report", report[:10])
        assert told == [record for record in lines(name, store) if record["report"] == report]
    assert "no report" in refused("events", store, "--report", "ffffffffffffffffffff")


def test_as_of_a_day_tells_what_may_have_been_there(tmp_path: Path) -> None:
    path = tmp_path / "days.kawat"
    days = ("2022-01-21", "2022-01-25", "2022-01-20/2022-01-24", "2015-08-06/2025-08-06", None)
    with open_store(path, create=True) as opened, opened.writer() as writer:
        for number, day in enumerate(days):
            told(f"Text {number}.", f"{number}.txt", day=day).add(writer)
    found = kawat("reports", path, "--as-of", "2022-01-22", "--nl")
    assert len(found.stdout.splitlines()) == 1
    assert found.stderr.startswith("as of 2022-01-22: 3 reports of 3 origins left out, whose day of writing")
    assert kawat("reports", path).stderr == ""
    assert "left out" in kawat("summary", path, "--as-of", "2022-01-22").stderr
    assert kawat("reports", path, "--as-of", "2030-01-01").stderr.startswith("as of 2030-01-01: 1 report of")


def test_what_was_not_counted_to_its_end_is_said_to_be_the_least(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "; all in " in kawat("quotes", store, "--until", "2031-01-01").stdout
    monkeypatch.setattr(counting, "COUNTED", 1)
    assert "; all in at least 1 report of 1 origin" in kawat("quotes", store, "--until", "2031-01-01").stdout
