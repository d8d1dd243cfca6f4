"""The towns' own domains: which hosts the site answers by besides those of ALLOWED_HOSTS, and whose each is.

They stand in the database and are read once a minute by each process, never by a request for one of the site's own
hosts. On its own domain a town has the addresses that it has everywhere; nobody else has any there, and nobody can
sign in.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

HOLD = 60.0
"""Seconds for which the list is held."""

LABEL = "(?!-)[a-z0-9-]{1,63}(?<!-)"
HOST_NAME = re.compile(rf"(?:{LABEL}\.)+(?!\d+$){LABEL}")
"""Two words or more, and no number as the last: 127.0.0.1 is none."""

ELSEWHERE = frozenset({"accounts", "admin", "preview"})
"""First words of addresses that only the site's own hosts have."""

OWN_AND_TOWNS = frozenset({"search", "accessibility", "privacy", "help"})
"""Pages that the site has and each town has too."""

log = logging.getLogger(__name__)


def normal(domain: str) -> str:
    """As it is stored and compared: in small letters, and with accents as the DNS writes them."""
    domain = domain.strip().lower().rstrip(".")
    try:
        return domain.encode("idna").decode() if domain else ""
    except UnicodeError:
        return domain


def validate_domain(domain: str) -> None:
    """Refuses what is no host name of the DNS, and the site's own hosts."""
    if not HOST_NAME.fullmatch(domain):
        raise ValidationError(_("Write only the host name, for example plan.aalst.be: no https:// and no path."))
    if domain in _own_hosts():
        raise ValidationError(_("This is a host name of the site itself: choose another one."))


class Towns:
    """Domain -> slug of its town, as one process knows them."""

    def __init__(self) -> None:
        self.known: Mapping[str, str] = {}
        self.read_at = float("-inf")
        self.lock = threading.Lock()

    def all(self) -> Mapping[str, str]:
        if time.monotonic() - self.read_at >= HOLD:
            with self.lock:
                if time.monotonic() - self.read_at >= HOLD:
                    self._read()
        return self.known

    def _read(self) -> None:
        from django.db import Error

        from .models import Municipality

        self.read_at = time.monotonic()
        try:
            self.known = dict(Municipality.objects.exclude(domain="").values_list("domain", "slug"))
        except Error:
            log.exception("The towns' domains cannot be read; those known before still hold")


_towns = Towns()


def town_at(domain: str) -> str:
    """The slug of the town whose own domain this is, or "". Nobody is asked about what can be no domain."""
    return _towns.all().get(domain, "") if HOST_NAME.fullmatch(domain) else ""


def forget() -> None:
    """A domain has been given or taken away: this process looks at once, the others within a minute."""
    _towns.read_at = float("-inf")


class OfTowns(str):
    """In the setting ALLOWED_HOSTS, behind the site's own: equal to each host that is a town's. Django compares it only
    where none of those before it fits, so that the database is asked for other hosts alone."""

    __slots__ = ()

    def __eq__(self, host: object) -> bool:
        return isinstance(host, str) and bool(town_at(host))

    def __hash__(self) -> int:
        return super().__hash__()

    def lower(self) -> OfTowns:
        return self


class Asked:
    """Middleware: /domains/?domain=plan.aalst.be answers 200 where the site has pages there, on a town's domain or its
    own, else 404. A proxy asks it before it fetches a certificate, by any host name and without TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != "/domains/":
            return self.get_response(request)
        domain = request.GET.get("domain", "").lower()
        is_ours = bool(HOST_NAME.fullmatch(domain) and (domain in _own_hosts() or town_at(domain)))
        words, status = ("yes\n", 200) if is_ours else ("no\n", 404)
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(words, status=status, content_type="text/plain", headers=headers)


class AtHome:
    """Middleware: on a town's own domain that town and nothing else. Leaves ``request.home_town``, its slug or ""."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.home_town = town = _town_of(request)  # type: ignore[attr-defined]
        away = _away(request, town) if town else ""
        return redirect(away) if away else self.get_response(request)


def _town_of(request: HttpRequest) -> str:
    """Raises DisallowedHost for a host that is nobody's."""
    host, _port = split_domain_port(request.get_host())
    return "" if host in _own_hosts() else town_at(host)


def _own_hosts() -> list[str]:
    """Those of the setting, without the towns'."""
    return [host for host in settings.ALLOWED_HOSTS if not isinstance(host, OfTowns)]


def _away(request: HttpRequest, town: str) -> str:
    """Where the visitor is sent instead, or "". Raises Http404 for what is not the town's."""
    first, *rest = request.path_info.strip("/").split("/")
    if first in ELSEWHERE:
        raise Http404
    if first not in dict(settings.LANGUAGES) or rest[:1] == [town]:
        return f"/{request.LANGUAGE_CODE}/{town}/" if not first else ""  # type: ignore[attr-defined]
    if not rest:
        return f"/{first}/{town}/"
    if len(rest) == 1 and rest[0] in OWN_AND_TOWNS:
        return f"/{first}/{town}/{rest[0]}/?{request.META.get('QUERY_STRING', '')}".rstrip("?")
    raise Http404
