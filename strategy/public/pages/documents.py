"""All that can be downloaded of a town: the plans as PDF, edition by edition, and the files that were added to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...models import Attachment, Edition
from ...vocabulary import Status
from ..addresses import Addresses
from ..places import Place, PlanRow
from ..rows import rows_of
from ..texts import When, language_name
from ..visiting import Visit
from .frame import Frame, Link, crumbs_of, frame_of
from .plan import ATTACHMENT_COLUMNS, Download, download_of


@dataclass(frozen=True)
class Setting:
    """One edition as a PDF in one language."""

    href: str
    language: str
    language_name: str


@dataclass(frozen=True)
class EditionFiles:
    number: int
    href: str
    is_current: bool
    published: SafeString
    settings: list[Setting]


@dataclass(frozen=True)
class PlanFiles:
    plan: PlanRow
    href: str
    editions: list[EditionFiles]
    attachments: list[Download]


@dataclass
class DocumentsPage:
    frame: Frame
    place: Place
    plans: list[PlanFiles]


def documents_page(place: Place, visit: Visit) -> DocumentsPage:
    """Two queries more than the place itself, however many plans and editions."""
    title = _("Documents")
    frame = frame_of(
        place,
        visit,
        title,
        section="documents",
        description=_("The plans of %(town)s to download, with earlier versions.") % {"town": place.town.name.text},
        crumbs=crumbs_of(place, Link(title, current="page")),
    )
    plans = {plan.pk: plan for plan in place.plans}
    rows = rows_of(Edition).filter(plan__in=plans, status=Status.PUBLISHED).order_by("-number")
    editions = list(rows.values("pk", "plan", "number", "published_at"))
    languages = list(dict.fromkeys((place.lang, place.town.language)))
    files = rows_of(Attachment).filter(plan__in=plans).order_by("position", "pk")
    attachments = list(files.values("plan", *ATTACHMENT_COLUMNS, *place.reader.columns("title")))

    def files_of(plan: PlanRow) -> PlanFiles:
        own = [row for row in editions if row["plan"] == plan.pk]
        current = place.current.pk if plan.pk == place.plan.pk else own[0]["pk"]
        return PlanFiles(
            plan,
            Addresses(place.lang, place.town.slug, plan.slug).plan,
            [_edition(place, plan, row, row["pk"] == current, languages) for row in own],
            [download_of(row, place, plan=plan.slug) for row in attachments if row["plan"] == plan.pk],
        )

    first = [place.plan, *(plan for plan in place.plans if plan.pk != place.plan.pk)]
    return DocumentsPage(frame, place, [files_of(plan) for plan in first])


def _edition(place: Place, plan: PlanRow, row: dict, is_current: bool, languages: list[str]) -> EditionFiles:
    def setting(code: str) -> Setting:
        kwargs = {"lang": code, "town": place.town.slug, "plan": plan.slug, "number": row["number"], "format": "pdf"}
        return Setting(reverse("public:edition_data_file", kwargs=kwargs), code, language_name(code))

    return EditionFiles(
        number=row["number"],
        href=Addresses(place.lang, place.town.slug, plan.slug).edition(row["number"]),
        is_current=is_current,
        published=When(row["published_at"].date()).html(place.lang),
        settings=[setting(code) for code in languages],
    )
