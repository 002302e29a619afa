"""A writer killed at any moment loses nothing that it said was done; the same command completes the rest."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from crisis import talks
from kawat.records import Quote
from kawat.store import open_store

KILLS = 10
ADDING = Path(__file__).with_name("adding.py")


def writer(path: str, *number: str) -> subprocess.Popen[str]:
    folders = os.pathsep.join(sys.path)
    return subprocess.Popen(
        [sys.executable, str(ADDING), path, *number],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": folders},
    )


def killed(path: str, after: int) -> list[str]:
    """The ids that a writer said were done before it was killed, some time after so many."""
    with writer(path) as process:
        assert process.stdout is not None
        done = [process.stdout.readline().strip() for _ in range(after)]
        read_meanwhile(path, len(done))
        process.kill()
        return done + process.stdout.read().split()


def read_meanwhile(path: str, at_least: int) -> None:
    with open_store(path) as store, store.view() as view:
        assert view.counts()["report"] >= at_least
        assert view.counts()["quote"] == view.counts()["report"] == view.search("Geneva").count.raw


def test_killed_ten_times(address: str) -> None:
    path, chance, said = address, random.Random(1), list[str]()
    for _ in range(KILLS):
        said += killed(path, chance.randint(1, 10))
        with open_store(path) as store, store.view() as view:
            for id in said:
                assert len(view.records(Quote, report=id)) == 1
                assert view.text(id) == talks().text
    with open_store(path) as store, store.view() as view:
        number = view.counts()["report"] + KILLS
    with writer(path, str(number)) as last:
        assert last.stdout is not None
        said += last.stdout.read().split()
    assert last.returncode == 0
    if "://" not in path:
        assert_file_is_whole(path)
    with open_store(path) as store, store.view() as view:
        counts = view.counts()
        assert counts["report"] == counts["quote"] == counts["sentence"] == number
        assert counts["event"] == 2 * number
        assert sum(row.n for row in view.weeks()) == 3 * number
    # what was finished but not yet said when it was killed is there too
    assert len(said) == len(set(said)) <= number


def assert_file_is_whole(path: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO text_words (text_words, rank) VALUES ('integrity-check', 1)")
        connection.execute("INSERT INTO quote_words (quote_words, rank) VALUES ('integrity-check', 1)")
