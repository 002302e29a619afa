"""The pages tell the truth: what is generated is up to date, and what is named is there."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from kawat import errors
from kawat.language import Languages
from kawat.pipeline import STAGES
from kawat.records import KINDS, Record, kind_of
from kawat.serve.cli import main
from kawat.settings import Settings
from kawat.stage import Stage

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TREE: list[type[errors.KawatError]] = [errors.KawatError, *errors.KawatError.__subclasses__()]
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
# all pictures together: whoever clones the repository fetches them
MOST_BYTES = 6_000_000
# a command in a page: 'kawat', its name, and the rest up to where the shell or the sentence goes on
_COMMAND = re.compile(r"(?:(?<=`)|^|(?<=[|;&] ))kawat((?: [^`|;&#\n]*)?)", re.M)
_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The program that writes the pages."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pictures_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'!\[[^\]]*\]\(([^)\s]+)\)|<img src="([^"]+)"|srcset="([^"]+)"', text)
    for name in {name for names in named for name in names if name}:
        assert (page.parent / name).is_file(), name


def test_pictures_are_small() -> None:
    pictures = list((DOCS / "pictures").glob("*.webp"))
    assert sum(one.stat().st_size for one in pictures) < MOST_BYTES
    shown = page("PICTURES")
    assert {one.name for one in pictures} == set(re.findall(r"pictures/([\w-]+\.webp)", shown))


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date(generate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--check"]) == 0, capsys.readouterr().out


def test_a_stale_page_is_named_and_written_anew(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "HERE", tmp_path)
    (tmp_path / "settings.md").write_text(page("settings") + "\nOld.", encoding="utf-8")
    assert generate.main(["--check"]) == 1
    assert "settings.md" in capsys.readouterr().out
    assert "Old." in (tmp_path / "settings.md").read_text(encoding="utf-8")
    assert generate.main([]) == 0
    assert (tmp_path / "settings.md").read_text(encoding="utf-8") == generate.settings()


def test_pages_are_the_same_on_every_terminal(generate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = []
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        pages.append(generate.commands())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_help_and_stands_in_the_page(name: str) -> None:
    command = main.commands[name]
    assert (command.help or "").strip()
    section = page("commands").split(f"## `kawat {name}`\n")[1].split("\n## ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert max(parameter.opts, key=len) in section


@pytest.mark.parametrize("name", Settings.__struct_fields__)
def test_every_setting_is_documented_in_words_of_its_own(name: str) -> None:
    sections = re.findall(r"^## `(\w+)`\n\n(.+)$", page("settings"), re.M)
    told = dict(sections)
    assert re.fullmatch(r"Default: `.+`\. \S.+\.", told[name])
    words = [section.partition("`. ")[2] for _, section in sections]
    assert words.count(told[name].partition("`. ")[2]) == 1


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_stage_is_documented(stage: Stage) -> None:
    section = page("stages").split(f"## {stage.name}\n")[1].split("\n## ")[0]
    assert stage.doc.splitlines()[0] in section
    assert f"Version {stage.version}." in section


@pytest.mark.parametrize("error", TREE)
def test_every_error_is_documented(error: type[errors.KawatError]) -> None:
    assert re.search(rf"^- `{error.__name__}`: \w", page("stages"), re.M)


@pytest.mark.parametrize("kind", KINDS, ids=kind_of)
def test_every_record_is_documented(kind: type[Record]) -> None:
    assert f"\n## `{kind_of(kind)}`\n" in page("records")


def test_every_language_is_documented(languages: Languages) -> None:
    for code in languages.codes:
        assert f"| {code} | {languages[code].name} |" in page("languages")


def named(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands that a page names, each with its options."""
    for match in _COMMAND.finditer(text):
        name = re.match(r" [a-z]+", match[1])
        yield (name[0].strip() if name else ""), _OPTION.findall(match[1])


def wrong(text: str) -> list[str]:
    """What a page names and the command line has not."""
    found = []
    for name, options in named(text):
        if name and name not in main.commands:
            found.append(name)
        command = main.commands.get(name, main)
        known = {opt for parameter in command.params for opt in (*parameter.opts, *parameter.secondary_opts)}
        found += [f"{name} {option}" for option in options if option not in known | {"--help", "-h"}]
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_name_only_what_there_is(path: Path) -> None:
    assert wrong(path.read_text(encoding="utf-8")) == []


def test_the_readme_names_commands() -> None:
    names = {name for name, _ in named((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert {"demo", "add", "read", "show"} <= names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`kawat publish`", ["publish"]),
        ("kawat quotes s --loud", ["quotes --loud"]),
        ("cat x | kawat read - --nl --moon", ["read --moon"]),
        ("`kawat --colour`", [" --colour"]),
        ("kawat timeline s --no-quotes -n 3 -a X | head --lines 3", []),
        ("A page on kawat publish history.", []),
    ],
)
def test_a_wrong_name_is_seen(text: str, found: list[str]) -> None:
    assert wrong(text) == found


def test_links_between_pages_lead_somewhere() -> None:
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
