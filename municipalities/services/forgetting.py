"""What a person can ask of whoever keeps their data: to take it away. What they did stays, without a name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from ..models import User
from .people import end_membership


def forget_person(person: User, *, actor: User | None) -> None:
    """Makes the account nobody's: roles, name, address, password, factors and sessions go, for good.

    Acts and decisions keep pointing to it, and it is shown as a former colleague. Raises Refused where a town would be
    left without an administrator.
    """
    with transaction.atomic():
        for membership in person.memberships.select_related("municipality", "user"):
            end_membership(membership, actor=actor)
        forget_factors(person, actor=actor)
        for model in (EmailAddress, SocialAccount):
            model.objects.filter(user=person).delete()
        _forget_in_the_log(person)
        person.username = f"former-{person.pk}"
        person.first_name = person.last_name = person.email = ""
        person.is_active = person.is_staff = person.is_superuser = False
        person.last_login = None
        person.forgotten_at = timezone.now()
        person.set_unusable_password()
        person.save()


def forget_factors(person: User, *, actor: User | None) -> None:
    """Takes all second factors and passkeys away and ends all sessions, for who has lost them."""
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        sessions = UserSession.objects.filter(user=person)
        Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
        sessions.delete()


def _forget_in_the_log(person: User) -> None:
    """The admin's own log says, of changes to an account, whose it was."""
    people = ContentType.objects.get_for_model(User)
    log = apps.get_model("admin", "LogEntry").objects.filter(content_type=people, object_id=str(person.pk))
    log.update(object_repr=f"former-{person.pk}", change_message="")
