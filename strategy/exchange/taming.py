"""What a person cannot correct in the preview of an import is set right beforehand, and said as a doubt. No ORM."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..vocabulary import GOAL_KINDS, KEY_LENGTH, LANGUAGES, SDGS, SHORT_TITLE_LENGTH, TITLE_LENGTH, Form
from .correcting import Row
from .document import Doubt, PlanDocument

KEY = re.compile(rf"[a-z2-7]{{{KEY_LENGTH}}}")
LEAD_IN_LENGTH = 500
FIELDS = frozenset({"title", "text", "short_title", "lead_in"})


def tame(document: PlanDocument, rows: Sequence[Row], languages: Sequence[str]) -> None:
    """Takes out of ``rows`` and ``document`` what the town's plan could not take: keys that are none, other
    languages than the town's ``languages``, texts that are too long for fields the preview does not show."""
    doubts: list[str] = []
    _keys(rows, doubts)
    _languages(rows, languages, doubts)
    for number, row in enumerate(rows, 1):
        _fields(row, number, doubts)
    document.levels = [level for level in document.levels if level.kind in GOAL_KINDS]
    parts: list[Any] = [document, *document.levels, *document.organisations, *document.bodies]
    for part in (*parts, *document.milestones, *document.attachments):
        part.translations = {code: texts for code, texts in part.translations.items() if code in LANGUAGES}
    document.warnings += [Doubt(line=0, message=sentence) for sentence in doubts]


def _keys(rows: Sequence[Row], doubts: list[str]) -> None:
    seen: set[str] = set()
    wrong = 0
    for row in rows:
        if row.key and (not KEY.fullmatch(row.key) or row.key in seen):
            row.key, wrong = "", wrong + 1
        seen.add(row.key)
    if wrong:
        doubts.append(_("Some goals have a key that is not valid or is used twice; they get new ones."))


def _languages(rows: Sequence[Row], languages: Sequence[str], doubts: list[str]) -> None:
    others: set[str] = set()
    for row in rows:
        others |= row.translations.keys() - set(languages)
        row.translations = {
            code: {name: text for name, text in texts.items() if name in FIELDS}
            for code, texts in row.translations.items()
            if code in languages
        }
    if others:
        doubts.append(
            _("Texts in languages that the municipality has not switched on are left out: %(codes)s.")
            % {"codes": ", ".join(sorted(others))}
        )


def _fields(row: Row, number: int, doubts: list[str]) -> None:
    row.form = row.form if row.form in Form.values else Form.PROSE.value
    row.icon, row.external_id = row.icon[:40], row.external_id[:80]
    row.sdgs = [number for number in row.sdgs if number in SDGS]
    if len(row.short_title) > SHORT_TITLE_LENGTH:
        row.short_title = ""
        doubts.append(_("Row %(row)d: the short title is too long and left out.") % {"row": number})
    if len(row.lead_in) > LEAD_IN_LENGTH:
        row.text = "\n\n".join(part for part in (row.lead_in, row.text) if part)
        row.lead_in = ""
        doubts.append(_("Row %(row)d: the lead-in is too long and is in the text now.") % {"row": number})
    for texts in row.translations.values():
        for name, limit in (("title", TITLE_LENGTH), ("short_title", SHORT_TITLE_LENGTH), ("lead_in", LEAD_IN_LENGTH)):
            if len(texts.get(name, "")) > limit:
                texts[name] = texts[name][:limit]
                doubts.append(_("Row %(row)d: a translation was too long and is cut off.") % {"row": number})
