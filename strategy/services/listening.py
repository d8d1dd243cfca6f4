"""What citizens say: taken in, answered, and forgotten in time. Rights are checked at the edges, by access."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Edition, Feedback, Plan
from ..refusal import Refused
from ..vocabulary import ADDRESS_KEPT_DAYS, MESSAGE_LENGTH, FeedbackKind, Status

log = logging.getLogger(__name__)


def hear(
    town: Municipality,
    *,
    actor: User | None,
    page: str,
    language: str,
    text: str,
    email: str = "",
    plan: Plan | None = None,
    key: str = "",
    edition: Edition | None = None,
) -> Feedback:
    """Keeps what a visitor says about ``page`` (a path) or, with ``edition``, about that proposal. Anybody may.

    Raises Refused, with the field, for a text that is missing or too long, an address that is none, and a remark on
    an edition that is not proposed. What is older than the town keeps messages is deleted on the way.
    """
    for objection in objections(text, email):
        raise objection
    if edition is not None:
        edition = Edition.objects.select_related("plan").get(pk=edition.pk)  # as it is now, not when the form was made
        is_open = edition.status == Status.PROPOSED and edition.is_open_for_remarks
        if not is_open or edition.municipality_id != town.pk:
            raise Refused(_("This proposal is no longer open for remarks."))
    plan = edition.plan if edition else plan
    message = Feedback(
        municipality=town,
        kind=FeedbackKind.REMARK if edition else FeedbackKind.FEEDBACK,
        plan=plan if plan and plan.municipality_id == town.pk else None,
        edition=edition,
        key=key,
        page=page[:400],
        language=language,
        text=_cleaned(text),
        email=email.strip(),
    )
    with transaction.atomic():
        message.save()
        forget(town)
    return message


def objections(text: str, email: str) -> list[Refused]:
    """All that is wrong with what a visitor typed, each with its field."""
    found, length, address = [], len(_cleaned(text)), email.strip()
    if not length:
        found.append(Refused(_("Write your message."), field="text"))
    if length > MESSAGE_LENGTH:
        sentence = _("Your message has %(length)d characters; the limit is %(limit)d. Shorten it.")
        found.append(Refused(sentence % {"length": length, "limit": MESSAGE_LENGTH}, field="text"))
    if address and not _is_address(address):
        sentence = _("This is not an e-mail address. An e-mail address looks like name@example.org.")
        found.append(Refused(sentence, field="email"))
    return found


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def mark_handled(messages: QuerySet[Feedback], *, actor: User | None) -> int:
    """Notes who has dealt with ``messages`` and when; those handled before stay as they are. Returns how many."""
    return messages.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=actor)


def reopen(messages: QuerySet[Feedback], *, actor: User | None) -> int:
    """Puts ``messages`` back among those that nobody has dealt with. Returns how many."""
    return messages.exclude(handled_at=None).update(handled_at=None, handled_by=None)


def answer(message: Feedback, *, actor: User | None, text: str, by_mail: bool = False) -> Feedback:
    """Keeps the answer to ``message`` and marks it handled; ``by_mail`` sends it too, once, in the visitor's language.

    Raises Refused where there is no text or no address, where an answer was sent before, and where the mail cannot be
    sent; then nothing is kept.
    """
    clean = text.replace("\r\n", "\n").strip()
    with transaction.atomic():
        row = Feedback.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=message.pk)
        if row.answer_sent_at and (by_mail or clean != row.answer):
            raise Refused(_("This answer has already been sent, and what was sent stays as it is."), field="answer")
        if by_mail and not clean:
            raise Refused(_("Write the answer before you send it."), field="answer")
        if by_mail and not row.email:
            raise Refused(_("There is no e-mail address to send this to."), field="by_mail")
        row.answer = clean
        row.handled_at, row.handled_by = row.handled_at or timezone.now(), row.handled_by or actor
        if by_mail:
            row.answer_sent_at = timezone.now()
        row.save()
        if by_mail:  # last: what cannot be sent is not kept as sent
            _send(row)
    return row


def _send(message: Feedback) -> None:
    town = message.municipality
    with translation.override(message.language):
        subject = _("Answer from %(town)s to your message") % {"town": _name(town, message.language)}
        body = render_to_string("emails/answer.txt", {"message": message, "town": _name(town, message.language)})
    mail = EmailMessage(subject, body, to=[message.email], reply_to=[town.contact_email] if town.contact_email else [])
    try:
        mail.send()
    except Exception as error:  # whatever the mail server, the network or a wrong setting brings
        log.exception("An answer could not be sent")
        raise Refused(
            _(
                "The e-mail could not be sent, so the answer was not saved either. "
                "Try again later, or tell the operator."
            ),
            field="by_mail",
        ) from error


def _name(town: Municipality, language: str) -> str:
    names = (f"{name}_{code}" for code in (language, town.language) for name in ("formal_name", "name"))
    return next((text for name in names if (text := getattr(town, name))), town.slug)


@dataclass(frozen=True)
class Forgotten:
    messages: int
    addresses: int


def forget(town: Municipality, *, now: datetime.datetime | None = None) -> Forgotten:
    """Deletes the town's messages whose time is over, and the e-mail addresses of those handled a month ago."""
    now = now or timezone.now()
    rows = Feedback.objects.filter(municipality=town)
    messages, _by_model = rows.filter(received_at__lt=now - datetime.timedelta(days=town.feedback_kept_days)).delete()
    handled = rows.filter(handled_at__lt=now - datetime.timedelta(days=ADDRESS_KEPT_DAYS)).exclude(email="")
    return Forgotten(messages, handled.update(email=""))
