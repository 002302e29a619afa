"""Names, days and numbers in the reader's language, and a label for whatever a record may say."""

from __future__ import annotations

from typing import get_args

import pytest

from kawat import ontology, records
from kawat.records import Period
from kawat.serve.web.labels import LABELS
from kawat.serve.web.words import Words

VALUES = {
    "act": records.Act,
    "status": records.Status,
    "type": records.EventType,
    "outcome": records.Outcome,
    "commitment": records.CommitmentSort,
    "form": records.Form,
    "wording": records.Wording,
    "zone": records.ZoneRole,
    "copy": records.CopyKind,
    "about": records.About,
    "actor": records.ActorSort,
    "dated": records.DatedBy,
    "group": ontology.Group,
}


def words(language: str) -> Words:
    return Words(language, lambda message: message, lambda id: None)


@pytest.mark.parametrize("field", VALUES)
def test_every_value_of_a_field_has_a_label(field: str) -> None:
    assert set(LABELS[field]) == set(get_args(VALUES[field]))


@pytest.mark.parametrize(
    ("language", "first", "last", "told"),
    [
        ("en", "2022-01-21", "2022-01-21", "21 Jan 2022"),
        ("en", "2022-01-21", "2022-01-23", "21–23 Jan 2022"),
        ("id", "2022-08-21", "2022-08-21", "21 Agu 2022"),
        ("id", "2021-12-30", "2022-01-02", "30 Des 2021 – 2 Jan 2022"),
    ],
)
def test_days_are_told_in_the_readers_way(language: str, first: str, last: str, told: str) -> None:
    shown = words(language).days(Period(first, last))
    # CLDR has thin and other spaces around the dash, and not in every version
    assert " ".join(shown.split()).replace(" – ", "–") == told.replace(" – ", "–")


def test_numbers_have_the_separators_of_the_language() -> None:
    assert words("en").number(112000.5) == "112,000.5"
    assert words("id").number(112000.5) == "112.000,5"
    assert words("en").number(None) == ""


def test_a_state_is_called_as_the_language_calls_it() -> None:
    assert words("en").name("DEU") == "Germany"
    assert words("id").name("DEU") == "Jerman"
    assert words("id").name("DEU/senior-official") == "senior official (Jerman)"
    assert words("id").name(None) == "nobody named"


def test_codes_in_a_line_become_names_and_days() -> None:
    line = "it was done: DEU, FRA: CONSULT on 2022-01-10, nearness 0.72"
    known = Words("en", lambda message: message, lambda id: None)
    assert known.plain(line) == "it was done: DEU, FRA: meet or talk on 10 Jan 2022, nearness 0.72"


def test_an_office_begins_as_closely_as_is_known() -> None:
    assert [words("en").date(day) for day in ("2009", "2009-01", "2009-01-20", None)] == [
        "2009", "Jan 2009", "20 Jan 2009", "",
    ]  # fmt: skip
