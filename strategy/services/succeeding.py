"""From one term to the next: a plan that begins with what is kept of an older one, and the record of what became of
each goal. Rights are checked at the edges, by access."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from municipalities.models import User

from ..models import Change, Edition, Level, Plan, Succession
from ..models.goal import CONTENT_FIELDS, unguarded_goals
from ..refusal import Refused
from ..succession import Pair, kinds_of
from ..tree import Branch, rearranging
from ..vocabulary import LANGUAGES, Action, Kind
from .planning import save_plan, touch
from .publishing import start_draft

CARRIED = ("question", "introduction")
LEVEL_FIELDS = ("kind", "position", "translated_from", *Level.text_columns())

Lines = list[list[str]]
"""Pairs as JSON has them."""


def newest_published(plan: Plan) -> Edition | None:
    return Edition.objects.filter(plan=plan).published().order_by("-number").first()


def newest(plan: Plan) -> Edition | None:
    """The edition that is written or was published last."""
    return Edition.objects.filter(plan=plan).order_by("-number").first()


def proposed_period(plan: Plan) -> tuple[int | None, int | None]:
    """The years that follow a plan's own, as many again; nothing where it has no end."""
    if plan.starts_in is None or plan.ends_in is None:
        return None, None
    return plan.ends_in + 1, 2 * plan.ends_in - plan.starts_in + 1


def start_next_plan(
    old: Plan,
    *,
    actor: User | None,
    titles: Mapping[str, str],
    slug: str,
    starts_in: int | None,
    ends_in: int | None,
    kept: Collection[str],
) -> Edition:
    """Makes the plan of the next term with a draft that holds the goals ``kept`` (keys; what stands below a goal that
    is not kept goes with it), each under a new key, and records every goal as continued or dropped. Returns the draft.

    ``titles``: the plan's title by language. Levels, organisations, question and introduction are carried over with
    their translations; decisions, milestones and files are not. Raises Refused like save_plan, and where nothing of
    the old plan is published.
    """
    with transaction.atomic():
        base = newest_published(old)
        if base is None:
            raise Refused(
                _("Nothing of this plan has been published, so nothing can follow it. Publish an edition first.")
            )
        new = _plan_after(old, titles, {"slug": slug, "starts_in": starts_in, "ends_in": ends_in})
        save_plan(new, actor=actor)
        new.organisations.set(old.organisations.all())
        Level.objects.bulk_create(
            Level(plan=new, **values)
            for values in Level.objects.rewrite(False).filter(plan=old).order_by("position", "pk").values(*LEVEL_FIELDS)
        )
        draft = start_draft(new, actor=actor)
        pairs = _planted(base, draft, set(kept), actor)
        _store(old, new, pairs)
        after = {"from": _named(old), "continued": sum(1 for _o, n in pairs if n), "goals": len(pairs)}
        _note(draft, actor, {}, after)
        touch(old)
    return draft


def _plan_after(old: Plan, titles: Mapping[str, str], values: Mapping[str, Any]) -> Plan:
    texts = {f"{name}_{code}": getattr(old, f"{name}_{code}") for name in CARRIED for code in LANGUAGES}
    named = {f"title_{code}": " ".join(title.split()) for code, title in titles.items()}
    sources = {name: old.translated_from[name] for name in CARRIED if name in old.translated_from}
    return Plan(municipality=old.municipality, translated_from=sources, **texts, **named, **values)


def _planted(base: Edition, draft: Edition, kept: set[str], actor: User | None) -> list[Pair]:
    """Plants the goals of ``base`` that are kept; returns a pair for every goal that there was."""
    planted: dict[int, list[Branch]] = {}
    old_keys: list[str] = []
    dropped: list[str] = []
    tops: list[Branch] = []
    rows = unguarded_goals().filter(edition=base).order_by("lft")
    for row in rows.values("pk", "parent_id", "key", "translated_from", *CONTENT_FIELDS):
        pk, parent, key = row.pop("pk"), row.pop("parent_id"), row.pop("key")
        if row["kind"] == Kind.ROOT:
            planted[pk] = tops
        elif parent in planted and key in kept:
            branch = Branch(row)
            planted[parent].append(branch)
            planted[pk] = branch.children
            old_keys.append(key)
        else:
            dropped.append(key)
    if not tops:
        raise Refused(_("Keep at least one goal, or begin an empty plan instead."), field="keep")
    with rearranging(draft, actor=actor) as tree:
        tree.build(tops)
        new_keys = tree.rows.exclude(kind=Kind.ROOT).order_by("lft").values_list("key", flat=True)
        pairs = list(zip(old_keys, new_keys, strict=True))  # both in the order of the same tree
    return [*pairs, *((key, "") for key in dropped)]


