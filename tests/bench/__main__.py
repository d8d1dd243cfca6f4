"""`python -m tests.bench`: measures the site on this machine and prints ratios (docs/performance.md explains them).

Brings up a PostgreSQL of its own, and leaves nothing behind. BENCH=full adds 725 towns, which takes some minutes more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import postgres


def prepare(folder: Path) -> None:
    """Sets the environment of the site, as in production but for https, and makes database and static files."""
    url = postgres.start()
    import psycopg

    parts = urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{parts.path[1:]}_bench"')
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ |= {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),  # as where it is installed: nothing is compiled at a start
        "DATABASE_URL": urlunsplit(parts._replace(path=f"{parts.path}_bench")),
        "DATA_DIR": str(folder / "data"),
        "DEBUG": "false",
        "SECRET_KEY": "only-to-measure-" * 4,
        "ALLOWED_HOSTS": "localhost",
        "SECURE_SSL_REDIRECT": "false",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }
    for command in (("collectstatic", "--noinput"), ("migrate",)):
        subprocess.run([sys.executable, "manage.py", *command, "--verbosity", "0"], check=True)
    import django

    django.setup()


def main() -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="koers-bench-") as name:
        folder = Path(name)
        try:
            prepare(folder)
            from . import run

            run.everything(folder, is_full=os.environ.get("BENCH") == "full")
        except postgres.NoPostgres as problem:
            sys.exit(str(problem))
        finally:
            postgres.stop()
    print(f"\n{time.perf_counter() - start:.0f} seconds in all.")


if __name__ == "__main__":
    main()
