"""What follows when somebody sets up their first second factor."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.dispatch import receiver

from .second_factor import FACTORS, factors


@receiver(authenticator_added)
def count_first_factor(sender, request, user, authenticator, **_kwargs) -> None:
    """The session that proved the first factor counts as signed in with it; all others, without it, end.

    A further factor changes nothing: else an old session could give itself what it lacks.
    """
    if authenticator.type not in FACTORS or factors([user]).exclude(pk=authenticator.pk).exists():
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    end_other_sessions(request, user)