def record_succession(
    old: Plan, new: Plan, *, actor: User | None, add: Collection[Pair] = (), remove: Collection[Pair] = ()
) -> None:
    """Adds and removes lines from goals of ``old`` to goals of ``new`` (new key "": dropped). A line to a goal takes
    "dropped" away. What is there already, or gone already, stays so: two people can work at once.

    Also after publication; then too every change is recorded. Raises Refused, and writes nothing, for a goal that is
    in neither tree, one that would be dropped and continued at once, or plans that are not of one municipality.
    """
    if old.pk == new.pk or old.municipality_id != new.municipality_id:
        raise Refused(_("A plan follows another plan of the same municipality."))
    with transaction.atomic():
        Plan.objects.select_for_update(no_key=True).get(pk=new.pk)
        edition = newest(new)
        if edition is None:
            raise Refused(_("This plan has no edition yet: start one first."))
        _check_ends(old, edition, add)
        before = set(pairs_of(old, new))
        after = _changed(before, set(add), set(remove), old)
        if after == before:
            return
        _store(old, new, list(after))
        about = {"from": _named(old), "old_plan": old.pk}
        _note(edition, actor, {"lines": _as_json(before - after)}, {**about, "lines": _as_json(after - before)})
        touch(old)
        touch(new)


def undo_succession(old: Plan, new: Plan, *, actor: User | None) -> None:
    """Takes back the last change of the lines between two plans; once more brings it again."""
    change = last_change(old, new)
    if change is None:
        raise Refused(_("There is nothing to undo here."))
    added, removed = (tuple(map(tuple, side["lines"])) for side in (change.after, change.before))
    record_succession(old, new, actor=actor, add=removed, remove=added)


def last_change(old: Plan, new: Plan) -> Change | None:
    changes = Change.objects.filter(edition__plan=new, action=Action.SUCCEED, after__old_plan=old.pk)
    return changes.order_by("-pk").first()


def pairs_of(old: Plan, new: Plan) -> list[Pair]:
    rows = Succession.objects.filter(old_plan=old, new_plan=new).exclude(old_key="")
    return list(rows.values_list("old_key", "new_key"))


def _check_ends(old: Plan, edition: Edition, pairs: Collection[Pair]) -> None:
    """Raises Refused where a line begins or ends at a goal that is not there."""
    base = newest_published(old)
    if base is None:
        raise Refused(_("Nothing of this plan has been published, so nothing can follow it. Publish an edition first."))
    for within, keys in ((base, {pair[0] for pair in pairs}), (edition, {pair[1] for pair in pairs} - {""})):
        there = set(unguarded_goals().filter(edition=within, key__in=keys).values_list("key", flat=True))
        if lacking := sorted(keys - there):
            raise Refused(
                _("%(plan)s has no goal “%(key)s” any more. Reload the page.")
                % {"plan": within.plan, "key": lacking[0]}
            )


def _changed(before: set[Pair], add: set[Pair], remove: set[Pair], old: Plan) -> set[Pair]:
    after = (before - remove) | add
    continued = {old_key for old_key, new_key in after if new_key}
    for old_key in sorted(old_key for old_key, new_key in add if not new_key and old_key in continued):
        goal = unguarded_goals().filter(edition=newest_published(old), key=old_key).first()
        raise Refused(
            _("“%(goal)s” cannot both be dropped and go on. Remove its successors first.") % {"goal": goal or old_key}
        )
    return {(old_key, new_key) for old_key, new_key in after if new_key or old_key not in continued}


def _store(old: Plan, new: Plan, pairs: list[Pair]) -> None:
    """Writes the lines between two plans, with what each is as far as the lines tell it."""
    kinds = kinds_of(pairs)
    between = Succession.objects.filter(old_plan=old, new_plan=new)
    known = {(row.old_key, row.new_key): row for row in between}
    between.filter(pk__in=[row.pk for pair, row in known.items() if pair not in kinds]).delete()
    stale = [row for pair, row in known.items() if pair in kinds and row.kind != kinds[pair]]
    for row in stale:
        row.kind = kinds[row.old_key, row.new_key]
    Succession.objects.bulk_update(stale, ["kind"], batch_size=500)
    Succession.objects.bulk_create(
        [
            Succession(old_plan=old, new_plan=new, old_key=pair[0], new_key=pair[1], kind=kind)
            for pair, kind in kinds.items()
            if pair not in known
        ],
        batch_size=500,
    )


def _named(plan: Plan) -> str:
    """What the record calls ``plan``, for readers of any language: its authentic name."""
    with override(plan.municipality.language):
        return str(plan)


def _as_json(pairs: set[Pair]) -> Lines:
    return [list(pair) for pair in sorted(pairs)]


def _note(edition: Edition, actor: User | None, before: dict[str, Any], after: dict[str, Any]) -> None:
    Change.objects.create(
        edition=edition, revision=edition.revision, actor=actor, action=Action.SUCCEED, before=before, after=after
    )
