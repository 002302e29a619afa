"""Commands about Kawat itself: explain, language, settings, help."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from commands import kawat, lines, refused, rows
from kawat.language import Languages
from kawat.model.card import read_card
from kawat.model.model import WEIGHTS
from kawat.pipeline import STAGES
from kawat.serve.cli import main
from kawat.settings import Settings
from kawat.stage import Stage


def test_explain_lists_the_stages_in_order() -> None:
    names = [stage.name for stage in STAGES]
    assert [row["stage"] for row in rows("explain")] == names
    assert [line["stage"] for line in lines("explain")] == names
    assert [row["stage"] for row in json.loads(kawat("explain", "--json").stdout)] == names
    assert "The path of a report, stage by stage" in kawat("explain").stdout


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_explain_a_stage(stage: Stage) -> None:
    told = kawat("explain", stage.name).stdout
    assert told.startswith(f"{stage.name}, version {stage.version}\n")
    assert " ".join(stage.doc.split()) in " ".join(told.split())
    (line,) = lines("explain", stage.name)
    assert line["version"] == stage.version


def test_explain_a_rule(languages: Languages) -> None:
    rule = next(iter(languages["id"].rules()))
    (row,) = lines("explain", rule.id)
    assert (row["id"], row["finds"]) == (rule.id, rule.finds)
    assert rule.id in kawat("explain", rule.id).stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quotas", "no stage 'quotas': known are paragraphs, wrapper, sentences"),
        ("id/no/such", r"no rule 'id/no/such': 'kawat language id --rules' lists"),
        ("xx/say/hello", "no rule 'xx/say/hello': a rule's id begins with its language, .* en, id"),
        ("0a1b2c3d", "'0a1b2c3d' looks like the id of an item: 'kawat show STORE 0a1b2c3d' shows it"),
    ],
)
def test_what_cannot_be_explained(name: str, message: str) -> None:
    assert re.match(message, refused("explain", name))


def test_languages_are_listed(languages: Languages) -> None:
    assert [row["code"] for row in rows("language")] == list(languages.codes)
    assert json.loads(kawat("language", "--json").stdout) == lines("language")
    assert "Bahasa Indonesia" in kawat("language").stdout


def test_a_language_and_its_gaps(languages: Languages) -> None:
    counted = {row["part"]: row["holds"] for row in rows("language", "id")}
    assert counted["saying"] == str(len(languages["id"].saying))
    assert "Bahasa Indonesia (id)" in kawat("language", "id").stdout
    assert [row["id"] for row in rows("language", "id", "--rules")] == [
        rule.id for rule in languages["id"].rules()
    ]
    assert rows("language", "ms") == rows("language", "id")
    assert "no folder for language 'tlh': known are en, id" in refused("language", "tlh")


def test_a_language_says_how_well_the_model_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    card = read_card(WEIGHTS / "model.json")
    scored = msgspec.structs.replace(card, scores={"id": {"CSUI LAS": 80.5}, "en": {"EWT LAS": 88.0}})
    monkeypatch.setattr("kawat.model.card.read_card", lambda path: scored)
    told = {
        row["part"]: (row["holds"], row["gaps"]) for row in rows("language", "id") if "model" in row["part"]
    }
    assert told == {
        "model version": (card.version, ""),
        "model licence": ("CC BY-SA 4.0", ""),
        "model CSUI LAS": ("80.5", ""),
    }
    unlearned = msgspec.structs.replace(card, languages={"en": "ewt"})
    monkeypatch.setattr("kawat.model.card.read_card", lambda path: unlearned)
    assert "no treebank of this language learned" in {row["gaps"] for row in rows("language", "id")}


def test_settings_say_where_they_come_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAWAT_LARGEST_TEXT", "5000")
    (tmp_path / "kawat.toml").write_text("family_containment = 0.7\n", encoding="utf-8")
    found = {row["setting"]: row for row in rows("settings")}
    assert list(found) == list(Settings.__struct_fields__)
    assert (found["largest_text"]["value"], found["largest_text"]["from"]) == ("5000", "environment")
    assert found["family_containment"]["from"].endswith("kawat.toml")
    assert found["actors"]["from"] == "default"
    assert "KAWAT_<SETTING> overrides it" in kawat("settings").stdout
    assert {row["setting"]: row["value"] for row in lines("settings")} == {
        **msgspec.structs.asdict(Settings()),
        "largest_text": 5000,
        "family_containment": 0.7,
    }


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAWAT_LARGEST_TEXT", "much")
    assert refused("settings").startswith("environment: largest_text: Expected `int`")


@pytest.mark.parametrize("name", ["", *main.commands])
def test_every_command_has_help(name: str) -> None:
    arguments = [name] if name else []
    told = kawat(*arguments, "--help").stdout
    assert told == kawat(*arguments, "-h").stdout
    assert told.startswith(f"Usage: main {name}".rstrip())


def test_an_unknown_command() -> None:
    assert "No such command 'publish'" in refused("publish", status=2)
