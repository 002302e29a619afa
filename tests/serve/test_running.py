"""Where `kawat add` runs: what it is told, what it tells, and that it makes no difference."""

from __future__ import annotations

from pathlib import Path

import pytest

import freedonia
from commands import kawat, lines, refused
from kawat.run.base import Effort
from kawat.run.cluster import Cluster
from kawat.run.growing import Growing
from kawat.run.here import Here
from kawat.run.pool import Pool
from kawat.serve.cli import running


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return freedonia.write(tmp_path / "reports")


def test_runs_are_the_same_and_told(reports: Path, tmp_path: Path) -> None:
    found = []
    for run in (["--run", "here"], ["--run", "pool", "--workers", "2"], ["--work", str(tmp_path / "work")]):
        store = tmp_path / f"{len(found)}.kawat"
        told = kawat("add", store, reports, *run).stderr
        assert ("s of processor time" in told) == (run[0] == "--run")
        found.append(lines("quotes", store, "--limit", "100"))
    assert (
        "2 workers: "
        in kawat("add", tmp_path / "2w.kawat", reports, "--run", "pool", "--workers", "2").stderr
    )
    assert found[0] == found[1] == found[2]
    assert found[0]
    assert kawat("add", tmp_path / "0.kawat", "--again", "--run", "pool", "--workers", "1").exit_code == 0


def test_a_run_that_is_none_is_refused(reports: Path, tmp_path: Path) -> None:
    told = kawat("add", tmp_path / "s.kawat", reports, "--run", "moon", status=2).stderr
    assert "'moon' is none of here, pool, cluster, cluster=ADDRESS" in told
    assert not (tmp_path / "s.kawat").exists()


def test_a_cluster_and_a_database_need_a_folder_that_all_see(reports: Path) -> None:
    told = kawat("add", "postgresql://db.example/crisis", reports, "--run", "cluster", status=2).stderr
    assert "a cluster needs --work FOLDER" in told


def test_a_folder_in_which_no_piece_can_be_kept_is_told_before_anything_is_read(
    reports: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    told = refused(
        "add", tmp_path / "s.kawat", reports, "--run", "here", "--work", tmp_path / "file" / "work"
    )
    assert f"{tmp_path / 'file' / 'work'}: no piece can be kept there (Not a directory): name with" in told
    assert lines("reports", tmp_path / "s.kawat") == []


def test_what_is_not_installed_is_told(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    told = refused("add", tmp_path / "s.kawat", reports, "--run", "cluster")
    assert "pip install 'kawat[cluster]'" in told
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    told = refused("add", tmp_path / "s.kawat", reports, "--work", tmp_path / "work")
    assert "pip install 'kawat[cluster]'" in told


def test_who_says_nothing_gets_workers_where_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    for cores, kind in ((1, Here), (4, Growing)):
        monkeypatch.setattr(running, "most_workers", lambda cores=cores: cores)
        assert isinstance(running.open_runner(None, None), kind)
    assert isinstance(running.open_runner(None, 1), Here)
    assert isinstance(running.open_runner("here", 4), Here)
    assert isinstance(running.open_runner("pool", 1), Pool)
    assert isinstance(running.open_runner("cluster=10.0.0.1:6379", None), Cluster)


def test_workers_that_no_machine_holds_are_refused(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kawat"
    told = kawat("add", store, reports, "--workers", "200000", status=2).stderr
    assert "--workers 200000: there are" in told
    assert not store.exists()


@pytest.mark.parametrize(
    ("worked", "told"),
    [
        ({}, "0 workers"),
        ({"desk": [3.0]}, "1 worker"),
        ({"desk": [3.0, 1.0]}, "2 workers"),
        ({"desk": [3.0, 1.0], "rack": [4.0, 8.0]}, "4 workers on 2 nodes, each with 25% to 75% of the work"),
        ({"desk": [0.0], "rack": [0.0]}, "2 workers on 2 nodes, each with 0% to 0% of the work"),
    ],
)
def test_how_nodes_share_the_work_is_told(
    monkeypatch: pytest.MonkeyPatch, worked: dict[str, list[float]], told: str
) -> None:
    runner = Here()
    efforts = [Effort(node, 1, 9.0, seconds, 0) for node, some in worked.items() for seconds in some]
    monkeypatch.setattr(runner, "efforts", lambda: efforts)
    monkeypatch.setattr(Here, "workers", len(efforts))
    assert running._who(runner) == told
