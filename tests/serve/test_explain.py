"""`kawat explain STORE ID`: why an event of a store was found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commands import kawat, lines, refused, rows
from kawat.annotate.event_reasons import Reasons
from kawat.records import Figure, Name, Quote, Record, Report, Sentence, Time, kind_of
from kawat.store import open_store

# type, status, who, whom, the words that show it in its sentence
CLEAR = [
    ("THREATEN", "FJI", "ISL", "warned", "Fiji warned Iceland on Friday, 21 January 2022, that"),
    ("THREATEN", "FJI", "ISL", "mengancam", "Fiji mengancam akan menjatuhkan sanksi terhadap Islandia"),
]


@cache
def explained(store: Path, id: str) -> dict[str, Any]:
    """What the command says of an event. It reads the report again: each is asked once."""
    (found,) = lines("explain", store, id)
    return dict(found)


def event(store: Path, kind: str, trigger: str) -> dict[str, Any]:
    """An event of a type with these words; of copies the first."""
    with open_store(store) as opened, opened.view() as view:
        return next(
            one
            for one in lines("events", store, "--type", kind)
            if view.text(one["report"])[slice(*one["trigger"])] == trigger
        )


def squeezed(text: str) -> str:
    """The text with one blank for any white space."""
    return " ".join(text.split())


@pytest.mark.parametrize(("kind", "who", "whom", "trigger", "sentence"), CLEAR)
def test_an_event_is_explained(
    store: Path, kind: str, who: str, whom: str, trigger: str, sentence: str
) -> None:
    told = event(store, kind, trigger)
    assert {*told["actors"], *told["recipients"]} == {who, whom}
    found = explained(store, told["id"])
    assert tuple(found) == Reasons.__struct_fields__
    assert squeezed(sentence) in squeezed(found["sentence"])
    assert (found["rule"], found["score"]) == (told["made"]["rule"], told["made"]["score"])
    assert kind in [one["says"] for one in found["listed"]]
    for name in ("types", "statuses"):
        shares = [share for _, share in found[name]]
        assert shares == sorted(shares, reverse=True)
        assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize(("kind", "who", "whom", "trigger", "sentence"), CLEAR)
def test_all_forms_tell_the_same(
    store: Path, kind: str, who: str, whom: str, trigger: str, sentence: str
) -> None:
    id = event(store, kind, trigger)["id"]
    found = explained(store, id)
    assert json.loads(kawat("explain", store, id, "--json").stdout) == [found]
    (row,) = rows("explain", store, id)
    assert (row["rule"], row["trigger"], row["score"]) == (found["rule"], trigger, f"{found['score']:g}")
    assert squeezed(sentence) in squeezed(row["sentence"])
    table = kawat("explain", store, id).stdout
    assert table.startswith(f"{found['sentence']}\n\nby {found['rule']}, score {found['score']:g}\n")
    assert "  lists        “" in table
    assert all(f"“{one['words']}” {one['says']} ({one['rule']})" in table for one in found["listed"])


def test_a_table_has_a_line_for_whatever_is_known(store: Path) -> None:
    id = event(store, "THREATEN", "warned")["id"]
    found = explained(store, id)
    told = kawat("explain", store, id).stdout.removeprefix(found["sentence"]).splitlines()[3:]
    expected = {
        "type": found["types"],
        "status": found["statuses"],
        **{part: found[part] for part in ("actors", "recipients", "places", "times")},
        "lists": found["listed"],
        "beside": found["others"],
    }
    assert [line.split()[0] for line in told] == [name for name, known in expected.items() if known]
    of_name = dict(line.split(maxsplit=1) for line in told)
    assert of_name["type"].startswith(f"THREATEN {found['types'][0][1]:.2f}, ")
    assert "Fiji" in of_name["actors"]
    assert all(words in of_name["recipients"] for words in found["recipients"])


def test_the_beginning_of_an_id_will_do(store: Path) -> None:
    id = event(store, "THREATEN", "warned")["id"]
    assert explained(store, id[:10]) == explained(store, id)


@pytest.mark.parametrize("kind", [Report, Sentence, Name, Time, Quote, Figure], ids=kind_of)
def test_only_events_are_explained(store: Path, kind: type[Record]) -> None:
    with open_store(store) as opened, opened.view() as view:
        id = next(iter(view.each(kind))).id
    message = refused("explain", store, id)
    assert message == f"'{id}' is a {kind_of(kind)}, no event: 'kawat show {store} {id}' shows it"
    assert kawat("show", store, id).stdout.startswith(f"{kind_of(kind)} {id}\n")


@pytest.mark.parametrize("id", ["0123456789abcdef", "0123456", "no-such"])
@pytest.mark.parametrize("form", [[], ["--json"], ["--nl"]])
def test_an_unknown_id(store: Path, id: str, form: list[str]) -> None:
    assert refused("explain", store, id, *form).startswith(f"nothing has an id that begins with '{id}'")


def test_no_store_and_an_empty_one(tmp_path: Path, empty: Path) -> None:
    assert "there is no such store" in refused("explain", tmp_path / "no.kawat", "0123456789abcdef")
    assert "nothing has an id that begins with" in refused("explain", empty, "0123456789abcdef")


def test_help_tells_of_events() -> None:
    assert "With STORE and the ID of an event" in kawat("explain", "--help").stdout
