"""What the public may have of a published edition as a file: its document in the town's languages, and its origin."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ..models import Edition
from ..vocabulary import Status
from .document import PlanDocument
from .exporting import document_of
from .writers.writer import Origin


def public_document(edition: Edition, *, with_files: bool) -> PlanDocument:
    """The document of a published edition without languages that the town has not switched on.

    ``with_files`` as in document_of. Raises ValueError for an edition that is not
    published: a draft is nobody's but its authors'.
    """
    if edition.status != Status.PUBLISHED:
        raise ValueError("only a published edition is offered to the public")
    document = document_of(edition, with_files=with_files)
    _keep_languages(document, edition.plan.municipality.languages)
    return document


def draft_document(edition: Edition) -> PlanDocument:
    """The document of an open edition for those who may preview it: no files, and the word DRAFT in front of every
    title, so that what is printed from it says what it is."""
    document = document_of(edition, with_files=False)
    _keep_languages(document, edition.plan.municipality.languages)
    titles = [(document.language, document.__dict__), *document.translations.items()]
    for code, texts in titles:
        if texts.get("title"):
            with translation.override(code):
                texts["title"] = _("DRAFT: %(title)s") % {"title": texts["title"]}
    return document


def _keep_languages(entry: Any, languages: Collection[str]) -> None:
    """Takes all other languages out of an entry and of those inside it."""
    if isinstance(entry, list):
        for item in entry:
            _keep_languages(item, languages)
    elif dataclasses.is_dataclass(entry):
        for field in dataclasses.fields(entry):
            value = getattr(entry, field.name)
            if field.name == "translations":
                setattr(entry, field.name, {code: texts for code, texts in value.items() if code in languages})
            else:
                _keep_languages(value, languages)


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
    )
