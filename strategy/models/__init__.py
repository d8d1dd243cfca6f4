from .attachment import Attachment
from .change import Change
from .decision import Decision
from .edition import Edition
from .feedback import Feedback
from .goal import Goal
from .level import Level
from .milestone import Milestone
from .pending_import import PendingImport
from .plan import Plan
from .presence import Presence
from .preview_link import PreviewLink
from .search_row import SearchedPlan, SearchRow
from .succession import Succession

__all__ = [
    "Attachment",
    "Change",
    "Decision",
    "Edition",
    "Feedback",
    "Goal",
    "Level",
    "Milestone",
    "PendingImport",
    "Plan",
    "Presence",
    "PreviewLink",
    "SearchRow",
    "SearchedPlan",
    "Succession",
]
