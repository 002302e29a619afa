"""How fast the desk answers on a large store when many ask at once, how soon it starts, in how much memory.

usage: python benchmarks/serve.py STORE [--reports N] [--requests N] [--processes N] [--only NAME]
                                        [--at-once N] [--adding ARTICLES.jsonl --work FOLDER] [--floor MS]

Makes the file with `made.py` (N reports, 100,000) where there is none, starts `kawat serve` on it and asks
for the first page until it comes (cold start). Then it asks every address with the parameters that people
use: busy and quiet actors, several filters, earlier days. Hardly two questions are alike, so that no answer
is one that was kept. Prints p50 and p95 of each beside its floor, the server's processor time for a
request, and its peak memory. Status 1 when something is slower than its floor.

With --adding these articles are added meanwhile, as a loader adds what others have annotated: with --work, a
folder with their finished pieces, which an earlier `kawat add ANOTHER ARTICLES.jsonl --work FOLDER` has left.
It gives way to who reads, as the examples in `deploy/` do.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import random
import socket
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import local
from time import perf_counter, sleep
from typing import NamedTuple
from urllib.parse import urlencode

from made import COMMON, DAYS, FIRST, make

from kawat.records import Report
from kawat.store import open_store

LIST_MS, SEARCH_MS, MATRIX_MS, START_MS, MEMORY_MB = 150, 200, 300, 1_000, 600
LISTS = ("reports", "quotes", "events", "figures", "sayings", "happenings", "claims", "commitments")
_PATIENCE_SECONDS = 60


class Known(NamedTuple):
    """What is in the store to be asked for."""

    actors: list[str]
    reports: list[str]
    words: list[str]


class Asked(NamedTuple):
    """An address, its questions, and how many milliseconds 95 of 100 answers may take."""

    name: str
    floor: int
    questions: Iterator[str]


class Taken(NamedTuple):
    """Milliseconds of each answer, how many failed, and the server's processor milliseconds for one."""

    each: list[float]
    failed: int
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", help="the path of a file, or postgresql://...")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200, help="of each address")
    parser.add_argument("--processes", type=int, default=1, help="in which the server answers")
    parser.add_argument("--only", help="only this address")
    parser.add_argument("--at-once", type=int, default=8, help="how many ask")
    parser.add_argument("--adding", type=Path, help="reports that are added meanwhile")
    parser.add_argument("--work", type=Path, help="where these are annotated already")
    parser.add_argument("--floor", type=int, help="milliseconds, the same for every address")
    arguments = parser.parse_args()
    if "://" not in arguments.store and not Path(arguments.store).exists():
        make(Path(arguments.store), arguments.reports)
    known = _known(arguments.store)
    port = _free_port()
    began = perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "kawat", "serve", arguments.store, "--port", str(port),
         "--processes", str(arguments.processes)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _first_page(server, port)
        start = (perf_counter() - began) * 1000
        print(f"{'first page after a cold start':32} {start:8.0f} ms   (floor: {START_MS})", flush=True)
        slow = start > START_MS
        with _adding(arguments.store, arguments.adding, arguments.work):
            for asked in _asked(known, random.Random(1)):
                if arguments.only in (None, asked.name):
                    floor = arguments.floor or asked.floor
                    asking = asked._replace(floor=floor)
                    slow |= _measured(server.pid, port, asking, arguments.requests, arguments.at_once)
        memory = _peak_megabytes(server.pid)
        print(f"{'peak memory of the server':32} {memory:8.0f} MB   (floor: {MEMORY_MB})")
    finally:
        server.terminate()
        server.wait()
    sys.exit(int(slow or memory > MEMORY_MB))


