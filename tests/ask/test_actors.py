"""Whom somebody means: an id, a name in any language, a part of one; unclear, it says who it may be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from crisis import Told, told
from kawat import NotFound
from kawat.ask.actors import find_actor
from kawat.store import View

Opened = Callable[..., View]
Named = tuple[str, str, dict[str, tuple[str, ...]]]


def naming(source: str, *actors: Named) -> Told:
    """A report that names these actors: id, name, names by language."""
    one = told(f"Report {source}. " + ". ".join(name for _, name, _ in actors) + ".", source)
    for id, name, names in actors:
        one.actor(name, id, name=name, names=names, sort="person")
    return one


VELASCO: Named = (
    "marta-velasco",
    "Marta Velasco",
    {"en": ("Marta Velasco", "Velasco"), "id": ("Nyonya Velasco",)},
)
SISTER: Named = ("ines-velasco", "Ines Velasco", {"en": ("Ines Velasco", "Velasco")})
VELA: Named = ("vela", "Vela", {})
FIJI: Named = ("FJI", "Fiji", {"en": ("Fiji", "Suva"), "id": ("Fiji", "Kepulauan Fiji")})


@pytest.fixture
def view(opened: Opened) -> View:
    """Marta Velasco is named by four origins, her sister by two, the others by one."""
    return opened(
        naming("a", VELASCO, FIJI),
        naming("b", VELASCO, SISTER),
        naming("c", VELASCO, SISTER),
        naming("d", VELASCO, VELA),
    )


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("FJI", "FJI"),
        ("fji", "FJI"),
        ("marta-velasco", "marta-velasco"),
        ("Fiji", "FJI"),
        ("SUVA", "FJI"),
        ("kepulauan fiji", "FJI"),
        ("Nyonya Velasco", "marta-velasco"),
        ("nyonya", "marta-velasco"),
        ("ines", "ines-velasco"),
        ("kepul", "FJI"),
    ],
)
def test_found(view: View, words: str, id: str) -> None:
    assert find_actor(view, words) == id


def test_an_id_comes_before_a_part_of_a_name(view: View) -> None:
    assert find_actor(view, "vela") == "vela"


def test_a_whole_name_comes_before_a_part_of_one(opened: Opened) -> None:
    view = opened(naming("a", ("x", "Vela", {})), *(naming(name, VELASCO) for name in "bcde"))
    assert find_actor(view, "vela") == "x"


def test_a_state_comes_before_who_is_called_after_it(opened: Opened) -> None:
    president = ("anna-roe", "Anna Roe", {"en": ("President of Fiji",)})
    view = opened(naming("a", FIJI), naming("b", president), naming("c", president))
    assert find_actor(view, "Fiji") == "FJI"


def test_a_surname_is_as_good_as_a_name(opened: Opened) -> None:
    otto = ("x", "Otto Brandel", {"en": ("Brandel",)})
    view = opened(naming("a", otto), naming("b", ("y", "Anna Brandel", {})))
    with pytest.raises(NotFound, match="may be"):
        find_actor(view, "Brandel")


def test_a_name_that_several_have_lists_them_most_named_first(view: View) -> None:
    said = r"^'Velasco' may be marta-velasco \(Marta Velasco\), ines-velasco \(Ines Velasco\): give the id$"
    with pytest.raises(NotFound, match=said):
        find_actor(view, "Velasco")


def test_who_is_named_three_times_as_often_is_meant(opened: Opened) -> None:
    def of(others: int) -> View:
        return opened(naming("a", SISTER), *(naming(f"b{n}", VELASCO) for n in range(others)))

    with pytest.raises(NotFound, match="may be"):
        find_actor(of(2), "velasco")
    assert find_actor(of(3), "velasco") == "marta-velasco"


def test_copies_do_not_make_a_name_clearer(opened: Opened) -> None:
    """Five copies of one text name somebody once."""
    text = (
        " ".join(f"The word number {n} of a text that is long enough." for n in range(12)) + " Marta Velasco."
    )

    def copy(source: str) -> Told:
        one = told(text, source)
        one.zone(text)
        one.actor("Marta Velasco", "marta-velasco", name="Marta Velasco", sort="person")
        return one

    view = opened(
        naming("own", ("ines-velasco", "Ines Velasco", {})), *(copy(f"copy{n}.txt") for n in range(5))
    )
    assert [line.count.raw for line in view.actors()] == [5, 1]
    with pytest.raises(NotFound, match="'Velasco' may be"):
        find_actor(view, "Velasco")


def test_a_long_list_is_cut(opened: Opened) -> None:
    many: list[Named] = [(f"velasco-{n}", f"Velasco {n}", {}) for n in range(20)]
    with pytest.raises(NotFound) as caught:
        find_actor(opened(naming("a", *many)), "velasco")
    assert len(re.findall(r"\(Velasco \d+\)", str(caught.value))) == 8


@pytest.mark.parametrize("words", ["Rufus", "fiji islands", "marta velasco jr"])
def test_nobody_is_called_so(view: View, words: str) -> None:
    said = f"^no report in this store names '{words}': 'kawat actors STORE' lists who is named$"
    with pytest.raises(NotFound, match=said):
        find_actor(view, words)
