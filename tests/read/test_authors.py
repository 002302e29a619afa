"""The names of authors, freed from what pages write around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.read.authors import authors, names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ani Wijaya", ["Ani Wijaya"]),
        ("By Jane Roe", ["Jane Roe"]),
        ("BY JANE ROE", ["JANE ROE"]),
        ("Written by: Jane Roe", ["Jane Roe"]),
        ("Oleh Ani Wijaya dan Budi Santoso", ["Ani Wijaya", "Budi Santoso"]),
        ("Von Jana Muster und Jan Beispiel", ["Jana Muster", "Jan Beispiel"]),
        ("Jane Roe; John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe and Ann van der Poe", ["Jane Roe", "John Doe", "Ann van der Poe"]),
        ("Jane Roe & John Doe | AFP", ["Jane Roe", "John Doe", "AFP"]),
        ("Jane Roe, dpa", ["Jane Roe", "dpa"]),
        ("Jane Roe, Senior Reporter", ["Jane Roe"]),
        ("Jane Roe, professor of the history of maps, Example.org", ["Jane Roe"]),
        ("Jane Roe, Oslo", ["Jane Roe"]),
        ("Jane Roe (Oslo)", ["Jane Roe"]),
        ("Jane Roe.", ["Jane Roe"]),
        ("Jane R. Roe", ["Jane R. Roe"]),
        ("Nordfrieden Heute und AFP", ["Nordfrieden Heute und AFP"]),
        ("金田 記者", ["金田"]),
        ("jane-roe", []),
        ("https://example.org/authors/jane-roe", []),
        ("@janeroe", []),
        ("jane.roe@example.org", []),
        ("Byron Roe", ["Byron Roe"]),
        ("123", []),
        ("", []),
    ],
)
def test_names_stand_without_what_is_around_them(written: str, expected: list[str]) -> None:
    assert list(names(written)) == expected


def test_the_first_source_that_names_a_person_counts() -> None:
    assert authors([["Kabar Contoh"], ["Ani Wijaya"], ["Budi Santoso"]], ["kabar contoh"]) == ("Ani Wijaya",)


def test_the_house_is_left_out_beside_a_person_and_kept_alone() -> None:
    assert authors([["Kabar Contoh", "Ani Wijaya"]], ["Kabar Contoh"]) == ("Ani Wijaya",)
    assert authors([["Kabar Contoh"], []], ["Kabar Contoh"]) == ("Kabar Contoh",)
    assert authors([], ["Kabar Contoh"]) == ()


def test_a_name_in_two_spellings_is_one_author() -> None:
    assert len(authors([["Jane Roe", "JANE ROE", "Jane-Roe"]], [])) == 1


@given(st.text("abcÄ .,;&|()-@/:é", max_size=60))
def test_a_name_is_a_part_of_what_was_written(written: str) -> None:
    for name in names(written):
        assert name
        assert name == name.strip()
        assert all(word in written for word in name.split())
