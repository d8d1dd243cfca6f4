"""What the API gives about changes: between two editions, and from plan to plan. A field that stands here stays."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from ..vocabulary import Difference, SuccessionKind
from .asked import KEY, GoalKind, Lang
from .schemas import Texts


class Part(Schema):
    op: Literal["same", "removed", "added"]
    text: str


class ChangedField(Schema):
    name: str = Field(description="Such as `title`, `text`, `kind` or `code`.")
    language: Lang | None = Field(description="Null for what is the same in every language.")
    before: str | bool
    after: str | bool
    words: list[Part] = Field(
        description="For texts, word by word: `same` and `removed` joined are `before`, `same` and `added` are `after`."
    )


class PlaceInEdition(Schema):
    edition: int
    parent: str | None = Field(description="Key of the goal above it; null at the top.")
    page: str


class ChangedGoal(Texts):
    key: str = Field(pattern=KEY)
    kind: GoalKind
    title: str
    changes: list[Literal[tuple(Difference.values)]] = Field(  # type: ignore[valid-type]
        description="`reworded`: the authentic text; `translated`: another language; `reordered`: among its siblings; "
        "`recast`: of another kind; `recoded`: its code; `detailed`: anything else."
    )
    before: PlaceInEdition | None = Field(description="Null where it was added.")
    after: PlaceInEdition | None = Field(description="Null where it was dropped.")
    follows: str | None = Field(description="Where reordered: key of the sibling that it now comes after.")
    fields: list[ChangedField]


class Changes(Schema):
    town: str
    plan: str
    before: int = Field(description="Number of the edition that was compared from.")
    after: int = Field(description="Number of the edition that was compared to.")
    lang: Lang
    counts: dict[str, dict[str, int]] = Field(description="Number of goals by change and by kind of goal.")
    goals: list[ChangedGoal]
    page: str = Field(description="Address of the public page with the same.")


class SuccessionSide(Schema):
    """One of two plans: what is told holds for its edition in force."""

    plan: str
    edition: int
    url: str
    page: str


class SuccessionGoal(Texts):
    key: str = Field(pattern=KEY)
    kind: GoalKind
    code: str
    title: str
    outcome: Literal[tuple(SuccessionKind.values)] | None = Field(  # type: ignore[valid-type]
        description="Of an old goal: `continued`, `reworded` (continued, with another authentic text), `merged` with "
        "others, `split` into several or `dropped`; null: nobody has recorded it. Of a new goal: how it came from old "
        "ones, or `new`."
    )
    goals: list[str] = Field(description="Keys of the goals of the other plan: its heirs, or those it comes from.")
    url: str
    page: str


class SuccessionCounts(Schema):
    became: dict[str, int] = Field(description="Number of old goals by outcome; `not_recorded` for null.")
    came_from: dict[str, int] = Field(description="Number of new goals by outcome.")


class BetweenPlans(Schema):
    old: SuccessionSide
    new: SuccessionSide
    counts: SuccessionCounts
    became: list[SuccessionGoal] = Field(description="Every goal of the old plan, in the order of its tree.")
    came_from: list[SuccessionGoal] = Field(description="Every goal of the new plan, in the order of its tree.")


class Successions(Schema):
    town: str
    plan: str
    edition: int = Field(description="Number of the edition in force.")
    lang: Lang
    between: list[BetweenPlans] = Field(
        description="One for each plan before or after it; empty where nothing is recorded."
    )
    page: str | None = Field(description="Address of the public page with the same; null where nothing is recorded.")
