"""Two pages of django-allauth, made stricter."""

import logging

from allauth.account.views import reauthenticate as by_password
from allauth.socialaccount.providers.openid_connect.views import login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import second_factor

log = logging.getLogger(__name__)


@never_cache
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """The step out to a town's identity provider. Strict pages may send forms to this site alone (form-action 'self',
    which browsers ask of redirects too), so the way there is a page of its own that goes on by itself."""
    try:
        answer = login(request, provider_id)
    except (OSError, KeyError, ValueError):  # it does not answer, or not with what it should
        log.exception("The identity provider %s cannot be asked", provider_id)
        messages.error(request, _("Your municipality’s own login service is not responding. Try again later."))
        return redirect("account_login")
    target = answer.headers.get("Location", "")
    if not target.startswith(("https://", "http://")):
        return answer
    page: HttpResponse = render(request, "socialaccount/onward.html", {"target": target})
    page.headers["Refresh"] = f"0; url={target}"
    return page


def reauthenticate(request: HttpRequest) -> HttpResponseBase:
    """Who has a second factor and did not use it in this session proves it with that, not with the password: else an
    old session could add a factor of its own."""
    person = request.user
    if person.is_authenticated and second_factor.factors([person]).exists() and not second_factor.is_used(request):
        return redirect(second_factor.way_to_it(request, request.GET.get("next") or reverse("mfa_index")))
    return by_password(request)
