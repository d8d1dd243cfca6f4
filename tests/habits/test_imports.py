"""Some folders stay away from parts of Django; import-linter sees whole packages only, so we look ourselves."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "strategy/exchange/formats": {"django.db"},
    "strategy/exchange/prose": {"django.db"},
    "strategy/exchange/sheets": {"django.db"},
    "strategy/exchange/writers": {"django.db"},
    "strategy/services": {"django.http", "django.contrib.admin", "django.forms"},
    "municipalities/services": {"django.http", "django.contrib.admin", "django.forms"},
    "strategy/vocabulary.py": {"django.http", "django.db.connection"},
    "municipalities/colours.py": {"django"},
    "strategy/public/assets": {"django"},
    "strategy/wording_difference.py": {"django"},
}


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("place", FORBIDDEN)
def test_a_module_keeps_away_from_what_is_not_its_business(place):
    path = PROJECT / place
    found = {
        f"{file.relative_to(PROJECT)} imports {name}"
        for file in ([path] if path.is_file() else path.rglob("*.py"))
        for name in imported(file.read_text())
        for forbidden in FORBIDDEN[place]
        if f"{name}.".startswith(f"{forbidden}.")
    }
    assert not found
