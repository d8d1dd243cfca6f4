"""What the site does differently from django-allauth: nobody signs up, and a provider lets in only who was invited."""

import base64
import hashlib
import logging
import secrets
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..models import User

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail server that is away must not tell which addresses have an account, nor undo what was done."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            log.exception("The mail %s could not be sent", template_prefix)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted in the database: a copy of it alone opens nothing."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that a former SECRET_KEY locked gives a random one, which no code fits."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.warning("The secret of a second factor cannot be read: was SECRET_KEY changed?")
            return base64.b32encode(secrets.token_bytes(20)).decode()


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Lets in the person whose address the provider has verified, each time anew; no account is made or connected."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin) -> None:
        """Not allauth's way, which takes away the password of who has one."""

    def pre_social_login(self, request, sociallogin) -> None:
        person = None
        if sociallogin.state.get("process") == "login":
            verified = [address.email for address in sociallogin.email_addresses if address.verified]
            person = invited_person(verified, sociallogin.provider.app.settings.get("town", ""))
        if person is None:
            messages.error(request, _no_entry(sociallogin.provider.name))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.user = person


def invited_person(addresses: list[str], town: str) -> User | None:
    """Whom one of the verified ``addresses`` belongs to, if the provider of ``town`` ("": of the installation) may
    speak for them: never for operators, and a town's provider only for who has roles in that town alone."""
    people = [user for address in addresses for user in User.objects.filter(email__iexact=address)[:2]]
    if len({user.pk for user in people}) != 1:
        return None
    person = people[0]
    towns = set(person.memberships.values_list("municipality__slug", flat=True))
    is_spoken_for = towns == {town} if town else bool(towns)
    return person if person.is_active and not person.is_superuser and is_spoken_for else None


def _no_entry(provider: str) -> str:
    return _(
        "%(provider)s knows you, but nobody of your municipality has invited the e-mail address that it gives. Ask "
        "the administrator of your municipality, or log in with your password."
    ) % {"provider": provider}


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factors " + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
