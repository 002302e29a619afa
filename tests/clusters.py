"""A Ray cluster on this machine: a head and two worker nodes, on a loopback that nobody else sees.

Ray rewrites 127.0.0.1 to the host's own address, and opens ports there. In a network namespace with nothing
but a loopback it cannot; whatever is to reach the cluster runs in that namespace too (`inside`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PORT = 6379
ADDRESS = f"127.0.0.1:{PORT}"
# Ray itself gives a node thirty
_PATIENCE_SECONDS = 60
_NODE = ("--block", "--node-ip-address=127.0.0.1", "--object-store-memory=100000000", "--disable-usage-stats")


def why_not() -> str | None:
    """Why no cluster can be started here; None where one can."""
    if find_spec("ray") is None:
        return "needs Ray: pip install 'kawat[cluster]'"
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        return "needs the programs unshare and nsenter"
    if subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode:
        return "may not make a network namespace here"
    return None


class RayCluster:
    """A cluster that runs; `nodes` are its worker nodes, each with so many cores."""

    def __init__(self, folder: Path, holder: int, environment: Mapping[str, str], cores: int) -> None:
        self.address = ADDRESS
        self.environment = environment
        self._folder, self._holder, self._cores = folder, holder, cores
        self._head: subprocess.Popen[bytes] | None = None
        self.nodes: list[subprocess.Popen[bytes]] = []

    def processes(self) -> Iterator[int]:
        """All processes where the cluster is: its nodes and workers, and who works with it."""
        own = os.readlink(f"/proc/{self._holder}/ns/net")
        for path in Path("/proc").glob("[0-9]*/ns/net"):
            with suppress(OSError):
                if os.readlink(path) == own:
                    yield int(path.parts[2])

    def inside(self, *command: str) -> Sequence[str]:
        """The command as it runs where the cluster is."""
        return ["nsenter", f"--target={self._holder}", "--net", *command]

    def start(self) -> None:
        """Start the head and, one after the other, the nodes."""
        own = ("--head", f"--port={PORT}", f"--temp-dir={self._folder}")
        self._head = self._started(*own, "--num-cpus=0", "--include-dashboard=false")
        for _ in range(2):
            self.add_node()

    def add_node(self, host: str | None = None) -> None:
        """Start one more worker node, as on another machine if that has a name."""
        self.nodes.append(self._started(f"--address={ADDRESS}", f"--num-cpus={self._cores}", host=host))

    def kill_node(self) -> None:
        """Kill a worker node with all that runs on it."""
        _kill(self.nodes.pop())

    def stop(self) -> None:
        """Kill all of it."""
        for process in [*self.nodes, *([self._head] if self._head else [])]:
            _kill(process)

    def _started(self, *arguments: str, host: str | None = None) -> subprocess.Popen[bytes]:
        named = ("unshare", "--uts", "sh", "-c", f'hostname {host} && exec "$0" "$@"') if host else ()
        log = self._folder / f"node-{len(self.nodes)}-{time.monotonic_ns()}.log"
        with log.open("wb") as told:
            process = subprocess.Popen(
                self.inside(*named, str(Path(sys.executable).with_name("ray")), "start", *arguments, *_NODE),
                stdout=told,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
            )
        until = time.monotonic() + _PATIENCE_SECONDS
        while b"Ray runtime started" not in log.read_bytes():
            if process.poll() is not None or time.monotonic() > until:
                _kill(process)
                raise RuntimeError(f"no node of Ray: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        return process


@contextmanager
def ray_cluster(cores: int = 1, **environment: str) -> Iterator[RayCluster]:
    """A cluster with two worker nodes; all of it is gone afterwards."""
    # nobody but us reaches it; sockets want a short path
    variables = {**os.environ, "RAY_AUTH_MODE": "disabled", "OMP_NUM_THREADS": "1", **environment}
    alone = "ip link set lo up && echo up && exec sleep 1d"
    holder = subprocess.Popen(["unshare", "--net", "sh", "-c", alone], stdout=subprocess.PIPE)
    with tempfile.TemporaryDirectory(prefix="kr-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"up\n"
            cluster = RayCluster(Path(folder), holder.pid, variables, cores)
            try:
                cluster.start()
                yield cluster
            finally:
                cluster.stop()
        finally:
            holder.kill()
            holder.wait()
            if holder.stdout is not None:
                holder.stdout.close()


def _kill(process: subprocess.Popen[Any]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
