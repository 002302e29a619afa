"""The title of a page, freed from the names of its site and sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.read.headline import headline, site_names

HEADING = "Menlu Rusia-AS bertemu: tak ada terobosan"


@pytest.mark.parametrize(
    ("title", "printed", "house", "expected"),
    [
        (HEADING, [HEADING], [], HEADING),
        (f"{HEADING} | Dunia | Kabar Contoh", [HEADING], [], HEADING),
        (f"{HEADING} - Dunia - Kabar", [HEADING], [], HEADING),
        (f"Dunia » {HEADING} » Kabar", [HEADING], [], HEADING),
        (f"{HEADING}：Kabar", [HEADING], [], HEADING),
        # the heading of the page comes before what the article's data calls itself
        (f"{HEADING} - Kabar", [HEADING, f"{HEADING} - Kabar"], [], HEADING),
        # the title keeps its own quotation marks
        ("Ministers 'will not talk' - Site", ["Ministers ‘will not talk’"], [], "Ministers 'will not talk'"),
        # no heading tells: only a name of the site is cut
        (f"{HEADING} - Kabar Contoh", ["Rubrik lain sama sekali"], ["Kabar Contoh"], HEADING),
        (f"Kabar Contoh | {HEADING}", [], ["kabar contoh"], HEADING),
        (f"{HEADING} - kabar.example", [], ["kabar.example"], HEADING),
        ("Talks fail - for now, says Roe", ["Talks"], ["Kabar"], "Talks fail - for now, says Roe"),
        # what stands before a colon belongs to the title
        ("Geneva: Ministers meet at last", ["Ministers meet at last"], [], "Geneva: Ministers meet at last"),
        ("", ["Kabar", HEADING], ["Kabar"], HEADING),
        ("", [], [], None),
        ("", ["Kabar"], ["Kabar"], None),
    ],
)
def test_the_title_is_the_headline_alone(
    title: str, printed: list[str], house: list[str], expected: str | None
) -> None:
    assert headline(title, printed, house) == expected


def test_a_title_that_is_but_the_name_of_the_site_stays() -> None:
    assert headline("Kabar Contoh", [], ["Kabar Contoh"]) == "Kabar Contoh"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.kabar.example/dunia/1", ["kabar.example", "kabar"]),
        ("https://id.kabar.example:8080/", ["id.kabar.example", "kabar"]),
        ("http://localhost/1", []),
        ("kabar", []),
        (None, []),
    ],
)
def test_an_address_names_its_site(url: str | None, expected: list[str]) -> None:
    assert list(site_names(url)) == expected


@given(
    st.text("ab |-–:'é", max_size=60),
    st.lists(st.text("ab |-–:'é", max_size=30), max_size=4),
    st.lists(st.text("ab", max_size=3), max_size=2),
)
def test_the_headline_is_a_part_of_the_title(title: str, printed: list[str], house: list[str]) -> None:
    found = headline(title, printed, house)
    assert found is None or found in (title or printed)
    assert found != ""
