"""Every rule of every language finds what it says that it finds, and misses what it must miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
import pytest

from kawat.language import Language, Languages, QualifierRow, UnitRow
from kawat.registry import Registry
from kawat.text import Phrases, Words

# what a unit or a qualifier must miss depends on the number beside it: see tests/annotate/test_figures.py
PHRASE_TABLES = ("saying", "triggers", "status", "outcomes", "titles", "antonyms")
# forms taken over from lists of names, where an example a line would say nothing
PLAIN_NAMES = {"name", "short", "capital", "demonym"}


class Form(msgspec.Struct, frozen=True):
    pattern: str


def found(patterns: Iterable[str], text: str, *, fold: bool) -> bool:
    return any(Phrases(map(Form, patterns), fold=fold).find(Words(text)))


def faults(name: str, patterns: Iterable[str], finds: str, misses: str, *, fold: bool) -> Iterator[str]:
    """What is wrong with a rule, in words; nothing when it keeps its promises."""
    patterns = list(patterns)
    if finds and not found(patterns, finds, fold=fold):
        yield f"{name} does not find: {finds}"
    if misses and found(patterns, misses, fold=fold):
        yield f"{name} does not miss: {misses}"


def unreachable(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that can never match."""
    for alternative in pattern.split(" / "):
        parts = alternative.split()
        if not parts or parts[0] == ".." or "_" in parts[0].split("|"):
            yield alternative
        for part in parts:
            choices = part.lstrip("+").split("|")
            words = [choice.removesuffix("*") for choice in choices if choice != "_"]
            stems = [choice for choice in choices if choice.endswith("*")]
            single = len(choices) > 1 or bool(stems)
            if part != ".." and any(not _sound(word, single=single) for word in words):
                yield f"{alternative}: {part}"
            if any(len(stem) < 3 for stem in stems):
                yield f"{alternative}: {part}"


def _sound(word: str, *, single: bool) -> bool:
    """Whether a text can hold this as words: one word where there is a choice, else one or more."""
    word = word.strip(".,'’")
    pieces = [piece.text for piece in Words(word)]
    return pieces == [word] if single else bool(pieces)


@pytest.fixture(scope="module")
def all_languages(languages: Languages) -> list[Language]:
    return [languages[code] for code in languages.codes]


def test_ids_are_the_languages_own_and_stand_once(all_languages: list[Language]) -> None:
    for language in all_languages:
        ids = [rule.id for rule in language.rules()]
        assert [name for name in ids if not name.startswith(f"{language.code}/")] == []
        assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_every_rule_has_a_text_to_find_and_one_to_miss(all_languages: list[Language]) -> None:
    for language in all_languages:
        plain = {row.id for row in language.actors if row.sort in PLAIN_NAMES}
        bare = [rule.id for rule in language.rules() if not (rule.finds and rule.misses)]
        assert [name for name in bare if name not in plain] == []


@pytest.mark.parametrize("table", PHRASE_TABLES)
def test_phrases_find_and_miss(all_languages: list[Language], table: str) -> None:
    wrong = [
        fault
        for language in all_languages
        for rule in getattr(language, table)
        for fault in faults(rule.id, [rule.pattern], rule.finds, rule.misses, fold=True)
    ]
    assert wrong == []


def test_words_beside_figures_are_found(all_languages: list[Language]) -> None:
    wrong = []
    for language in all_languages:
        signs = [row for row in language.units if row.place in ("prefix", "suffix")]
        wrong += [row.id for row in signs if not any(sign in row.finds for sign in row.pattern.split(" / "))]
        rules: tuple[UnitRow | QualifierRow, ...] = (*language.units, *language.qualifiers)
        for rule in rules:
            if rule not in signs:
                wrong += faults(rule.id, [rule.pattern], rule.finds, "", fold=True)
                wrong += [f"{rule.id}: {alternative}" for alternative in unreachable(rule.pattern)]
    assert wrong == []


@pytest.mark.parametrize("table", PHRASE_TABLES)
def test_every_alternative_can_match(all_languages: list[Language], table: str) -> None:
    wrong = [
        f"{rule.id}: {alternative}"
        for language in all_languages
        for rule in getattr(language, table)
        for alternative in unreachable(rule.pattern)
    ]
    assert wrong == []


def test_names_of_actors_find_and_miss(all_languages: list[Language]) -> None:
    wrong = [
        fault
        for language in all_languages
        for row in language.actors
        for fault in faults(row.id, row.form, row.finds, row.misses, fold=False)
    ]
    assert wrong == []


def test_actors_named_in_a_language_are_in_the_registry(
    all_languages: list[Language], registry: Registry
) -> None:
    unknown = [
        f"{row.id}: {row.actor}"
        for language in all_languages
        for row in language.actors
        if row.actor not in registry and row.actor.split("/")[0] not in registry
    ]
    assert unknown == []


def test_every_person_has_an_office_and_every_office_a_person(registry: Registry) -> None:
    holders = {office.person for office in registry.offices}
    assert set(registry.persons) - holders == set()
    assert holders - set(registry.persons) == set()


def test_offices_are_those_of_known_actors_and_end_after_they_begin(registry: Registry) -> None:
    assert [office for office in registry.offices if office.of not in registry] == []
    backwards = [
        office
        for office in registry.offices
        if office.last and office.first[: len(office.last)] > office.last
    ]
    assert backwards == []


def test_persons_are_found_by_their_names_and_missed_where_another_is_meant(registry: Registry) -> None:
    for person in registry.persons.values():
        assert person.finds, person.id
        assert person.misses, person.id
        full = [person.name, *person.names]
        assert list(faults(person.id, [*full, *person.surnames], person.finds, "", fold=False)) == []
        assert list(faults(person.id, full, "", person.misses, fold=False)) == []
        assert own_surnames(person.surnames, person.misses) == [], person.id


def own_surnames(surnames: Iterable[str], text: str) -> list[str]:
    """The surnames in a text that do not follow the first name of somebody else."""
    words = Words(text)
    return [
        text[hit.span.start : hit.span.end]
        for hit in Phrases(map(Form, surnames), fold=False).find(words)
        if not (hit.first and words.joined(hit.first) and words[hit.first - 1].text.istitle())
    ]


def test_organisations_are_found_and_missed_by_their_names(registry: Registry) -> None:
    wrong = [
        fault
        for organisation in registry.organisations.values()
        for fault in faults(
            organisation.id, [organisation.name], organisation.finds, organisation.misses, fold=False
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("menolak", []),
        ("U.S. / sama-sama", []),
        ("call .. off", []),
        ("tolak* untuk|buat", []),
        (".. off", [".. off"]),
        ("_ off / on", ["_ off"]),
        ("sama-sama|serta", ["sama-sama|serta: sama-sama|serta"]),
        ("m*", ["m*: m*"]),
        ("ber-* x", ["ber-* x: ber-*"]),
        ("sekitar %", ["sekitar %: %"]),
        ("Mr. / mr.|mrs. x", []),
    ],
)
def test_what_can_never_match_is_seen(pattern: str, wrong: list[str]) -> None:
    assert list(unreachable(pattern)) == wrong


def test_broken_promises_are_seen() -> None:
    assert list(faults("x", ["tolak"], "ia menolak", "kami tolak", fold=True)) == [
        "x does not find: ia menolak",
        "x does not miss: kami tolak",
    ]
    assert list(faults("x", ["AS"], "tentara AS", "as roda", fold=False)) == []
