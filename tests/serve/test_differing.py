"""Claims and disagreements from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from commands import kawat, lines, refused, rows
from crisis import Told, plain
from kawat.link.steps import link
from kawat.records import Claim, Disagreement, decode
from kawat.store import open_store


def counts(number: int, source: str, by: str, day: str) -> Told:
    text = f"Freedonia has {number:,} troops at the border, by the count of {by}."
    one = plain(text, source, day=day, language="en", publisher=f"The {by} Post")
    one.sentence(text)
    one.name("Freedonia", "FRD")
    one.actor("Freedonia", "FRD", name="Freedonia")
    fields = {"of": "troops of Freedonia", "holder_actor": "FRD", "according_to_actor": by}
    one.figure(f"{number:,} troops", number, number, "persons", **fields)
    return one


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three counts, two of them alike, one of a later day."""
    path = tmp_path_factory.mktemp("counts") / "counts.kawat"
    with open_store(path, create=True) as store, store.writer() as writer:
        for report in (
            counts(94_300, "a.txt", "SYL", "2022-01-21"),
            counts(94_300, "b.txt", "NATO", "2022-01-22"),
            counts(127_000, "c.txt", "FRD", "2022-01-24"),
        ):
            report.add(writer)
        link(writer, containment=0.6)
    return path


@pytest.mark.parametrize(("name", "kind"), [("claims", Claim), ("disagreements", Disagreement)])
def test_all_forms_have_the_same_things(counted: Path, name: str, kind: type) -> None:
    whole = json.loads(kawat(name, counted, "--json").stdout)
    assert whole == lines(name, counted)
    assert [row["id"] for row in rows(name, counted)] == [record["id"] for record in whole]
    assert all(
        isinstance(decode(line), kind) for line in kawat(name, counted, "--nl").stdout_bytes.splitlines()
    )
    for record in whole:
        assert record["id"][:8] in kawat(name, counted).stdout
        assert f"{name[:-1]} {record['id']}" in kawat("show", counted, record["id"]).stdout


def test_a_claim_has_its_claimants_and_both_counts(counted: Path) -> None:
    first, second = sorted(rows("claims", counted), key=lambda row: float(row["low"]))
    assert (first["low"], first["of"], first["according to"], first["reports"]) == (
        "94300.0", "troops of Freedonia", "SYL NATO", "2/2")  # fmt: skip
    assert (second["according to"], second["reports"]) == ("FRD", "1/1")
    assert [row["id"] for row in rows("claims", counted, "--min-origins", "2")] == [first["id"]]
    assert len(rows("claims", counted, "--actor", "Freedonia")) == 2


def test_a_claim_tells_that_reports_give_it_in_their_own_name(tmp_path: Path) -> None:
    path = tmp_path / "own.kawat"
    own = counts(94_300, "b.txt", "NATO", "2022-01-22")
    own.records[-1] = msgspec.structs.replace(own.records[-1], id="", according_to_actor=None)
    with open_store(path, create=True) as store, store.writer() as writer:
        for report in (counts(94_300, "a.txt", "SYL", "2022-01-21"), own):
            report.add(writer)
        link(writer, containment=0.6)
    assert [row["according to"] for row in rows("claims", path)] == ["SYL the report itself"]


def test_claims_and_figures_of_one_thing(counted: Path) -> None:
    for name, n in (("claims", 2), ("figures", 3)):
        assert len(lines(name, counted, "--of", "Troops")) == n
        assert lines(name, counted, "--of", "ships") == []


def test_bare_numbers_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "bare.kawat"
    one = plain(
        "Some 40 percent, 50 percent of Sylvania, and 60 percent of the trade.", "a.txt", language="en"
    )
    one.actor("Sylvania", "SYL")
    one.figure("40 percent", 40, 40, "percent")
    one.figure("50 percent", 50, 50, "percent", holder_actor="SYL")
    one.figure("60 percent", 60, 60, "percent", of="trade")
    with open_store(path, create=True) as store, store.writer() as writer:
        one.add(writer)
        link(writer, containment=0.6)
    assert [line["low"] for line in lines("claims", path)] == [60, 50]
    assert [line["low"] for line in lines("claims", path, "--bare")] == [60, 50, 40]
    left = "bare numbers in 1 report of 1 origin left out, shown with --bare"
    assert left in " ".join(kawat("claims", path).stdout.split())
    assert "bare" not in kawat("claims", path, "--bare").stdout


def test_sides_stand_side_by_side_with_who_gives_them(counted: Path) -> None:
    (row,) = rows("disagreements", counted)
    assert (row["about"], row["of"], row["reports"]) == ("figure", "troops of FRD", "3/3")
    assert row["words"] == (
        "94,300 troops of Freedonia (SYL, NATO, 2/2)  //  127,000 troops of Freedonia (FRD, 1/1)"
    )


def test_disagreements_are_narrowed(counted: Path) -> None:
    assert lines("disagreements", counted, "--about", "figure", "--no-moves")
    assert lines("disagreements", counted, "--about", "denial") == []
    assert lines("disagreements", counted, "--moves") == []
    assert "characterisation" in refused("disagreements", counted, "--about", "weather", status=2)


def test_as_of_a_day_the_later_side_is_not_known(counted: Path) -> None:
    assert lines("disagreements", counted, "--as-of", "2022-01-23") == []
    (claim,) = lines("claims", counted, "--as-of", "2022-01-21")
    assert (claim["reports"], claim["origins"]) == (1, 1)


def test_a_disagreement_is_shown_account_by_account(counted: Path) -> None:
    (one,) = lines("disagreements", counted)
    shown = kawat("show", counted, one["id"]).stdout
    told = shown[shown.index("Told in") :].splitlines()
    places = [next(n for n, line in enumerate(told) if side["says"] in line) for side in one["sides"]]
    assert places == sorted(places)
    for side, begins in zip(one["sides"], places, strict=True):
        below = told[begins + 1 : begins + 1 + len(side["members"])]
        assert {line.split()[0] for line in below} == {member[:8] for member in side["members"]}
    assert "members:" not in shown
