"""Addresses of the API; what stands below v1/ never changes its meaning."""

import functools

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLResolver, path, re_path
from django.urls.resolvers import RegexPattern

from .. import replicas
from . import reference

app_name = "api"


@functools.cache
def operations() -> URLResolver:
    """The operations of the contract. Loading them is a third of the site's start, so the first question does it."""
    from .contract import api

    return URLResolver(RegexPattern(""), api.urls[0])


def operation(request: HttpRequest, rest: str) -> HttpResponseBase:
    """The answer of the operation at ``rest``. Raises Resolver404, a kind of Http404, where there is none."""
    view, args, kwargs = operations().resolve(rest)
    return replicas.read(lambda: view(request, *args, **kwargs))


urlpatterns = [
    path("v1/", reference.reference, name="reference"),
    path("v1/openapi.json", reference.openapi, name="openapi"),
    re_path(r"^v1/(?P<rest>.+)$", operation, name="operation"),
]
