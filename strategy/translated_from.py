"""Which text a translation was made from, in the columns of a row, and what follows from that; no database.

``translated_from`` says for each language which authentic text its translation follows: the hash of the present text,
or, from the moment that the text changes, the former text itself. The texts of a goal are translated together and
have one such entry a language; each text of the plan itself stands alone and has its own (models.translated).
``names`` are the fields that are translated together, those of a goal where nothing else is said; without the first of
them there is no translation.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .vocabulary import LANGUAGES, TEXT_FIELDS
from .wording_difference import Part, word_difference

Values = Mapping[str, Any]
"""A row's columns by name (title_nl, translated_from, …)."""

Names = tuple[str, ...]

DISPENSABLE = ("short_title",)
"""Texts that a translation can do without: they may well be needed in one language alone."""


class State(StrEnum):
    """Of a translation into one language."""

    MISSING = "missing"
    INCOMPLETE = "incomplete"
    STALE = "stale"
    DONE = "done"


@dataclass(frozen=True)
class Changed:
    """A text whose authentic wording changed since it was translated: the field's name, and the way from the former
    wording to the present one."""

    field: str
    parts: list[Part]


def source_texts(values: Values, language: str, names: Names = TEXT_FIELDS) -> dict[str, str]:
    """The texts in ``language`` by field, without the empty ones."""
    texts = {name: str(values.get(f"{name}_{language}") or "") for name in names}
    return {name: text for name, text in texts.items() if text}


def text_hash(texts: Mapping[str, str], names: Names = TEXT_FIELDS) -> str:
    """A short hash of texts by field."""
    return hashlib.sha256("\x1f".join(texts.get(name, "") for name in names).encode()).hexdigest()[:16]


def source_hash(values: Values, language: str, names: Names = TEXT_FIELDS) -> str:
    """A short hash of the texts in their authentic ``language``."""
    return text_hash(source_texts(values, language, names), names)


def hash_of(source: Any, names: Names = TEXT_FIELDS) -> str:
    """The hash of the text that a translation follows; "" where that is not known."""
    return text_hash(source, names) if isinstance(source, dict) else str(source or "")


def note_translations(values: Values, before: Values, authentic: str, names: Names = TEXT_FIELDS) -> dict[str, Any]:
    """The new ``translated_from``: languages that ``values`` changes now follow its present text.

    ``values`` and ``before`` hold all text columns after and before the change; ``before`` also holds the old
    "translated_from". A language without the first text has no entry.
    """
    noted = dict(before.get("translated_from") or {})
    languages = {name.rsplit("_", 1)[1] for name in values if name.rsplit("_", 1)[0] == names[0]} - {authentic}
    if not languages:
        return noted
    now = source_hash(values, authentic, names)
    for language in languages:
        columns = [f"{name}_{language}" for name in names]
        if not values.get(f"{names[0]}_{language}"):
            noted.pop(language, None)
        elif language not in noted or any((values.get(name) or "") != (before.get(name) or "") for name in columns):
            noted[language] = now
    return with_former_texts(
        noted, source_texts(values, authentic, names), source_texts(before, authentic, names), names
    )


def with_former_texts(
    noted: Values, now: Mapping[str, str], former: Mapping[str, str], names: Names = TEXT_FIELDS
) -> dict[str, Any]:
    """``noted``, the entries of translated_from, after the authentic texts went from ``former`` to ``now``: what
    followed the former text keeps that text, what follows the present one its hash alone."""
    present, past = text_hash(now, names), text_hash(former, names)
    kept: dict[str, Any] = {}
    for language, source in noted.items():
        if hash_of(source, names) == present:
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


def state_in(values: Values, language: str, authentic: str, names: Names = TEXT_FIELDS) -> State:
    """The state of a translation, from a row's columns."""
    if not values.get(f"{names[0]}_{language}"):
        return State.MISSING
    if hash_of((values.get("translated_from") or {}).get(language), names) != source_hash(values, authentic, names):
        return State.STALE
    needed = [name for name in names if name not in DISPENSABLE]
    lacks = any(values.get(f"{name}_{authentic}") and not values.get(f"{name}_{language}") for name in needed)
    return State.INCOMPLETE if lacks else State.DONE


def difference_in(values: Values, language: str, authentic: str, names: Names = TEXT_FIELDS) -> list[Changed]:
    """What changed in the authentic text since the translation into ``language`` was made, text by text.

    Empty where nothing did, and where the former text is not known (it is not, of a change that was made before
    former texts were kept).
    """
    former = (values.get("translated_from") or {}).get(language)
    if not isinstance(former, dict):
        return []
    now = source_texts(values, authentic, names)
    pairs = [(name, former.get(name, ""), now.get(name, "")) for name in names]
    return [Changed(name, word_difference(was, text)) for name, was, text in pairs if was != text]
