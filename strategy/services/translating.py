"""Which translations are missing, behind or done, and what changed in the text that one was made from.

``Goal.translated_from`` says for each language which authentic text its translation follows: the hash of the present
text, or, from the moment that the text changes, the former text itself. It goes where the goal goes: into copies,
records, restored branches.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Goal
from ..models.goal import CONTENT_FIELDS, TEXT_FIELDS
from ..refusal import Refused
from ..tree import Tree, rearranging
from ..vocabulary import LANGUAGES, Action
from ..wording_difference import Part, word_difference

Values = Mapping[str, Any]
"""A goal's columns by name (title_nl, translated_from, …)."""

NEEDED = ("title", "lead_in", "text")
"""Texts without which a translation is not whole; a short title may well be needed in one language alone."""


class State(StrEnum):
    """Of the translation of a goal into one language."""

    MISSING = "missing"
    INCOMPLETE = "incomplete"
    STALE = "stale"
    DONE = "done"


@dataclass(frozen=True)
class Changed:
    """A text of the goal whose authentic wording changed since it was translated: the field's name, and the way
    from the former wording to the present one."""

    field: str
    parts: list[Part]


def source_texts(values: Values, language: str) -> dict[str, str]:
    """A goal's texts in ``language`` by field, without the empty ones."""
    texts = {name: str(values.get(f"{name}_{language}") or "") for name in TEXT_FIELDS}
    return {name: text for name, text in texts.items() if text}


def text_hash(texts: Mapping[str, str]) -> str:
    """A short hash of texts by field."""
    return hashlib.sha256("\x1f".join(texts.get(name, "") for name in TEXT_FIELDS).encode()).hexdigest()[:16]


def source_hash(values: Values, language: str) -> str:
    """A short hash of a goal's texts in its authentic ``language``."""
    return text_hash(source_texts(values, language))


def note_translations(values: Values, before: Values, authentic: str) -> dict[str, Any]:
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
        elif language not in noted or any((values.get(name) or "") != (before.get(name) or "") for name in columns):
            noted[language] = now
    return with_former_texts(noted, source_texts(values, authentic), source_texts(before, authentic))


def with_former_texts(noted: Values, now: Mapping[str, str], former: Mapping[str, str]) -> dict[str, Any]:
    """``noted``, the entries of translated_from, after the authentic texts went from ``former`` to ``now``: what
    followed the former text keeps that text, what follows the present one its hash alone."""
    present, past = text_hash(now), text_hash(former)
    kept: dict[str, Any] = {}
    for language, source in noted.items():
        if _hash_of(source) == present:
            kept[language] = present
        else:
            kept[language] = dict(former) if source == past else source
    return kept


def follow_earlier(values: Values, earlier: Values, authentic: str) -> dict[str, Any]:
    """The ``translated_from`` of a goal that is built anew, from a file, where an ``earlier`` edition had it too.

    A translation that is still word for word what it was follows what it followed there: a file in which the
    authentic text was changed alone does not make the translations done.
    """
    noted = note_translations(values, {}, authentic)
    for language, source in (earlier["translated_from"] or {}).items():
        columns = [f"{name}_{language}" for name in TEXT_FIELDS]
        if language in noted and all((values.get(name) or "") == (earlier[name] or "") for name in columns):
            noted[language] = source
    return with_former_texts(noted, source_texts(values, authentic), source_texts(earlier, authentic))


def state_in(values: Values, language: str, authentic: str) -> State:
    """The state of a translation, from a goal's columns."""
    if not values.get(f"title_{language}"):
        return State.MISSING
    if _hash_of((values.get("translated_from") or {}).get(language)) != source_hash(values, authentic):
        return State.STALE
    lacks = any(values.get(f"{name}_{authentic}") and not values.get(f"{name}_{language}") for name in NEEDED)
    return State.INCOMPLETE if lacks else State.DONE


