"""Whom names stand for: by the offices of the day, by the report's own words, or nobody."""

from __future__ import annotations

import pytest

from kawat.language import Language
from kawat.records import Actor, Made, Mention, Name, Report, Span
from kawat.resolve.actors import actors
from kawat.resolve.persons import slug
from kawat.stage import ReportText
from reading import Reader

BY_HAND = Made("hand", "1", score=0.9)


@pytest.mark.parametrize(
    ("code", "text", "name", "actor"),
    [
        # office and name, name and office
        ("en", "Foreign Minister Budi Santika left.", "Budi Santika", "budi-santika"),
        ("en", "Freedonia's foreign minister, Budi Santika, left.", "Budi Santika", "budi-santika"),
        ("en", "Budi Santika, the foreign minister of Freedonia, left.", "Budi Santika", "budi-santika"),
        ("id", "Menteri Luar Negeri Freedonia Budi Santika pulang.", "Budi Santika", "budi-santika"),
        ("id", "Budi Santika, menteri luar negeri Freedonia, pulang.", "Budi Santika", "budi-santika"),
        # a capital acts for its state, or is where something is
        ("en", "Moscow said the talks had failed.", "Moscow", "RUS"),
        ("en", "The talks in Moscow failed.", "Moscow", None),
        ("en", "The authorities in Moscow closed the bridge.", "Moscow", "RUS"),
        ("en", "The Minsk agreements failed.", "Minsk", None),
        ("id", "Moskow mengatakan perundingan telah gagal.", "Moskow", "RUS"),
        ("id", "Perundingan di Moskow gagal.", "Moskow", None),
        ("id", "Pihak berwenang di Moskow menutup jembatan itu.", "Moskow", "RUS"),
        ("id", "Ia berbicara di Gedung Arsip, Moskow, Kamis (20/1/2022).", "Moskow", None),
        ("en", "He spoke in the archive, Moscow, on Thursday.", "Moscow", None),
        # seats and houses
        ("en", "The Kremlin said the talks had failed.", "Kremlin", "RUS"),
        ("en", "The White House said the talks had failed.", "White House", "USA"),
        ("id", "Gedung Putih mengatakan perundingan telah gagal.", "Gedung Putih", "USA"),
        ("id", "Kementerian Luar Negeri Rusia menutup kantornya.", "Kementerian Luar Negeri Rusia", "RUS"),
        # an abbreviation by its capitals
        ("en", "The US closed its embassy.", "US", "USA"),
        ("id", "AS menutup kedutaannya.", "AS", "USA"),
        # unnamed ones by whose they are
        ("en", "A US official left.", "US official", "USA/official"),
        ("id", "Seorang pejabat AS pulang.", "pejabat AS", "USA/official"),
        ("id", "Seorang pejabat senior NATO pulang.", "pejabat senior NATO", "NATO/senior-official"),
    ],
)
def test_names_stand_for(read: Reader, code: str, text: str, name: str, actor: str | None) -> None:
    assert read(code, text).actors(name) == [actor]


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("en", "He told us to wait.", "us"),
        ("en", "SHE TOLD US TO WAIT UNTIL MONDAY", "US"),
        ("id", "Roda dan as mobil itu patah.", "as"),
        ("id", "PATAH AS MOBIL ITU SEMALAM", "AS"),
        # a word of a place elsewhere
        ("id", "Gubernur Jawa Barat pulang.", "Barat"),
        ("en", "Farms in North America suffered.", "America"),
        # the surname of another person
        ("en", "Boris Moss won the race.", "Moss"),
        ("en", "Boris Becker played on.", "Boris"),
        ("id", "Petenis Boris Berg menang.", "Berg"),
    ],
)
def test_other_words_are_no_names(read: Reader, code: str, text: str, name: str) -> None:
    assert not any(read(code, text).actors(name))


@pytest.mark.parametrize(
    ("code", "text", "day", "actor"),
    [
        # two bear the name: by the office of the day
        ("en", "Moss of Sylvania left the room.", "2020-06-01", "karel-moss"),
        ("en", "Moss of Sylvania left the room.", "2022-01-21", "edda-moss"),
        ("id", "Moss dari Sylvania meninggalkan ruangan.", "2020-06-01", "karel-moss"),
        ("id", "Moss dari Sylvania meninggalkan ruangan.", "2022-01-21", "edda-moss"),
        # the last day of one, the first of the other
        ("en", "Moss of Sylvania left the room.", "2021-11-30", "karel-moss"),
        ("en", "Moss of Sylvania left the room.", "2021-12-01", "edda-moss"),
        # neither holds one: nobody
        ("en", "Moss of Sylvania left the room.", "2012-01-21", None),
        # nothing in the report speaks for either: anybody may bear it
        ("en", "Moss left the room.", "2022-01-21", None),
        # the one whom the report names in full
        ("en", "Karel Moss came. Moss left the room.", "2022-01-21", "karel-moss"),
    ],
)
def test_of_two_bearers_of_a_name(read: Reader, code: str, text: str, day: str, actor: str | None) -> None:
    assert read(code, text, day).actors("Moss") == [actor]