@contextmanager
def _adding(store: str, articles: Path | None, work: Path | None) -> Iterator[None]:
    """While something is measured, reports are added."""
    if articles is None:
        yield
        return
    before = _reports(store)
    how = [] if work is None else ["--work", str(work)]
    command = [sys.executable, "-m", "kawat", "add", store, str(articles), "--run", "here", *how]
    adding = subprocess.Popen(["nice", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = perf_counter()
    try:
        yield
        if adding.poll() is not None:
            print(
                f"nothing was added any more at the end: give more articles than {_reports(store) - before}"
            )
    finally:
        took = perf_counter() - began
        adding.terminate()
        adding.wait()
    added = _reports(store) - before
    print(f"{'reports added meanwhile':32} {added:8.0f}      ({added / took:.2f} a second)")


def _reports(store: str) -> int:
    with open_store(store) as opened, opened.view() as view:
        return view.counts()["report"]


def _known(address: str) -> Known:
    with open_store(address) as store, store.view() as view:
        reports = [report.id for report in view.listing(Report, limit=200).records]
        words = [word for id in reports[:40] for word in view.text(id).split()[2:8]]
        return Known(list(view.tallies("actor")), reports, words)


def _asked(known: Known, chance: random.Random) -> Iterator[Asked]:
    """All addresses with their questions, which never end."""

    def actor() -> str:
        some = chance.choice((known.actors[:5], known.actors[:100], known.actors))
        return chance.choice(some)

    def day() -> str:
        return (FIRST + timedelta(chance.randrange(DAYS))).isoformat()

    filters: tuple[Callable[[], Mapping[str, str]], ...] = (
        lambda: {"actor": actor()},
        lambda: {"since": day()},
        lambda: {"actor": actor(), "since": day()},
        lambda: {"since": day(), "language": "id"},
        lambda: {"publisher": f"Outlet {chance.randrange(400)}"},
        lambda: {"as_of": day()} if chance.random() < 0.1 else {"until": day()},
    )

    def questions(path: str, *ways: Callable[[], Mapping[str, str]]) -> Iterator[str]:
        for number in itertools.count():
            given = dict(chance.choice(ways)()) | {"limit": str(50 - number % 20)}
            yield f"{path}?{urlencode(given)}"

    for name in LISTS:
        ways = filters if name in ("reports", "quotes", "events", "figures") else filters[:3]
        yield Asked(f"/{name}", LIST_MS, questions(f"/{name}.json", *ways))
        yield Asked(f"/{name} page", LIST_MS, questions(f"/{name}", *ways))
    for name in ("stories", "disagreements", "calendar"):
        yield Asked(f"/{name}", LIST_MS, questions(f"/{name}.json", *filters[1:2]))
    yield Asked("/actors", LIST_MS, questions("/actors.json", lambda: {"sort": "person"}, dict))
    yield Asked("/families", LIST_MS, questions("/families.json", dict))
    yield Asked("/timeline", LIST_MS, questions("/timeline", *filters[:3]))
    yield Asked("/actors/ID", LIST_MS, _paths(chance, known.actors, "/actors/{}?limit={}", 8))
    yield Asked("/reports/ID", LIST_MS, _paths(chance, known.reports, "/reports/{}", 0))
    yield Asked("/", LIST_MS, (f"/?limit={number % 20 + 1}" for number in itertools.count()))
    common = [word for words in COMMON.values() for word in words]
    yield Asked(
        "/search, common words", SEARCH_MS,
        questions("/search.json", lambda: {"q": " ".join(chance.sample(common, chance.randint(1, 2)))}),
    )  # fmt: skip
    yield Asked(
        "/search, other words", SEARCH_MS,
        questions("/search.json", lambda: {"q": " ".join(chance.sample(known.words, chance.randint(1, 2)))}),
    )  # fmt: skip
    yield Asked(
        "/matrix", MATRIX_MS,
        (f"/matrix.json?{urlencode({'since': day(), 'until': '2024-01-01'})}" for _ in itertools.count()),
    )  # fmt: skip


def _paths(chance: random.Random, ids: list[str], form: str, least: int) -> Iterator[str]:
    for number in itertools.count():
        yield form.format(
            chance.choice((ids[:10], ids))[chance.randrange(min(10, len(ids)))], least + number % 9
        )


def _measured(process: int, port: int, asked: Asked, requests: int, at_once: int) -> bool:
    """Prints how fast an address is; whether it is slower than its floor."""
    taken = _taken(process, port, asked.questions, requests, at_once)
    times = sorted(taken.each)
    p95 = times[int(0.95 * (len(times) - 1))]
    failed = f"   FAILED: {taken.failed}" if taken.failed else ""
    print(
        f"{asked.name:32} p50 {statistics.median(times):6.0f}   p95 {p95:6.0f} ms   (floor: {asked.floor})"
        f"   processor {taken.processor:5.1f} ms{failed}",
        flush=True,
    )
    return p95 > asked.floor or taken.failed > 0


def _taken(process: int, port: int, questions: Iterator[str], requests: int, at_once: int) -> Taken:
    kept = local()

    def ask(question: str) -> tuple[float, bool]:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
        began = perf_counter()
        kept.connection.request("GET", question)
        answer = kept.connection.getresponse()
        answer.read()
        return (perf_counter() - began) * 1000, answer.status != 200

    before = _processor_ms(process)
    with ThreadPoolExecutor(at_once) as pool:
        done = list(pool.map(ask, itertools.islice(questions, requests)))
    used = (_processor_ms(process) - before) / requests
    return Taken([time for time, _ in done], sum(failed for _, failed in done), used)


def _first_page(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                return
            sys.exit(f"/ answers {answer.status}")
        except ConnectionError:
            sleep(0.02)
        finally:
            connection.close()
    sys.exit("the server has ended: start it by hand to see why")


def _processor_ms(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    return own + sum(map(_processor_ms, _started_by(process)))


def _peak_megabytes(process: int) -> float:
    """Of the process and those it has started: what they share is counted in each."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return own + sum(map(_peak_megabytes, _started_by(process)))


def _started_by(process: int) -> list[int]:
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main()
