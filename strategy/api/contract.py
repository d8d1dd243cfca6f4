"""Version 1 of the API, put together: its operations, and how it says no."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from . import changes, editions, everything, goals, searching, succession, towns
from .door import refusal


class Contract(NinjaAPI):
    """Operations are called by the name of their function, wherever that stands."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Contract(
    title="Koers API",
    version="1.0.0",
    description="What municipalities have published of their strategies, as data. Read-only, without a key. Version 1 "
    "grows: fields and addresses may come, none goes or changes its meaning. Published editions only; never a draft.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
for module in (towns, goals, searching, editions, changes, succession, everything):
    api.add_router("", module.router)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, missing: Http404) -> HttpResponseBase:
    return refusal(404, str(missing))


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponseBase:
    first = error.errors[0]
    parts = {"name": first["loc"][-1], "problem": first["msg"]}
    return refusal(422, _("The parameter %(name)s is not valid: %(problem)s.") % parts)
