"""A PlanDocument into a municipality, as one draft edition: all of it, or nothing and a sentence.

Nothing public changes. What the plan already has (texts, levels, milestones, attachments) stays as it is; only
what is missing is added. Rights are checked at the edges, by access.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify
from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Edition, Goal, Plan
from ..models.goal import PLAIN_FIELDS, TEXT_FIELDS
from ..refusal import Refused
from ..services.content import language_name
from ..services.editing import build_branches
from ..services.planning import save_plan, touch
from ..services.publishing import start_draft
from ..tree import Branch
from ..vocabulary import KEY_LENGTH, Kind
from . import files
from .beside import Made, add_beside, add_levels, bind_organisations, columns_of, put_on
from .document import Doubt, GoalNode, PlanDocument

KEY = re.compile(rf"[a-z2-7]{{{KEY_LENGTH}}}")


@dataclass
class Imported:
    """What an import made, and what it doubts."""

    plan: Plan
    edition: Edition
    goals: int
    doubts: list[Doubt]
    made: Made
    """beside the goals"""
    is_new: str
    """what did not exist before: "plan", "edition" or nothing"""
    files: list[FieldFile]
    """that were stored: whoever takes the transaction back gives them back too"""


def import_document(
    document: PlanDocument,
    town: Municipality,
    *,
    actor: User | None,
    dry_run: bool = False,
    batch: uuid.UUID | None = None,
) -> Imported:
    """Brings ``document`` into ``town`` as a draft edition of its plan, which is made where it is not there.

    One batch for undo. A ``dry_run`` does it all, checks included, and takes it back. Raises Refused where the
    language is not the town's authentic one, the plan has an open draft with goals already, or anything in the
    document does not fit; then nothing is written.
    """
    if document.language != town.language:
        raise Refused(
            _(
                "This document is in %(theirs)s, but the authentic language of %(town)s is %(ours)s. "
                "Import it in that language, with the other one as its translation."
            )
            % {"theirs": language_name(document.language), "ours": language_name(town.language), "town": town}
        )
    doubts = list(document.warnings)
    with files.given_back_on_failure() as stored, transaction.atomic():
        plan = _plan(document, town, actor)
        is_new = _what_is_new(plan)
        edition = _draft(plan, actor)
        made: Made = {"levels": add_levels(document, plan)}
        branches = branches_of(document.goals, plan, doubts)
        build_branches(edition, branches, actor=actor, batch=batch)
        bind_organisations(document, plan, town)
        made |= add_beside(document, edition, actor=actor, stored=stored)
        touch(plan)
        count = Goal.objects.filter(edition=edition).shown().count()
        if dry_run:
            transaction.set_rollback(True)
            files.give_back(stored)
    return Imported(plan, edition, count, doubts, made, is_new, stored)


def _plan(document: PlanDocument, town: Municipality, actor: User | None) -> Plan:
    first, last = _period(document)
    slug = document.slug or (f"{first}-{last}" if first and last else slugify(document.title)[:60] or "plan")
    found = Plan.objects.select_related("municipality").filter(municipality=town, slug=slug).first()
    if found:
        return found
    texts = {"title": document.title or slug, "question": document.question, "introduction": document.introduction}
    plan = Plan(municipality=town, slug=slug, starts_in=first, ends_in=last)
    put_on(plan, columns_of(texts, document.translations, town.language), "translations")
    return save_plan(plan, actor=actor)


def _period(document: PlanDocument) -> tuple[int | None, int | None]:
    period = document.period
    if period is None:
        return None, None
    if len(period) != 2 or period[0] is None:
        raise Refused(_("period: give the first and the last year, as [2020, 2025] or [2018, null]."))
    return period[0], period[1]


def _what_is_new(plan: Plan) -> str:
    editions = Edition.objects.filter(plan=plan)
    if editions.open().exists():
        return ""
    return "edition" if editions.exists() else "plan"


def _draft(plan: Plan, actor: User | None) -> Edition:
    """The plan's open draft where it is still empty, else a new one."""
    opened = Edition.objects.filter(plan=plan).open().first()
    if opened is None:
        return start_draft(plan, actor=actor, empty=True)
    if Goal.objects.filter(edition=opened).shown().exists():
        raise Refused(
            _(
                "Edition %(number)d of %(plan)s is a draft with goals in it. "
                "Publish it, or delete it, before you import."
            )
            % {"number": opened.number, "plan": plan}
        )
    return opened


def branches_of(nodes: list[GoalNode], plan: Plan, doubts: list[Doubt]) -> list[Branch]:
    """Goals of the document as branches; a key that another plan of the town uses is left for a new one."""
    language = plan.municipality.language
    elsewhere = _keys_elsewhere(nodes, plan)
    seen: set[str] = set()
    tops: list[Branch] = []
    stack = [(node, f"goals[{index}]", tops) for index, node in reversed(list(enumerate(nodes)))]
    while stack:
        node, place, siblings = stack.pop()
        _check_node(node, place, seen)
        if node.key in elsewhere:
            doubts.append(
                Doubt(
                    line=0,
                    message=_("%(place)s: the key %(key)s belongs to another plan; this goal gets a new one.")
                    % {"place": place, "key": node.key},
                )
            )
        texts = {name: getattr(node, name) for name in TEXT_FIELDS}
        content = {name: getattr(node, name) for name in PLAIN_FIELDS} | columns_of(texts, node.translations, language)
        branch = Branch(content, "" if node.key in elsewhere else node.key)
        siblings.append(branch)
        children = reversed(list(enumerate(node.children)))
        stack.extend((child, f"{place}.children[{index}]", branch.children) for index, child in children)
    return tops


def _check_node(node: GoalNode, place: str, seen: set[str]) -> None:
    if not node.title.strip():
        raise Refused(_("%(place)s: a goal needs a title. Write one sentence or one word.") % {"place": place})
    if node.kind == Kind.ROOT:
        raise Refused(_("%(place)s: “root” is the tree itself and not a goal.") % {"place": place})
    if node.key and (not KEY.fullmatch(node.key) or node.key in seen):
        raise Refused(
            _(
                "%(place)s: the key “%(key)s” must be 8 characters of a-z and 2-7, and unique. "
                "Leave it out to get a new one."
            )
            % {"place": place, "key": node.key}
        )
    seen.add(node.key)


def _keys_elsewhere(nodes: list[GoalNode], plan: Plan) -> set[str]:
    others = Goal.objects.filter(edition__plan__municipality=plan.municipality_id).exclude(edition__plan=plan)
    taken = set(others.order_by().values_list("key", flat=True).distinct())
    if not taken:
        return taken
    wanted, stack = set(), list(nodes)
    while stack:
        node = stack.pop()
        wanted.add(node.key)
        stack.extend(node.children)
    return wanted & taken
