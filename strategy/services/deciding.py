"""The register of decisions. Rights are checked at the edges, by access."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from municipalities.models import Organisation, User

from ..models import Change, Decision
from ..refusal import Refused
from ..vocabulary import Action
from .planning import touch


def record_decision(
    decision: Decision, *, actor: User | None, organisations: Iterable[Organisation] | None = None
) -> Decision:
    """Checks and stores a new or corrected decision with the organisations that it binds (None: leave as is).

    Raises Refused where the body or an organisation is another municipality's, or a field does not fit.
    """
    town = decision.edition.municipality_id
    if decision.body.municipality_id != town:
        raise Refused(_("This body belongs to another municipality. Choose one of your own."), field="body")
    bound = None if organisations is None else list(organisations)
    if any(organisation.municipality_id != town for organisation in bound or ()):
        raise Refused(_("This organisation belongs to another municipality."), field="organisations")
    try:
        decision.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field="" if field == "__all__" else field) from error
    with transaction.atomic():
        if decision._state.adding:
            decision.recorded_by = actor
        decision.save()
        if bound is not None:
            decision.organisations.set(bound)
        edition = decision.edition
        Change.objects.create(
            edition=edition,
            revision=edition.revision,
            actor=actor,
            action=Action.DECIDE,
            after={"decision": decision.pk, "kind": decision.kind, "date": str(decision.date or "")},
        )
        touch(edition.plan)
    return decision


def delete_decision(decision: Decision, *, actor: User | None) -> None:
    """Takes a decision out of the register that was recorded by mistake; the record of changes keeps it.

    Raises Refused where its edition is published: its readers may have relied on it.
    """
    edition = decision.edition
    if edition.is_sealed:
        raise Refused(_("The edition of this decision is published. Correct the decision instead."))
    with transaction.atomic():
        Change.objects.create(
            edition=edition,
            revision=edition.revision,
            actor=actor,
            action=Action.DECIDE,
            before={"decision": decision.pk, "kind": decision.kind, "date": str(decision.date or "")},
        )
        decision.delete()
        touch(edition.plan)
