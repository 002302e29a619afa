"""Settings: four layers, the last one that speaks is heard, and each value says where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawat.errors import SettingsError
from kawat.settings import Settings, load_settings


def test_without_anything_all_is_default(tmp_path: Path) -> None:
    settings, origin = load_settings(folder=tmp_path, environment={})
    assert settings == Settings()
    assert set(origin) == set(Settings.__struct_fields__)
    assert set(origin.values()) == {"default"}


def test_arguments_go_over_environment_over_file_over_default(tmp_path: Path) -> None:
    file = tmp_path / "kawat.toml"
    file.write_text('language = "en"\nlargest_text = 10\nfamily_containment = 0.7\n', encoding="utf-8")
    settings, origin = load_settings(
        {"language": "id", "actors": None},
        folder=tmp_path,
        environment={"KAWAT_LANGUAGE": "ms", "KAWAT_LARGEST_TEXT": "20", "HOME": "/nowhere"},
    )
    assert (settings.language, settings.largest_text, settings.family_containment) == ("id", 20, 0.7)
    assert settings.actors is None
    assert origin["language"] == "arguments"
    assert origin["largest_text"] == "environment"
    assert origin["family_containment"] == str(file)
    assert origin["actors"] == "default"


def test_an_argument_of_none_says_nothing(tmp_path: Path) -> None:
    _, origin = load_settings({"language": None}, folder=tmp_path, environment={"KAWAT_LANGUAGE": "id"})
    assert origin["language"] == "environment"


def test_the_environment_and_the_folder_are_ours_unless_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAWAT_LANGUAGE", "id")
    (tmp_path / "kawat.toml").write_text("largest_text = 5", encoding="utf-8")
    settings, _ = load_settings()
    assert (settings.language, settings.largest_text) == ("id", 5)


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        ({"largest": 1}, {}, r"^arguments: there is no setting 'largest'; known are largest_text, actors"),
        ({}, {"KAWAT_COLOUR": "red"}, r"^environment: there is no setting 'colour'; known are"),
        (
            {},
            {"KAWAT_LARGEST_TEXT": "many"},
            r"^environment: largest_text: Expected `int`, got `str`$",
        ),
        ({}, {"KAWAT_LOG": "xml"}, r"^environment: log: Invalid enum value 'xml'$"),
        ({"largest_text": 0}, {}, r"^arguments: largest_text: Expected `int` >= 1$"),
        ({"family_containment": 7}, {}, r"^arguments: family_containment: Expected `float` <= 1"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(
    tmp_path: Path, arguments: dict[str, object], environment: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        load_settings(arguments, folder=tmp_path, environment=environment)


@pytest.mark.parametrize("content", [b"language = ", b'language = "\xff"'], ids=["no TOML", "no UTF-8"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kawat.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"kawat\.toml: .*: mend the file or move it away"):
        load_settings(folder=tmp_path, environment={})


def test_a_wrong_value_in_the_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "kawat.toml").write_text('largest_text = "x"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"kawat\.toml: largest_text: Expected `int`"):
        load_settings({"largest_text": 3}, folder=tmp_path, environment={})


@pytest.mark.parametrize(
    ("name", "value", "setting"),
    [
        ("KAWAT_PORT", "tcp://10.0.0.1:8765", False),
        ("KAWAT_SERVICE_HOST", "10.0.0.1", False),
        ("KAWAT_SERVICE_PORT_HTTP", "8765", False),
        ("KAWAT_PORT_8765_TCP_ADDR", "10.0.0.1", False),
        ("KAWAT_DB_PORT", "tcp://10.0.0.2:5432", False),
        ("KAWAT_DB_SERVICE_HOST", "10.0.0.2", False),
        ("KAWAT_PORT", "9000", True),
        ("KAWAT_SERVICE", "desk", True),
    ],
)
def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_setting(
    tmp_path: Path, name: str, value: str, setting: bool
) -> None:
    if setting:
        with pytest.raises(SettingsError, match="there is no setting"):
            load_settings(folder=tmp_path, environment={name: value})
    else:
        assert load_settings(folder=tmp_path, environment={name: value})[0] == Settings()
