"""`kawat verify`: a text checked sentence by sentence, on invented reports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commands import kawat, lines, refused


def verdicts(store: Path, text: str, *options: str, status: int) -> list[dict[str, Any]]:
    """What is said of each sentence of a text, headings left out."""
    told = kawat("verify", store, "-", "--nl", *options, input=text, status=status).stdout.splitlines()
    return [one for one in map(json.loads, told) if one["text"]]


@pytest.mark.parametrize(
    "text",
    [
        "Marta Velasco met Otto Brandel in Nairobi.",
        "“We will not accept a second winter like this,” said Marta Velasco.",
        "Sekitar 1.200 tentara Fiji dikirim ke pelabuhan utara.",
        "Islandia membantah berencana menahan armada itu di sana.",
        "Iceland sent a patrol ship to the northern harbour on 24 January 2022.",
        "Marta Velasco, the foreign minister of Freedonia, met Otto Brandel in Nairobi.",
        "More than a thousand troops of Fiji were sent to the northern harbour.",
    ],
    ids=[
        "paraphrase",
        "word for word",
        "number",
        "denial, from English",
        "day",
        "office",
        "looser number",
    ],
)
def test_what_reports_tell_is_supported(store: Path, text: str) -> None:
    (told,) = verdicts(store, text, status=0)
    assert told["verdict"] == "supported"
    passage = told["passages"][0]
    (line,) = [one for one in lines("reports", store) if one["id"] == passage["source"]["report"]]
    assert line["source"] == passage["source"]["source"]
    assert passage["count"][0] >= passage["count"][1] >= 1


def test_who_gives_a_sentence_for_a_file_is_told_how(store: Path) -> None:
    told = refused("verify", store, "Marta Velasco met Otto Brandel.")
    assert "as in 'echo \"A sentence.\" | kawat verify STORE -'" in told


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("“We will not accept a second winter like this,” said Otto Brandel.", "speaker"),
        ("Sekitar 7.200 tentara Fiji dikirim ke pelabuhan utara.", "figure"),
        ("Islandia berencana menahan armada itu di sana.", "negation"),
        ("Iceland sent a patrol ship to the northern harbour on 27 January 2022.", "day"),
        ("“We will not accept a third winter like this,” said Marta Velasco.", "quote"),
        ("Fiji has imposed sanctions on Iceland.", ""),
        ("Kenya sent a patrol ship to the northern harbour on 24 January 2022.", ""),
        ("Marta Velasco, the defence minister of Freedonia, met Otto Brandel in Nairobi.", "office"),
        ("Menteri Pertahanan Marta Velasco bertemu Otto Brandel di Nairobi.", "office"),
        ("Otto Brandel told Marta Velasco: “The ships will leave in March.”", "addressee"),
        ("Iceland withdrew a patrol ship from the northern harbour on 24 January 2022.", "antonym"),
        ("Islandia menarik kapal patroli dari pelabuhan utara pada 24 Januari 2022.", "antonym"),
        ("Hundreds of troops of Fiji were sent to the northern harbour.", "figure"),
    ],
    ids=[
        "speaker",
        "number",
        "negation",
        "day",
        "words in marks",
        "threat told as fact",
        "another doer",
        "office",
        "office, from Indonesian",
        "addressee",
        "opposite",
        "opposite, from Indonesian",
        "word for a quantity",
    ],
)
def test_one_thing_changed_is_not_supported(store: Path, text: str, slot: str) -> None:
    (told,) = verdicts(store, text, status=1)
    assert told["verdict"] in ("contradicted", "not found")
    assert slot in " ".join(told["reasons"])


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one report of a war, in which who speaks says little, and one side attacks."""
    folder = tmp_path_factory.mktemp("war")
    (folder / "speech.txt").write_text(
        "REYKJAVIK, 24 January 2022 - Marta Velasco, in her speech, denied that Iceland was isolated two "
        "years into its invasion of Fiji, saying that most of the world saw Iceland as a partner.\n\n"
        'In it, Velasco stated that Icelanders and Fijians are "one people" and that Fiji did not deserve to '
        "exist as an independent country.\n\n"
        "Icelandic forces attacked several Fijian substations with drones on Monday night.\n\n"
        "Norway condemned the invasion and debated sanctions against Iceland. Chile has placed roughly 1,000 "
        "troops on Fiji - a move the Peruvian government has condemned.\n",
        encoding="utf-8",
    )
    (folder / "undated.txt").write_text(
        "Kenya sent Fiji aid of 4.5 million dollars in March.\n\n"
        "Fiji says 14 missiles were fired at it on Sunday. Kenya has braced itself to receive up to 30,000 "
        "refugees fleeing Fiji.\n",
        encoding="utf-8",
    )
    kawat("add", folder / "war.kawat", folder / "speech.txt", folder / "undated.txt")
    return folder / "war.kawat"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Velasco said that Iceland had withdrawn all troops from Fiji.", "not found"),
        ("Velasco said that Iceland had pardoned all prisoners from Fiji.", "not found"),
        ("Velasco declared war on Fiji.", "not found"),
        ("Iceland declared war on Fiji.", "not found"),
        ("Fiji attacked an Icelandic oil refinery with drones.", "not found"),
        ("Fiji attacked several Icelandic substations with drones.", "contradicted"),
        ("Iceland attacked several Fijian substations with drones.", "supported"),
        ("Velasco denied that Iceland was isolated.", "supported"),
    ],
    ids=[
        "said, other words",
        "said, others still",
        "declared, by who speaks",
        "declared, by whom he speaks of",
        "another deed",
        "sides turned",
        "so told",
        "so denied",
    ],
)
def test_words_of_saying_stand_for_no_deed_and_one_attack_for_no_other(
    war: Path, text: str, verdict: str
) -> None:
    (told,) = verdicts(war, text, status=int(verdict != "supported"))
    assert told["verdict"] == verdict
    assert not any(reason.endswith(": ") for reason in told["reasons"])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Norway condemned the invasion and discussed sanctions against Iceland.", "supported"),
        ("Norway imposed sanctions on Iceland over the invasion of Fiji.", "not found"),
        ("Peru condemned that Chile placed 1,000 troops on Fiji.", "supported"),
        ("Chile condemned Peru's government for placing 1,000 troops on Fiji.", "not found"),
        ("Fiji said 14 missiles were fired on Sunday.", "supported"),
        ("Fiji said 14 missiles were fired on Monday.", "not found"),
        ("In March, Fiji received aid of 4.5 million dollars from Kenya.", "not found"),
        ("Kenya braced itself to receive as many as 30,000 Fijian refugees.", "supported"),
    ],
    ids=[
        "so told",
        "another deed to another thing",
        "who condemns",
        "who is condemned",
        "a day of an unknown week",
        "another one",
        "received from who sent",
        "refugees of anybody",
    ],
)
def test_a_deed_is_told_by_who_does_it_and_to_what(war: Path, text: str, verdict: str) -> None:
    (told,) = verdicts(war, text, status=int(verdict != "supported"))
    assert told["verdict"] == verdict, told


