"""A pool of processes: answers in order, bounded reading ahead, and nothing that outlives it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.errors import RunError
from kawat.run.base import Lost, Ready
from kawat.run.growing import ALONE, Growing
from kawat.run.here import Here
from kawat.run.pool import Pool
from mishap import Counting, Deadly, Failing, Opening, Squares, Still, Unpicklable


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as started:
        yield started


@given(st.lists(st.integers(-50, 50) | st.builds(Ready, st.integers(100, 200)), max_size=40))
@settings(max_examples=25, deadline=None)
def test_answers_come_in_the_order_of_the_items(pool: Pool, items: list[int | Ready[int]]) -> None:
    expected = [item.answer if isinstance(item, Ready) else item * item for item in items]
    assert list(pool.map(Squares(), items)) == list(Here().map(Squares(), items)) == expected


def test_items_are_taken_a_bounded_number_ahead(pool: Pool) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(500):
            taken += 1
            yield number

    for answered, _ in enumerate(pool.map(Squares(), items(), ahead=3)):
        assert taken <= answered + 2 * 3 + 1


def test_a_map_within_a_map(pool: Pool) -> None:
    found = []
    for answer in pool.map(Squares(), range(30)):
        assert isinstance(answer, int)
        found.append(sum(one for one in pool.map(Squares(), range(answer % 5)) if isinstance(one, int)))
    assert found == [sum(one * one for one in range(number * number % 5)) for number in range(30)]


def test_a_map_that_nobody_reads_on_is_forgotten(pool: Pool) -> None:
    assert next(iter(pool.map(Squares(), range(100)))) == 0
    assert list(pool.map(Squares(), [3, 4])) == [9, 16]


def test_an_error_in_the_work_is_raised_where_its_answer_is_asked_for(pool: Pool) -> None:
    answers = iter(pool.map(Failing(), [1, 2, 0, 3]))
    assert [next(answers), next(answers)] == [1, 0]
    with pytest.raises(ZeroDivisionError):
        next(answers)
    with pytest.raises(RunError, match="Odd: told"):
        list(pool.map(Unpicklable(), [1]))
    with pytest.raises(KeyError, match="cannot begin"):
        list(pool.map(Still(fails=True), [1]))


def test_what_kills_two_workers_is_lost_and_the_rest_goes_on(pool: Pool) -> None:
    answers = list(pool.map(Deadly(), [1, 13, 2, 3, 4]))
    assert [answers[0], *answers[2:]] == [1, 2, 3, 4]
    assert answers[1] == Lost("its process was ended by SIGKILL", 2)
    (lost,) = pool.map(Deadly(), [13], lives=1)
    assert lost == Lost("its process was ended by SIGKILL", 1)


def test_a_work_is_begun_once_in_each_worker(pool: Pool) -> None:
    answers = [answer for answer in pool.map(Counting(), range(40)) if isinstance(answer, tuple)]
    assert {begun for _, begun in answers} == {1}
    assert 1 <= len({process for process, _ in answers}) <= 2


def test_what_a_work_opened_is_let_go_of_when_its_map_is_over(pool: Pool) -> None:
    for _ in range(5):
        assert set(pool.map(Opening(), range(8))) == {1}


def test_workers_that_die_as_they_begin_end_the_run() -> None:
    with Pool(1) as pool, pytest.raises(RunError, match=r"die as they begin.*SIGKILL"):
        list(pool.map(Still(dies=True), [1]))


def test_nothing_is_hired_for_nothing() -> None:
    with Pool(2) as pool:
        assert list(pool.map(Squares(), [Ready(1), Ready(2)])) == [1, 2]
        assert list(pool.map(Squares(), [])) == []
        assert pool.efforts() == []


def processes_of(stop: Callable[[], None], error: type[BaseException]) -> set[int]:
    """The workers of a pool whose block ends by an error in the middle of a map."""
    processes: set[int] = set()

    def work() -> None:
        with Pool(2) as pool:
            for done, answer in enumerate(pool.map(Counting(), range(10_000))):
                assert isinstance(answer, tuple)
                processes.add(answer[0])
                if done == 20:
                    stop()

    with pytest.raises(error):
        work()
    return processes


def test_workers_end_with_the_block_also_after_an_error() -> None:
    def stop() -> None:
        raise ValueError

    processes = processes_of(stop, ValueError)
    assert processes
    assert not any(Path(f"/proc/{process}").exists() for process in processes)


def test_an_interrupt_ends_the_workers() -> None:
    def stop() -> None:
        threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGINT)).start()

    # whoever runs the tests in the background has them deaf to it
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        processes = processes_of(stop, KeyboardInterrupt)
    finally:
        signal.signal(signal.SIGINT, before)
    assert processes
    assert not any(Path(f"/proc/{process}").exists() for process in processes)


def test_what_was_done_is_told() -> None:
    with Pool(1) as pool:
        list(pool.map(Squares(), range(5)))
        (effort,) = pool.efforts()
    assert effort.done == 5
    assert effort.cpu_seconds > 0
    assert effort.memory > 10**6
    assert pool.efforts() == [effort]


def test_few_items_are_worked_on_here() -> None:
    def refused() -> Pool:
        raise AssertionError

    with Growing(refused) as runner:
        assert list(runner.map(Counting(), range(ALONE))) == [(os.getpid(), 1)] * ALONE


def test_more_items_are_worked_on_by_workers(pool: Pool) -> None:
    with Growing(lambda: pool) as runner:
        answers = list(runner.map(Counting(), [Ready((0, 0)), *range(ALONE + 5)]))
        assert answers[: ALONE + 1] == [(0, 0)] + [(os.getpid(), 1)] * ALONE
        assert not {answer[0] for answer in answers[ALONE + 1 :] if isinstance(answer, tuple)} & {os.getpid()}
        assert list(runner.map(Squares(), [7])) == [49]
