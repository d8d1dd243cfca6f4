"""Every bad file given to the command: a sentence that says what is wrong, and nothing written."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from strategy.models import Plan

from .bad_files import MAKERS

MOST_MEMORY = 300 * 1024
"""kB that a hostile file may cost beside what the readers themselves take."""
HOSTILE = [name for name in MAKERS if re.search("bomb in|million|31 MB", name)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", MAKERS)
def test_the_command_says_what_is_wrong_and_writes_nothing(name, tmp_path, capfdbinary):
    source, make, sentence = MAKERS[name]
    (tmp_path / source).write_bytes(make())

    try:
        call_command("import_plan", str(tmp_path / source), "--municipality", "lindehoven", "--dry-run", "--json")
        said = [doubt["message"] for doubt in json.loads(capfdbinary.readouterr().out)["warnings"]]
    except CommandError as refused:
        said = [str(refused)]

    assert any(sentence in message for message in said) or not sentence, said
    assert not Plan.objects.exists()


READ = """
import sys, django; django.setup()
from strategy.exchange.detecting import detect_format
from strategy.exchange.formats import READERS
from strategy.refusal import Refused
from pathlib import Path
def peak(): return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
for name in READERS: READERS[name]
before, path = peak(), Path(sys.argv[1])
try: READERS[detect_format(path.read_bytes(), path.name)](path.read_bytes(), "nl")
except Refused: pass
print(peak() - before)
"""

if Path("/proc/self/status").exists():

    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_hostile_file_costs_little_memory(name, tmp_path):
        source, make, _sentence = MAKERS[name]
        (tmp_path / source).write_bytes(make())

        command = [sys.executable, "-c", READ, str(tmp_path / source)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)

        assert int(done.stdout) < MOST_MEMORY
