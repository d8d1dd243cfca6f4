"""The form by which a visitor says something: no account, no cookie, nothing typed lost.

In place of a cookie against forged posts the form carries the signed moment at which it was made, and the browser says
from which site it was sent (Sec-Fetch-Site, Origin). No right hangs on a message, so there is no session to borrow.
Whatever stands in the way of a message, the answer is the form again with what was typed, and how to send it after all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..limiting import HOUR, MINUTE, seconds_to_wait
from ..models import Feedback
from ..refusal import Refused
from ..services.listening import objections
from ..vocabulary import MESSAGE_LENGTH

QUICKEST, LONGEST = 3, 24 * HOUR
"""Seconds between the making of a form and its sending: nobody reads and writes in less, and a day is enough."""

FIELDS = ("text", "email", "website")
"""``website`` is the trap for programs that fill in everything."""

SIGNER = signing.TimestampSigner(salt="koers.saying")


@dataclass
class Form:
    """What the template shows. ``errors``: (id of the field or "", sentence)."""

    action: str
    question: str
    button: str
    kept_days: int
    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, ""))
    errors: list[tuple[str, str]] = field(default_factory=list)
    made: str = field(default_factory=lambda: SIGNER.sign("form"))
    limit: int = MESSAGE_LENGTH

    @property
    def error_of(self) -> dict[str, str]:
        return {name: sentence for name, sentence in self.errors if name}

    @property
    def is_trap_shown(self) -> bool:
        """A person whose browser filled in the trap has to see it."""
        return bool(self.values["website"])


def answer_form(
    request: HttpRequest,
    form: Form,
    *,
    template: str,
    build: Callable[[Form], Any],
    hear: Callable[[str, str], Feedback],
    thanks: str,
) -> HttpResponse:
    """The page with ``form`` that ``build`` makes, in ``template``; after a message that ``hear(text, email)`` took,
    a redirect to ``thanks``. Never kept by a cache."""
    status, wait = 200, 0
    if request.method == "POST":
        form.values = {name: request.POST.get(name, "") for name in FIELDS}
        status = _obstacle(request, form)
        if status == 200 and (found := objections(form.values["text"], form.values["email"])):
            form.errors += [(objection.field, str(objection)) for objection in found]
            status = 422
        if status == 200:
            wait = seconds_to_wait(request, "message", settings.MESSAGES_PER_HOUR, window=HOUR)
            status = 429 if wait else 200
        if wait:
            form.errors.append(("", _too_many(wait)))
        elif status == 200:
            try:
                hear(form.values["text"], form.values["email"])
                return redirect(thanks)
            except Refused as refused:
                form.errors.append((refused.field, str(refused)))
                status = 422
    page = build(form)
    response = HttpResponse(render_to_string(template, {"page": page, "frame": page.frame}), status=status)
    response.headers["Cache-Control"] = "no-store"
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _obstacle(request: HttpRequest, form: Form) -> int:
    """200, or the status of a message that cannot be taken as it came; ``form`` says what to do."""
    made = request.POST.get("made", "")
    if not _comes_from_here(request):
        form.errors.append(("", _("Your message came by way of another site. Check it here and send it again.")))
        return 403
    if form.values["website"]:
        form.errors.append(("website", _("Leave this field empty, so that we know that you are not a program.")))
        return 422
    try:
        SIGNER.unsign(made, max_age=LONGEST)
    except signing.BadSignature:  # also where it is too old
        form.errors.append(("", _("This page was open for a long time. Check your message and send it again.")))
        return 422
    form.made = made  # so that it has aged when it comes again
    if _is_younger_than_a_reader(made):
        form.errors.append(("", _("That was very fast. Check your message and send it again.")))
        return 422
    return 200


def _is_younger_than_a_reader(made: str) -> bool:
    try:
        SIGNER.unsign(made, max_age=QUICKEST)
    except signing.SignatureExpired:
        return False
    return True


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this; a browser that says nothing is believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site:
        return site == "same-origin"
    own = f"{request.scheme}://{request.get_host()}"
    return origin is None or origin in (own, *settings.CSRF_TRUSTED_ORIGINS)


def _too_many(wait: int) -> str:
    minutes = -(-wait // MINUTE)
    return ngettext(
        "Many messages came from your connection. You can send this one in %(count)d minute.",
        "Many messages came from your connection. You can send this one in %(count)d minutes.",
        minutes,
    ) % {"count": minutes}
