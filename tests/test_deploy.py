"""What `deploy/` says can be done: its commands have these options, its settings and files are there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from kawat.serve.cli import main
from kawat.serve.web.probes import PROBES
from kawat.settings import load_settings
from kawat.store import open_store

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
# what a careful reader of units calls well enclosed
EXPOSED = 20


def compose() -> dict[str, Any]:
    """The file, without what it takes from the environment."""
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", (DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return yaml.safe_load(text.replace("$$", "$"))


def words_of(command: str | list[str]) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else command


def commands() -> Iterator[list[str]]:
    """The commands of Kawat that the files run."""
    for service in compose()["services"].values():
        words = words_of(service.get("command", ""))
        if words[:1] == ["kawat"]:
            yield words[1:]
    for unit in UNITS:
        (line,) = re.findall(r"^ExecStart=\S+/kawat (.+)$", unit.read_text(encoding="utf-8"), re.M)
        yield shlex.split(line)


@pytest.mark.parametrize("words", [*commands()], ids=" ".join)
def test_commands_are_there_with_these_options(words: list[str]) -> None:
    command = main.commands[words[0]]
    command.make_parser(click.Context(command)).parse_args(words[1:])
    context = command.make_context(words[0], words[1:])
    assert context.params["store"] == words[1]


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    for name, service in compose()["services"].items():
        yield name, {key: str(value) for key, value in service.get("environment", {}).items()}
    for unit in UNITS:
        pairs = re.findall(
            r"(\w+)=(\S+)", " ".join(re.findall(r"^Environment=(.+)$", unit.read_text(), re.M))
        )
        yield unit.name, dict(pairs)
    told = re.findall(r"`(KAWAT_\w+)", (DEPLOY / "README.md").read_text(encoding="utf-8"))
    values = {"KAWAT_ROOT": "/desk", "KAWAT_DRAIN_SECONDS": "1", "KAWAT_GRACE_SECONDS": "1"}
    yield "README.md", {name: values.get(name, "10.0.0.1") for name in told}


@pytest.mark.parametrize(
    ("name", "given"), [*environments()], ids=lambda one: one if isinstance(one, str) else ""
)
def test_settings_are_known(name: str, given: dict[str, str], tmp_path: Path) -> None:
    load_settings(folder=tmp_path, environment=given)


def test_services_hang_together() -> None:
    told = compose()
    services = told["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        assert set(service.get("secrets", ())) <= set(told["secrets"]), name
        role = service.get("environment", {}).get("ROLE")
        if role is not None:
            # it opens the store as whom it has the password of
            assert service["secrets"] == [role]
            assert f"postgresql://{role}@database/" in str(service["command"])
            assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith("./") and source != "./reports":
                assert (DEPLOY / source).is_file()
    assert services["server"]["environment"]["ROLE"] == "kawat_reader"
    # figures and the desk without a certificate are not for everybody
    assert all(port.startswith("127.0.0.1:") for port in services["server"]["ports"])
    # longer than it takes by itself
    given = services["server"]["environment"]
    least = int(given["KAWAT_DRAIN_SECONDS"]) + int(given["KAWAT_GRACE_SECONDS"])
    assert int(services["server"]["stop_grace_period"].rstrip("s")) > least + 5


def test_tables_are_made_as_it_says(tmp_path: Path) -> None:
    python, flag, program = compose()["services"]["init"]["command"]
    assert (python, flag) == ("python", "-c")
    path = tmp_path / "made.kawat"
    changed = re.sub(r"postgresql://[^\"]+", str(path), program)
    subprocess.run([sys.executable, flag, changed], check=True)
    with open_store(path) as opened:
        opened.check()


def test_the_image_is_well_when_the_server_is_ready() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (program,) = re.findall(r'CMD \["python", "-c", "(.+)"\]', text)
    compile(program, "health", "exec")
    assert any(f"http://127.0.0.1:8000{probe}'" in program for probe in PROBES)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    for named in re.findall(r"\[([a-z,]+)\]'", text):
        # the store's own is another branch of the tree of extras
        assert set(named.split(",")) <= {*extras, "postgres"}
    assert re.search(r"^USER [1-9]\d*$", text, re.M)


def test_the_image_is_built_from_all_it_needs() -> None:
    allowed = [
        line.removeprefix("!")
        for line in (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    assert all((ROOT / name).exists() for name in allowed)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = [project["readme"], *project["license-files"], "pyproject.toml", "requirements.lock"]
    for name in needed:
        assert any(name == one or fnmatch(name, f"{one}/*") for one in allowed), name


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze, to read units")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_read_and_enclosed(unit: Path, tmp_path: Path) -> None:
    here = shutil.which("kawat") or sys.executable
    mine = tmp_path / unit.name
    mine.write_text(unit.read_text(encoding="utf-8").replace("/opt/kawat/bin/kawat", here), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", mine], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSED}", mine],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_page_names_commands_and_files_that_there_are() -> None:
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`(?:\./)?([\w.-]+\.(?:yaml|sql|service))`", text):
        assert (DEPLOY / name).is_file(), name
    for words in re.findall(r"`kawat ([a-z]+)((?: [^`]*)?)`", text):
        assert words[0] in main.commands
        known = {opt for one in main.commands[words[0]].params for opt in one.opts}
        assert set(re.findall(r"--[a-z-]+", words[1])) <= known
    for service in re.findall(r"`docker compose (?:stop|run --rm|exec) (\w+)", text):
        assert service in compose()["services"]
