"""Whom 'he', 'she' and 'dia' mean: who was last the subject, as far as gender allows."""

from __future__ import annotations

import pytest

from kawat.records import Name
from reading import Reader


@pytest.mark.parametrize(
    ("code", "text", "pronoun", "actor"),
    [
        ("en", "Budi Santika left. He closed the door.", "He", "budi-santika"),
        ("en", "Wira Lestari left. She closed the door.", "She", "wira-lestari"),
        ("id", "Budi Santika pulang. Dia menutup pintu.", "Dia", "budi-santika"),
        ("id", "Wira Lestari pulang. Ia menutup pintu.", "Ia", "wira-lestari"),
        # by gender, past a nearer person
        ("en", "Budi Santika left. Wira Lestari came. He closed the door.", "He", "budi-santika"),
        ("en", "Wira Lestari left. Budi Santika came. She closed the door.", "She", "wira-lestari"),
        # by recency where gender says nothing
        ("id", "Budi Santika pulang. Wira Lestari tiba. Dia menutup pintu.", "Dia", "wira-lestari"),
        ("en", "Budi Santika left. Anton Berg came. He closed the door.", "He", "anton-berg"),
        # the subject before the others of its sentence
        ("en", "Budi Santika met Anton Berg. He closed the door.", "He", "budi-santika"),
        ("id", "Budi Santika bertemu Anton Berg. Dia menutup pintu.", "Dia", "budi-santika"),
        # in one sentence
        ("en", "Budi Santika said he would leave.", "he", "budi-santika"),
        ("id", "Budi Santika mengatakan dia akan pulang.", "dia", "budi-santika"),
        # whom a sentence is about does not speak in it
        ("id", "Budi Santika pulang. Mengenai Anton Berg ia berkata begitu.", "ia", "budi-santika"),
        ("en", "Budi Santika left. About Anton Berg he said nothing.", "he", "budi-santika"),
        # an officeholder
        ("en", "The prime minister of Sylvania left. She closed the door.", "She", "edda-moss"),
    ],
)
def test_pronouns_mean(read: Reader, code: str, text: str, pronoun: str, actor: str) -> None:
    assert read(code, text).actors(pronoun) == [actor]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "He closed the door."),
        ("en", "Freedonia closed the border. He left."),
        ("en", "Wira Lestari left. He closed the door."),
        ("id", "Dia menutup pintu."),
        # too far back
        ("en", "Budi Santika left. It rained. It snowed. It thawed. It rained. He closed the door."),
        # whoever is named only in speech
        ("en", "“Budi Santika left,” said the porter. He closed the door."),
    ],
)
def test_pronouns_that_stay_open(read: Reader, code: str, text: str) -> None:
    names = read(code, text).all(Name)
    assert not [name for name in names if name.made.rule == "pronouns/last-subject"]
