"""Publication at a set time: set, called off, and carried out by whoever looks first after that time.

Rights are checked at the edges when the time is set; here they are checked once more when it comes.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from municipalities.models import User

from ..models import Edition
from ..refusal import Refused
from ..tree import lock
from ..vocabulary import Action, Status
from .publishing import propose_edition, publish_edition, record, rights_to_publish

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of a publication that was due; ``problem`` is empty where it took place."""

    edition: Edition
    problem: str = ""


def schedule_publication(edition: Edition, *, actor: User, at: datetime.datetime) -> Edition:
    """Lets ``edition`` be published at ``at``. A draft is proposed by that, so that what is published then is what
    stands there now; what is in the way at that time is checked at that time.

    Raises Refused for a time that has passed and for an edition that is published.
    """
    if at <= timezone.now():
        raise Refused(_("This time has passed. Give a later one, or publish now."), field="publish_at")
    with transaction.atomic():
        current = lock(edition.pk)
        if current.status != Status.PROPOSED:
            current = propose_edition(current, actor=actor)
        current.publish_at, current.scheduled_by = at, actor
        current.save(update_fields=["publish_at", "scheduled_by"])
        record(current, actor, Action.SCHEDULE, {"publish_at": at.isoformat()})
    return current


def call_off_publication(edition: Edition, *, actor: User | None) -> Edition:
    """Takes back the time that was set; the edition stays proposed. Raises Refused where none is set."""
    with transaction.atomic():
        current = lock(edition.pk)
        if current.publish_at is None:
            raise Refused(_("No time of publication is set for this edition."))
        _forget_time(current)
        record(current, actor, Action.CALL_OFF, {})
    return current


def publish_due() -> list[Outcome]:
    """Publishes every edition whose time has come; safe to call from many places at once.

    Each edition is a transaction of its own under its lock, and is looked at again there: of several callers one
    publishes and the others find nothing left to do. What cannot be published stays as it is, loses its time (so
    that it is tried once), and whoever set the time is told why.
    """
    due = Edition.objects.due(timezone.now()).order_by("publish_at", "pk")
    outcomes = [_publish_one(edition) for edition in due]
    return [outcome for outcome in outcomes if outcome is not None]


def _publish_one(edition: Edition) -> Outcome | None:
    with transaction.atomic():
        current = lock(edition.pk)
        if current.status != Status.PROPOSED or current.publish_at is None or current.publish_at > timezone.now():
            return None
        person = current.scheduled_by
        with override(person.language if person else current.plan.municipality.language):
            problem = _problem(current, person)
            if problem:
                _forget_time(current)
                record(current, None, Action.NOT_PUBLISHED, {"reason": problem})
    log.log(logging.WARNING if problem else logging.INFO, "%s was due: %s", current, problem or "published")
    if problem and person:
        _tell(person, current, problem)
    return Outcome(current, problem)


def _problem(edition: Edition, person: User | None) -> str:
    """Publishes ``edition``; returns "", or the sentence that says why it could not be."""
    if person is None or not any(person.may(right, edition.municipality_id) for right in rights_to_publish(edition)):
        return _("The person who set the time is no longer allowed to publish this edition.")
    try:
        with transaction.atomic():
            publish_edition(edition, actor=person)
    except Refused as refused:
        return str(refused)
    return ""


def _forget_time(edition: Edition) -> None:
    edition.publish_at, edition.scheduled_by = None, None
    edition.save(update_fields=["publish_at", "scheduled_by"])


def _tell(person: User, edition: Edition, problem: str) -> None:
    if not person.email:
        return
    with override(person.language):
        subject = _("%(edition)s was not published") % {"edition": edition}
        words = _(
            "This edition was due to be published now, but could not be: %(problem)s\n\n"
            "Set a new time once this is solved."
        )
        try:
            send_mail(subject, words % {"problem": problem}, None, [person.email])
        except OSError:  # a mail server that is away does not undo what is recorded
            log.exception("%s could not be told that %s was not published", person, edition)
