"""Whom of the persons named in full a shorter or otherwise spelled name means."""

from __future__ import annotations

import pytest

from kawat.resolve.persons import Persons, alike, slug


@pytest.fixture
def persons() -> Persons:
    known = Persons()
    for name in ("Mira Anna Roe", "Sergey Petrov", "Otto Brand", "Karla Brand", "Kim Jong Il"):
        known.introduce(name.casefold(), name)
    return known


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Mira Anna Roe", "mira anna roe"),
        ("Mira Roe", "mira anna roe"),
        ("Roe", "mira anna roe"),
        ("Anna", "mira anna roe"),
        ("Roe Mira", None),
        ("Dr Mira Anna Roe", "mira anna roe"),
        # of two with a surname the first introduced
        ("Brand", "otto brand"),
        ("Karla Brand", "karla brand"),
        ("Petra Brand", None),
        # spelled otherwise
        ("Petrow", "sergey petrov"),
        ("Petrov", "sergey petrov"),
        ("Sergei Petrov", "sergey petrov"),
        ("Sergiy Petrow", "sergey petrov"),
        ("Boris Petrov", None),
        ("Metrov", None),
        # too short to say
        ("Rue", None),
        ("Lund", None),
    ],
)
def test_a_name_is_whose(persons: Persons, name: str, actor: str | None) -> None:
    assert persons.whose(name) == actor


def test_persons_are_told_apart_and_counted_once(persons: Persons) -> None:
    persons.introduce("otto brand", "O. Brand")
    assert list(persons) == ["mira anna roe", "sergey petrov", "otto brand", "karla brand", "kim jong il"]
    assert "otto brand" in persons
    assert "nobody" not in persons


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Wierszynin", "Vershinin"),
        ("Sergei Wierzynin", "Sergey Vershinin"),
        ("Chruschtschow", "Khrushchev"),
        ("Zelenskyy", "Zelensky"),
        ("Loukachenko", "Lukashenko"),
    ],
)
def test_the_same_name_in_other_letters_sounds_alike(name: str, other: str) -> None:
    assert alike(name, other) >= 0.72


def test_letters_that_are_no_others_with_a_mark_stay_in_an_id() -> None:
    assert [slug(name) for name in ("Jarosław Wałęsa", "Søren Æbelø", "Đorđe Weiß")] == [
        "jaroslaw-walesa",
        "soren-aebelo",
        "dorde-weiss",
    ]


@pytest.mark.parametrize(("name", "other"), [("Petrov", "Pavlov"), ("Boris Orlov", "Karl Orlov")])
def test_names_that_look_alike_are_not_one(name: str, other: str) -> None:
    assert alike(name, other) < 0.8
