"""What two do to each other."""

from __future__ import annotations

import pytest

from kawat.store.weeks import pairs
from reading import Reader

BOTH = ("FRE", "SYL")


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("en", "Freedonia and Sylvania accused each other of shelling the town.", "ACCUSE"),
        ("en", "Freedonia and Sylvania exchanged threats on Monday.", "THREATEN"),
        ("en", "Fighting between Freedonia and Sylvania killed two people.", "ASSAULT"),
        ("en", "Freedonia and Sylvania severed diplomatic relations in May.", "SANCTION"),
        ("id", "Freedonia dan Sylvania saling menuduh.", "ACCUSE"),
        ("id", "Freedonia dan Sylvania memutuskan hubungan diplomatik.", "SANCTION"),
    ],
)
def test_each_does_it_to_the_other(read: Reader, code: str, text: str, kind: str) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (BOTH, BOTH)
    # nobody does it to oneself
    assert sorted(pairs(event)) == [("FRE", "SYL"), ("SYL", "FRE")]


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("en", "Freedonia and Sylvania threatened to close the canal.", "THREATEN"),
        ("id", "Freedonia dan Sylvania menyerang kota itu.", "ASSAULT"),
    ],
)
def test_two_may_do_it_to_a_third(read: Reader, code: str, text: str, kind: str) -> None:
    event = read(code, text).event(kind)
    assert (event.actors, event.recipients) == (BOTH, ())
