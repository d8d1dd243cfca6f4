"""What formats cannot hold of a plan, said in sentences; shared by several of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..document import PlanDocument
from ..sheets.template import nodes_of


def of_reading(document: PlanDocument) -> list[str]:
    """For formats that are made to be read: the text is all there, the data are not."""
    lost = []
    if has_translations(document):
        lost.append(_("The file holds only one language; make one file for each."))
    lost.append(_("Keys, icons, short titles, priorities, SDGs and numbers from other systems are left out."))
    bound = any(entry.organisations or entry.effective_on for entry in document.decisions)
    if document.levels or document.bodies or bound:
        said = _(
            "Names of levels, the organisations of bodies, and to whom and from when a decision applies are left out."
        )
        lost.append(said)
    if document.attachments or any(decision.document for decision in document.decisions):
        lost.append(_("Files and pictures are named but not embedded."))
    return lost + of_the_register(document)


def of_the_register(document: PlanDocument) -> list[str]:
    """For formats that hold what stands, and nothing of what was withdrawn."""
    return [_("Withdrawn records of decisions are left out.")] if document.withdrawn_decisions else []


def has_translations(document: PlanDocument) -> bool:
    return bool(document.translations) or any(node.translations for node, _depth in nodes_of(document.goals))
