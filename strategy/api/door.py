"""The way in to /api/: open to every origin, read-only, limited per visitor; every refusal is JSON with a sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from ..limiting import seconds_to_wait

PREFIX = "/api/"
METHODS = "GET, HEAD, OPTIONS"
COSTS = {"everything.ndjson": 20}
"""What a request counts for, by the last word of its address; 1 for all others."""

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Door:
    """Middleware; stands outside those that know sessions and languages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        # refusals are for programmers, like the contract: in English, whatever the caller's browser prefers
        with translation.override("en"):
            response = self._answer(request)
        for name, value in OPEN.items():
            response.headers[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS, **PREFLIGHT})
        if request.method not in ("GET", "HEAD"):
            return refusal(405, _("This is a read-only API: use GET."), Allow=METHODS)
        cost = COSTS.get(request.path.rsplit("/", 1)[-1], 1)
        wait = seconds_to_wait(request, "api", settings.API_REQUESTS_PER_MINUTE, cost=cost)
        if wait:
            sentence = _("That is too many requests a minute. Ask again in %(seconds)d seconds.") % {"seconds": wait}
            return refusal(429, sentence, **{"Retry-After": str(wait)})
        asked_for_head = request.method == "HEAD"
        request.method = "GET"
        response = self.get_response(request)
        return _without_body(_settled(response)) if asked_for_head else _settled(response)


def refusal(status: int, sentence: str, **headers: str) -> JsonResponse:
    """{"detail": sentence}; never kept by caches."""
    return JsonResponse(
        {"detail": sentence},
        status=status,
        headers={"Cache-Control": "no-store", **headers},
        json_dumps_params={"ensure_ascii": False},
    )


def _settled(response: HttpResponseBase) -> HttpResponseBase:
    """What Django refused as a page becomes JSON; what it gives depends on the address alone, and says so."""
    if response.status_code >= 400:
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        if is_json or (settings.DEBUG and response.status_code >= 500):
            return response
        return refusal(response.status_code, _sentence(response.status_code))
    del response.headers["Vary"]
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        del response.headers["Content-Language"]
    return response


def _sentence(status: int) -> str:
    if status == 404:
        return _("There is nothing at this address. /api/v1/ says what there is.")
    return _("Something went wrong on our side, not on yours. Please try again later.")


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """The answer to HEAD: all headers of the answer to GET."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
