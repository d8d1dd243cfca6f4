"""What the API gives, as OpenAPI describes it. A field that stands here in version 1 stays (docs/api.md)."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from ..vocabulary import DecisionKind, EditionKind, Form, Precision
from .asked import KEY, FoundKind, GoalKind, Lang


class Problem(Schema):
    detail: str = Field(description="What is wrong, in a sentence.")


class Texts(Schema):
    """Anything with texts."""

    lang: Lang = Field(description="The language of the texts, except of those named in `fallback`.")
    fallback: list[str] = Field(description="Texts that are not translated and stand in the authentic language.")


class Paged(Schema):
    count: int = Field(description="Number of entries in all.")
    next: str | None = Field(description="Address of the following entries, null at the end.")
    previous: str | None = Field(description="Address of the entries before these, null at the start.")


class Register(Schema):
    scheme: str = Field(description="nis, kommunekode, cbs, ags, insee or lau.")
    code: str


class Town(Texts):
    slug: str
    name: str
    formal_name: str
    country: str = Field(description="Two letters, lower case (ISO 3166-1).")
    registered_as: Register | None = Field(description="Code in the country's public register.")
    language: Lang = Field(description="The authentic language: its texts are binding.")
    languages: list[Lang] = Field(description="The languages in which it publishes.")
    is_demonstration: bool = Field(description="True where the texts are not the municipality's own.")
    url: str
    plans: str = Field(description="Address of its plans.")
    page: str = Field(description="Address of the public page.")


class TownList(Paged):
    items: list[Town]


class Period(Schema):
    first: int
    last: int | None = Field(description="Null where the plan has no end.")


class Plan(Texts):
    town: str
    slug: str
    title: str
    question: str
    introduction: str
    period: Period | None
    published_at: str = Field(description="When an edition of it was last published (ISO 8601).")
    url: str
    page: str = Field(description="Address of the public page.")
    data: str = Field(description="Address of the page with the plan in other formats.")


class PlanList(Paged):
    items: list[Plan]


class Level(Texts):
    kind: GoalKind
    singular: str
    plural: str
    lead_in: str


class Organisation(Texts):
    name: str
    identifier: str


class Milestone(Texts):
    title: str
    text: str
    date: str | None = Field(description="As exactly as it is known: 2018-09-01, 2018-09 or 2018; null: not known.")
    picture_text: str
    picture: str | None = Field(description="Address of the picture.")


class Attachment(Texts):
    title: str
    language: Lang = Field(description="The language of the file.")
    size: int | None = Field(description="In bytes.")
    media_type: str
    href: str


class PlanDetail(Plan):
    edition: int = Field(description="Number of the edition in force.")
    levels: list[Level] = Field(description="What the plan calls its kinds of goals, top first.")
    organisations: list[Organisation] = Field(description="To whom the plan applies.")
    milestones: list[Milestone]
    attachments: list[Attachment]
    tree: str
    goals: str
    editions: str
    decisions: str
    changes: str = Field(description="What the edition in force changed; `from` and `to` ask for other editions.")
    succession: str = Field(description="What became of its goals in other plans, and where they come from.")


class Body(Texts):
    name: str
    by_line: str = Field(description="As used in a sentence: “by the municipal council”.")


class Decision(Schema):
    edition: int = Field(description="Number of the edition that it is about.")
    kind: Literal[tuple(DecisionKind.values)]  # type: ignore[valid-type]
    body: Body
    date: str | None = Field(description="As exactly as it is known: 2019-12-17, 2019-12 or 2019; null: not known.")
    precision: Literal[tuple(Precision.values)]  # type: ignore[valid-type]
    number: str
    uri: str = Field(description="Address under which the body itself published the decision, or empty.")
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    is_unanimous: bool | None
    effective_on: str | None
    organisations: list[Organisation]
    note: str = Field(description="In the authentic language.")
    document: str | None = Field(description="Address of the document.")


class DecisionList(Paged):
    items: list[Decision]


class Edition(Texts):
    """One sealed state of a plan."""

    number: int
    kind: Literal[tuple(EditionKind.values)]  # type: ignore[valid-type]
    reason: str
    based_on: int | None = Field(description="Number of the edition that it was made from.")
    is_in_force: bool
    begins_on: str = Field(description="The day from which it holds (ISO 8601).")
    published_at: str
    seal: str = Field(description="SHA-256 of what `sealed` gives, as 64 hexadecimal digits.")
    url: str
    sealed: str
    tree: str
    page: str


class EditionList(Paged):
    items: list[Edition]


class EditionDetail(Edition):
    decisions: list[Decision]


class Goal(Texts):
    key: str = Field(pattern=KEY, description="Stays the same in every edition, wherever the goal moves.")
    kind: GoalKind
    code: str = Field(description="What people call it, such as BD-01; may be empty.")
    title: str
    short_title: str
    lead_in: str
    text: str = Field(description="An empty line starts a paragraph; line breaks are content.")
    form: Literal[tuple(Form.values)]  # type: ignore[valid-type]
    icon: str
    is_priority: bool
    external_id: str
    sdgs: list[int] = Field(description="Goals of the United Nations for sustainable development, by number.")
    parent: str | None = Field(description="Key of the goal above it; null at the top.")
    depth: int = Field(description="1 at the top.")
    descendants: int = Field(description="Number of goals below it, on all levels.")
    url: str
    page: str


class GoalList(Paged):
    edition: int
    items: list[Goal]


class GoalDetail(Goal):
    edition: int
    ancestors: list[Goal] = Field(description="From the top down.")
    children: list[Goal] = Field(description="Those directly below it, in their order.")


class TreeGoal(Goal):
    children: list[TreeGoal] = Field(description="Goals below it, in their order.")


class Tree(Schema):
    town: str
    plan: str
    edition: int
    lang: Lang
    goals: list[TreeGoal]


class Said(Schema):
    text: str
    lang: Lang = Field(
        description="The language of the text: another than that of the page, where it is not translated."
    )


class MarkedText(Said):
    marks: list[tuple[int, int]] = Field(
        description="Where in `text` the words stand: first character (Unicode), and the one behind the last."
    )


class SearchResult(Schema):
    """A goal, or a plan itself."""

    town: str
    plan: str
    key: str | None = Field(description="Key of the goal; null where the plan itself was found.")
    kind: FoundKind
    code: str
    lang: Lang = Field(description="The language of the page in which it was found.")
    title: MarkedText
    excerpt: MarkedText
    path: list[Said] = Field(description="Titles of the goals above it, from the top down.")
    url: str
    page: str = Field(description="Address of the public page.")


class SearchList(Paged):
    """At most 500 results."""

    is_more: bool = Field(description="Whether there are more than `count`.")
    note: str = Field(description="Why nothing was searched, or empty.")
    items: list[SearchResult]


class Sealed(Schema):
    """The canonical JSON that the seal is made of; docs/seal.md describes it."""

    language: str
    edition: int
    kind: str
    goals: list[dict[str, Any]]
