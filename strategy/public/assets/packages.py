"""Fetches the npm packages of package.json into a folder of the build; knows nothing of what they are for.

The lock file holds a hash for each package, so what arrives is what was chosen. No package's own script is run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LIST, LOCK = "package.json", "package-lock.json"


class NoPackages(Exception):
    """The packages could not be fetched; the text says what to do."""


def npm() -> str:
    """The npm of the machine, else the one that requirements-node.lock puts beside this Python."""
    found = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if not found:
        raise NoPackages("No npm here: install it, or run `make setup`, which brings one as a Python package.")
    return found


def fetch(project: Path, into: Path) -> Path:
    """Make ``into/node_modules`` hold exactly the packages that ``project`` lists; give that folder back.

    Returns at once where it holds them already. Raises NoPackages with npm's last words where npm fails.
    """
    into.mkdir(parents=True, exist_ok=True)
    modules, stamp = into / "node_modules", into / "fetched"
    wanted = (project / LIST).read_text() + (project / LOCK).read_text()
    if stamp.is_file() and stamp.read_text() == wanted and modules.is_dir():
        return modules
    stamp.unlink(missing_ok=True)
    for name in (LIST, LOCK):
        shutil.copyfile(project / name, into / name)
    command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    answer = subprocess.run(command, cwd=into, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    if answer.returncode:
        last = "\n".join((answer.stderr or answer.stdout).strip().splitlines()[-8:])
        raise NoPackages(
            "npm could not fetch the packages of package.json, so the pages have no style sheet yet. Check that this "
            f"machine can reach a package registry, then run the same command again. npm said:\n{last}"
        )
    stamp.write_text(wanted)
    return modules