def state_of(goal: Goal, language: str, authentic: str) -> State:
    """The state of the translation of ``goal`` into ``language``."""
    return state_in(values_of(goal), language, authentic)


def difference_in(values: Values, language: str, authentic: str) -> list[Changed]:
    """What changed in the authentic text since the translation into ``language`` was made, text by text.

    Empty where nothing did, and where the former text is not known (it is not, of a change that was made before
    former texts were kept).
    """
    former = (values.get("translated_from") or {}).get(language)
    if not isinstance(former, dict):
        return []
    now = source_texts(values, authentic)
    pairs = [(name, former.get(name, ""), now.get(name, "")) for name in TEXT_FIELDS]
    return [Changed(name, word_difference(was, text)) for name, was, text in pairs if was != text]


def confirm_translation(goal: Goal, *, actor: User | None, language: str, source: str) -> Goal:
    """Says that the translation into ``language`` holds for the present authentic text too; undoable.

    ``source`` is the hash of the authentic text that the person saw. Raises Refused where that text has changed
    once more, or where there is no translation to confirm.
    """
    with rearranging(goal.edition, actor=actor) as tree:
        current, town = tree.goal(goal), tree.edition.plan.municipality
        now = source_hash(values_of(current), town.language)
        _check_can_confirm(tree, current, language, town)
        if source != now:
            raise Refused(
                _("The authentic text of “%(goal)s” has changed again. Look at the difference once more.")
                % {"goal": tree.name(current)}
            )
        was = current.translated_from.get(language)
        if was != now:
            follow_source(tree, current, language, now)
        return tree.goal(current)


def follow_source(tree: Tree, goal: Goal, language: str, source: Any) -> None:
    """Writes and records which text the translation into ``language`` follows from now on: a hash or a former text."""
    was, noted = goal.translated_from.get(language), {**goal.translated_from, language: source}
    now = source_texts(values_of(goal), tree.edition.plan.municipality.language)
    noted = with_former_texts(noted, now, now)
    tree.by_id.filter(pk=goal.pk).update(translated_from=noted)
    sides = [{"language": language, "source": side} for side in (was, noted[language])]
    tree.record(Action.CONFIRM, goal.key, *sides)


def translations_undone(values: Values, before: Values, then: Values | None, authentic: str) -> dict[str, Any]:
    """The ``translated_from`` of a goal when an edit is taken back.

    ``values`` are its columns after that and ``before`` those it has now; ``then`` is what translated_from was
    before the edit, None where the edit left it as it was. Only of languages whose own text goes back does the
    source go back too; all others still follow the text that they were made from.
    """
    noted = dict(before["translated_from"])
    for language in set(LANGUAGES) - {authentic}:
        columns = [f"{name}_{language}" for name in TEXT_FIELDS]
        if then is not None and any((values[name] or "") != (before[name] or "") for name in columns):
            noted |= {language: then.get(language)}
        if not values[f"title_{language}"]:
            noted.pop(language, None)
    return with_former_texts(noted, source_texts(values, authentic), source_texts(before, authentic))


def is_followed(goal: Goal, language: str, source: Any) -> bool:
    """Whether the translation into ``language`` follows the text ``source`` (a hash or texts)."""
    return _hash_of(goal.translated_from.get(language)) == _hash_of(source)


def values_of(goal: Goal) -> dict[str, Any]:
    """A goal's content and translated_from by column, as the functions here take them."""
    return {name: getattr(goal, name) for name in (*CONTENT_FIELDS, "translated_from")}


def _check_can_confirm(tree: Tree, goal: Goal, language: str, town: Municipality) -> None:
    if language == town.language or language not in town.languages or not getattr(goal, f"title_{language}"):
        raise Refused(_("“%(goal)s” has no translation here that could be confirmed.") % {"goal": tree.name(goal)})


def _hash_of(source: Any) -> str:
    """The hash of the text that a translation follows; "" where that is not known."""
    return text_hash(source) if isinstance(source, dict) else str(source or "")
