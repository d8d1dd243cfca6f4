"""The record of changes of a town as rows, for an auditor: who did what, when, to which goal."""

import datetime
import json
from collections.abc import Iterator

from municipalities.models import Municipality

from ..models import Change

COLUMNS = ("at", "person", "action", "plan", "edition", "revision", "goal", "batch", "before", "after")


def changes_of(
    town: Municipality, *, since: datetime.date | None = None, until: datetime.date | None = None
) -> Iterator[dict[str, object]]:
    """A row per change, oldest first; ``since`` and ``until`` are days of the site's time zone, both included."""
    changes = Change.objects.filter(edition__plan__municipality=town).order_by("pk")
    if since:
        changes = changes.filter(at__date__gte=since)
    if until:
        changes = changes.filter(at__date__lte=until)
    for change in changes.select_related("actor", "edition__plan").iterator(chunk_size=500):
        yield {
            "at": change.at.isoformat(),
            "person": str(change.actor or ""),
            "action": change.action,
            "plan": change.edition.plan.slug,
            "edition": change.edition.number,
            "revision": change.revision,
            "goal": change.key,
            "batch": str(change.batch),
            "before": change.before,
            "after": change.after,
        }


def flat(row: dict[str, object]) -> list[object]:
    """``row`` for a table: what was before and after as JSON."""
    return [json.dumps(row[n], ensure_ascii=False) if n in ("before", "after") else row[n] for n in COLUMNS]
