"""Independent origins, and why there are fewer of them than reports."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kawat.store.independence import Origin, independent


def test_each_report_is_an_origin() -> None:
    assert independent([Origin("a", "a"), Origin("b", "b")]) == (2, 2, ())


def test_copies_are_one() -> None:
    counted = independent([Origin("a", "a"), Origin("b", "a"), Origin("c", "c")])
    assert counted == (3, 2, ("2 reports are copies of one text",))


def test_what_one_outlet_was_told_is_one() -> None:
    counted = independent([Origin("a", "a", outlet="CNN"), Origin("b", "b", outlet="CNN"), Origin("c", "c")])
    assert counted == (3, 2, ("2 reports hand on what was told to CNN",))


def test_one_agency_is_one_and_reasons_add_up() -> None:
    counted = independent(
        [Origin("a", "a", "Antarbenua"), Origin("b", "a"), Origin("c", "c", "Antarbenua"), Origin("d", "d")]
    )
    assert counted.origins == 2
    assert counted.basis == ("2 reports are copies of one text", "2 reports credit Antarbenua")


names = st.sampled_from("abcde")
origins = st.lists(st.builds(Origin, names, names, st.none() | names, st.none() | names))


@given(origins)
def test_never_more_origins_than_reports_and_a_reason_for_each_less(reports: list[Origin]) -> None:
    by_report = list({origin.report: origin for origin in reports}.values())
    counted = independent(by_report)
    assert counted.reports == len(by_report)
    assert bool(by_report) <= counted.origins <= counted.reports
    assert (counted.origins < counted.reports) == bool(counted.basis)
    assert independent(reversed(by_report)).origins == counted.origins
