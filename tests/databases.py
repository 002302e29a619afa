"""A PostgreSQL server on this machine, made for the tests and gone with them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import psycopg

from kawat.store import open_store

_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
# what survives a power cut is not tested here, what survives the server's own end is
_QUICK = ("fsync=off", "full_page_writes=off", "max_connections=60")


def programs() -> Path | None:
    """The folder of the server's programs, None where there is none."""
    found = shutil.which("pg_ctl")
    return next((folder for folder in _FOLDERS if (folder / "initdb").exists()), found and Path(found).parent)


class Server:
    """A server on a loopback port, and its databases."""

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self._programs, self._folder, self.port = programs, folder, port
        self._number = 0
        self._template: str | None = None

    def address(self, database: str = "postgres", user: str = "kawat") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def database(self, template: str = "template0") -> str:
        """The address of a new database, a copy of another."""
        self._number += 1
        name = f"kawat_{self._number}"
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING UTF8')
        return self.address(name)

    def template(self) -> str:
        """The name of a database with an empty store, to be copied."""
        if self._template is None:
            address = self.database()
            open_store(address, create=True).close()
            self._template = address.rpartition("/")[2]
        return self._template

    def drop(self, address: str) -> None:
        self.ask(f'DROP DATABASE "{address.rpartition("/")[2]}" WITH (FORCE)')

    def ask(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def letting_in(self, database: str, way: str) -> Iterator[None]:
        """Whoever asks for a database is let in so ('scram-sha-256', 'reject')."""
        rules = self._folder / "pg_hba.conf"
        before = rules.read_text(encoding="utf-8")
        self._rule(rules, f"host {database} all 127.0.0.1/32 {way}\n{before}")
        try:
            yield
        finally:
            self._rule(rules, before)

    def _rule(self, file: Path, rules: str) -> None:
        file.write_text(rules, encoding="utf-8")
        loaded = self.ask("SELECT pg_conf_load_time(), pg_reload_conf()")[0][0]
        while self.ask("SELECT pg_conf_load_time()")[0][0] == loaded:
            sleep(0.01)

    def start(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder), "-w", "-l", str(self._folder / "log"), "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", str(self._folder), "-w", "-m", mode, "stop")

    def _run(self, program: str, *arguments: str) -> None:
        run([str(self._programs / program), *arguments], self._folder)


def run(command: Sequence[str], folder: Path) -> None:
    """Runs one of the server's programs, which refuse to be run by root."""
    user = {"user": "postgres", "group": "postgres", "extra_groups": ()} if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)  # type: ignore[call-overload]


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """A server that runs until the end of the block."""
    # not below pytest's own folder, which only its user may enter
    with TemporaryDirectory(prefix="kawat-postgres-") as folder:
        data = Path(folder)
        if os.geteuid() == 0:
            shutil.chown(data, "postgres", "postgres")
        made = [str(programs / "initdb"), "-D", folder, "-U", "kawat", "--auth=trust", "--encoding=UTF8"]
        run([*made, "--no-sync", "--locale=C.UTF-8"], data)
        port = _free_port()
        settings = (f"port={port}", "listen_addresses='127.0.0.1'", "unix_socket_directories=''", *_QUICK)
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in settings)
        running = Server(programs, data, port)
        running.start()
        try:
            yield running
        finally:
            running.stop("immediate")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
