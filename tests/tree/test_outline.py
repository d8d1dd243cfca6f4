"""Indented text becomes a tree and comes back unchanged."""

from tests.outline import outline, plant

TEXT = """\
Safe city
  Light in every street
    No dark corner by 2024
  ambition: Shorter ways
Green city
"""


def test_an_outline_comes_back_as_it_was_planted(draft):
    goals = plant(draft, "mission: For everybody\n" + TEXT)
    assert outline(draft) == "For everybody\n" + TEXT.replace("ambition: ", "")
    assert [goals[name].kind for name in ("For everybody", "Safe city", "Light in every street", "Shorter ways")] == [
        "mission",
        "theme",
        "objective",
        "ambition",
    ]


def test_planting_below_a_goal_puts_the_branches_there(draft):
    safe = plant(draft, "Safe city\nGreen city")["Safe city"]
    plant(draft, "objective: Light in every street", under=safe)
    assert outline(draft) == "Safe city\n  Light in every street\nGreen city\n"
