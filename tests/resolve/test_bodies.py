"""Which state or body 'the alliance', 'the rebels' or 'pemerintah' means: the most present one, or none."""

from __future__ import annotations

import pytest

from kawat.records import Name
from reading import Reader

RULE = "bodies/most-present"


def meant(read: Reader, code: str, text: str) -> list[tuple[str, str | None]]:
    """Nouns for states and bodies that stand for one, and which one it is."""
    report = read(code, text)
    return [
        (report.text[n.at[0].start : n.at[0].end], n.actor) for n in report.all(Name) if n.made.rule == RULE
    ]


@pytest.mark.parametrize(
    ("code", "text", "words", "actor"),
    [
        ("en", "NATO met on Monday. The alliance was silent.", "alliance", "NATO"),
        ("en", "NATO met on Monday. Freedonia called the alliance.", "alliance", "NATO"),
        ("en", "NATO met on Monday. The regional alliance was silent.", "alliance", "NATO"),
        ("en", "The European Union met on Monday. The bloc was silent.", "bloc", "EU"),
        ("en", "The Houthis seized a ship. The rebels left on Tuesday.", "rebels", "HOUTHIS"),
        ("en", "The Houthis seized a ship. The armed group left on Tuesday.", "armed group", "HOUTHIS"),
        ("en", "Freedonia closed its harbour. The government was silent.", "government", "FRE"),
        ("en", "Freedonia closed its harbour. The army was silent.", "army", "FRE"),
        ("en", "Freedonia closed its harbour. The ministry was silent.", "ministry", "FRE"),
        ("en", "Freedonia closed its harbour. The country is calm.", "country", "FRE"),
        # without 'the' as well
        ("en", "Freedonia closed its harbour. Police blocked the road.", "Police", "FRE"),
        # by whoever acts for it
        ("en", "Wira Lestari came home. The government was silent.", "government", "FRE"),
        ("en", "Prime Minister Edda Moss came home. The government was silent.", "government", "SYL"),
        ("id", "NATO bertemu pada Senin. Aliansi itu diam.", "Aliansi", "NATO"),
        ("id", "NATO bertemu pada Senin. Aliansi tersebut diam.", "Aliansi", "NATO"),
        ("id", "NATO bertemu pada Senin. Aliansi pertahanan itu diam.", "Aliansi", "NATO"),
        ("id", "Uni Eropa bertemu pada Senin. Blok itu diam.", "Blok", "EU"),
        ("id", "Houthi menyita sebuah kapal. Pemberontak itu pulang.", "Pemberontak", "HOUTHIS"),
        ("id", "Houthi menyita sebuah kapal. Kelompok bersenjata itu pulang.", "Kelompok bersenjata",
         "HOUTHIS"),
        ("id", "Freedonia menutup pelabuhannya. Pemerintah diam.", "Pemerintah", "FRE"),
        ("id", "Freedonia menutup pelabuhannya. Pemerintah itu diam.", "Pemerintah", "FRE"),
        ("id", "Freedonia menutup pelabuhannya. Negara itu tenang.", "Negara", "FRE"),
        ("id", "Freedonia menutup pelabuhannya. Kementerian itu diam.", "Kementerian", "FRE"),
        ("id", "Freedonia menutup pelabuhannya. Polisi menutup jalan itu.", "Polisi", "FRE"),
        ("id", "Wira Lestari pulang. Pemerintah diam.", "Pemerintah", "FRE"),
    ],
)  # fmt: skip
def test_a_noun_means_the_one_of_its_class(
    read: Reader, code: str, text: str, words: str, actor: str
) -> None:
    assert meant(read, code, text) == [(words, actor)]