def test_what_nobody_tells_is_not_found_and_nothing_is_said_of_its_truth(store: Path) -> None:
    told = kawat("verify", store, "-", input="Portugal bought forty submarines from Peru.\n", status=1).stdout
    assert told.startswith("not found")
    assert "1 not found" in told
    assert not {"true", "false"} & set(told.casefold().split())


def test_markdown_is_read_without_its_marks_and_places_are_those_of_the_file(store: Path) -> None:
    text = "# Fishing\n\n- **Marta Velasco** met Otto Brandel in Nairobi.\n- Who will yield?\n"
    first, second = verdicts(store, text, status=0)
    assert (first["verdict"], second["verdict"]) == ("supported", "nothing to check")
    assert text[slice(*first["at"])] == "Marta Velasco** met Otto Brandel in Nairobi."
    assert second["reasons"] == ["a question"]


def test_citations_are_checked(store: Path) -> None:
    quotes = lines("quotes", store, "-n", "0")
    mine = next(one["id"] for one in quotes if one["speaker_actor"] == "marta-velasco")
    words = "“We will not accept a second winter like this”"
    cited = next(
        one["id"]
        for one in quotes
        if one["speaker_actor"] == "marta-velasco"
        and any(
            "second winter" in shown["text"]
            for shown in json.loads(kawat("show", store, one["id"], "--json").stdout)["contexts"]
        )
    )
    (told,) = verdicts(store, f"Marta Velasco said: {words}. [{cited[:8]}]", status=0)
    assert told["cited"] == [cited[:8]]
    (other,) = verdicts(store, f"Otto Brandel said: {words}. [{cited[:8]}]", status=1)
    assert other["verdict"] != "supported"
    (unknown,) = verdicts(store, f"Marta Velasco said: {words}. [0123456789abcdef]", status=1)
    assert "0123456789abcdef" in unknown["reasons"][0]
    assert mine


def test_the_count_beside_a_citation_is_checked(store: Path) -> None:
    whole = next(one for one in lines("sayings", store) if one["speaker_actor"] == "marta-velasco")
    shown = json.loads(kawat("show", store, whole["id"], "--json").stdout)
    words = shown["members"][0]["words"].rstrip(",.")
    text = "Marta Velasco said: “{}” ({} reports of {} origins). [{}]"
    right = text.format(words, whole["reports"], whole["origins"], whole["id"])
    assert verdicts(store, right, status=0)[0]["verdict"] == "supported"
    wrong = text.format(words, whole["reports"] + 5, whole["origins"], whole["id"])
    assert "count" in " ".join(verdicts(store, wrong, status=1)[0]["reasons"])


def test_as_of_a_day_later_reports_say_nothing(store: Path) -> None:
    text = "Iceland sent a patrol ship to the northern harbour on 24 January 2022."
    (told,) = verdicts(store, text, "--as-of", "2022-01-22", status=1)
    assert told["verdict"] == "not found"


def test_as_csv_a_line_a_sentence(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Marta Velasco met Otto Brandel in Nairobi.", encoding="utf-8")
    told = kawat("verify", store, file, "--csv").stdout
    (row,) = csv.DictReader(io.StringIO(told))
    assert row["verdict"] == "supported"
    assert row["copies"].split("/")[0] >= "1"


def test_a_text_that_is_not_there_or_holds_nothing(store: Path, tmp_path: Path) -> None:
    assert "nowhere.txt" in refused("verify", store, tmp_path / "nowhere.txt")
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    assert "it holds no text" in refused("verify", store, empty)


def test_an_empty_store_tells_of_nothing(empty: Path) -> None:
    (told,) = verdicts(empty, "Marta Velasco met Otto Brandel in Nairobi.", status=1)
    assert told["verdict"] == "not found"
    assert told["passages"] == []
