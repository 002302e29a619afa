"""Names in a report, and the offices worded with or for them, before anybody knows whom they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.names import names
from kawat.language import Language, Languages
from kawat.records import Made, Mention, Report, Sentence, Span
from kawat.stage import ReportText

BY_HAND = Made("hand", "1")


def mentions(text: str, language: Language) -> dict[str, Mention]:
    """The mentions of a text of one sentence by their words."""
    whole = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=whole, made=BY_HAND, source="a", sha256="0"), text)
    report.add([Sentence(report="r", at=whole, made=BY_HAND, language=language.code)])
    return {report.slice(mention.at[0]): mention for mention in names(report, language)}


@pytest.mark.parametrize(
    ("code", "text", "words", "form", "actor"),
    [
        ("en", "Ukraine closed the bridge.", "Ukraine", "name", "UKR"),
        ("en", "Kyiv closed the bridge.", "Kyiv", "capital", "UKR"),
        ("en", "The Ukrainian army left.", "Ukrainian", "demonym", "UKR"),
        ("en", "The UN closed its office.", "UN", "abbreviation", "UN"),
        ("en", "The Kremlin was closed.", "Kremlin", "seat", "RUS"),
        ("en", "The Pentagon was closed.", "Pentagon", "seat", "USA"),
        ("id", "Ukraina menutup jembatan itu.", "Ukraina", "name", "UKR"),
        ("id", "Amerika Serikat menutup kantornya.", "Amerika Serikat", "name", "USA"),
        ("id", "AS menutup kantornya.", "AS", "abbreviation", "USA"),
        ("id", "Gedung Putih ditutup.", "Gedung Putih", "seat", "USA"),
        ("id", "PBB menutup kantornya.", "PBB", "abbreviation", "UN"),
    ],
)
def test_forms_of_names(
    code: str, text: str, words: str, form: str, actor: str, languages: Languages
) -> None:
    mention = mentions(text, languages[code])[words]
    assert (mention.form, mention.actors) == (form, (actor,))


@pytest.mark.parametrize(
    ("code", "text", "words", "office", "of", "body"),
    [
        ("en", "The foreign minister of Ukraine left.", "foreign minister of Ukraine",
         "foreign-minister", "UKR", ""),
        ("en", "Ukraine's foreign minister left.", "Ukraine's foreign minister",
         "foreign-minister", "UKR", ""),
        ("en", "The Ukrainian foreign minister left.", "Ukrainian foreign minister",
         "foreign-minister", "UKR", ""),
        ("en", "The US secretary of state left.", "US secretary of state", "foreign-minister", "USA", ""),
        ("en", "The White House spokesman left.", "White House spokesman",
         "spokesperson", "USA", "white-house"),
        ("en", "The president left.", "president", "head-of-state", None, ""),
        ("id", "Menteri luar negeri Ukraina pulang.", "Menteri luar negeri Ukraina",
         "foreign-minister", "UKR", ""),
        ("id", "Menlu AS pulang.", "Menlu AS", "foreign-minister", "USA", ""),
        ("id", "Presiden pulang.", "Presiden", "head-of-state", None, ""),
    ],
)  # fmt: skip
def test_offices_and_whose_they_are(
    code: str, text: str, words: str, office: str, of: str | None, body: str, languages: Languages
) -> None:
    mention = mentions(text, languages[code])[words]
    assert (mention.form, mention.office, mention.of, mention.body) == ("office", office, of, body)
    assert mention.title == mention.at[0]


@pytest.mark.parametrize(
    ("code", "text", "person", "title"),
    [
        ("en", "Foreign Minister Rudi Prawira left.", "Rudi Prawira", "Foreign Minister"),
        ("en", "Ukraine's foreign minister, Rudi Prawira, left.", "Rudi Prawira",
         "Ukraine's foreign minister"),
        ("en", "Rudi Prawira, the foreign minister of Ukraine, left.", "Rudi Prawira",
         "foreign minister of Ukraine"),
        ("en", "Foreign Minister Rudi van der Berg left.", "Rudi van der Berg", "Foreign Minister"),
        ("id", "Menteri Luar Negeri Ukraina Rudi Prawira pulang.", "Rudi Prawira",
         "Menteri Luar Negeri Ukraina"),
        ("id", "Rudi Prawira, menteri luar negeri Ukraina, pulang.", "Rudi Prawira",
         "menteri luar negeri Ukraina"),
    ],
)  # fmt: skip
def test_an_unknown_person_is_learned_beside_an_office(
    code: str, text: str, person: str, title: str, languages: Languages
) -> None:
    mention = mentions(text, languages[code])[person]
    assert (mention.form, mention.actors, mention.office) == ("learned", (), "foreign-minister")
    assert mention.title is not None
    assert text[mention.title.start : mention.title.end] == title


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "The former foreign minister of Ukraine left.", "foreign minister of Ukraine"),
        ("id", "Mantan menteri luar negeri Ukraina pulang.", "menteri luar negeri Ukraina"),
    ],
)
def test_a_former_office_is_marked(code: str, text: str, words: str, languages: Languages) -> None:
    assert mentions(text, languages[code])[words].former


@pytest.mark.parametrize(
    ("code", "text", "words", "head"),
    [
        ("en", "Ukraine closed the bridge.", "Ukraine", True),
        ("en", "Talks with Ukraine went on.", "Ukraine", True),
        ("en", "The Ukrainian army left.", "Ukrainian", False),
        ("en", "Ukraine's army left.", "Ukraine", False),
        ("en", "The Minsk agreements failed.", "Minsk", False),
        ("id", "Ukraina menutup jembatan itu.", "Ukraina", True),
        ("id", "Perundingan dengan Ukraina berlanjut.", "Ukraina", True),
        ("id", "Tentara Ukraina pulang.", "Ukraina", False),
        ("id", "Menteri luar negeri Ukraina pulang.", "Ukraina", False),
    ],
)
def test_a_name_heads_its_phrase_or_describes_another_word(
    code: str, text: str, words: str, head: bool, languages: Languages
) -> None:
    assert mentions(text, languages[code])[words].head is head


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "He told us a story."),
        ("en", "SHE TOLD US A STORY ABOUT SAILORS"),
        ("en", "A turkey crossed the road."),
        ("id", "Roda dan as mobil itu patah."),
        ("id", "PATAH AS MOBIL ITU SEMALAM"),
    ],
)
def test_words_that_name_nobody(code: str, text: str, languages: Languages) -> None:
    assert mentions(text, languages[code]) == {}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Petra Johnson sang."),
        ("en", "Johnson Controls makes batteries."),
        ("id", "Petra Johnson bernyanyi."),
    ],
)
def test_the_surname_of_another_is_another(code: str, text: str, languages: Languages) -> None:
    assert not any("boris-johnson" in m.actors for m in mentions(text, languages[code]).values())


WORDS = st.sampled_from(
    ["Ukraine", "'s", "US", "the", "foreign minister", "of", ",", "Rudi Prawira", "Johnson", "former",
     "Moscow", "in", "president", "said", ".", "Berg", "van", "and", "\n", "“"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=4), max_size=15).map(" ".join))
def test_mentions_have_somebody_or_an_office_and_lie_in_the_text(english: Language, text: str) -> None:
    for words, mention in mentions(f"{text} x", english).items():
        assert mention.actors or mention.office
        assert words in text
        assert words.strip() == words
