"""What people do with the translations of the plan's own texts: say that one still holds, and give an edition's reason
in the town's languages. Rights are checked at the edges, by access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from municipalities.models import User

from ..models import Change, Edition
from ..refusal import Refused
from ..translated_from import State
from ..tree import lock
from ..vocabulary import Action, EditionKind, Status
from .plan_texts import Written
from .planning import touch
from .translating import check_can_confirm


def confirm_text(text: Written, *, actor: User | None, language: str, source: str) -> None:
    """Says that the translation of ``text`` into ``language`` holds for the present authentic text too.

    ``source`` is the hash of the authentic text that the person saw. Raises Refused where that text has changed
    once more, or where there is no translation to confirm. What the public reads stays as it was.
    """
    rows: Any = type(text.row)._default_manager
    with transaction.atomic():
        row = rows.select_for_update(no_key=True, of=("self",)).get(pk=text.row.pk)
        current, town = replace(text, row=row), getattr(row, "plan", row).municipality
        has_one, is_as_seen = current.state_in(language) != State.MISSING, source == current.source
        check_can_confirm(current.text or text.label, town, language, has_one=has_one, is_as_seen=is_as_seen)
        noted = row.translated_from
        noted = {**noted, text.field: {**noted.get(text.field, {}), language: source}}
        rows.filter(pk=row.pk).update(translated_from=noted)
        if isinstance(row, Edition):
            _note(row, actor, {}, {"confirmed": language})


def explain_edition(edition: Edition, *, actor: User | None, reasons: Mapping[str, str]) -> Edition:
    """Says why an edition was made: ``reasons`` by language; a language that is left out stays as it is.

    The authentic wording is written in a draft. Once it is proposed it stays, and after publication the database
    keeps it too; its translations are no part of the seal and can be given at any time. Raises Refused for another
    authentic wording then, for a language that the town has not, and for a translation of nothing.
    """
    with transaction.atomic():
        current = lock(edition.pk)
        town = current.plan.municipality
        given = {code: reason.strip() for code, reason in reasons.items()}
        before = {code: getattr(current, f"reason_{code}") or "" for code in town.languages}
        changed = {code: reason for code, reason in given.items() if reason != before.get(code, "")}
        _check_reasons(current, {**before, **given}, changed)
        if not changed:
            return current
        for code, reason in changed.items():
            setattr(current, f"reason_{code}", reason)
        current.save(update_fields=[f"reason_{code}" for code in changed])
        _note(
            current,
            actor,
            {f"reason_{code}": before[code] for code in changed},
            {f"reason_{code}": reason for code, reason in changed.items()},
        )
        if current.is_sealed or current.is_proposal_public:
            touch(current.plan)
    return current


def _check_reasons(edition: Edition, reasons: Mapping[str, str], changed: Mapping[str, str]) -> None:
    town = edition.plan.municipality
    authentic = f"reason_{town.language}"
    if set(reasons) - set(town.languages):
        raise Refused(_("This municipality does not publish in this language. Its administrator can switch it on."))
    if town.language in changed and edition.status != Status.DRAFT:
        raise Refused(
            _("The reason was proposed or published in these words, and they stay. Its translations can still change."),
            field=authentic,
        )
    if edition.kind == EditionKind.CORRECTION and not reasons[town.language]:
        raise Refused(_("A correction needs a reason: say what was wrong. The public can read it."), field=authentic)
    if not reasons[town.language]:
        for code in [code for code in town.languages if reasons[code]]:
            raise Refused(
                _("There is no reason in the authentic language that this could translate. Write that one first."),
                field=f"reason_{code}",
            )


def _note(edition: Edition, actor: User | None, before: dict[str, str], after: dict[str, str]) -> None:
    Change.objects.create(
        edition=edition, revision=edition.revision, actor=actor, action=Action.EXPLAIN, before=before, after=after
    )