@pytest.mark.parametrize(
    ("code", "text", "words", "actor"),
    [
        # others than of its class do not count
        ("en", "NATO called Freedonia. The alliance was silent.", "alliance", "NATO"),
        ("en", "Freedonia called NATO. The alliance was silent.", "alliance", "NATO"),
        ("en", "NATO called Freedonia. The government was silent.", "government", "FRE"),
        ("en", "The Houthis called Freedonia. The rebels left.", "rebels", "HOUTHIS"),
        ("id", "NATO menelepon Freedonia. Aliansi itu diam.", "Aliansi", "NATO"),
        ("id", "Freedonia menelepon NATO. Aliansi itu diam.", "Aliansi", "NATO"),
        ("id", "NATO menelepon Freedonia. Pemerintah diam.", "Pemerintah", "FRE"),
        ("id", "Houthi menelepon Freedonia. Pemberontak itu pulang.", "Pemberontak", "HOUTHIS"),
        # of two of its class the one that acts
        ("en", "Freedonia closed its harbour for Sylvania. The government was silent.", "government", "FRE"),
        ("id", "Freedonia menutup pelabuhannya bagi Sylvania. Pemerintah diam.", "Pemerintah", "FRE"),
        # the one named last
        ("en", "Freedonia waited. The harbour was calm. Nobody left. Sylvania waited. The government was "
         "silent.", "government", "SYL"),
        ("id", "Freedonia menunggu. Pelabuhan tenang. Tak ada yang pulang. Sylvania menunggu. Pemerintah "
         "diam.", "Pemerintah", "SYL"),
        # the one of whom the report tells all along
        ("en", "Freedonia waited. Freedonia hoped. Freedonia slept. Freedonia woke. Sylvania called "
         "Freedonia. The government was silent.", "government", "FRE"),
    ],
)  # fmt: skip
def test_of_several_the_most_present_one(read: Reader, code: str, text: str, words: str, actor: str) -> None:
    assert meant(read, code, text) == [(words, actor)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # two that are equally present
        ("en", "Freedonia waited and Sylvania waited. The government was silent."),
        ("en", "Ships of Freedonia and ships of Sylvania left. The government was silent."),
        ("en", "The ship sailed from Freedonia to Sylvania. The government was silent."),
        ("en", "The Houthis waited and Hezbollah waited. The rebels left on Tuesday."),
        ("en", "NATO waited and the European Union waited. The bloc was silent."),
        ("id", "Freedonia menunggu dan Sylvania menunggu. Pemerintah diam."),
        ("id", "Kapal itu berlayar dari Freedonia ke Sylvania. Pemerintah diam."),
        ("id", "Houthi menunggu dan Hizbullah menunggu. Pemberontak itu pulang."),
        ("id", "NATO menunggu dan Uni Eropa menunggu. Blok itu diam."),
        # none of its class
        ("en", "The government was silent."),
        ("en", "Freedonia closed its harbour. The alliance was silent."),
        ("en", "NATO met on Monday. The rebels left on Tuesday."),
        ("en", "NATO met on Monday. The government was silent."),
        ("id", "Pemerintah diam."),
        ("id", "Freedonia menutup pelabuhannya. Aliansi itu diam."),
        ("id", "NATO bertemu pada Senin. Pemberontak itu pulang."),
        # named only after it
        ("en", "The government was silent. Freedonia closed its harbour."),
        ("id", "Pemerintah diam. Freedonia menutup pelabuhannya."),
        # part of a name
        ("en", "NATO met on Monday. The Democratic Alliance was silent."),
        ("en", "NATO met on Monday. The Atlantic Alliance was silent."),
        ("en", "NATO met on Monday. The Freedonia Alliance was silent."),
        ("id", "NATO bertemu pada Senin. Partai Aliansi Rakyat itu menang."),
        # it says itself whose it is
        ("en", "Freedonia closed its harbour. The government of Sylvania was silent."),
        ("en", "Freedonia closed its harbour. Sylvania's government was silent."),
        ("en", "Freedonia closed its harbour. The Russian government was silent."),
        ("en", "Freedonia closed its harbour. The government in Sylvania was silent."),
        ("en", "Freedonia closed its harbour. Sylvania's police left."),
        ("en", "The Houthis seized a ship. The rebels of Sylvania left on Tuesday."),
        ("en", "NATO met on Monday. The alliance of Freedonia and Sylvania was silent."),
        ("id", "Freedonia menutup pelabuhannya. Pemerintah Rusia diam."),
        ("id", "Freedonia menutup pelabuhannya. Polisi Rusia pulang."),
        ("id", "NATO bertemu pada Senin. Aliansi Freedonia dan Sylvania itu diam."),
        ("id", "Freedonia menutup pelabuhannya. Pemerintah Sylvania menolak tuntutan itu."),
        ("en", "Freedonia closed its harbour. The Moss government was silent."),
        ("id", "Freedonia menutup pelabuhannya. Pemerintah Kota Malang diam."),
        # one that was not named before
        ("en", "NATO met on Monday. An alliance is a promise."),
        ("en", "NATO met on Monday. Some alliance was silent."),
        ("en", "The Houthis seized a ship. Rebels left on Tuesday."),
        ("en", "The Houthis seized a ship. Some rebels left on Tuesday."),
        ("en", "Freedonia closed its harbour. A government was silent."),
        ("en", "Freedonia closed its harbour. Any police would leave."),
        ("id", "NATO bertemu pada Senin. Aliansi diam."),
        ("id", "NATO bertemu pada Senin. Sebuah aliansi diam."),
        ("id", "Houthi menyita sebuah kapal. Beberapa pemberontak pulang."),
        ("id", "Freedonia menutup pelabuhannya. Sebuah pemerintah diam."),
        ("id", "Freedonia menutup pelabuhannya. Seorang polisi pulang."),
    ],
)
def test_a_noun_that_stays_open(read: Reader, code: str, text: str) -> None:
    assert meant(read, code, text) == []


@pytest.mark.parametrize(("between", "found"), [(0, True), (1, True), (19, True), (20, False)])
def test_one_that_is_too_far_back_is_not_meant(read: Reader, between: int, found: bool) -> None:
    calm = " ".join(f"Harbour number {number} was calm." for number in range(between))
    text = f"NATO met on Monday. {calm} The alliance was silent."
    assert meant(read, "en", text) == ([("alliance", "NATO")] if found else [])


@pytest.mark.parametrize(
    ("code", "text", "kind", "who", "whom"),
    [
        ("en", "NATO met on Monday. The alliance accused Sylvania of lying.", "ACCUSE", ("NATO",), ("SYL",)),
        ("en", "NATO met on Monday. Sylvania accused the alliance of lying.", "ACCUSE", ("SYL",), ("NATO",)),
        ("en", "The Houthis seized a ship. The rebels accused Sylvania of lying.", "ACCUSE", ("HOUTHIS",),
         ("SYL",)),
        ("en", "Freedonia closed its harbour. The government accused Sylvania of lying.", "ACCUSE", ("FRE",),
         ("SYL",)),
        ("id", "NATO bertemu pada Senin. Aliansi itu menuduh Sylvania berbohong.", "ACCUSE", ("NATO",),
         ("SYL",)),
        ("id", "Houthi pulang. Pemberontak itu menuduh Sylvania berbohong.", "ACCUSE", ("HOUTHIS",),
         ("SYL",)),
        ("id", "Freedonia menutup pelabuhannya. Pemerintah menuduh Sylvania berbohong.", "ACCUSE", ("FRE",),
         ("SYL",)),
    ],
)  # fmt: skip
def test_what_it_does_the_one_that_is_meant_does(
    read: Reader, code: str, text: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...]
) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (who, whom)
