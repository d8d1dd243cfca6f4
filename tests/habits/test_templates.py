"""Every template compiles, so that a slip in a rarely seen one is found before a citizen finds it."""

from pathlib import Path

import pytest
from django.template import engines

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = [PROJECT / "templates", *PROJECT.glob("*/templates")]
TEMPLATES = sorted(
    str(file.relative_to(folder))
    for folder in FOLDERS
    for file in folder.rglob("*")
    if file.is_file() and not file.name.startswith(".")
)


def test_there_are_templates():
    assert TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    engines["django"].get_template(name)
