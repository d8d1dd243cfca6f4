"""A plan with a published edition, and the next one made from it."""

import pytest

from strategy.services.succeeding import pairs_of, start_next_plan
from strategy.succession import Succession
from tests.factories import make_published
from tests.outline import by_title

OLD = """
    mission: For everybody
    Safe city
      Light in every street
      Patrols
    Green city
      Trees
    Quiet city
"""


@pytest.fixture
def old(plan, officer):
    return make_published(plan, OLD).plan


@pytest.fixture
def go_on(old, officer):
    """go_on("Green city") makes the next plan without those goals, and gives its draft."""

    def make(*dropped: str, **fields: object):
        goals = by_title(old.editions.get())
        values = {"titles": {"nl": "Koers 2026-2031"}, "slug": "2026-2031", "starts_in": 2026, "ends_in": 2031}
        kept = {goal.key for title, goal in goals.items() if title not in dropped}
        return start_next_plan(old, actor=officer, **{**values, "kept": kept, **fields})

    return make


@pytest.fixture
def told():
    """told(old, new): {"Safe city": "continued: Safe city", …}, what the record says of each old goal, in words."""

    def tell(old, new) -> dict[str, str]:
        trees = [{g.key: t for t, g in by_title(p.editions.latest("number")).items()} for p in (old, new)]
        succession = Succession(pairs_of(old, new), *trees)
        names = trees[1]
        return {
            title: ": ".join(
                filter(
                    None,
                    [
                        str(succession.outcome(key) or "nothing"),
                        ", ".join(names[heir] for heir in succession.heirs.get(key, [])),
                    ],
                )
            )
            for key, title in trees[0].items()
        }

    return tell
