"""Names in a report, and the offices worded with or for them, before anybody knows whom they mean."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.annotate.names import names
from kawat.language import Language, Languages
from kawat.records import Made, Mention, ModelName, NameKind, Node, Report, Sentence, Span, Tree
from kawat.stage import ReportText

BY_HAND = Made("hand", "1")


def mentions(text: str, language: Language, seen: dict[str, NameKind] | None = None) -> dict[str, Mention]:
    """The mentions of a text of one sentence by their words, given the names that the model sees in it."""
    whole = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=whole, made=BY_HAND, source="a", sha256="0"), text)
    sentence = Sentence(report="r", at=whole, made=BY_HAND, language=language.code)
    report.add([sentence])
    if seen is not None:
        report.add([tree(sentence, *(name(text, words, kind) for words, kind in seen.items()))])
    return {report.slice(mention.at[0]): mention for mention in names(report, language)}


def tree(sentence: Sentence, *seen: ModelName, words: tuple[Node, ...] = ()) -> Tree:
    return Tree(report="r", at=sentence.at, made=BY_HAND, sentence=sentence.id, words=words, names=seen)


def name(text: str, words: str, kind: NameKind, score: float = 0.9) -> ModelName:
    start = text.index(words)
    return ModelName(Span(start, start + len(words)), kind, score)


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


@pytest.mark.parametrize(
    ("code", "text", "kind", "words", "sort"),
    [
        ("en", "Then Mira Roe left.", "PER", "Mira Roe", "person"),
        ("en", "Then Acme Freight closed.", "ORG", "Acme Freight", "organisation"),
        ("en", "It rained in Port Ember.", "LOC", "Port Ember", "place"),
        ("en", "The Ember Accord failed.", "MISC", "Ember Accord", "other"),
        ("id", "Lalu Mira Roe pulang.", "PER", "Mira Roe", "person"),
        ("id", "HUJAN DI PELABUHAN EMBER", "LOC", "EMBER", "place"),
        ("en", "Then Rudi van der Berg left.", "PER", "Rudi van der Berg", "person"),
        ("en", "Then van der Berg left.", "PER", "van der Berg", "person"),
    ],
)
def test_a_name_that_only_the_model_sees(
    code: str, text: str, kind: NameKind, words: str, sort: str, languages: Languages
) -> None:
    ((found, mention),) = mentions(text, languages[code], {words: kind}).items()
    assert found == words
    assert (mention.form, mention.sort, mention.actors) == ("model", sort, ())
    assert (mention.made.rule, mention.made.score) == ("names/model", 0.9)


@pytest.mark.parametrize(
    ("code", "text", "words", "kind"),
    [
        ("en", "The Bank of Russia raised rates.", "Bank of Russia", "ORG"),
        ("en", "The Kyiv School of Economics closed.", "Kyiv School of Economics", "ORG"),
        ("en", "Then Hanna Mali left.", "Hanna Mali", "PER"),
        ("en", "The Warsaw Pact ended.", "Warsaw Pact", "MISC"),
        ("en", "It rained on the South China Sea.", "South China Sea", "LOC"),
        ("id", "Universitas Moskow ditutup.", "Universitas Moskow", "ORG"),
        ("id", "Gereja Ortodoks Rusia ditutup.", "Gereja Ortodoks Rusia", "ORG"),
    ],
)
def test_a_known_name_yields_to_a_longer_one_of_another_kind(
    code: str, text: str, words: str, kind: NameKind, languages: Languages
) -> None:
    ((found, mention),) = mentions(text, languages[code], {words: kind}).items()
    assert (found, mention.actors) == (words, ())


@pytest.mark.parametrize(
    ("code", "text", "words", "kind", "actors"),
    [
        # the model says no more than the registry
        ("en", "The Kremlin was closed.", "Kremlin", "LOC", {"Kremlin": "RUS"}),
        ("en", "The Kremlin was closed.", "The Kremlin", "ORG", {"Kremlin": "RUS"}),
        ("id", "AS menutup kantornya.", "AS", "ORG", {"AS": "USA"}),
        # two known names side by side
        ("en", "The Russia-Ukraine war went on.", "Russia-Ukraine", "MISC",
         {"Russia": "RUS", "Ukraine": "UKR"}),
        ("id", "Perang Rusia-Ukraina berlanjut.", "Perang Rusia-Ukraina", "MISC",
         {"Rusia": "RUS", "Ukraina": "UKR"}),
        # a body through which the state acts
        ("en", "The Russian Navy left.", "Russian Navy", "ORG", {"Russian": "RUS"}),
        ("id", "Angkatan Laut Rusia pulang.", "Angkatan Laut Rusia", "ORG", {"Rusia": "RUS"}),
        ("en", "The Republic of Belarus closed it.", "Republic of Belarus", "ORG", {"Belarus": "BLR"}),
        # a part of the state, a small word, an office
        ("en", "Fighting in Eastern Ukraine went on.", "Eastern Ukraine", "LOC", {"Ukraine": "UKR"}),
        ("en", "The US-led talks failed.", "US-led", "MISC", {"US": "USA"}),
        ("en", "President Vladimir Putin left.", "President Vladimir Putin", "PER",
         {"Vladimir Putin": "vladimir-putin"}),
        # not whole in the name that the model sees
        ("en", "North Korea closed the border.", "North", "LOC", {"North Korea": "PRK"}),
    ],
)  # fmt: skip
def test_a_known_name_stays(
    code: str, text: str, words: str, kind: NameKind, actors: dict[str, str], languages: Languages
) -> None:
    found = mentions(text, languages[code], {words: kind})
    assert {name: mention.actors for name, mention in found.items()} == {
        name: (actor,) for name, actor in actors.items()
    }


@pytest.mark.parametrize(
    ("text", "words", "score"),
    [
        ("The harbour closed.", "harbour", 0.9),
        ("Then Mira Roe left.", "Mira Roe", 0.4),
        ("Then — left.", "—", 0.9),
    ],
)
def test_what_the_model_takes_for_a_name_and_is_none(
    text: str, words: str, score: float, english: Language
) -> None:
    whole = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=whole, made=BY_HAND, source="a", sha256="0"), text)
    sentence = Sentence(report="r", at=whole, made=BY_HAND, language="en")
    report.add([sentence, tree(sentence, name(text, words, "PER", score))])
    assert list(names(report, english)) == []


@pytest.mark.parametrize(
    ("code", "text", "seen", "person", "title"),
    [
        # the model knows where the name ends
        ("en", "Foreign Minister Rudi Prawira Left For Home", {"Rudi Prawira": "PER"}, "Rudi Prawira",
         "Foreign Minister"),
        ("en", "Governor Rudi left.", {"Rudi": "PER"}, "Rudi", "Governor"),
        # what is governed stands between office and name
        ("id", "Gubernur Ember Utara Rudi Prawira pulang.", {"Ember Utara": "LOC", "Rudi Prawira": "PER"},
         "Rudi Prawira", "Gubernur"),
        # and may be all that does
        ("id", "Gubernur Ember Utara pulang.", {"Ember Utara": "LOC"}, "Gubernur", "Gubernur"),
        # the model takes the state for a part of the name
        ("id", "Gubernur Rusia Rudi Prawira pulang.", {"Rusia Rudi Prawira": "PER"}, "Rudi Prawira",
         "Gubernur Rusia"),
        ("en", "Rudi Prawira, the foreign minister of Ukraine, left.", {"Rudi Prawira": "PER"},
         "Rudi Prawira", "foreign minister of Ukraine"),
    ],
)  # fmt: skip
def test_an_office_introduces_whom_the_model_sees_beside_it(
    code: str, text: str, seen: dict[str, NameKind], person: str, title: str, languages: Languages
) -> None:
    found = [mention for mention in mentions(text, languages[code], seen).values() if mention.office]
    (mention,) = found
    assert text[mention.at[0].start : mention.at[0].end] == person
    assert mention.form == ("office" if person == title else "learned")
    assert mention.title is not None
    assert text[mention.title.start : mention.title.end] == title


def test_a_name_begins_with_its_first_capital(languages: Languages) -> None:
    text = "Lalu semenanjung Ember ditutup."
    assert list(mentions(text, languages["id"], {"semenanjung Ember": "LOC"})) == ["Ember"]


def test_whoever_an_office_speaks_for_does_not_hold_it(english: Language) -> None:
    found = mentions("The Mira Roe spokesman left.", english, {"Mira Roe": "PER"})
    assert {name: mention.form for name, mention in found.items()} == {
        "Mira Roe": "model",
        "spokesman": "office",
    }


def test_the_model_tells_a_surname_in_a_headline_from_another_name(english: Language) -> None:
    text = "Putin Visits Minsk"
    assert "Putin" not in mentions(text, english)
    assert mentions(text, english, {"Putin": "PER"})["Putin"].actors == ("vladimir-putin",)


def test_a_demonym_names_a_people(english: Language) -> None:
    assert mentions("The Ukrainian army left.", english)["Ukrainian"].sort == "people"


@pytest.mark.parametrize(
    ("relations", "head"),
    [
        # the Acme spokeswoman said; a factory of Acme said; Acme said
        (("det", "compound", "nsubj", "root"), False),
        (("case", "nmod", "nsubj", "root"), True),
        (("det", "nsubj", "obj", "root"), True),
    ],
)
def test_the_parse_tells_whether_a_seen_name_heads_its_phrase(
    relations: tuple[str, ...], head: bool, english: Language
) -> None:
    text = "of Acme factory says"
    whole = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=whole, made=BY_HAND, source="a", sha256="0"), text)
    sentence = Sentence(report="r", at=whole, made=BY_HAND, language="en")
    heads = (1, 2, 3, -1)
    places = [Span(word.start, word.end) for word in report.words]
    words = tuple(
        Node(at, number, "", "NOUN", {}, governor, relation)
        for number, (at, governor, relation) in enumerate(zip(places, heads, relations, strict=True))
    )
    report.add([sentence, tree(sentence, name(text, "Acme", "ORG"), words=words)])
    (mention,) = names(report, english)
    assert mention.head is head


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


@given(
    st.lists(WORDS, min_size=1, max_size=15),
    st.lists(
        st.tuples(st.integers(0, 14), st.integers(1, 4), st.sampled_from(["PER", "ORG", "LOC", "MISC"]))
    ),
)
def test_names_never_overlap_each_other(
    english: Language, words: list[str], ranges: list[tuple[int, int, NameKind]]
) -> None:
    text = " ".join(words)
    starts = [len(" ".join(words[:i])) + (i > 0) for i in range(len(words))]
    end, seen = 0, list[ModelName]()
    for first, size, kind in sorted(ranges):
        if first < len(words) and starts[first] >= end:
            last = min(first + size, len(words)) - 1
            end = starts[last] + len(words[last])
            seen.append(ModelName(Span(starts[first], end), kind, 0.9))
    whole = (Span(0, len(text)),)
    report = ReportText(Report(id="r", report="r", at=whole, made=BY_HAND, source="a", sha256="0"), text)
    sentence = Sentence(report="r", at=whole, made=BY_HAND, language="en")
    report.add([sentence, tree(sentence, *seen)])
    named = sorted(mention.at[0] for mention in names(report, english) if mention.form != "office")
    for left, right in pairwise(named):
        assert not left.overlaps(right)
