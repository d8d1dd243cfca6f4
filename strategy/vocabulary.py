"""The words of the field as tables: kinds, statuses, transitions. No ORM, no I/O; everything else reads these."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANGUAGES = ("nl", "fr", "de", "en", "da")
"""The languages that content and interface can have; fixed, because each is a column (docs/adr)."""


class Kind(TextChoices):
    """What a node of the tree is. ROOT is the edition's own hidden node and never shown."""

    ROOT = "root", _("root")
    MISSION = "mission", _("mission")
    VISION = "vision", _("vision")
    VALUE = "value", _("value")
    THEME = "theme", _("theme")
    OBJECTIVE = "objective", _("objective")
    AMBITION = "ambition", _("ambition")
    ACTION_PLAN = "action_plan", _("action plan")
    ACTION = "action", _("action")
    TOPIC = "topic", _("topic")


TEXT_FIELDS = ("title", "short_title", "lead_in", "text")
"""A goal's translated columns: each exists once per language, as title_nl and so on."""

STATEMENTS = (Kind.MISSION, Kind.VISION, Kind.VALUE)
"""Kinds that stand at the top of an edition and say who the town is; a vision may have parts (visions)."""

STEPS = (Kind.THEME, Kind.OBJECTIVE, Kind.AMBITION, Kind.ACTION_PLAN, Kind.ACTION, Kind.TOPIC)
"""Kinds that form the tree of goals, in the order that a plan has until it names its own levels."""

GOAL_KINDS = STATEMENTS + STEPS


class Form(TextChoices):
    """How a goal's text is to be set: as prose, as verse (line breaks are content) or as a quotation."""

    PROSE = "prose", _("prose")
    VERSE = "verse", _("verse")
    QUOTATION = "quotation", _("quotation")


class Status(TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", pgettext_lazy("edition", "proposed")
    PUBLISHED = "published", pgettext_lazy("edition", "published")


OPEN_STATUSES = (Status.DRAFT, Status.PROPOSED)

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.PROPOSED, Status.PUBLISHED}),
    Status.PROPOSED: frozenset({Status.DRAFT, Status.PUBLISHED}),
    Status.PUBLISHED: frozenset(),
}


class EditionKind(TextChoices):
    ORIGINAL = "original", _("original")
    AMENDMENT = "amendment", _("amendment")
    CORRECTION = "correction", _("correction")


class DecisionKind(TextChoices):
    ADOPTS = "adopts", _("adopts")
    APPROVES_PART = "approves_part", _("approves a part")
    TAKES_NOTE = "takes_note", _("takes note")
    AMENDS = "amends", _("amends")
    REJECTS = "rejects", _("rejects")


APPROVING = (DecisionKind.ADOPTS, DecisionKind.AMENDS)
"""Decisions after which a text may be called approved."""


class Precision(TextChoices):
    """How exactly a date is known. What is not known is stored as the first of its month or year."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class Action(TextChoices):
    """What a Change records."""

    ADD = "add", pgettext_lazy("goal of an edition", "added")
    EDIT = "edit", pgettext_lazy("goal of an edition", "edited")
    CONFIRM = "confirm", _("translation confirmed")
    MOVE = "move", pgettext_lazy("goal of an edition", "moved")
    REORDER = "reorder", pgettext_lazy("goal of an edition", "reordered")
    DELETE = "delete", pgettext_lazy("goal of an edition", "deleted")
    BUILD = "build", pgettext_lazy("goal of an edition", "built")
    COPY = "copy", pgettext_lazy("goal of an edition", "copied")
    PROPOSE = "propose", pgettext_lazy("edition", "proposed")
    RETURN = "return", pgettext_lazy("edition", "returned")
    SHOW = "show", pgettext_lazy("edition", "shown to the public")
    SCHEDULE = "schedule", _("publication set")
    CALL_OFF = "call_off", _("publication called off")
    NOT_PUBLISHED = "not_published", pgettext_lazy("edition", "not published")
    PUBLISH = "publish", pgettext_lazy("edition", "published")
    DECIDE = "decide", _("decision recorded")
    IMPORT = "import", _("imported")
    UNDO = "undo", _("undone")
    SUCCEED = "succeed", _("succession recorded")
    EXPLAIN = "explain", _("reason of the edition written")


class Difference(TextChoices):
    """How a goal differs between two editions, the most telling first."""

    ADDED = "added", pgettext_lazy("goal of an edition", "added")
    DROPPED = "dropped", pgettext_lazy("goal of an edition", "dropped")
    MOVED = "moved", pgettext_lazy("goal of an edition", "moved")
    REORDERED = "reordered", pgettext_lazy("goal of an edition", "put in another order")
    REWORDED = "reworded", pgettext_lazy("goal of an edition", "reworded")
    RECAST = "recast", pgettext_lazy("goal of an edition", "of another kind")
    RECODED = "recoded", pgettext_lazy("goal of an edition", "with another code")
    DETAILED = "detailed", pgettext_lazy("goal of an edition", "details changed")
    TRANSLATED = "translated", pgettext_lazy("goal of an edition", "translation changed")


class SuccessionKind(TextChoices):
    CONTINUED = "continued", pgettext_lazy("what became of a goal", "continued")
    REWORDED = "reworded", pgettext_lazy("what became of a goal", "reworded")
    MERGED = "merged", pgettext_lazy("what became of a goal", "merged")
    SPLIT = "split", pgettext_lazy("what became of a goal", "split")
    DROPPED = "dropped", pgettext_lazy("what became of a goal", "dropped")
    NEW = "new", pgettext_lazy("what became of a goal", "new")


class FeedbackKind(TextChoices):
    """What a citizen's message is about: a page of the site, or a proposal that is open for remarks."""

    FEEDBACK = "feedback", _("feedback")
    REMARK = "remark", _("remark on a proposal")


