"""Which translations are missing, stale or done: each remembers the hash of the text it was made from."""

import hashlib
from typing import Any

from ..models import Goal
from ..models.goal import TEXT_FIELDS


def source_hash(values: dict[str, Any], language: str) -> str:
    """A short hash of a goal's texts in its authentic ``language``; ``values`` holds columns like title_nl."""
    texts = "\x1f".join(str(values.get(f"{name}_{language}") or "") for name in TEXT_FIELDS)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


def note_translations(values: dict[str, Any], before: dict[str, Any], authentic: str) -> dict[str, str]:
    """The new ``translated_from`` of a goal: languages that ``values`` changes now follow its present text.

    ``values`` and ``before`` hold all text columns after and before the change; ``before`` also holds the old
    "translated_from". A language without a title has no entry.
    """
    noted = dict(before.get("translated_from") or {})
    languages = {name.rsplit("_", 1)[1] for name in values if name.startswith("title_")} - {authentic}
    if not languages:
        return noted
    now = source_hash(values, authentic)
    for language in languages:
        columns = [f"{name}_{language}" for name in TEXT_FIELDS]
        if not values.get(f"title_{language}"):
            noted.pop(language, None)
        elif language not in noted or any(values.get(name) != before.get(name) for name in columns):
            noted[language] = now
    return noted


def state_of(goal: Goal, language: str, authentic: str) -> str:
    """ "missing", "stale" or "done" for the translation of ``goal`` into ``language``."""
    if not getattr(goal, f"title_{language}"):
        return "missing"
    now = source_hash({f"{name}_{authentic}": getattr(goal, f"{name}_{authentic}") for name in TEXT_FIELDS}, authentic)
    return "done" if goal.translated_from.get(language) == now else "stale"
