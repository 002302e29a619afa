"""A few requests are answered at a time, the same question once; nobody waits for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx2
import pytest

from desk import served
from kawat.errors import TooLong
from kawat.serve.web import turns as turns_module
from kawat.serve.web.app import app
from kawat.serve.web.figures import NoFigures
from kawat.serve.web.problems import Refused
from kawat.serve.web.turns import THREADS, Turns
from kawat.settings import Settings
from kawat.store import open_store


class Held:
    """Work that goes on until it is let go."""

    def __init__(self) -> None:
        self._go = threading.Event()
        self.began = 0

    def __call__(self) -> str:
        self.began += 1
        self._go.wait(10)
        return "done"

    def let_go(self) -> None:
        self._go.set()


def now() -> str:
    return "now"


def test_who_would_wait_too_long_is_told_so() -> None:
    held = Held()

    async def all_at_once() -> None:
        turns = Turns(0.2)
        async with anyio.create_task_group() as tasks:
            for _ in range(THREADS):
                tasks.start_soon(turns.take, held)
            await anyio.sleep(0.05)
            with pytest.raises(Refused, match="too much is asked at a time"):
                await turns.take(now)
            held.let_go()
        assert await turns.take(now) == "now"

    anyio.run(all_at_once)


@pytest.mark.parametrize("heavy", [False, True])
def test_who_need_not_wait_is_let_in_however_busy_the_loop_is(heavy: bool) -> None:
    answers: list[str] = []

    async def ask() -> None:
        answers.append(await Turns(0.05).take(now, "the first page", heavy=heavy))

    async def busy() -> None:
        time.sleep(0.1)

    async def both_at_once() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask)
            tasks.start_soon(busy)

    anyio.run(both_at_once)
    assert answers == ["now"]


def test_who_hears_nothing_is_not_waited_for_and_leaves_his_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "_SPARE_SECONDS", 0.1)
    silent = Held()

    async def all_at_once() -> None:
        turns = Turns(0.1)

        async def ask() -> None:
            with pytest.raises(TooLong, match="this takes too long"):
                await turns.take(silent)

        async with anyio.create_task_group() as tasks:
            for _ in range(THREADS):
                tasks.start_soon(ask)
        assert await turns.take(now) == "now"
        silent.let_go()

    anyio.run(all_at_once)


def test_of_what_is_heavy_one_goes_on_at_a_time_and_all_else_beside_it() -> None:
    held = Held()

    async def two_at_once() -> None:
        turns = Turns(0.2)
        async with anyio.create_task_group() as tasks:

            async def first() -> None:
                assert await turns.take(held, heavy=True) == "done"

            tasks.start_soon(first)
            await anyio.sleep(0.05)
            with pytest.raises(Refused, match="too much is asked at a time"):
                await turns.take(now, heavy=True)
            assert await turns.take(now) == "now"
            held.let_go()
        assert await turns.take(now, heavy=True) == "now"

    anyio.run(two_at_once)


def test_who_asks_the_same_waits_and_takes_no_place_meanwhile() -> None:
    held = Held()

    async def ask(turns: Turns, work: Callable[[], str], told: list[str]) -> None:
        told.append(await turns.take(work, "the first page"))

    async def many_at_once() -> None:
        turns = Turns(5)
        told: list[str] = []
        async with anyio.create_task_group() as tasks:
            for _ in range(3 * THREADS):
                tasks.start_soon(ask, turns, held, told)
            while not held.began:
                await anyio.sleep(0.01)
            # nobody else has asked meanwhile
            await anyio.sleep(0.05)
            assert held.began == 1
            assert await turns.take(now, "another page") == "now"
            held.let_go()
        assert told == ["done"] * 3 * THREADS
        # nothing is kept of what nobody asks any more
        assert not turns._asked

    anyio.run(many_at_once)


def test_who_waits_for_the_same_answer_waits_no_longer_than_others() -> None:
    held = Held()

    async def two_at_once() -> None:
        turns = Turns(0.2)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(turns.take, held, "the first page")
            await anyio.sleep(0.05)
            with pytest.raises(Refused, match="too much is asked at a time"):
                await turns.take(now, "the first page")
            held.let_go()
        assert await turns.take(now, "the first page") == "now"

    anyio.run(two_at_once)


class Noted(NoFigures):
    """Notes whether answers were kept already."""

    def __init__(self) -> None:
        self.told: list[bool] = []

    def kept(self, found: bool) -> None:
        self.told.append(found)


def test_a_page_that_many_ask_for_at_once_is_made_once(store: Path) -> None:
    noted = Noted()
    with (
        open_store(store) as opened,
        served(app(opened, Settings(), figures=noted)) as address,
        ThreadPoolExecutor(8) as pool,
    ):
        answers = [*pool.map(httpx2.get, [f"{address}/quotes?limit=7"] * 8)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert sorted(noted.told) == [False, *[True] * 7]
