"""A pool between a client and the server: Debian's pgbouncer, in a directory of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.defpath}:/usr/sbin:/usr/local/sbin")
needs_pgbouncer = pytest.mark.skipif(PGBOUNCER is None, reason="pgbouncer is not installed")
START_SECONDS = 20


@contextmanager
def pool(mode: str, **settings: object) -> Iterator[None]:
    """Put a pool of this mode before the server: for the length of the block, libpq's variables lead to it."""
    with psycopg.connect() as connection:
        host, port, user, password = (getattr(connection.info, name) for name in ("host", "port", "user", "password"))
    with tempfile.TemporaryDirectory(prefix="pool-", dir="/tmp") as name, pytest.MonkeyPatch.context() as patch:
        directory = Path(name)
        directory.chmod(0o777)  # pgbouncer does not run as root
        options = {
            "unix_socket_dir": directory,
            "auth_type": "trust",
            "auth_file": directory / "users",
            "pool_mode": mode,
            **settings,
        }
        (directory / "users").write_text(f'"{user}" "{password}"\n')
        (directory / "pool.ini").write_text(
            f"[databases]\n* = host={host} port={port}\n[pgbouncer]\n"
            + "".join(f"{option} = {value}\n" for option, value in options.items())
        )
        as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        with (directory / "log").open("w") as log:
            process = subprocess.Popen([str(PGBOUNCER), directory / "pool.ini"], stdout=log, stderr=log, **as_user)
        try:
            for variable, value in {"PGHOST": name, "PGPORT": "6432", "PGUSER": user}.items():
                patch.setenv(variable, value)
            wait_until_ready(process, directory / "log")
            yield
        finally:
            process.kill()
            process.wait()


def wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the pool takes clients; fail, with its log, if it does not."""
    deadline = time.monotonic() + START_SECONDS
    while not takes_clients(log.parent / ".s.PGSQL.6432"):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def takes_clients(path: Path) -> bool:
    """Return whether somebody listens on a socket: its file is there a moment before."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0
