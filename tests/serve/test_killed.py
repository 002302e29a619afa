"""`kawat add` killed at any moment: what was stored stays, and the same command completes the rest."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import freedonia
from commands import command, environment, kawat

NUMBER = 60
# killed when so many reports are stored: from the making of the store to the search for copies
MOMENTS = (0, 1, 2, 7, 15, 24, 33, 41, 52, NUMBER)


def stored(path: Path) -> int:
    """How many reports another process has stored; -1 before there is a place for them."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:
        return 0 if path.exists() else -1


def killed_at(moment: int, store: Path, feed: Path) -> int:
    """Runs the command until so many reports are stored, kills it, and says how many are then."""
    with subprocess.Popen(command("add", store, feed), stderr=subprocess.PIPE, env=environment()) as running:
        while stored(store) < moment and running.poll() is None:
            time.sleep(0.005)
        running.kill()
    return stored(store)


def everything(store: Path) -> list[str]:
    return sorted(kawat("export", store).stdout.splitlines())


def test_killed_ten_times_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    feed, store, whole = (tmp_path / name for name in ("feed.jsonl", "killed.kawat", "whole.kawat"))
    feed.write_text(freedonia.many(NUMBER), encoding="utf-8")
    before = 0
    for moment in MOMENTS:
        after = killed_at(moment, store, feed)
        assert after >= max(before, moment)
        before = after
    told = kawat("add", store, feed).stderr
    assert told == f"{NUMBER - before} added, {before} there already\n"
    assert kawat("add", whole, feed).stderr == f"{NUMBER} added\n"
    assert everything(store) == everything(whole)
    assert len(kawat("families", store, "--nl").stdout.splitlines()) == NUMBER // 3
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
