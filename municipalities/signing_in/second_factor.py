"""Whether somebody has to have a second factor, has one, and used it in this session.

A session counts by what it was opened with, not by what its owner possesses: one that was opened with a password alone
does not reach the admin of who needs more, whatever they have set up since.
"""

from collections.abc import Iterable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from ..models import Municipality, User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What somebody sets up; recovery codes come with these and are none of their own."""


def is_required(user: User) -> bool:
    """By any municipality in which they have a role; of operators by REQUIRE_SECOND_FACTOR."""
    if user.is_superuser and settings.REQUIRE_SECOND_FACTOR:
        return True
    return user.has_strict_town


def is_used(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed since, with a second factor or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_missing(request: HttpRequest) -> bool:
    """Whether the admin has to stay shut for this session until a second factor is used."""
    return request.user.is_authenticated and is_required(request.user) and not is_used(request)


def way_to_it(request: HttpRequest, back: str) -> str:
    """Where to go for it, and from there to ``back``: the person's factor, or the page that sets up the first one."""
    types = set(factors([request.user]).values_list("type", flat=True))
    if not types:
        page = "mfa_index"
    else:
        page = "mfa_reauthenticate" if Authenticator.Type.TOTP in types else "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': back})}"


def factors(people: Iterable[User]) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user__in=people, type__in=FACTORS)


def people_without(town: Municipality) -> QuerySet[User]:
    """Who has a role in ``town`` and no second factor yet."""
    people = User.objects.filter(memberships__municipality=town, is_active=True).distinct()
    return people.exclude(pk__in=Authenticator.objects.filter(type__in=FACTORS).values("user")).order_by("username")