@pytest.mark.parametrize(
    ("code", "office", "day", "actor"),
    [
        ("en", "prime minister of Sylvania", "2020-06-01", "karel-moss"),
        ("en", "prime minister of Sylvania", "2022-01-21", "edda-moss"),
        ("id", "perdana menteri Sylvania", "2020-06-01", "karel-moss"),
        ("id", "perdana menteri Sylvania", "2022-01-21", "edda-moss"),
        ("en", "US president", "2015-06-01", "barack-obama"),
        ("en", "US president", "2019-06-01", "donald-trump"),
        ("en", "US president", "2022-01-21", "joe-biden"),
        ("id", "presiden AS", "2015-06-01", "barack-obama"),
        ("id", "presiden AS", "2019-06-01", "donald-trump"),
        ("id", "presiden AS", "2022-01-21", "joe-biden"),
        ("en", "Russian foreign minister", "2022-01-21", "sergey-lavrov"),
        ("id", "menteri luar negeri Rusia", "2022-01-21", "sergey-lavrov"),
        # nobody is known to have held it: the office itself
        ("en", "defence minister of Freedonia", "2022-01-21", "FRE/defence-minister"),
        ("id", "menteri pertahanan Freedonia", "2022-01-21", "FRE/defence-minister"),
    ],
)
def test_an_office_is_its_holder_on_that_day(
    read: Reader, code: str, office: str, day: str, actor: str
) -> None:
    text = {"en": f"The {office} left the room.", "id": f"Kemarin {office} pulang."}[code]
    assert read(code, text, day).actors(office) == [actor]


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        ("en", "The former prime minister of Sylvania left.", "prime minister of Sylvania"),
        ("id", "Mantan perdana menteri Sylvania pulang.", "perdana menteri Sylvania"),
    ],
)
def test_a_former_holder_stays_open(read: Reader, code: str, text: str, title: str) -> None:
    assert read(code, text).actors(title) == [None]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Freedonia's defence minister, Rudi Hartono Prawira, left. Prawira closed the harbour."),
        ("en", "Defence Minister Rudi Hartono Prawira of Freedonia left. Prawira closed the harbour."),
        ("id", "Menteri Pertahanan Freedonia Rudi Hartono Prawira pulang. Prawira menutup pelabuhan."),
    ],
)
def test_a_person_is_learned_from_the_office_and_known_by_surname_after(
    read: Reader, code: str, text: str
) -> None:
    report = read(code, text)
    assert report.actors("Rudi Hartono Prawira") == ["rudi-hartono-prawira"]
    assert report.actors("Prawira") == ["rudi-hartono-prawira"]
    (actor,) = [actor for actor in report.all(Actor) if actor.id == "rudi-hartono-prawira"]
    assert (actor.name, actor.sort, actor.made.rule) == ("Rudi Hartono Prawira", "person", "actors/learned")
    assert {role.title for role in actor.roles} <= {"defence-minister"}


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("en", "Freedonia's foreign minister, Budi Santika, came. The minister left.", "minister"),
        ("en", "A Sylvania spokesman, Anton Berg, came. The spokesman left.", "spokesman"),
        ("id", "Menteri Luar Negeri Freedonia Budi Santika tiba. Menteri itu pulang.", "Menteri"),
    ],
)
def test_a_definite_office_is_the_one_named_before(read: Reader, code: str, text: str, name: str) -> None:
    person = "anton-berg" if "Berg" in text else "budi-santika"
    assert read(code, text).actors(name) == [person]


def test_whoever_is_only_spoken_of_is_not_the_one_named_before(read: Reader) -> None:
    text = (
        "Freedonia's foreign minister, Budi Santika, came. "
        "“I met Foreign Minister Anton Berg of Sylvania,” he said. The minister left."
    )
    assert read("en", text).actors("minister") == ["budi-santika"]


def test_ministers_are_not_the_minister(read: Reader) -> None:
    text = "Freedonia's foreign minister, Budi Santika, came. The ministers left."
    assert read("en", text).actors("ministers") == [None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Kalle Laanet", "kalle-laanet"), ("Ana Šarić-Núñez", "ana-saric-nunez"), ("  O’Neil ", "oneil")],
)
def test_slugs_are_plain(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_actors_say_where_they_are_named_and_for_whom_they_act(read: Reader) -> None:
    report = read("en", "Moss met Budi Santika. Sylvania closed the harbour. Moss left.")
    actors = {actor.id: actor for actor in report.all(Actor)}
    assert set(actors) == {"edda-moss", "budi-santika", "SYL"}
    assert report.pieces(actors["edda-moss"]) == ["Moss", "Moss"]
    assert [(a.sort, a.country) for a in actors.values()].count(("person", "SYL")) == 1
    assert (actors["SYL"].sort, actors["SYL"].country, actors["SYL"].name) == ("state", "SYL", "Sylvania")
    named = {name.actor for name in report.all(Name)}
    assert named - {None} == set(actors)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("id", "Presiden Wira Lestar dari Freedonia tiba di Sylvania."),
        ("en", "President Wira Lestary of Freedonia arrived in Sylvania."),
    ],
)
def test_a_holder_spelled_otherwise_is_known_by_the_office(read: Reader, code: str, text: str) -> None:
    names = [name for name in read(code, text).all(Name) if name.sort == "person"]
    assert [name.actor for name in names] == ["wira-lestari"]


