"""Own actors and triggers of one TOML file: found in reports and acting there; what does not fit is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kawat.errors import LanguageError
from kawat.language import Languages
from kawat.own import Own, OwnOffice, OwnTrigger, read_own, tables
from kawat.pipeline import open_pipeline
from kawat.records import Actor
from kawat.registry import Organisation, Person, Registry, State, load_registry
from kawat.settings import Settings
from reading import Reader

OWN = """\
# an armed group, a minister, a state, and how they quarrel
[[actor]]
id = "RIVER-GUARD"
name = "River Guard"
sort = "group"
class = "armed-group"
country = "FRE"
wikidata = "Q999999999"
names.en = ["Guardians of the River", "RVG"]
names.id = ["Garda Sungai"]

[[actor]]
id = "lena-vardan"
name = "Lena Vardan"
sort = "person"
gender = "f"
offices = [
    { title = "foreign-minister", of = "FRE", from = "2019-05", to = "2021-12-31" },
]

[[actor]]
id = "FRE"
name = "Freedonia"
sort = "state"
names.en = ["Freedonian"]

[[trigger]]
language = "en"
pattern = "hexed|hexes"
type = "COERCE"
cameo = "172"
context = ["maritime"]

[[trigger]]
language = "id"
pattern = "menggeruduk"
type = "PROTEST"
mode = "riot"

