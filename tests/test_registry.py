"""Who there is, who held which office on which day, and an own folder laid over what ships."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.errors import LanguageError
from kawat.records import Period
from kawat.registry import ActorRow, Office, Registry, State, load_registry


def office(first: str = "", last: str = "") -> Office:
    return Office("anna-roe", "head-of-state", "FRE", first=first, last=last)


def days(given: str) -> Period:
    """'2022-01-21' or '2022-01-21/2022-01-23'."""
    first, _, last = given.partition("/")
    return Period(first, last or first)


@pytest.mark.parametrize(
    ("first", "last", "given", "held"),
    [
        # days
        ("2020-05-10", "2021-11-30", "2020-05-09", False),
        ("2020-05-10", "2021-11-30", "2020-05-10", True),
        ("2020-05-10", "2021-11-30", "2021-11-30", True),
        ("2020-05-10", "2021-11-30", "2021-12-01", False),
        # a period that touches it
        ("2020-05-10", "2021-11-30", "2020-01-01/2020-05-10", True),
        ("2020-05-10", "2021-11-30", "2021-11-30/2022-05-01", True),
        ("2020-05-10", "2021-11-30", "2019-01-01/2023-01-01", True),
        ("2020-05-10", "2021-11-30", "2019-01-01/2020-05-09", False),
        # months: any of their days
        ("2020-05", "2021-11", "2020-04-30", False),
        ("2020-05", "2021-11", "2020-05-01", True),
        ("2020-05", "2021-11", "2021-11-30", True),
        ("2020-05", "2021-11", "2021-12-01", False),
        # years
        ("2020", "2021", "2019-12-31", False),
        ("2020", "2021", "2020-01-01", True),
        ("2020", "2021", "2021-12-31", True),
        ("2020", "2021", "2022-01-01", False),
        # open at an end
        ("2020", "", "2099-01-01", True),
        ("2020", "", "2019-12-31", False),
        ("", "2021", "1950-01-01", True),
        ("", "2021", "2022-01-01", False),
        ("", "", "1950-01-01", True),
    ],
)
def test_an_office_is_held_from_its_first_to_its_last_day(
    first: str, last: str, given: str, held: bool
) -> None:
    assert office(first, last).held(days(given)) is held


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat)


@given(DAYS, DAYS, DAYS, DAYS)
def test_held_is_whether_the_days_overlap(a: str, b: str, c: str, d: str) -> None:
    (first, last), (begins, ends) = sorted((a, b)), sorted((c, d))
    assert office(first, last).held(Period(begins, ends)) is (first <= ends and begins <= last)


@given(DAYS, DAYS)
def test_a_coarser_date_never_shortens_a_term(day: str, given_day: str) -> None:
    if office(day, day).held(Period(given_day, given_day)):
        assert office(day[:7], day[:7]).held(Period(given_day, given_day))
        assert office(day[:4], day[:4]).held(Period(given_day, given_day))


@pytest.mark.parametrize(
    ("title", "of", "given", "holders"),
    [
        ("head-of-state", "USA", "2015-06-01", ["barack-obama"]),
        ("head-of-state", "USA", "2019-06-01", ["donald-trump"]),
        ("head-of-state", "USA", "2022-01-21", ["joe-biden"]),
        ("foreign-minister", "RUS", "2022-01-21", ["sergey-lavrov"]),
        ("head-of-state", "XYZ", "2022-01-21", []),
        ("no-such-title", "USA", "2022-01-21", []),
    ],
)
def test_holders_of_an_office(
    registry: Registry, title: str, of: str, given: str, holders: list[str]
) -> None:
    assert registry.holders(title, of, days(given)) == holders


def test_all_holders_when_no_day_is_known(registry: Registry) -> None:
    assert {"barack-obama", "donald-trump", "joe-biden"} <= set(
        registry.holders("head-of-state", "USA", None)
    )


def test_holders_for_a_house(registry: Registry) -> None:
    day = days("2022-01-21")
    every = registry.holders("spokesperson", "USA", day)
    house = registry.holders("spokesperson", "USA", day, "state-department")
    assert set(house) < set(every)
    assert house


def test_what_actors_are(registry: Registry) -> None:
    actors = ("RUS", "NATO", "sergey-lavrov", "RUS/official", "rudi-prawira")
    assert [registry.sort(actor) for actor in actors] == ["state", "organisation", "person", "role", "person"]
    assert [registry.name_sort(actor) for actor in ("RUS", "NATO", "sergey-lavrov", "RUS/official")] == [
        "place", "organisation", "person", "person",
    ]  # fmt: skip
    assert [registry.name(actor) for actor in ("RUS", "sergey-lavrov", "RUS/official")] == [
        "Russia", "Sergey Lavrov", "RUS/official",
    ]  # fmt: skip
    assert "RUS" in registry
    assert "sergey-lavrov" in registry
    assert "RUS/official" not in registry


def test_for_whom_actors_act(registry: Registry) -> None:
    assert registry.country("RUS") == "RUS"
    assert registry.country("USA/official") == "USA"
    assert registry.country("sergey-lavrov", days("2022-01-21")) == "RUS"
    assert registry.country("rudi-prawira") is None
    # before or after an office: that of the last one there was
    assert registry.country("barack-obama", days("2022-01-21")) == "USA"


def test_roles_are_the_terms_of_a_person(registry: Registry) -> None:
    (role,) = [r for r in registry.roles("barack-obama") if r.title == "head-of-state"]
    assert (role.of, role.body) == ("USA", None)
    assert (role.last or "").startswith("2017")
    assert registry.roles("rudi-prawira") == ()


def test_all_that_refers_to_somebody_refers_to_somebody_there(registry: Registry) -> None:
    assert [o for o in registry.offices if o.person not in registry.persons] == []
    assert [o for o in registry.offices if o.of not in registry] == []
    assert [o for o in registry.offices if o.first and o.last and o.first[:4] > o.last[:4]] == []


def test_forms_of_names_in_a_language(registry: Registry) -> None:
    row = ActorRow(id="id/actor/as", actor="USA", sort="abbreviation", form=("AS", "A.S."))
    forms = {form.pattern: form for form in registry.forms([row], "id")}
    assert (forms["AS"].sort, forms["AS"].actors) == ("abbreviation", ("USA",))
    # the language's own name of a country, and the English one
    assert forms["Jerman"].actors == forms["Germany"].actors == ("DEU",)
    assert (forms["Lavrov"].sort, forms["Sergey Lavrov"].sort) == ("short", "name")


def test_bearers_of_a_surname_share_its_form(tmp_path: Path) -> None:
    (tmp_path / "persons.tsv").write_text(
        "id\tname\tsurnames\nkarel-moss\tKarel Moss\tMoss\nedda-moss\tEdda Moss\tMoss\n", encoding="utf-8"
    )
    forms = {form.pattern: form for form in load_registry(tmp_path).forms([], "en")}
    assert forms["Moss"].actors == ("karel-moss", "edda-moss")


def test_an_own_folder_is_laid_over_what_ships(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "states.tsv").write_text("id\talpha2\tname\nFRE\tXF\tFreedonia\n", encoding="utf-8")
    (tmp_path / "persons.tsv").write_text("id\tname\nsergey-lavrov\tSergej Lavrov\n", encoding="utf-8")
    laid_over = load_registry(tmp_path)
    assert laid_over.name("FRE") == "Freedonia"
    # a row of the same id takes the place of the one that ships
    assert laid_over.name("sergey-lavrov") == "Sergej Lavrov"
    assert len(laid_over.states) == len(registry.states) + 1
    assert laid_over.organisations == registry.organisations


def test_an_own_folder_adds_forms_of_names_for_one_language_or_all(tmp_path: Path) -> None:
    (tmp_path / "states.tsv").write_text("id\talpha2\tname\nFRE\tXF\tFreedonia\n", encoding="utf-8")
    rows = (
        "actor\tsort\tform\tlanguage\nFRE\tdemonym\tFreedonian|Freedonians\ten\nFRE\tcapital\tFredville\t\n"
    )
    (tmp_path / "names.tsv").write_text(rows, encoding="utf-8")
    laid_over = load_registry(tmp_path)
    english = {(form.pattern, form.sort) for form in laid_over.forms([], "en") if "FRE" in form.actors}
    indonesian = {(form.pattern, form.sort) for form in laid_over.forms([], "id") if "FRE" in form.actors}
    assert ("Freedonians", "demonym") in english
    assert indonesian == {("Freedonia", "name"), ("Fredville", "capital")}


def test_an_own_folder_may_be_empty(tmp_path: Path, registry: Registry) -> None:
    assert load_registry(tmp_path).states == registry.states


def test_a_wrong_row_is_named_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "states.tsv").write_text("id\tcapital\nFRE\tX\n", encoding="utf-8")
    with pytest.raises(
        LanguageError, match=r"states\.tsv.*unknown columns capital; known are id, alpha2, name"
    ):
        load_registry(tmp_path)


def test_a_registry_of_nobody_knows_nobody() -> None:
    empty = Registry([], [], [], [])
    assert "RUS" not in empty
    assert empty.holders("head-of-state", "USA", None) == []
    assert Registry([State("FRE", "XF", "Freedonia")], [], [], []).country("FRE") == "FRE"
