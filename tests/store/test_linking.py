"""One links at a time, in every store; others may write meanwhile, and nobody waits for one that died."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from time import sleep

import pytest

from crisis import talks
from kawat.errors import StoreError
from kawat.store import Store, open_store

_HOLDS = """
import sys, time
from kawat.store import open_store
with open_store(sys.argv[1]) as store, store.writer() as writer, writer.linking():
    print("has it", flush=True)
    time.sleep(600)
"""


def test_who_comes_second_waits_and_others_may_write(store: Store) -> None:
    order: list[str] = []
    waits = Signal()

    def second() -> None:
        with store.writer() as writer:
            waits.set()
            with writer.linking():
                order.append("second")

    with store.writer() as first:
        with first.linking(), first.linking():
            thread = Thread(target=second)
            thread.start()
            assert waits.wait(10)
            sleep(0.2)
            with store.writer() as other:
                talks().add(other)
            order.append("first")
        thread.join(10)
    assert order == ["first", "second"]


def test_of_many_who_come_again_and_again_never_two_link(store: Store) -> None:
    inside, most = list[int](), list[int]()

    def some(number: int) -> None:
        with store.writer() as writer:
            for _ in range(12):
                with writer.linking():
                    inside.append(number)
                    sleep(0.001)
                    most.append(len(inside))
                    inside.remove(number)

    threads = [Thread(target=some, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert most == [1] * 60


def test_who_was_killed_is_not_waited_for(address: str) -> None:
    done = Signal()

    def next_one() -> None:
        with open_store(address) as store, store.writer() as writer, writer.linking():
            done.set()

    with subprocess.Popen([sys.executable, "-c", _HOLDS, address], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"has it\n"
        thread = Thread(target=next_one)
        thread.start()
        assert not done.wait(0.3)
        holder.kill()
    assert done.wait(30)
    thread.join(10)


def test_nothing_is_left_beside_a_file(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as writer:
        with pytest.raises(ZeroDivisionError), writer.linking():
            raise ZeroDivisionError
        with writer.linking():
            assert (tmp_path / "s.kawat-linking").is_file()
    assert [file.name for file in tmp_path.iterdir()] == ["s.kawat"]


def test_a_lock_that_cannot_be_laid_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.kawat", create=True) as store, store.writer() as writer:
        (tmp_path / "s.kawat-linking").mkdir()
        with pytest.raises(StoreError, match="have the store on a disk of this machine"), writer.linking():
            pass
