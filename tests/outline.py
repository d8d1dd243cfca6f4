"""Trees as indented text, for tests that show trees as trees: text into an edition and back."""

import textwrap

from municipalities.models import User
from strategy.models import Edition, Goal
from strategy.models.goal import unguarded_goals
from strategy.services.editing import build_branches
from strategy.tree import Branch
from strategy.vocabulary import GOAL_KINDS, STEPS, Kind

INDENT = "  "


def branches(text: str, language: str) -> list[Branch]:
    """``text`` as branches: two spaces a level, a line a title. Kinds go by depth (theme, objective, ambition …)
    unless a line says its own: "mission: For everybody"."""
    tops: list[Branch] = []
    path: list[Branch] = []
    for line in textwrap.dedent(text).strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip())) // len(INDENT)
        word, colon, rest = line.strip().partition(": ")
        is_said = bool(colon) and word in GOAL_KINDS
        content = {"kind": word if is_said else STEPS[depth], f"title_{language}": rest if is_said else line.strip()}
        branch = Branch({**content, "kind": str(content["kind"])})
        (path[depth - 1].children if depth else tops).append(branch)
        path[depth:] = [branch]
    return tops


def plant(
    edition: Edition,
    text: str,
    *,
    under: Goal | str | None = None,
    position: int | None = None,
    actor: User | None = None,
) -> dict[str, Goal]:
    """Builds ``text`` in an edition, through the service. Returns every goal of the edition by its title."""
    language = edition.plan.municipality.language
    build_branches(edition, branches(text, language), actor=actor, under=under, position=position)
    return by_title(edition)


def by_title(edition: Edition) -> dict[str, Goal]:
    """The goals of an edition as they stand now, by title in the authentic language."""
    column = f"title_{edition.plan.municipality.language}"
    goals = unguarded_goals().filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
    return {getattr(goal, column): goal for goal in goals}


def outline(edition: Edition) -> str:
    """The edition's tree as text: "Safe city\\n  Light in every street\\n", as its numbers have it."""
    column = f"title_{edition.plan.municipality.language}"
    rows = unguarded_goals().filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
    return "".join(f"{INDENT * (level - 1)}{title}\n" for title, level in rows.values_list(column, "level"))
