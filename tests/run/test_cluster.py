"""What a cluster of machines is asked before it is trusted with work; its runs are in `test_runners.py`."""

from __future__ import annotations

import pytest

from kawat.errors import PipelineError, RunError
from kawat.pipeline import Pipeline, open_pipeline
from kawat.run import cluster
from kawat.run.here import Here
from kawat.run.linking import Steps
from kawat.settings import Settings


def test_a_node_with_another_kawat_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_self", lambda: cluster._Self("desk/000000", "2.0"))
    cluster._check(cluster._Self("rack/123456", "2.0"))
    with pytest.raises(RunError, match=r"rack/123456 has Kawat 1\.9, this machine 2\.0: install the same"):
        cluster._check(cluster._Self("rack/123456", "1.9"))


def test_a_worker_that_would_read_otherwise_refuses() -> None:
    pipeline = open_pipeline(Settings())
    again, arguments = pipeline.__reduce__()
    assert isinstance(again(*arguments), Pipeline)
    assert again(*arguments).digest == pipeline.digest
    with pytest.raises(PipelineError, match="install the same Kawat on all machines"):
        again(*arguments[:2], f"{pipeline.digest} and more")


def test_how_a_worker_ended_is_told_in_one_line() -> None:
    told = cluster._brief(RuntimeError("The actor died.\n\n    class: _Worker\n" + "x" * 900))
    assert told.startswith("The actor died. class: _Worker xxx")
    assert len(told) == 300


@pytest.mark.parametrize(("store", "on_disk"), [("news.kawat", True), ("postgresql://kawat@db/news", False)])
def test_a_store_in_a_file_is_linked_where_the_file_is(store: str, on_disk: bool) -> None:
    asked = []

    class Asked(Here):
        def beside(self, *, on_disk: bool) -> Here:
            asked.append(on_disk)
            return self

    Steps(Asked(), store)
    assert asked == [on_disk]
