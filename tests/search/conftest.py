"""Plans to be found, and a search that answers with titles."""

import pytest

from municipalities.models import Municipality
from strategy.models.goal import unguarded_goals
from strategy.search import search
from strategy.tree import Branch


def goal(kind: str = "objective", children: tuple[Branch, ...] = (), **content: object) -> Branch:
    return Branch({"kind": kind, **content}, children=list(children))


@pytest.fixture
def found(db):
    """found("fiets") gives the titles of what is found, the best first; a plan is called "(plan)"."""

    def ask(typed: str, lang: str = "nl", town: Municipality | None = None, **narrow: object) -> list[str]:
        hits = search(typed, lang=lang, town=town.pk if town else None, **narrow).hits
        goals = unguarded_goals().in_bulk([hit.goal for hit in hits if hit.goal])
        titles = []
        for hit in hits:
            row = goals.get(hit.goal)
            own = row and (getattr(row, f"title_{hit.language}") or row.title)
            titles.append(own or "(plan)")
        return titles

    return ask
