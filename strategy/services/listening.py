"""What citizens say about pages. Rights are checked at the edges, by access."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from municipalities.models import User

from ..models import Feedback


def mark_handled(messages: QuerySet[Feedback], *, actor: User | None) -> int:
    """Notes who has dealt with ``messages`` and when; those handled before stay as they are. Returns how many."""
    return messages.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=actor)
