"""`deploy/roles.sql` on a real server: the writer makes the tables, the reader reads, nobody else gets in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from commands import kawat
from databases import Server
from kawat.store import open_store

ROLES = Path(__file__).resolve().parents[2] / "deploy" / "roles.sql"


def given(postgres: Server, database: str) -> None:
    psql = shutil.which("psql")
    if psql is None:
        pytest.skip("needs psql, which comes with PostgreSQL's clients")
    secrets = ("writer_password=it's", "reader_password=secret")
    options = [word for one in ("ON_ERROR_STOP=1", *secrets) for word in ("--set", one)]
    done = subprocess.run(
        [psql, "--no-psqlrc", "--dbname", postgres.address(database), *options, "--file", ROLES],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("before", [True, False], ids=["roles first", "tables first"])
def test_each_role_may_do_what_it_is_for(postgres: Server, reports: Path, before: bool) -> None:
    name = postgres.database().rpartition("/")[2]
    writer, reader = (postgres.address(name, f"kawat_{role}") for role in ("writer", "reader"))
    given(postgres, name)
    kawat("add", writer, reports)
    if not before:
        # as often as need be, also when the tables are there
        given(postgres, name)
    with open_store(reader) as store, store.view("2022-02-01") as view:
        store.check()
        assert view.counts()["report"] >= 1
    assert kawat("serve", reader, "--get", "/reports.json").exit_code == 0
    for statement in ("DELETE FROM kawat.report", "CREATE TABLE kawat.more ()", "CREATE SCHEMA more"):
        with psycopg.connect(reader) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.commit()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    postgres.ask("DROP ROLE IF EXISTS somebody")
    postgres.ask("CREATE ROLE somebody LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(postgres.address(name, "somebody"))
    assert postgres.ask(
        "SELECT rolpassword LIKE 'SCRAM-SHA-256%' FROM pg_authid WHERE rolname ~ 'kawat_'"
    ) == [
        (True,),
        (True,),
    ]