MESSAGE_LENGTH = 5000
"""Most characters of a citizen's message, and of the answer to it."""

ADDRESS_KEPT_DAYS = 30
"""Days after which the e-mail address of a handled message is removed."""


FIXED_WORDS = (
    "accessibility",
    "compare",
    "contact",
    "data",
    "documents",
    "editions",
    "feed",
    "feedback",
    "files",
    "goals",
    "help",
    "history",
    "on",
    "privacy",
    "search",
    "succession",
    "tree",
)
"""Words that stand behind a town in addresses, now or later: no plan can have one as its slug."""

SDGS = {
    1: _("No poverty"),
    2: _("Zero hunger"),
    3: _("Good health and well-being"),
    4: _("Quality education"),
    5: _("Gender equality"),
    6: _("Clean water and sanitation"),
    7: _("Affordable and clean energy"),
    8: _("Decent work and economic growth"),
    9: _("Industry, innovation and infrastructure"),
    10: _("Reduced inequalities"),
    11: _("Sustainable cities and communities"),
    12: _("Responsible consumption and production"),
    13: _("Climate action"),
    14: _("Life below water"),
    15: _("Life on land"),
    16: _("Peace, justice and strong institutions"),
    17: _("Partnerships for the goals"),
}
"""The goals of the United Nations for sustainable development, by number, with their official names."""

SDGS_LENGTH = len(",".join(map(str, SDGS)))


def sdg_numbers(stored: str) -> list[int]:
    """ "3,11", as a goal keeps them, -> [3, 11]"""
    return [int(number) for number in stored.split(",") if number]


def sdg_text(numbers: Iterable[int]) -> str:
    """[11, 3, 3] -> "3,11"; raises KeyError, with the number, for one that is none of SDGS."""
    return ",".join(str(number) for number in sorted(set(numbers)) if SDGS[number])


TITLE_LENGTH = 500
SHORT_TITLE_LENGTH = 40
CODE_LENGTH = 40
KEY_LENGTH = 8


def step_order(named: list[str]) -> list[str]:
    """The order of the step kinds in a plan, top first.

    ``named`` are the kinds of the plan's own levels in their order (statements are passed over). A kind that
    the plan does not name stands behind all that come before it in STEPS, so that it can be used at once.
    """
    order = [kind for kind in named if kind in STEPS]
    for index, kind in enumerate(STEPS):
        if kind not in order:
            before = [order.index(other) for other in STEPS[:index] if other in order]
            order.insert(max(before) + 1 if before else 0, kind)
    return [str(kind) for kind in order]


def may_stand_under(kind: str, parent_kind: str, order: list[str]) -> bool:
    """Whether a node of ``kind`` may be a child of one of ``parent_kind`` (DESIGN: order of levels).

    Statements stand at the top, but a vision may have parts; a step stands lower in ``order`` than its
    parent; levels may be skipped.
    """
    if kind == Kind.ROOT:
        return False
    if parent_kind == Kind.ROOT:
        return True
    if kind in STATEMENTS or parent_kind in STATEMENTS:
        return kind == parent_kind == Kind.VISION
    return order.index(kind) > order.index(parent_kind)
