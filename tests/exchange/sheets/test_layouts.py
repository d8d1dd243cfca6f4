"""However an officer's table says what stands under what, the tree comes out."""

import pytest

from .layouts import LAYOUTS
from .shown import doubts, read, tree


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_becomes_its_tree(name):
    table, expected = LAYOUTS[name]
    assert tree(read(table.lstrip("\n"))) == expected.strip("\n")


def test_rows_above_the_header_tell_title_and_period():
    document = read("Meerjarenplan 2020-2025;;\n\n;;\nCode;Titel;Uitleg\n1;Groen;Bomen en gras\n")

    assert (document.title, document.period) == ("Meerjarenplan 2020-2025", [2020, 2025])
    assert document.goals[0].text == "Bomen en gras"


def test_what_the_plan_calls_its_levels_is_kept_in_order():
    document = read("Pijler;Beleidsdoelstelling;Actieplan\nA;B;C\n")

    assert [(level.kind, level.singular) for level in document.levels] == [
        ("theme", "pijler"),
        ("objective", "beleidsdoelstelling"),
        ("action_plan", "actieplan"),
    ]


def test_flags_numbers_elsewhere_and_short_texts_are_read():
    document = read(
        "Code;Korte omschrijving;Lange omschrijving;Prioritair;ID\n1;Groen;Heel groen;Ja;77\n2;Rood;;nee;78\n"
    )

    green, red = document.goals
    assert (green.title, green.text, green.is_priority, green.external_id) == ("Groen", "Heel groen", True, "77")
    assert not red.is_priority


def test_columns_without_a_place_are_named_once_with_their_count():
    document = read("Titel;Code;Commentaar;Budget\nGroen;1;goed;100\nRood;2;beter;\n")

    said = doubts(document)[1]
    assert any("“Commentaar”" in sentence and "2 cells" in sentence for sentence in said)
    assert any("“Budget”" in sentence and "1 cells" in sentence for sentence in said)
