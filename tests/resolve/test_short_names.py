"""Which body 'the union' or 'komisi itu' means: the one whose full name has that noun at its head."""

from __future__ import annotations

import pytest

from kawat.records import Name
from reading import Reader

RULE = "bodies/short-name"


def short(read: Reader, code: str, text: str) -> list[tuple[str, str | None, bool]]:
    """Short names, which body each means, and whether it stands for itself."""
    report = read(code, text)
    names = [name for name in report.all(Name) if name.made.rule == RULE]
    return [(report.text[name.at[0].start : name.at[0].end], name.actor, name.head) for name in names]


@pytest.mark.parametrize(
    ("code", "text", "words", "actor", "head"),
    [
        ("en", "The African Union met on Monday. The union was silent.", "union", "AU", True),
        ("en", "The International Court of Justice met. The Court was silent.", "Court", "ICJ", True),
        # the noun before 'of' is the head
        ("en", "The International Court of Justice met. The court was silent.", "court", "ICJ", True),
        # it only says whose
        ("en", "The African Union met on Monday. The union's envoy left.", "union", "AU", False),
        # the last named of several
        ("en", "The African Union met. The European Union met. The union was silent.", "union", "EU", True),
        ("id", "Mahkamah Internasional bersidang. Mahkamah itu diam.", "Mahkamah", "ICJ", True),
        ("id", "Mahkamah Internasional bersidang. Mahkamah tersebut diam.", "Mahkamah", "ICJ", True),
    ],
)
def test_a_noun_means_the_body_of_that_name(
    read: Reader, code: str, text: str, words: str, actor: str, head: bool
) -> None:
    assert short(read, code, text) == [(words, actor, head)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # nobody has been named yet, or only in an abbreviation
        ("en", "The union was silent. The African Union met on Monday."),
        ("en", "NATO met on Monday. The union was silent."),
        # not the one that was named
        ("en", "The African Union met on Monday. A union was silent."),
        ("id", "Mahkamah Internasional bersidang. Sebuah mahkamah diam."),
        # the name of another
        ("en", "The African Union met on Monday. The Union Bank was silent."),
        # part of the full name itself
        ("en", "The African Union met on Monday. The African Union was silent."),
        # a group in plain words is no name
        ("en", "Western leaders met on Monday. The western alliance was silent."),
    ],
)
def test_other_nouns_mean_nobody(read: Reader, code: str, text: str) -> None:
    assert short(read, code, text) == []


def test_a_name_is_forgotten_after_a_while(read: Reader) -> None:
    between = "It rained on Monday. " * 20
    assert short(read, "en", f"The African Union met. {between[:-21]} The union was silent.") != []
    assert short(read, "en", f"The African Union met. {between} The union was silent.") == []
