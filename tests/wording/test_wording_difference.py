"""Which words a change of wording took away and which it brought."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.wording_difference import word_difference

WORDS = st.lists(st.sampled_from(["de", "stad", "groen", "l’eau", "2,5", ",", ".", " ", "  ", "\n", "\n\n"])).map(
    "".join
)
TEXTS = WORDS | st.text(max_size=60)


def shown(before: str, after: str) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[op].format(text) for op, text in word_difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("Een veilige stad", "Een veilige en groene stad", "Een veilige[+ en groene+] stad"),
        ("Mensen wonen hier graag", "Mensen werken hier graag", "Mensen [-wonen-][+werken+] hier graag"),
        ("15.000 bomen", "15.500 bomen", "[-15.000-][+15.500+] bomen"),
        ("une école d’ici", "une écoles d’ici", "une [-école-][+écoles+] d’ici"),
        ("e\u0301te\u0301 chaud", "e\u0301te\u0301 froid", "e\u0301te\u0301 [-chaud-][+froid+]"),
        ("brood, kaas", "bier, wijn", "[-brood, kaas-][+bier, wijn+]"),
        ("eerste vers\ntweede", "eerste vers\n\ntweede", "eerste vers[-\n-][+\n\n+]tweede"),
        ("", "nieuw", "[+nieuw+]"),
        ("weg", "", "[-weg-]"),
        ("gelijk ", "gelijk ", "gelijk "),
        ("", "", ""),
    ],
)
def test_whole_words_are_marked(before, after, difference):
    assert shown(before, after) == difference


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_nothing_is_said_twice(before, after):
    parts = word_difference(before, after)
    assert "".join(text for op, text in parts if op != "added") == before
    assert "".join(text for op, text in parts if op != "removed") == after
    assert all(text for _op, text in parts)
    assert all(op != following for (op, _), (following, _) in pairwise(parts))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert word_difference(text, text) == ([("same", text)] if text else [])


def test_one_word_in_a_long_text_is_found_and_a_text_of_one_word_a_thousand_times_is_bearable():
    long = " ".join(f"woord{number % 700} en" for number in range(1500))
    assert ("added", " extra") in word_difference(long, long.replace("woord350 en", "woord350 en extra", 1))
    dull, duller = "ja " * 5000, "nee ja " * 3000
    assert "".join(text for op, text in word_difference(dull, duller) if op != "removed") == duller
