"""A backup is one .tar.gz: manifest.json, the database, and every uploaded file, each with its SHA-256.

The database comes first and is one moment: a file that is uploaded meanwhile is newer than the rows, never missing.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"
VERSION = 1


class CannotBackUp(Exception):
    """The backup cannot be made or used; the text says why and what to do."""


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself."""

    made_at: str
    engine: str
    digests: dict[str, str]
    """Name in the archive -> SHA-256."""

    @property
    def count(self) -> int:
        """Number of uploaded files."""
        return len(self.digests) - 1


# -- making --------------------------------------------------------------------------------------------


def make(target: Path) -> Contents:
    """Writes a backup of the database and the uploads to ``target``, whole or not at all."""
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(part, "w:gz", compresslevel=6) as archive:
            dump = Path(folder, DATABASE)
            DUMPS[connection.vendor](dump)
            digests = {DATABASE: _add(archive, dump, DATABASE)}
            for file in _uploads():
                name = FILES + file.relative_to(settings.MEDIA_ROOT).as_posix()
                digests[name] = _add(archive, file, name)
            contents = Contents(timezone.now().isoformat(timespec="seconds"), connection.vendor, digests)
            _add_manifest(archive, contents)
        part.replace(target)
    except OSError as error:
        raise CannotBackUp(f"{target} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return contents


def _uploads() -> list[Path]:
    return sorted(file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())


def _add(archive: tarfile.TarFile, file: Path, name: str) -> str:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    archive.add(file, name, recursive=False)
    return digest


def _add_manifest(archive: tarfile.TarFile, contents: Contents) -> None:
    text = json.dumps({"version": VERSION, **contents.__dict__}, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(text)
    archive.addfile(member, io.BytesIO(text))


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    copy.close()


def _dump_postgresql(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")


DUMPS = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}


# -- reading back --------------------------------------------------------------------------------------


@contextmanager
def opened(source: Path) -> Iterator[tuple[Contents, Path]]:
    """The backup unpacked into a folder that goes away, every file checked against its SHA-256.

    Raises CannotBackUp where ``source`` is no backup, or is damaged.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
            contents = _read_manifest(folder / MANIFEST)
        except (OSError, tarfile.TarError, EOFError, KeyError, ValueError) as error:
            raise CannotBackUp(f"{source} is not a backup that can be read: {error}.") from error
        for file, digest in contents.digests.items():
            _check(folder, file, digest)
        yield contents, folder


def _read_manifest(file: Path) -> Contents:
    told: dict[str, Any] = json.loads(file.read_text())
    if told["version"] != VERSION:
        raise ValueError(f"its version is {told['version']}, and this release reads {VERSION}")
    return Contents(told["made_at"], told["engine"], told["digests"])


def _check(folder: Path, name: str, digest: str) -> None:
    file = folder / name
    if ".." in PurePosixPath(name).parts or not file.is_file():
        raise CannotBackUp(f"The backup is damaged: {name} is missing. Use an older backup.")
    with file.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
            raise CannotBackUp(f"The backup is damaged: {name} is not what was saved. Use an older backup.")


def put_back(contents: Contents, folder: Path, *, replace: bool) -> None:
    """The database and the uploads as they were. ``replace``: over what is there now.

    Raises CannotBackUp where the database is of another kind, or holds something and may not be replaced.
    """
    if contents.engine != connection.vendor:
        raise CannotBackUp(
            f"This backup is of {contents.engine}, and DATABASE_URL names {connection.vendor}: "
            "name a database of the same kind."
        )
    if not replace and connection.introspection.table_names():
        raise CannotBackUp("This database is not empty. Name an empty one in DATABASE_URL, or add --replace.")
    RESTORES[connection.vendor](folder / DATABASE)
    if (folder / FILES).is_dir():
        shutil.copytree(folder / FILES, settings.MEDIA_ROOT, dirs_exist_ok=True)


def _restore_sqlite(dump: Path) -> None:
    """Over the open file, page by page, by SQLite's own copy: other processes see the old or the new state."""
    connection.ensure_connection()
    with sqlite3.connect(dump) as copy:
        copy.backup(connection.connection)
    copy.close()
    connection.close()


def _restore_postgresql(dump: Path) -> None:
    connection.close()
    args = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", "--clean", "--if-exists")
    _run("pg_restore", *args, str(dump), database="--dbname")


RESTORES = {"sqlite": _restore_sqlite, "postgresql": _restore_postgresql}


def _run(program: str, *arguments: str, database: str = "") -> None:
    """A program of PostgreSQL's on the site's own database; the password stays off the command line."""
    if not shutil.which(program):
        raise CannotBackUp(f"{program} is not on this machine: install PostgreSQL's client programs.")
    access, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *access, name = access[1:]
    where = [f"{database}={name}"] if database else [name]
    done = subprocess.run(
        [program, *access, *arguments, *where],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotBackUp(f"{program} failed: {done.stderr.strip()}")
