"""The plan's own texts that the public reads beside the goals: title, introduction, levels, milestones, downloads."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from ..models import Attachment, Level, Milestone, Plan
from ..vocabulary import Kind


@dataclass(frozen=True)
class Written:
    """A translated field of ``row`` that holds a text in the authentic language; ``place`` says where it stands."""

    place: str
    row: Model
    field: str
    language: str

    @property
    def label(self) -> str:
        return str(getattr(self.row._meta.get_field(self.field), "verbose_name", self.field))

    @property
    def text(self) -> str:
        return str(getattr(self.row, f"{self.field}_{self.language}"))

    def is_in(self, language: str) -> bool:
        """Whether it is translated into ``language``."""
        return bool(getattr(self.row, f"{self.field}_{language}"))


def written_texts(plan: Plan) -> list[Written]:
    """All of them, in the order of the plan's form; three queries."""
    sources: list[tuple[str, Model, tuple[str, ...]]] = [(_("Plan"), plan, ("title", "question", "introduction"))]
    for level in Level.objects.filter(plan=plan):
        place = _("Level: %(kind)s") % {"kind": Kind(level.kind).label}
        sources.append((place, level, ("singular", "plural", "lead_in")))
    sources += [(_("Milestone"), row, ("title", "text", "picture_text")) for row in Milestone.objects.filter(plan=plan)]
    sources += [(_("Attachment"), row, ("title",)) for row in Attachment.objects.filter(plan=plan)]
    language = plan.municipality.language
    return [
        Written(place, row, name, language)
        for place, row, names in sources
        for name in names
        if getattr(row, f"{name}_{language}")
    ]
