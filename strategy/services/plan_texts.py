"""The plan's own texts that the public reads beside the goals: title, introduction, levels, milestones, downloads, and
why the edition was made. Each is translated for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..models import Attachment, Edition, Level, Milestone
from ..models.translated import Translated
from ..translated_from import Changed, State, difference_in, source_hash, state_in
from ..vocabulary import Kind


@dataclass(frozen=True)
class Written:
    """A translated field of ``row`` that holds a text in the authentic ``language``; ``place`` says where it stands."""

    place: str
    row: Translated
    field: str
    language: str

    @property
    def key(self) -> str:
        """What it is called in addresses and forms: "milestone-12-title"."""
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.field}"

    @property
    def label(self) -> str:
        return str(getattr(self.row._meta.get_field(self.field), "verbose_name", self.field))

    @property
    def text(self) -> str:
        return str(self.values[f"{self.field}_{self.language}"])

    @property
    def values(self) -> dict[str, Any]:
        return self.row.text_values(self.field)

    @property
    def source(self) -> str:
        """The hash of the authentic text."""
        return source_hash(self.values, self.language, (self.field,))

    def state_in(self, language: str) -> State:
        """The state of its translation into ``language``: missing, stale or done."""
        return state_in(self.values, language, self.language, (self.field,))

    def changed_since(self, language: str) -> list[Changed]:
        """What changed in it since the translation into ``language`` was made; empty too where that is not known."""
        return difference_in(self.values, language, self.language, (self.field,))


def written_texts(edition: Edition) -> list[Written]:
    """All of them, in the order of the plan's form, and the edition's own reason; three queries."""
    plan = edition.plan
    sources: list[tuple[str, Translated]] = [(_("Plan"), plan)]
    sources += [
        (_("Level: %(kind)s") % {"kind": Kind(level.kind).label}, level) for level in Level.objects.filter(plan=plan)
    ]
    sources += [(_("Milestone"), row) for row in Milestone.objects.filter(plan=plan)]
    sources += [(_("Attachment"), row) for row in Attachment.objects.filter(plan=plan)]
    sources += [(_("Edition %(number)d") % {"number": edition.number}, edition)]
    language = plan.municipality.language
    return [text for place, row in sources for text in texts_of(row, language, place)]


def texts_of(row: Translated, language: str, place: str = "") -> list[Written]:
    """The texts that ``row`` has in the authentic ``language``."""
    return [Written(place, row, name, language) for name in row.TEXTS if getattr(row, f"{name}_{language}")]
