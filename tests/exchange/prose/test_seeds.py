"""The five pages that Koers grew from come out in the shape of the design; they are not part of the project."""

import os
from pathlib import Path

import pytest

from strategy.exchange.formats import READERS

from .notation import flat, period_text

SEEDS = Path(os.environ.get("KOERS_SEEDS") or Path(__file__).resolve().parents[4] / "shared" / "seeds")

EXPECTED = {
    "aalst.nl.txt": ({"mission": 1, "vision": 1, "objective": 6}, "2020-2025", 1, 0),
    "gent.nl.txt": ({"mission": 1, "theme": 4, "topic": 20}, "none", 0, 0),
    "herenthout.nl.txt": ({"mission": 1, "theme": 5, "ambition": 25}, "none", 0, 0),
    "mechelen.nl.txt": ({"mission": 1, "vision": 4, "value": 3}, "none", 0, 0),
    "vallensbaek.da.txt": ({"theme": 3}, "2018-2022", 1, 5),
}
"""file -> (how many of each kind, period, decisions, milestones)"""

if SEEDS.is_dir():

    @pytest.mark.parametrize("name", EXPECTED)
    def test_a_page_that_we_know_comes_out_in_its_shape(name):
        kinds, period, decisions, milestones = EXPECTED[name]
        document = READERS["text"]((SEEDS / name).read_bytes(), "")
        found: dict[str, int] = {}
        for _parent, kind, _title in flat(document.goals):
            found[kind] = found.get(kind, 0) + 1
        assert found == kinds
        assert period_text(document) == period
        assert (len(document.decisions), len(document.milestones)) == (decisions, milestones)
