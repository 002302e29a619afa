"""Commands as processes: standard input, pipes that close early, exit statuses, full disks, terminals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

import freedonia
from commands import command, environment, kawat, process
from kawat import Quote, Report, decode

resource = pytest.importorskip("resource", reason="needs limits on a process, which Windows has not")


def reports_of(printed: bytes) -> list[Report]:
    records = [decode(line) for line in printed.splitlines()]
    assert any(isinstance(record, Quote) for record in records)
    return [record for record in records if isinstance(record, Report)]


@pytest.mark.parametrize(
    ("given", "sources", "words"),
    [
        (freedonia.BRIEF, ["-"], "Iceland sends patrol ship"),
        (freedonia.PAGE, ["-"], "Talks in Nairobi end early"),
        (freedonia.many(2), ["-#0", "-#1"], None),
    ],
    ids=["text", "page", "lines"],
)
def test_standard_input(given: str, sources: list[str], words: str | None) -> None:
    done = process("read", "-", given=given.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    found = reports_of(done.stdout)
    assert [report.source for report in found] == sources
    assert found[0].title == words or words is None


def test_standard_input_into_a_store_beside_files(tmp_path: Path, reports: Path) -> None:
    store = tmp_path / "s.kawat"
    assert kawat("add", store, reports / "wire.txt", "-", input=freedonia.BRIEF).stderr == "2 added\n"
    told = kawat("add", store, "-", input="", status=1).stderr
    assert told == "-: it holds no text: leave it out\n0 added, 1 failed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["quotes", "-n", "0"],
        ["export"],
        ["export", "--to", "csv", "--kind", "sentence"],
        ["reports", "--json"],
    ],
    ids=" ".join,
)
def test_a_pipe_that_closes_early_is_no_error(store: Path, arguments: list[str]) -> None:
    name, *options = arguments
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            command(name, store, *options),
            stdout=closed,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_one_line_of_a_long_output_is_enough(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text(freedonia.many(120), encoding="utf-8")
    with subprocess.Popen(
        command("read", feed), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert json.loads(running.stdout.readline())["kind"] == "report"
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["settings"], 0), (["show", "nowhere.kawat", "x"], 1), (["reports"], 2)],
    ids=["done", "our error", "wrong use"],
)
def test_exit_statuses(tmp_path: Path, arguments: list[str], status: int) -> None:
    done = process(*arguments, cwd=tmp_path)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("options", [["--csv"], []], ids=["rows", "table"])
def test_output_on_a_full_disk(store: Path, options: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("actors", store, *options),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"Error: the output cannot be written (No space left on device): make room")
    assert done.stderr.count(b"\n") == 1


def test_a_store_on_a_full_disk_keeps_what_was_finished(tmp_path: Path) -> None:
    feed, store = tmp_path / "feed.jsonl", tmp_path / "s.kawat"
    feed.write_text(freedonia.many(60), encoding="utf-8")
    most = 700_000

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = process("add", store, feed, preexec_fn=no_room)
    assert done.returncode == 1
    count, error = done.stderr.decode().splitlines()
    assert error.startswith(f"Error: {store}: the disk ")
    assert error.endswith("then repeat the command")
    added = int(count.removesuffix(" added"))
    assert 0 < added < 60
    assert kawat("add", store, feed).stderr == f"{60 - added} added, {added} there already\n"


def test_a_very_long_text_is_refused_by_default(tmp_path: Path) -> None:
    """Neither decoded nor searched: that would take minutes and gigabytes."""
    (tmp_path / "long.txt").write_bytes(b"word " * 10_000_000)
    (tmp_path / "long.jsonl").write_bytes(b'{"text": "' + b"word " * 10_000_000 + b'"}\n')
    gigabyte = 1 << 30

    def little_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (gigabyte, gigabyte))

    done = process("read", "long.txt", "long.jsonl", cwd=tmp_path, preexec_fn=little_memory)
    assert done.returncode == 1
    said = "it is longer than 10,000,000 characters: split it or raise the setting 'largest_text'"
    assert done.stderr.decode().splitlines() == [
        f"long.txt: {said}",
        f"long.jsonl#1: line 1: {said}",
        "0 read, 2 failed",
    ]


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a terminal, which Windows has not in this form")
    feed = tmp_path / "feed.jsonl"
    feed.write_text(freedonia.many(2), encoding="utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("add", tmp_path / "s.kawat", feed),
        stderr=theirs,
        env=environment(TERM="xterm", COLUMNS="120"),
    ) as running:
        os.close(theirs)
        shown = read_all(ours)
    assert running.returncode == 0
    assert "reading" in shown
    assert shown.rstrip().endswith("2 added")


def read_all(terminal: int) -> str:
    """What was written to a terminal until its last user closed it."""
    pieces = []
    while True:
        try:
            pieces.append(os.read(terminal, 65536))
        except OSError:  # Linux says at the end of a terminal that it is broken
            break
        if not pieces[-1]:
            break
    os.close(terminal)
    return b"".join(pieces).decode()


def test_an_interrupted_command_says_how_far_it_came(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    os.mkfifo(feed)
    with (
        subprocess.Popen(
            command("add", tmp_path / "s.kawat", feed), stderr=subprocess.PIPE, env=environment()
        ) as running,
        open(feed, "w", encoding="utf-8") as feeding,
    ):
        feeding.write(freedonia.many(1) + '{"id": "bad"}\n')
        feeding.flush()
        assert running.stderr is not None
        # said when the line before it has been added
        assert b"it has neither" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        assert (
            running.stderr.read() == b"\ninterrupted: the same command goes on from here\n1 added, 1 failed\n"
        )
    assert running.returncode == 130
