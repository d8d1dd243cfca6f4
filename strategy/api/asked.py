"""What the API takes, as OpenAPI describes it. A field that stands here in version 1 stays (docs/api.md)."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from ..vocabulary import GOAL_KINDS, KEY_LENGTH, LANGUAGES

LargestNumber = 2_147_483_647
Lang = Literal[LANGUAGES]  # type: ignore[valid-type]
GoalKind = Literal[tuple(str(kind) for kind in GOAL_KINDS)]  # type: ignore[valid-type]
FoundKind = Literal[("plan", *(str(kind) for kind in GOAL_KINDS))]  # type: ignore[valid-type]
SLUG = r"^[-\w]+$"
KEY = rf"^[a-z2-7]{{{KEY_LENGTH}}}$"


class Asked(Schema):
    lang: Lang | None = Field(
        None,
        description="Language of the texts. What is not translated is given in the authentic language and named in "
        "`fallback`; a language that the municipality has not switched on counts as not asked for.",
    )


class AskedOfEdition(Asked):
    edition: int | None = Field(
        None, ge=1, le=LargestNumber, description="Number of a published edition; without it, the one in force."
    )


class Window(Asked):
    limit: int = Field(50, ge=1, le=200, description="How many entries at most.")
    offset: int = Field(0, ge=0, le=LargestNumber, description="How many entries to leave out at the start.")


class AskedGoals(Window, AskedOfEdition):
    kind: GoalKind | None = Field(None, description="Only goals of this kind.")
    parent: str | None = Field(None, pattern=KEY, description="Only goals directly below the one with this key.")
    code: str | None = Field(None, max_length=40, pattern=r"^[^\x00]*$", description="Only the goal with this code.")


class AskedChanges(Asked):
    since: int | None = Field(
        None, alias="from", ge=1, le=LargestNumber, description="Number of the edition to compare from."
    )
    to: int | None = Field(None, ge=1, le=LargestNumber, description="Number of the edition to compare to.")


class AskedSearch(Window):
    q: str = Field(
        "", max_length=2000, pattern=r"^[^\x00]*$", description="What to look for; of a long question the beginning."
    )
    town: str | None = Field(None, max_length=50, pattern=SLUG, description="Only in this municipality.")
    plan: str | None = Field(None, max_length=60, pattern=SLUG, description="Only in this plan of `town`.")
    kind: FoundKind | None = Field(None, description="Only goals of this kind; `plan`: the plans themselves.")
    language: Lang | None = Field(None, description="Only texts that are written in this language.")
