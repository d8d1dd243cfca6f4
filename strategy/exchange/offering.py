"""Files of an edition: the formats there are, what of the edition may stand in them, and how many are made at once."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Edition
from ..refusal import Refused
from ..vocabulary import Status
from .document import PlanDocument
from .exporting import document_of
from .typesetting import MOST_GOALS
from .writers.writer import Origin

GROUPS: tuple[tuple[str | Promise, Mapping[str, str | Promise]], ...] = (
    (
        gettext_lazy("To read"),
        {
            "pdf": "PDF",
            "docx": "Word (docx)",
            "odt": "OpenDocument (odt)",
            "markdown": "Markdown",
            "text": gettext_lazy("Plain text"),
        },
    ),
    (gettext_lazy("For spreadsheets"), {"xlsx": "Excel (xlsx)", "ods": "OpenDocument (ods)", "csv": "CSV"}),
    (
        gettext_lazy("For programs"),
        {
            "json": "JSON",
            "jsonld": gettext_lazy("Linked data (JSON-LD)"),
            "stratml": "StratML, ISO 17469-1",
            "stratml2": "StratML, ISO 17469-2",
        },
    ),
)
HOLD_FILES = frozenset({"json", "xlsx", "ods"})
"""Formats in which attachments and pictures themselves stand."""

SETTING = threading.BoundedSemaphore(1)
"""Held while such a file is made, so that a few visitors cannot keep a whole process busy."""

PATIENCE = 10.0
"""Seconds to wait for it."""


class Busy(Refused):
    """Another visitor's file is being made just now."""


@contextmanager
def one_at_a_time(format: str) -> Iterator[None]:
    """Raises Busy where the turn does not come in time."""
    if format not in MOST_GOALS:
        yield
        return
    if not SETTING.acquire(timeout=PATIENCE):
        raise Busy(_("Other files are being made just now. Please try again in a minute."))
    try:
        yield
    finally:
        SETTING.release()


def public_document(edition: Edition, *, with_files: bool) -> PlanDocument:
    """The document of a published edition without languages that the town has not switched on.

    ``with_files`` as in document_of. Raises ValueError for an edition that is not
    published: a draft is nobody's but its authors'.
    """
    if edition.status != Status.PUBLISHED:
        raise ValueError("only a published edition is offered to the public")
    return own_document(edition, with_files=with_files)


def own_document(edition: Edition, *, with_files: bool) -> PlanDocument:
    """The document of any edition, for those who may read it, in the town's languages."""
    document = document_of(edition, with_files=with_files)
    keep_languages(document, edition.plan.municipality.languages)
    return document


def draft_document(edition: Edition) -> PlanDocument:
    """The document of an open edition for those who may preview it: no files, and the word DRAFT in front of every
    title, so that what is printed from it says what it is."""
    document = document_of(edition, with_files=False)
    keep_languages(document, edition.plan.municipality.languages)
    titles = [(document.language, document.__dict__), *document.translations.items()]
    for code, texts in titles:
        if texts.get("title"):
            with translation.override(code):
                texts["title"] = _("DRAFT: %(title)s") % {"title": texts["title"]}
    return document


def keep_languages(entry: Any, languages: Collection[str]) -> None:
    """Takes all other languages out of an entry of a document and of those inside it."""
    if isinstance(entry, list):
        for item in entry:
            keep_languages(item, languages)
    elif dataclasses.is_dataclass(entry):
        for field in dataclasses.fields(entry):
            value = getattr(entry, field.name)
            if field.name == "translations":
                setattr(entry, field.name, {code: texts for code, texts in value.items() if code in languages})
            else:
                keep_languages(value, languages)


def origin_of(edition: Edition, site: str) -> Origin:
    """What formats may say of the place that an edition comes from. ``site`` as in Origin, "" where unknown."""
    town = edition.plan.municipality
    language = town.language
    return Origin(
        site=site.rstrip("/"),
        town=getattr(town, f"formal_name_{language}") or getattr(town, f"name_{language}") or "",
        country=town.country,
        register_scheme=town.register_scheme,
        register_code=town.register_code,
        edition=edition.number if edition.status == Status.PUBLISHED else None,
        status="" if edition.status == Status.PUBLISHED else edition.status,
    )
