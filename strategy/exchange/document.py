"""PlanDocument: a plan with one edition's tree, as every format reads and writes it. No ORM, no HTTP.

Texts stand in the authentic ``language``; other languages stand beside them in ``translations``
({"en": {"title": …, "text": …}}). Unknown or empty things are left out when written.
docs/plan-document.schema.json is the contract for others.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FORMAT = "koers/plan-document/1"

Translations = dict[str, dict[str, str]]
"""language -> field -> text"""


@dataclass(kw_only=True)
class GoalNode:
    """One node of the tree. ``kind`` is a value of vocabulary.Kind (never "root"), ``form`` of vocabulary.Form."""

    kind: str
    title: str
    code: str = ""
    text: str = ""
    children: list[GoalNode] = field(default_factory=list)
    key: str = ""
    short_title: str = ""
    lead_in: str = ""
    form: str = "prose"
    icon: str = ""
    is_priority: bool = False
    external_id: str = ""
    sdgs: list[int] = field(default_factory=list)
    """numbers of the United Nations' goals for sustainable development, 1 to 17, in their order"""
    translations: Translations = field(default_factory=dict)
    """fields: title, text, short_title, lead_in"""


@dataclass(kw_only=True)
class LevelEntry:
    """How the plan names one kind. The order of the list is the order of the levels, top first."""

    kind: str
    singular: str = ""
    plural: str = ""
    lead_in: str = ""
    translations: Translations = field(default_factory=dict)
    """fields: singular, plural, lead_in"""


@dataclass(kw_only=True)
class OrganisationEntry:
    """A legal entity that the plan binds, by name in the authentic language."""

    name: str
    identifier: str = ""
    translations: Translations = field(default_factory=dict)
    """fields: name"""


@dataclass(kw_only=True)
class BodyEntry:
    """What decided: its name ("gemeenteraad"), how it stands in a sentence ("door de gemeenteraad"),
    and the organisation it belongs to."""

    name: str
    by_line: str = ""
    organisation: str = ""
    translations: Translations = field(default_factory=dict)
    """fields: name, by_line"""


@dataclass(kw_only=True)
class FileEntry:
    """An embedded file: its name, media type and content in base64."""

    name: str
    media_type: str
    content: str


@dataclass(kw_only=True)
class DecisionEntry:
    """A decision on the edition. ``date`` is ISO (the first day where ``precision`` is month or year) or ""."""

    body: str
    kind: str
    date: str = ""
    precision: str = "day"
    number: str = ""
    uri: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    is_unanimous: bool | None = None
    effective_on: str = ""
    organisations: list[str] = field(default_factory=list)
    note: str = ""
    document: FileEntry | None = None


@dataclass(kw_only=True)
class WithdrawnDecisionEntry(DecisionEntry):
    """The record of a decision that was withdrawn on the day ``withdrawn_on`` (ISO): it counts nowhere any more."""

    withdrawn_on: str = ""
    withdrawal_reason: str = ""
    """in the authentic language"""


@dataclass(kw_only=True)
class MilestoneEntry:
    """A dated step in how the plan came about."""

    title: str
    date: str = ""
    precision: str = "day"
    text: str = ""
    picture: FileEntry | None = None
    picture_text: str = ""
    translations: Translations = field(default_factory=dict)
    """fields: title, text, picture_text"""


@dataclass(kw_only=True)
class AttachmentEntry:
    """A link (``url``) or a file that citizens can download, in one language."""

    title: str
    language: str
    url: str = ""
    file: FileEntry | None = None
    translations: Translations = field(default_factory=dict)
    """fields: title"""


@dataclass(kw_only=True)
class Doubt:
    """A doubt of the reader: ``line`` counts from 1 in the source, 0 where there is none."""

    line: int
    message: str


@dataclass(kw_only=True)
class PlanDocument:
    """A plan and one edition's tree.

    ``municipality`` is the town's slug (or its name, as found in a source); ``period`` is
    [first year, last year], the last None where the plan has no end, or None where it is unknown.
    """

    municipality: str
    language: str
    slug: str = ""
    title: str = ""
    question: str = ""
    introduction: str = ""
    translations: Translations = field(default_factory=dict)
    """fields: title, question, introduction"""
    period: list[int | None] | None = None
    levels: list[LevelEntry] = field(default_factory=list)
    organisations: list[OrganisationEntry] = field(default_factory=list)
    bodies: list[BodyEntry] = field(default_factory=list)
    goals: list[GoalNode] = field(default_factory=list)
    decisions: list[DecisionEntry] = field(default_factory=list)
    """those that stand"""
    withdrawn_decisions: list[WithdrawnDecisionEntry] = field(default_factory=list)
    """a list of their own, so that nobody who reads ``decisions`` takes one of them for a decision"""
    milestones: list[MilestoneEntry] = field(default_factory=list)
    attachments: list[AttachmentEntry] = field(default_factory=list)
    warnings: list[Doubt] = field(default_factory=list)
    """what the reader doubts; never written by an export"""
