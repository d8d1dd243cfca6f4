"""An edition as the extract for the council's file: as adopted, or, before that, as proposed. Never a draft."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import Edition
from ..refusal import Refused
from ..vocabulary import DecisionKind, EditionKind, Status
from .exporting import document_of
from .offering import keep_languages
from .typesetting import TooLarge, why_too_large
from .writers.extract import Record, write_extract
from .writers.wording import Said


def extract_of(edition: Edition, language: str, *, site: str) -> bytes:
    """The PDF in ``language``, one that the town has switched on. ``site``: scheme and host of the public pages.

    Raises Refused for a draft: its words are not fixed, and a council must not decide on them; TooLarge where there is
    more text than can be set.
    """
    if edition.status == Status.DRAFT:
        raise Refused(_("A draft can still change. Propose the edition first, then make the extract."))
    document = document_of(edition, with_files=False)
    keep_languages(document, edition.plan.municipality.languages)
    with override(language):
        record = _record(edition, language, site.rstrip("/"))
    if why_not := why_too_large("pdf", document):
        raise TooLarge(why_not)
    return write_extract(document, language, record)


def _record(edition: Edition, language: str, site: str) -> Record:
    town, is_proposal = edition.plan.municipality, not edition.is_sealed
    parts = {"lang": language, "town": town.slug, "plan": edition.plan.slug, "number": edition.number}
    begins = None if is_proposal else _begins(edition)
    return Record(
        town=_said(town, "formal_name", language) or _said(town, "name", language),
        number=edition.number,
        kind=str(EditionKind(edition.kind).label),
        reason=_said(edition, "reason", language),
        begins=begins.isoformat() if begins else "",
        published=timezone.localdate(edition.published_at).isoformat() if edition.published_at else "",
        seal=edition.seal,
        page="" if is_proposal else site + reverse("public:edition", kwargs=parts),
        sealed="" if is_proposal else site + reverse("public:sealed", kwargs=parts),
        is_proposal=is_proposal,
        decided=[(resting.number, document_of(resting, with_files=False)) for resting in _rests_on(edition)],
    )


def _begins(edition: Edition) -> datetime.date:
    return Edition.objects.with_beginning().values_list("begins_on", flat=True).get(pk=edition.pk)


def _rests_on(edition: Edition) -> list[Edition]:
    """The editions on which its decisions were taken, the oldest first: a correction has those of the one before, and
    a decision on changes stands on the one that it changed."""
    chain = [edition]
    while chain[0].based_on and not _stands(chain[0], DecisionKind.ADOPTS):
        if chain[0].kind != EditionKind.CORRECTION and not _stands(chain[0], DecisionKind.AMENDS):
            break
        chain.insert(0, chain[0].based_on)
    return chain


def _stands(edition: Edition, kind: DecisionKind) -> bool:
    return edition.decisions.standing().filter(kind=kind).exists()


def _said(row: object, name: str, language: str) -> Said:
    """A translated text, or the one in the authentic language."""
    authentic = (row if hasattr(row, "language") else row.plan.municipality).language  # type: ignore[attr-defined]
    translated = getattr(row, f"{name}_{language}") or ""
    return Said(translated, language) if translated else Said(getattr(row, f"{name}_{authentic}") or "", authentic)
