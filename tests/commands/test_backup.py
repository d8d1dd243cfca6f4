"""A site is saved, lost and put back: by the commands that an operator types, on a database of its own."""

import os
import secrets
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.postgres import system_binaries, wheel_binaries

PROJECT = Path(__file__).resolve().parents[2]


class Site:
    """A Koers of its own: data folder and database."""

    def __init__(self, folder: Path, database: str) -> None:
        self.media = folder / "media"
        programs = system_binaries() or wheel_binaries() or folder
        path = f"{os.environ['PATH']}:{programs}"
        self.environment = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": database, "PATH": path}

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=PROJECT, env=self.environment, capture_output=True, text=True)

    def must(self, *arguments: object) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def sites(tmp_path, transactional_db):
    """Makes a site with an empty database; they are gone afterwards."""
    made = []

    def make() -> Site:
        name = f"koers_{secrets.token_hex(4)}"
        folder = tmp_path / name
        folder.mkdir()
        if connection.vendor == "sqlite":
            return Site(folder, f"sqlite:///{name}.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return Site(folder, urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())

    yield make
    for name in made:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def aalst(sites):
    """A site with the demonstration in it."""
    site = sites()
    site.must("migrate", "--verbosity", "0")
    site.must("demo")
    return site


def test_a_site_is_put_back_as_it_was(aalst, sites, tmp_path):
    picture = aalst.media / "milestones" / "ab" / "hall.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"a picture")
    told = aalst.must("backup", tmp_path / "koers.tar.gz")
    assert "uploaded file" in told

    other = sites()
    told = other.must("restore", tmp_path / "koers.tar.gz")
    assert "0 broken" in told
    assert (other.media / "milestones" / "ab" / "hall.png").read_bytes() == b"a picture"
    export = ("export_plan", "aalst/2020-2025", "--format", "json")
    assert other.must(*export) == aalst.must(*export)
    # the seal's locks came along
    sealed = "from strategy.models.goal import *; unguarded_goals().filter(kind='mission').update(code='X')"
    refused = other.run("shell", "-c", sealed)
    assert refused.returncode != 0
    assert "sealed" in refused.stderr

    refused = other.run("restore", tmp_path / "koers.tar.gz")
    assert "This database is not empty" in refused.stderr
    other.must("restore", tmp_path / "koers.tar.gz", "--replace")
    assert other.must(*export) == aalst.must(*export)


@pytest.fixture
def backup(sites, tmp_path):
    """A backup of a site without a town, unpacked, and how to pack it again."""
    site = sites()
    site.must("migrate", "--verbosity", "0")
    site.must("backup", tmp_path / "small.tar.gz")
    folder = tmp_path / "unpacked"
    with tarfile.open(tmp_path / "small.tar.gz") as archive:
        archive.extractall(folder, filter="data")

    def pack() -> Path:
        with tarfile.open(tmp_path / "changed.tar.gz", "w:gz") as archive:
            for file in folder.iterdir():
                archive.add(file, file.name)
        return tmp_path / "changed.tar.gz"

    return folder, pack


def test_a_damaged_backup_is_refused_before_anything_is_written(backup, sites):
    folder, pack = backup
    with (folder / "database").open("ab") as dump:
        dump.write(b"one byte more")
    site = sites()
    refused = site.run("restore", pack())
    assert "The backup is damaged: database is not what was saved." in refused.stderr
    assert "Nothing" not in site.run("migrate", "--plan").stdout


def test_what_cannot_be_read_or_written_gets_a_sentence(sites, tmp_path):
    site = sites()
    (tmp_path / "text.tar.gz").write_bytes(b"not an archive")
    refused = site.run("restore", tmp_path / "text.tar.gz").stderr
    assert "is not a backup that can be read" in refused
    refused += site.run("backup", tmp_path / "nowhere" / "koers.tar.gz").stderr
    assert "cannot be written: No such file or directory" in refused
    assert "Traceback" not in refused