[[trigger]]
language = "id"
pattern = "digeruduk"
type = "PROTEST"
frame = "passive"
"""
GUARD, LENA, FREEDONIA, RUSSIA = ("RIVER-GUARD",), ("lena-vardan",), ("FRE",), ("RUS",)


def written(folder: Path, content: str) -> Path:
    path = folder / "own.toml"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("own"), OWN)


@pytest.fixture(scope="module")
def own(path: Path) -> Registry:
    return load_registry(path)


@pytest.fixture(scope="module")
def read_with(path: Path) -> Reader:
    """Reads a text with the own file."""
    return Reader(open_pipeline(Settings(actors=str(path))))


@pytest.mark.parametrize(
    ("code", "text", "words", "actor"),
    [
        # by the name itself in both languages
        ("en", "The River Guard left.", "River Guard", "RIVER-GUARD"),
        ("id", "River Guard pulang.", "River Guard", "RIVER-GUARD"),
        ("en", "Freedonia was calm.", "Freedonia", "FRE"),
        ("id", "Freedonia tenang.", "Freedonia", "FRE"),
        ("en", "Lena Vardan left.", "Lena Vardan", "lena-vardan"),
        ("id", "Lena Vardan pulang.", "Lena Vardan", "lena-vardan"),
        # by one that a language has
        ("en", "The Guardians of the River left.", "Guardians of the River", "RIVER-GUARD"),
        ("en", "RVG left the harbour.", "RVG", "RIVER-GUARD"),
        ("id", "Garda Sungai pulang.", "Garda Sungai", "RIVER-GUARD"),
        ("en", "A Freedonian ship left.", "Freedonian", "FRE"),
        # those that ship are still there
        ("en", "Russia was calm.", "Russia", "RUS"),
        ("id", "Rusia tenang.", "Rusia", "RUS"),
        # by what the noun for its class means
        ("en", "The River Guard seized a ship. The rebels left on Tuesday.", "rebels", "RIVER-GUARD"),
        ("id", "Garda Sungai menyita kapal. Pemberontak itu pulang.", "Pemberontak", "RIVER-GUARD"),
    ],
)
def test_own_actors_are_found(read_with: Reader, code: str, text: str, words: str, actor: str) -> None:
    assert read_with(code, text).actors(words) == [actor]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "Garda Sungai left.", "Garda Sungai"),
        ("id", "RVG pulang.", "RVG"),
    ],
)
def test_a_name_of_one_language_is_none_in_the_other(
    read_with: Reader, code: str, text: str, words: str
) -> None:
    assert "RIVER-GUARD" not in read_with(code, text).actors(words)


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        ("en", "The River Guard hexed Freedonia.", "COERCE", GUARD, FREEDONIA),
        ("en", "RVG hexes Russia.", "COERCE", GUARD, RUSSIA),
        ("en", "Lena Vardan hexed the River Guard.", "COERCE", LENA, GUARD),
        ("en", "Freedonia hexed Russia.", "COERCE", FREEDONIA, RUSSIA),
        ("en", "Russia hexed Lena Vardan.", "COERCE", RUSSIA, LENA),
        ("id", "Garda Sungai menggeruduk Freedonia.", "PROTEST", GUARD, FREEDONIA),
        ("id", "Lena Vardan menggeruduk Garda Sungai.", "PROTEST", LENA, GUARD),
        ("id", "Freedonia menggeruduk Rusia.", "PROTEST", FREEDONIA, RUSSIA),
        ("id", "Rusia digeruduk oleh Garda Sungai.", "PROTEST", GUARD, RUSSIA),
        # and by words that ship
        ("en", "Freedonia accused the River Guard of lying.", "ACCUSE", FREEDONIA, GUARD),
        ("id", "Freedonia menuduh Garda Sungai berbohong.", "ACCUSE", FREEDONIA, GUARD),
    ],
)
def test_own_actors_act(
    read_with: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read_with(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)


def test_an_own_trigger_says_what_the_event_is(read_with: Reader) -> None:
    event = read_with("en", "Freedonia hexed Russia.").event("COERCE")
    assert (event.cameo, event.context, event.mode) == ("172", ("maritime",), None)
    event = read_with("id", "Freedonia menggeruduk Rusia.").event("PROTEST")
    assert event.mode == "riot"


@pytest.mark.parametrize(
    ("code", "text"),
    [("id", "Freedonia hexed Rusia."), ("en", "Freedonia menggeruduk Russia.")],
)
def test_an_own_trigger_is_of_its_language(read_with: Reader, code: str, text: str) -> None:
    assert not [event for event in read_with(code, text).events if event.made.rule.startswith("own/")]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The foreign minister of Freedonia left.", "foreign minister of Freedonia"),
        ("id", "Menteri Luar Negeri Freedonia pulang.", "Menteri Luar Negeri Freedonia"),
    ],
)
@pytest.mark.parametrize(
    ("day", "actor"),
    [
        ("2019-04-30", "FRE/foreign-minister"),
        ("2019-05-01", "lena-vardan"),
        ("2021-12-31", "lena-vardan"),
        ("2022-01-21", "FRE/foreign-minister"),
    ],
)
def test_an_own_person_holds_the_office_from_its_first_to_its_last_day(
    read_with: Reader, code: str, text: str, words: str, day: str, actor: str
) -> None:
    assert read_with(code, text, day).actors(words) == [actor]


def test_an_own_person_has_a_record_with_the_office(read_with: Reader) -> None:
    report = read_with("en", "Lena Vardan met the River Guard.", "2021-06-01")
    (lena,) = [actor for actor in report.all(Actor) if actor.id == "lena-vardan"]
    assert (lena.name, lena.sort, lena.country) == ("Lena Vardan", "person", "FRE")
    ((title, of, first, last),) = [(role.title, role.of, role.first, role.last) for role in lena.roles]
    assert (title, of, first, last) == ("foreign-minister", "FRE", "2019-05", "2021-12-31")


def test_the_registry_knows_own_actors_beside_those_that_ship(own: Registry, registry: Registry) -> None:
    assert own.organisations["RIVER-GUARD"] == Organisation(
        "RIVER-GUARD", "River Guard", "group", "armed-group", "FRE", "Q999999999"
    )
    assert own.persons["lena-vardan"] == Person("lena-vardan", "Lena Vardan", gender="f")
    assert own.states["FRE"] == State("FRE", "", "Freedonia")
    assert [own.sort(actor) for actor in ("RIVER-GUARD", "lena-vardan", "FRE")] == [
        "group", "person", "state",
    ]  # fmt: skip
    assert (own.country("RIVER-GUARD"), own.country("lena-vardan")) == ("FRE", "FRE")
    assert set(registry.states) < set(own.states)
    assert len(own.offices) == len(registry.offices) + 1


def test_own_triggers_come_after_those_that_ship(own: Registry, languages: Languages) -> None:
    for code, rules in (("en", ["own/event/1"]), ("id", ["own/event/2", "own/event/3"])):
        shipped, added = languages[code].triggers, Languages(own)[code].triggers
        assert added[: len(shipped)] == shipped
        assert [rule.id for rule in added[len(shipped) :]] == rules


def test_reports_are_read_anew_when_the_file_changes(tmp_path: Path) -> None:
    digests = {
        Languages(load_registry(written(tmp_path, content))).digest
        for content in ("", OWN, OWN.replace("RVG", "RRG"), OWN.replace("hexed", "cursed"))
    }
    assert len(digests) == 4


def test_one_that_ships_gets_further_names(tmp_path: Path, registry: Registry) -> None:
    path = written(tmp_path, '[[actor]]\nid = "NATO"\nnames.en = ["Pact of the North"]\n')
    with_names = load_registry(path)
    assert with_names.organisations == registry.organisations
    read = Reader(open_pipeline(Settings(actors=str(path))))
    assert read("en", "The Pact of the North met on Monday.").actors("Pact of the North") == ["NATO"]


def test_an_empty_file_adds_nothing(tmp_path: Path, registry: Registry) -> None:
    path = written(tmp_path, "# nothing yet\n")
    assert read_own(path) == Own()
    assert not any(tables(Own()).values())
    assert load_registry(path).digest == registry.digest


def test_what_is_left_out_has_a_default(path: Path) -> None:
    own = read_own(path)
    assert [actor.sort for actor in own.actor] == ["group", "person", "state"]
    assert own.actor[1].offices == (OwnOffice("foreign-minister", "FRE", "", "2019-05", "2021-12-31"),)
    assert own.trigger[1] == OwnTrigger(language="id", pattern="menggeruduk", type="PROTEST", mode="riot")
    assert own.trigger[0].frame == "active"


GROUP = '[[actor]]\nid = "RIVER-GUARD"\nname = "River Guard"\n'
PERSON = '[[actor]]\nid = "lena-vardan"\nname = "Lena Vardan"\nsort = "person"\n'
TRIGGER = '[[trigger]]\nlanguage = "en"\npattern = "hexed"\ntype = "COERCE"\n'


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (GROUP + 'colour = "blue"\n', 4, "unknown field `colour`"),
        # of the second actor, past a trigger, a comment and empty lines
        (f'{GROUP}\n# one more\n\n{TRIGGER}{PERSON}colour = "blue"\n', 15, "unknown field `colour`"),
        (TRIGGER + 'act = "deny"\n', 5, "unknown field `act`"),
        (GROUP + "class = 3\n", 4, "Expected `str`, got `int`"),
        (GROUP + 'names.en = "RVG"\n', 4, "Expected `array`, got `str`"),
        (GROUP + 'names.en = ["RVG", 3]\n', 4, "Expected `str`, got `int`"),
        (GROUP + 'names.en = [""]\n', 4, "Expected `str` of length >= 1"),
        (TRIGGER + 'context = "maritime"\n', 5, "Expected `array`, got `str`"),
        (GROUP + 'sort = "gang"\n', 4, "Invalid enum value 'gang'"),
        (PERSON + 'gender = "x"\n', 5, "Invalid enum value 'x'"),
        (GROUP + 'wikidata = "999"\n', 4, "matching regex"),
        (TRIGGER.replace("COERCE", "HEX"), 4, "Invalid enum value 'HEX'"),
        (f"{GROUP}{TRIGGER}\n{TRIGGER.replace('COERCE', 'HEX')}", 12, "Invalid enum value 'HEX'"),
        (TRIGGER + 'frame = "sideways"\n', 5, "Invalid enum value 'sideways'"),
        (GROUP.replace("RIVER-GUARD", "River Guard"), 2, "matching regex"),
        (GROUP.replace("RIVER-GUARD", ""), 2, "matching regex"),
        (GROUP.replace("RIVER-GUARD", "/guard"), 2, "matching regex"),
        # what is missing is said of the entry
        (TRIGGER + '\n[[actor]]\nname = "River Guard"\n', 6, "missing required field `id`"),
        (GROUP + '[[trigger]]\nlanguage = "en"\ntype = "COERCE"\n', 4, "missing required field `pattern`"),
        (f'{PERSON}\n[[actor]]\nid = "RIVER-GUARD"\n', 7, "actor 'RIVER-GUARD' has no name: add name"),
        (
            GROUP + 'offices = [{ title = "spokesperson", of = "FRE" }]\n',
            2,
            'offices are held by persons: add sort = "person"',
        ),
        (f"{GROUP}\n{PERSON}\n{GROUP}", 11, "actor 'RIVER-GUARD' stands twice: join both entries"),
        (TRIGGER.replace('"en"', '"xx"'), 2, "no folder for language 'xx': known are en, id"),
        (GROUP + 'names.xx = ["RVG"]\n', 2, "no folder for language 'xx'"),
        # of a table within the entry the line itself
        (
            PERSON + '[[actor.offices]]\ntitle = "envoy"\nof = "FRE"\nfrom = "May 2020"\n',
            8,
            "matching regex",
        ),
        (
            PERSON + 'offices = [{ title = "envoy", of = "FRE", from = "2022", to = "2021" }]\n',
            2,
            "an office ends on 2021, before 2022",
        ),
        (
            PERSON + 'offices = [{ title = "envoy", of = "FRE", from = "2022-05", to = "2021" }]\n',
            2,
            "an office ends on 2021, before 2022-05",
        ),
        (GROUP + "class = armed\n", 4, "this is no TOML"),
        (GROUP + 'name = "Guard"\n', 4, "this is no TOML"),
        ("actor = 3\n", 1, "Expected `array`, got `int`"),
    ],
)
def test_what_does_not_fit_is_named_with_file_line_and_reason(
    tmp_path: Path, content: str, line: int, reason: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(LanguageError, match=rf"{re.escape(f'{path}:{line}: ')}.*{re.escape(reason)}"):
        load_registry(path)


@pytest.mark.parametrize("when", ["May 2020", "2020-5", "2020-05-1", "20", "2020-05-01T00:00"])
def test_a_term_begins_on_a_day_month_or_year(tmp_path: Path, when: str) -> None:
    office = f'offices = [{{ title = "foreign-minister", of = "FRE", from = "{when}" }}]\n'
    with pytest.raises(LanguageError, match=r"own\.toml:5: .*matching regex"):
        read_own(written(tmp_path, PERSON + office))


def test_a_term_may_end_in_the_year_in_which_it_begins(tmp_path: Path) -> None:
    office = 'offices = [{ title = "foreign-minister", of = "FRE", from = "2021-05", to = "2021" }]\n'
    assert read_own(written(tmp_path, PERSON + office)).actor[0].offices[0].last == "2021"


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    with pytest.raises(LanguageError, match=rf"{re.escape(str(path))}: .*No such file"):
        load_registry(path)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="no such folder"):
        load_registry(tmp_path / "none")


def test_a_person_who_ships_gets_a_further_office(tmp_path: Path, registry: Registry) -> None:
    person = next(iter(registry.persons))
    path = written(
        tmp_path,
        f'[[actor]]\nid = "{person}"\nsort = "person"\n[[actor.offices]]\ntitle = "envoy"\nof = "FJI"\n',
    )
    own = load_registry(path)
    assert own.persons[person] == registry.persons[person]
    assert [term.of for term in own.offices_of(person) if term.title == "envoy"][-1] == "FJI"


def test_a_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b'[[actor]]\nid = "\xff"\n')
    with pytest.raises(LanguageError, match=r"own\.toml: .*is it a TOML file in UTF-8\?"):
        load_registry(path)


def test_a_faulty_file_stops_the_pipeline_before_any_report_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, TRIGGER.replace("COERCE", "HEX"))
    with pytest.raises(LanguageError, match=r"own\.toml:4: Invalid enum value 'HEX'"):
        open_pipeline(Settings(actors=str(path)))
