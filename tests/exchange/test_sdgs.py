"""The goals of the United Nations that a goal names: from a spreadsheet, into every format that can hold them."""

import json

import pytest

from strategy.exchange.formats.csv import load
from strategy.exchange.writers import jsonld


@pytest.mark.parametrize(
    ("cell", "read", "doubts"),
    [
        ("3, 11", [3, 11], 0),
        ("SDG 11; SDG 3", [3, 11], 0),
        ("11", [11], 0),
        ("", [], 0),
        ("3.11", [3], 1),
        ("18", [], 1),
        ("ja", [], 1),
        ("9" * 5000, [], 1),
    ],
)
@pytest.mark.parametrize("heading", ["SDG", "ODD", "verdensmål"])
def test_a_column_of_any_table_is_read(heading, cell, read, doubts):
    document = load(f'Doelstelling,{heading}\nVeilige stad,"{cell}"\nGroene stad,\n'.encode(), "nl")
    assert [goal.sdgs for goal in document.goals] == [read, []]
    assert len([doubt for doubt in document.warnings if "SDG" in doubt.message]) == doubts


def test_linked_data_point_at_the_united_nations(plan_with_sdgs):
    goal = json.loads(jsonld.write(plan_with_sdgs, ""))["@graph"][-1]["statements"][0]
    assert goal["sdgs"] == ["http://metadata.un.org/sdg/3", "http://metadata.un.org/sdg/11"]


@pytest.fixture
def plan_with_sdgs():
    document = load(b'Doelstelling,SDG\nVeilige stad,"3, 11"\n', "nl")
    document.slug = "plan"
    return document
