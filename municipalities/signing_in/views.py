"""The step out to a town's identity provider. Strict pages may send forms to this site alone (form-action 'self', which
browsers ask of redirects too), so the way to the provider is a page of its own that goes on by itself."""

import logging

from allauth.socialaccount.providers.openid_connect.views import login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


@never_cache
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer = login(request, provider_id)
    except (OSError, KeyError, ValueError):  # it does not answer, or not with what it should
        log.exception("The identity provider %s cannot be asked", provider_id)
        messages.error(request, _("Your municipality's own way to log in does not answer now. Try again later."))
        return redirect("account_login")
    target = answer.headers.get("Location", "")
    if not target.startswith(("https://", "http://")):
        return answer
    page: HttpResponse = render(request, "socialaccount/onward.html", {"target": target})
    page.headers["Refresh"] = f"0; url={target}"
    return page