def resolved(text: str, language: Language, by: Made = BY_HAND, **forms: str) -> list[tuple[str, str | None]]:
    """Names in order, with whom each stands for, given the forms of some mentions ('_' for a blank)."""
    whole = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=whole, made=BY_HAND, source="a", sha256="0"), text)
    for worded, form in forms.items():
        words = worded.replace("_", " ")
        start = text.index(words)
        at = Span(start, start + len(words))
        known = tuple(f.actors for f in language.names if f.pattern == words and form == "short")
        introduced = form == "learned"
        report.add([
            Mention(report="r", at=(at,), made=by, sort="person", form=form,
                    actors=known[0] if known else (), office="governor" if introduced else None,
                    of="GBR" if introduced else None)
        ])  # fmt: skip
    found = [record for record in actors(report, language) if isinstance(record, Name)]
    return [(report.slice(name.at[0]), name.actor) for name in sorted(found, key=lambda name: name.at)]


def test_whom_only_the_model_sees_by_full_name_is_somebody(english: Language) -> None:
    text = "Mira Roe spoke. Later Roe left."
    assert resolved(text, english, Mira_Roe="model") == [("Mira Roe", "mira-roe"), ("Roe", "mira-roe")]


def test_whom_only_the_model_sees_by_one_name_stays_open(english: Language) -> None:
    assert resolved("Roe spoke.", english, Roe="model") == [("Roe", None)]


def test_of_whom_the_model_is_not_sure_stays_open(english: Language) -> None:
    unsure = Made("hand", "1", score=0.6)
    assert resolved("Mira Roe spoke.", english, unsure, Mira_Roe="model") == [("Mira Roe", None)]


@pytest.mark.parametrize(
    "text", ["Nicholas I came. I saw him.", "Ann Li came. Li left", "Mira The came. The end."]
)
def test_only_a_surname_stands_for_whom_the_model_sees(text: str, english: Language) -> None:
    name = " ".join(text.split()[:2])
    actor = None if name == "Mira The" else slug(name)
    found = resolved(text, english, **{name.replace(" ", "_"): "model"})
    assert found == [(name, actor)] + [("Li", actor)] * name.endswith("Li")


def test_whom_the_model_sees_is_the_one_introduced_elsewhere(english: Language) -> None:
    text = "Mira Roe spoke. Governor Mira Anna Roe left. Roe is back, and so is Anna Lund."
    assert resolved(text, english, Mira_Roe="model", Mira_Anna_Roe="learned", Anna_Lund="model") == [
        ("Mira Roe", "mira-anna-roe"),
        ("Mira Anna Roe", "mira-anna-roe"),
        ("Roe", "mira-anna-roe"),
        ("Anna Lund", "anna-lund"),
    ]


def test_a_short_name_before_the_full_one_is_the_same(english: Language) -> None:
    text = "Velasko warned. Then Marta Velasco left."
    assert resolved(text, english, Velasko="model", Marta_Velasco="model") == [
        ("Velasko", "marta-velasco"),
        ("Marta Velasco", "marta-velasco"),
    ]


def test_the_surname_of_a_stranger_is_not_the_known_bearers(read: Reader, english: Language) -> None:
    text = "Governor Ann Lee of Britain met Petra Johnson. Johnson left."
    introduced = resolved(text, english, Ann_Lee="learned", Johnson="short")
    assert introduced[-1] == ("Johnson", "boris-johnson")
    assert resolved("Petra Johnson met Johnson", english, Petra_Johnson="model")[1:] == [
        ("Johnson", "petra-johnson")
    ]


def test_the_actors_of_learned_persons_have_no_office_that_nobody_gave_them(read: Reader) -> None:
    report = read("en", "Peter Holloway came. Holloway closed the door.")
    assert report.actors("Holloway") == ["peter-holloway"]
    (actor,) = report.all(Actor)
    assert (actor.name, actor.sort, actor.roles, actor.country) == ("Peter Holloway", "person", (), None)


@pytest.mark.parametrize(
    ("text", "actor", "kind"),
    [
        ("Russia left.", "RUS", "government"),
        ("The BBC closed its office.", "BBC", "media"),
        ("The Wagner Group left.", "WAGNER", "armed-group"),
        ("A US military official left.", "USA/military-official", "military"),
        ("Residents of Kyiv fled.", "UKR/resident", "civilian"),
        ("Foreign Minister Budi Santika left.", "budi-santika", "government"),
    ],
)
def test_an_actor_has_the_class_of_its_power(read: Reader, text: str, actor: str, kind: str) -> None:
    found = {record.id: record.cls for record in read("en", text).all(Actor)}
    assert found[actor] == kind
