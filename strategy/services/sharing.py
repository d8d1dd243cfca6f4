"""Links by which people without a login read an open edition. Rights are checked at the edges, by access."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from municipalities.models import User

from ..models import Edition, PreviewLink
from ..refusal import Refused

DAYS = 14
MOST_DAYS = 90
TOKEN_BYTES = 32
"""As random as a key: nobody guesses it, however long they try."""


def share_edition(edition: Edition, *, actor: User | None, note: str, days: int = DAYS) -> tuple[PreviewLink, str]:
    """Makes a link to the preview of an open edition: (the link, its token). The token is told this once and not kept.

    ``note`` says for whom it is, ``days`` how long it works. Raises Refused for an edition that everybody can read
    already, an empty note, or more than MOST_DAYS.
    """
    note = " ".join(note.split())[:200]
    if edition.is_sealed:
        raise Refused(_("This edition is published: give people the address of its public page."))
    if not note:
        raise Refused(_("Say for whom this link is, so that you can tell your links apart."), field="note")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(
            _("A link works for at least 1 day and at most %(most)d days.") % {"most": MOST_DAYS}, field="days"
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PreviewLink.objects.create(
        edition=edition,
        digest=digest_of(token),
        note=note,
        made_by=actor,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    return link, token


def withdraw_link(link: PreviewLink, *, actor: User | None) -> None:
    """Ends a link at once. One that has ended already stays as it is."""
    with transaction.atomic():
        rows = PreviewLink.objects.filter(pk=link.pk, withdrawn_at=None)
        rows.update(withdrawn_at=timezone.now(), withdrawn_by=actor)


def link_of(token: str) -> PreviewLink | None:
    """The link with this token, whether it still works or not."""
    digest = digest_of(token)
    rows = PreviewLink.objects.select_related("edition__plan__municipality", "made_by")
    link = rows.filter(digest=digest).first()
    return link if link and constant_time_compare(link.digest, digest) else None


def note_use(link: PreviewLink) -> None:
    """Counts a page that was read through ``link``."""
    PreviewLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1, last_used_at=timezone.now())


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
