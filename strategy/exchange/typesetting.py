"""How large a plan may be to be set as pages: beyond that it takes longer than anybody waits, and others wait too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..refusal import Refused
from .document import GoalNode, PlanDocument
from .sheets.template import nodes_of

MOST_GOALS = {"pdf": 3_000, "docx": 12_000, "odt": 12_000}
"""Goals up to which a format can be had."""

MOST_LETTERS = {"pdf": 600_000}
"""Characters of text up to which. Measured on one core: 400,000 in 500 paragraphs take 5 seconds, 800,000 take 11 to
36, and three million more than ten minutes."""


class TooLarge(Refused):
    """The plan is and stays too large for the format."""


def why_too_large(format: str, document: PlanDocument) -> str:
    """Why a plan cannot be had as a file of ``format``, or "". Cheap beside the writing."""
    goals = [goal for goal, _depth in nodes_of(document.goals)]
    most = MOST_GOALS.get(format, len(goals))
    if len(goals) > most:
        sentence = _("This plan has more than %(count)d goals, too many for this format. Choose another one.")
        return sentence % {"count": most}
    most = MOST_LETTERS.get(format, 0)
    if most and sum(map(_letters, goals)) > most:
        sentence = _("This plan has more than %(count)d characters of text, too many for this format. Choose another.")
        return sentence % {"count": most}
    return ""


def _letters(goal: GoalNode) -> int:
    """Characters in the language in which it is longest."""
    own = len(goal.title) + len(goal.lead_in) + len(goal.text)
    return max([own, *(sum(map(len, texts.values())) for texts in goal.translations.values())])
