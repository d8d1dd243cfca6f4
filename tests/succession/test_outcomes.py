"""What became of a goal follows from the lines and the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.succession import Succession, kinds_of
from strategy.vocabulary import SuccessionKind

CASES = {
    "a=x": ("continued", "continued"),
    "a~x": ("reworded", "reworded"),
    "a=x b=x": ("merged", "merged"),
    "a=x a=y": ("split", "split"),
    "a=": ("dropped", "new"),
    "b=x": (None, "continued"),
    "": (None, "new"),
    "a=gone": (None, "new"),
    "gone=x": (None, "new"),
    "a=x a=gone": ("continued", "continued"),
    "a=x gone=x": ("continued", "continued"),
    "a=x a=": ("continued", "continued"),
}


@pytest.mark.parametrize("lines", CASES)
def test_outcome_of_a_and_origin_of_x(lines):
    pairs = [tuple(line.replace("~", "=").split("=")) for line in lines.split()]
    succession = Succession(pairs, {"a": "t", "b": "t"}, {"x": "other" if "~" in lines else "t", "y": "t"})
    assert (succession.outcome("a"), succession.origin("x")) == CASES[lines]


def test_heirs_stand_in_the_order_of_their_tree():
    succession = Succession([("a", "z"), ("a", "x"), ("a", "y")], {"a": ""}, dict.fromkeys("xyz"))
    assert succession.heirs["a"] == ["x", "y", "z"]


@given(st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from(["x", "y", "z", "", "gone"]))))
def test_both_ways_tell_the_same(pairs):
    succession = Succession(pairs, dict.fromkeys("abcd", 0), dict.fromkeys("xyz", 0))
    there = {(old, new) for old, heirs in succession.heirs.items() for new in heirs}
    back = {(old, new) for new, ancestors in succession.ancestors.items() for old in ancestors}
    assert there == back == {(old, new) for old, new in pairs if new in ("x", "y", "z")}
    assert set(succession.undecided) == set("abcd") - {old for old, new in pairs if new != "gone"}
    for key in "xyz":
        assert (succession.origin(key) == SuccessionKind.NEW) == (key not in succession.ancestors)


@given(st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from(["x", "y", "z", ""]))))
def test_what_is_stored_of_a_line_fits_its_ends(pairs):
    kinds = kinds_of(pairs)
    assert set(kinds) == pairs
    for (_old, new), kind in kinds.items():
        assert (kind == SuccessionKind.DROPPED) == (not new)
        assert kind not in (SuccessionKind.NEW, SuccessionKind.REWORDED)
