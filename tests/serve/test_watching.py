"""`kawat watch` and addresses on the command line: what is new is printed, and it stops when asked to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import command, environment, kawat, lines, refused
from kawat import open_store
from websites import Answer, Site, article

HERE = {"KAWAT_ALLOW_PRIVATE": "true", "KAWAT_DELAY_SECONDS": "0"}


@pytest.fixture
def feed(site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a feed with two pages and one that is gone."""
    for name, value in HERE.items():
        monkeypatch.setenv(name, value)
    items = "".join(f"<item><link>/{name}</link></item>" for name in ("a", "gone", "b"))
    site.pages |= {
        "/feed": Answer(f"<rss><channel>{items}</channel></rss>".encode(), "text/xml"),
        "/a": Answer(article("Fiji warns Iceland over fleet")),
        "/b": Answer(article("Talks in Nairobi end early")),
    }
    return site.url("/feed")


def sources(store: Path) -> list[str]:
    return [report["source"] for report in lines("reports", store)]


def test_what_is_new_is_printed_once(site: Site, feed: str, tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    result = kawat("watch", store, feed, "--once", status=1)
    assert [line.split("  ", 2)[2] for line in result.stdout.splitlines()] == [
        "Fiji warns Iceland over fleet", "Talks in Nairobi end early",
    ]  # fmt: skip
    gone, count = result.stderr.splitlines()
    assert gone.startswith(f"{site.url('/gone')}: the server answers 404 Not Found")
    assert count == "2 added, 1 failed"
    site.pages["/gone"] = Answer(article("It is back"))
    again = kawat("watch", store, "--once")
    assert again.stdout.endswith("It is back\n")
    assert again.stderr == "1 added\n"
    assert sorted(sources(store)) == [site.url(path) for path in ("/a", "/b", "/gone")]


def test_a_feed_is_forgotten_when_asked_to(feed: str, tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    kawat("watch", store, feed, "--once", status=1)
    kawat("watch", store, feed, "--forget")
    assert "has no feed yet: name one" in refused("watch", store, "--once", status=2)
    assert len(sources(store)) == 2


def test_wrong_arguments_are_named(tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    assert "'feed.xml' is no address" in refused("watch", store, "feed.xml", status=2)
    for every in ("soon", "0m", "15"):
        assert "write it as 90s, 15m, 2h or 1d" in refused(
            "watch", store, "http://a/", "--every", every, status=2
        )
    assert "has no feed yet" in refused("watch", store, "--once", status=2)
    assert not store.exists()
    assert "Missing argument 'PATH|URL...'" in refused("add", store, status=2)
    assert "Missing argument 'PATH|URL...'" in refused("read", status=2)
    assert "leave out PATH, URL and --date" in refused("add", store, "x", "--again", status=2)
    assert "there is no such store" in refused("add", tmp_path / "none.kawat", "--again")


def test_addresses_are_added_and_read_again_without_a_network(site: Site, feed: str, tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    told = kawat("add", store, feed, site.url("/a"), status=1).stderr.splitlines()
    assert told[-1] == "2 added, 1 there already, 1 failed"
    asked = len(site.asked)
    assert kawat("add", store, "--again").stderr == "0 added, 2 there already\n"
    assert kawat("add", store, "--again", "--quiet").stderr == ""
    assert len(site.asked) == asked
    assert (
        "nothing is fetched while 'offline' is set"
        in kawat("read", site.url("/a"), "--offline", status=1).stderr
    )


def test_what_is_passed_over_is_told_unless_quiet(
    site: Site, feed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAWAT_MOST_PAGES", "1")
    store = tmp_path / "s.kawat"
    assert "only its first 1 pages are read" in kawat("add", store, feed).stderr
    assert "only its first" not in kawat("add", store, feed, "--quiet").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_asked_to_and_keeps_what_it_has(
    site: Site, feed: str, tmp_path: Path, number: signal.Signals
) -> None:
    store = tmp_path / "s.kawat"
    site.pages["/gone"] = Answer(article("It is back"))
    with subprocess.Popen(
        command("watch", store, feed, "--every", "1h"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**HERE), text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        printed = [running.stdout.readline() for _ in range(3)]
        began = time.monotonic()
        os.kill(running.pid, number)
        rest, told = running.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert (running.returncode, rest) == (0, "")
    assert told == "3 added\n"
    assert len(printed) == len(sources(store)) == 3
    with open_store(store) as opened, opened.view() as view:
        assert [visit.url for visit in view.watched()] == [feed]


def test_polls_are_repeated_until_then(site: Site, feed: str, tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    with subprocess.Popen(
        command("watch", store, feed, "--every", "1s"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**HERE), text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        for _ in range(2):
            running.stdout.readline()
        site.pages["/gone"] = Answer(article("It is back"))
        assert running.stdout.readline().endswith("It is back\n")
        running.terminate()
        running.communicate(timeout=60)
    assert site.paths().count("/feed") >= 2
