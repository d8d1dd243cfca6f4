"""Who has an edition open: a sign of life, answered with the others who gave one within the last minute.

A table and no cache, so that all workers see the same. Rights are checked at the edges, by access.
"""

from __future__ import annotations

from django.utils import timezone

from municipalities.models import User

from ..models import Edition, Presence


def attend(edition: Edition, *, actor: User, key: str = "") -> list[Presence]:
    """Notes that ``actor`` has the edition open, with the goal ``key`` ("": none) in the form; returns the others
    who have, by name. Forgets those who have gone."""
    Presence.objects.filter(edition=edition).gone().exclude(user=actor).delete()
    Presence.objects.update_or_create(edition=edition, user=actor, defaults={"key": key, "seen_at": timezone.now()})
    others = Presence.objects.filter(edition=edition).present().exclude(user=actor)
    return list(others.select_related("user").order_by("user__username"))


def leave(edition: Edition, *, actor: User) -> None:
    """Notes that ``actor`` has closed the edition."""
    Presence.objects.filter(edition=edition, user=actor).delete()
