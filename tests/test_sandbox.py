"""The throw-away server: private, and gone with the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from loader.errors import ChallengesError
from sandbox.dbt_runner import PROJECT
from sandbox.server import throwaway_server

pytestmark = pytest.mark.once


def start_and_wait() -> tuple[subprocess.Popen[str], Path]:
    """Start a process that holds a server, and return it with the server's directory."""
    code = (
        "import time; from sandbox.server import throwaway_server\n"
        "with throwaway_server() as variables: print(variables['PGHOST'], flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_it_is_reached_by_a_socket_in_a_private_directory_only() -> None:
    package = Path(psycopg.__file__).parent
    modes = [path.stat().st_mode for path in (package, *package.parents)]
    with throwaway_server() as variables:
        directory = Path(variables["PGHOST"])
        assert directory.stat().st_mode & 0o077 == 0
        with psycopg.connect() as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("",)
    assert not directory.exists()
    assert [path.stat().st_mode for path in (package, *package.parents)] == modes


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_is_gone_when_its_process_is_killed(number: signal.Signals) -> None:
    process, directory = start_and_wait()
    server = int((directory / "data" / "postmaster.pid").read_text().splitlines()[0])
    process.send_signal(number)
    process.wait()

    deadline = time.monotonic() + 30
    while directory.exists() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert not directory.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_two_servers_do_not_meet() -> None:
    with throwaway_server() as one, throwaway_server() as other:
        assert one["PGHOST"] != other["PGHOST"]


def test_a_server_that_does_not_start_is_an_error_with_its_reason(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ChallengesError, match="did not start"), throwaway_server(tmp_path):
        pass
    said = capfd.readouterr().err
    assert "initdb" in said
    assert "Traceback" not in said


def test_it_is_out_of_reach_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    monkeypatch.setenv("PGPORT", "1")
    with throwaway_server(), psycopg.connect() as connection:
        assert connection.execute("select inet_server_addr()").fetchone() == (None,)
    assert os.environ["PGHOSTADDR"] == "127.0.0.1"
    assert os.environ["PGPORT"] == "1"
