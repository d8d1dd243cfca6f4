"""The sign of life of somebody who has an edition's tree on the screen, answered with who else has."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from municipalities.models import User
from municipalities.roles import Right

from ..access import edition_for
from ..models import Presence
from ..services.attending import attend, leave
from ..vocabulary import KEY_LENGTH


@require_POST
def presence_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """{"say": who else is here, "here": who has the same goal open, "revision": of the tree}; ?leave= ends it."""
    edition = edition_for(request.user, pk, Right.READ)
    if "leave" in request.POST:
        leave(edition, actor=request.user)
        return JsonResponse({})
    key = request.POST.get("goal", "")[:KEY_LENGTH]
    others = attend(edition, actor=request.user, key=key)
    return JsonResponse(
        {
            "say": _everybody(others),
            "here": _at_goal(others, key),
            "revision": edition.revision,
        }
    )


def _everybody(others: list[Presence]) -> str:
    names = [person_name(presence.user) for presence in others]
    if not names:
        return ""
    return ngettext(
        "%(people)s has this edition open too.", "These people have this edition open too: %(people)s.", len(names)
    ) % {"people": ", ".join(names)}


def _at_goal(others: list[Presence], key: str) -> str:
    names = [person_name(presence.user) for presence in others if key and presence.key == key]
    if not names:
        return ""
    return ngettext(
        "%(people)s has this goal open too.", "These people have this goal open too: %(people)s.", len(names)
    ) % {"people": ", ".join(names)}


def person_name(user: User) -> str:
    return user.get_full_name() or user.get_username()
