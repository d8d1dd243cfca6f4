"""The mail that tells somebody of the role they were given, with the way in. Sent again as often as is asked."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from ..models import Membership, User

DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


def send_invitation(membership: Membership, *, actor: User | None, site: str) -> None:
    """Writes to the person, in their language, which role they have where, and who gave it.

    Who has no password yet gets a link that sets one: it works once, and for ``DAYS`` days. Everybody else gets the
    address of the page to log in. ``site`` is where the site is reached, without a slash at the end
    ("https://koers.example.org"). Raises OSError or SMTPException where the mail server does not take it.
    """
    person = membership.user
    with override(person.language):
        said = {
            "person": person,
            "role": membership.get_role_display(),
            "town": str(membership.municipality),
            "actor": (actor.get_full_name() or actor.get_username()) if actor else "",
            "link": "" if person.has_usable_password() else site + _first_way_in(person),
            "login": site + reverse("account_login"),
            "days": DAYS,
        }
        subject = " ".join(render_to_string("emails/invitation_subject.txt", said).split())
        EmailMessage(subject, render_to_string("emails/invitation.txt", said), to=[person.email]).send()


def _first_way_in(person: User) -> str:
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
