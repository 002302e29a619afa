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
        # '... what is said of somebody' is no subject: other prepositions do not hinder
        ("id", "Budi Santika pulang. Menurut Anton Berg, ia menutup pintu.", "ia", "anton-berg"),
        ("en", "Edda Moss left. According to Budi Santika, he closed the door.", "he", "budi-santika"),
        ("en", "Budi Santika's aides left. He closed the door.", "He", "budi-santika"),
        # two parts of one verb are two persons
        ("en", "Budi Santika came. Anton Berg saw him.", "him", "budi-santika"),
        ("en", "Anton Berg called Budi Santika. Berg told him that it rained.", "him", "budi-santika"),
        ("en", "Budi Santika came. Anton Berg said Sylvania thanked him.", "him", "anton-berg"),
        ("id", "Budi Santika tiba. Anton Berg menyambutnya di sana.", "nya", "budi-santika"),
        (
            "id",
            "Budi Santika tiba. Anton Berg mengatakan kepadanya bahwa hujan turun.",
            "nya",
            "budi-santika",
        ),
        # whose it is
        ("en", "Budi Santika left. His car was gone.", "His", "budi-santika"),
        ("en", "Wira Lestari left. Her car was gone.", "Her", "wira-lestari"),
        ("id", "Budi Santika pulang. Mobilnya hilang.", "nya", "budi-santika"),
        ("id", "Budi Santika pulang. Menurutnya, pintu itu tertutup.", "nya", "budi-santika"),
        # each pronoun counts for the next
        (
            "en",
            "Budi Santika left. He was tired. It rained. It snowed. It thawed. He slept.",
            "He",
            "budi-santika",
        ),
        # whom only the model sees
        ("en", "Budi Santika left. Peter Holloway came. He closed the door.", "He", "peter-holloway"),
        ("id", "Budi Santika pulang. Peter Holloway tiba. Ia menutup pintu.", "Ia", "peter-holloway"),
        # whoever spoke last speaks again
        (
            "en",
            "“It is late,” Budi Santika said after Anton Berg left. He added that it rained.",
            "He",
            "budi-santika",
        ),
        # in speech the speaker is 'I'
        ("en", "Budi Santika came. “He is late,” Anton Berg said.", "He", "budi-santika"),
        ("en", "Budi Santika came. “It is late,” Anton Berg said. “He should hurry.”", "He", "budi-santika"),
        # the nearest subject that it hangs below, the first of two who stand together
        (
            "id",
            "Budi Santika mengatakan Anton Berg pulang karena mobilnya hilang semalam.",
            "nya",
            "anton-berg",
        ),
        (
            "id",
            "Wira Lestari pulang. Lalu ia bertemu Anton Berg dan tetangganya di sana.",
            "nya",
            "anton-berg",
        ),
        # a state has its army, a person an opinion
        ("id", "Wira Lestari pulang. Sylvania marah. Tentaranya tetap di sana.", "nya", "SYL"),
        ("id", "Wira Lestari pulang. Sylvania mengatakan pihaknya siap.", "nya", "SYL"),
        # the nearest subject before whoever is named more often
        (
            "en",
            "Anton Berg left. He was tired, Berg said. Budi Santika came. It was late, he said.",
            "he",
            "budi-santika",
        ),
        # by title and first name
        (
            "en",
            "Mr Okoro left. Budi Santika came. Ms Tanaka Ito left. She closed the door.",
            "She",
            "tanaka-ito",
        ),
        # the unnamed
        ("en", "A senior US official left. He closed the door.", "He", "USA/senior-official"),
        ("id", "Seorang pejabat senior AS pulang. Ia menutup pintu.", "Ia", "USA/senior-official"),
        # an officeholder
        ("en", "The prime minister of Sylvania left. She closed the door.", "She", "edda-moss"),
    ],
)
def test_pronouns_mean(read: Reader, code: str, text: str, pronoun: str, actor: str) -> None:
    assert set(read(code, text).actors(pronoun)) == {actor}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "He closed the door."),
        ("en", "Freedonia closed the border. He left."),
        ("en", "Wira Lestari left. He closed the door."),
        ("id", "Dia menutup pintu."),
        # too far back
        ("en", "Budi Santika left. It rained. It snowed. It thawed. It rained. He closed the door."),
        # somebody nearer of whom the report gives no full name
        ("en", "Budi Santika left. Then Okoro came in. He closed the door."),
        # somebody nearer of whom the report tells nothing but an office
        ("en", "Budi Santika left. Then a diplomat said that he was tired."),
        ("id", "Budi Santika pulang. Seorang diplomat mengatakan ia letih."),
        # what the words beside it say already: who does it does it with what is theirs
        ("id", "Budi Santika menjual mobilnya di sana."),
        # a part of a name, or of a word
        ("id", "Budi Santika pulang. Chechnya sepi. Akhirnya hujan turun."),
        # who speaks is another than whose lawyer it is
        ("en", "Edda Moss left. Her lawyer said the door was shut."),
        # whoever is named only in speech
        ("en", "“Budi Santika left,” said the porter. He closed the door."),
    ],
)
def test_pronouns_that_stay_open(read: Reader, code: str, text: str) -> None:
    names = read(code, text).all(Name)
    assert not [name for name in names if name.made.stage == "pronouns"]
