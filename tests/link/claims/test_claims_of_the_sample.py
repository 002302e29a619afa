"""What the sample's README says is to be found: figures and who gives them, denials, rival accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kawat.records import Claim, Disagreement, Figure, Record
from kawat.store import View, open_store


@pytest.fixture(scope="module")
def view(sample_store: Path) -> Iterator[View]:
    """A View of a store of the sample."""
    with open_store(sample_store) as store, store.view() as opened:
        yield opened


def words(view: View, record: Record) -> str:
    text = view.text(record.report)
    return " ".join(text[span.start : span.end] for span in record.at)


def sources(view: View, members: tuple[str, ...]) -> set[str]:
    """The files, or ids in a feed, of the reports that these records stand in."""
    reports = (view.report(getattr(view.record(member), "report", "")) for member in members)
    return {report.source.rpartition("#")[2].rpartition("/")[2] for report in reports}


# the numbers as they stand in a report, and counted by hand: reports, and origins among them. Each agency
# story has four copies, one of them cut: of the first story before its last line.
CLAIMS = {
    "94.300 tentara Rusia": (1, 1),
    "lebih dari 14.000 orang": (6, 3),
    "lebih dari 127.000 prajurit Rusia": (1, 1),
    "senilai US$200 juta": (2, 2),
    "sekitar 90 menit": (5, 1),
    "About 112,000 Russian soldiers": (2, 2),
    "some 130,000": (2, 2),
    "hingga 8.500 tentaranya": (2, 2),
    "More than 150,000 Russian troops": (6, 2),
    "more than three hours": (5, 1),
    "between 169,000 and 190,000 personnel": (2, 2),
    "62 minutes": (1, 1),
}


@pytest.mark.parametrize("figure", CLAIMS)
def test_origins_of_a_claim(view: View, figure: str) -> None:
    found = [claim for record in view.each(Figure) if words(view, record) == figure
             if (claim := view.whole_of(Claim, record.id))]  # fmt: skip
    assert found
    assert {(claim.reports, claim.origins) for claim in found} == {CLAIMS[figure]}


def test_every_figure_is_in_one_claim(view: View) -> None:
    members = [member for claim in view.each(Claim) for member in claim.members]
    assert sorted(members) == sorted(figure.id for figure in view.each(Figure))


def disagreements(view: View, about: str) -> list[Disagreement]:
    return [found for found in view.each(Disagreement) if found.about == about]


def test_troop_figures_that_disagree_each_with_its_claimant(view: View) -> None:
    found = disagreements(view, "figure")
    assert {one.of for one in found} == {"troops of RUS"}
    given = {side.says.split(" ")[0]: side.according_to for one in found for side in one.sides}
    assert given["94,300"] == ("oleksii-reznikov",)
    assert given["149,000"] == ("oleksii-reznikov",)
    assert given["169,000-190,000"] == ("michael-carpenter", "USA")
    (february,) = (one for one in found if "149,000" in str(one.sides))
    assert not february.moves
    (december,) = (one for one in found if "94,300" in str(one.sides))
    assert december.sides[0].says.startswith("up to 90,000")


@pytest.mark.parametrize("report", ["2021-12-31-two-accounts-ledger.txt", "call-62-minutes"])
def test_rival_accounts_of_one_call(view: View, report: str) -> None:
    (found,) = (
        one for one in disagreements(view, "characterisation") if report in sources(view, one.members)
    )
    assert found.of == "talks of RUS and USA"
    assert len(found.sides) == 2
    russian, american = found.sides
    assert {"RUS", "vladimir-putin", "yuri-ushakov"} & set(russian.according_to)
    assert "USA/senior-administration-official" in american.according_to


@pytest.mark.parametrize(
    ("of", "asserting", "denying"),
    [
        ("ACCUSE by UKR to RUS", "UKR", "dmitry-peskov"),
        ("AGREE by RUS to FRA", "emmanuel-macron", "RUS"),
        ("ASSAULT by RUS to UKR", "joe-biden", "RUS"),
    ],
)
def test_plain_denials(view: View, of: str, asserting: str, denying: str) -> None:
    (found,) = (one for one in disagreements(view, "denial") if one.of == of)
    said, denied = found.sides
    assert asserting in said.according_to
    assert denying in denied.according_to
    assert denied.says.startswith("denied: ")


def test_nothing_else_is_said_to_disagree(view: View) -> None:
    assert len(list(view.each(Disagreement))) == 7
    assert disagreements(view, "date") == []
