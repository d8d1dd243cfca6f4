"""What the API takes and gives, as OpenAPI describes it. A field that stands here in version 1 stays (docs/api.md)."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from ..vocabulary import (
    GOAL_KINDS,
    KEY_LENGTH,
    LANGUAGES,
    DecisionKind,
    Difference,
    EditionKind,
    Form,
    Precision,
    SuccessionKind,
)

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
