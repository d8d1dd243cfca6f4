"""How the API answers: JSON with a strong ETag, built only where the visitor does not have it yet."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from .. import replicas

KEEP = "public, max-age=60, stale-while-revalidate=600"


@functools.cache
def release() -> str:
    """Changes with the code that makes the answers, on every machine alike."""
    digest = hashlib.sha256()
    for folder in ("municipalities", "strategy"):
        for file in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def plain(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)


def answer(request: HttpRequest, mark: object, build: Callable[[], Any]) -> HttpResponseBase:
    """What ``build`` gives as JSON, or 304. The repr of ``mark`` changes with everything that it is made from."""
    return conditional(request, mark, lambda: HttpResponse(plain(build()), content_type="application/json"))


def stream(request: HttpRequest, mark: object, build: Callable[[], Iterator[dict[str, Any]]]) -> HttpResponseBase:
    """What ``build`` yields, a line of JSON each, sent while it is read; or 304."""
    return conditional(
        request,
        mark,
        lambda: StreamingHttpResponse(
            replicas.held(plain(entry) + "\n" for entry in build()), content_type="application/x-ndjson"
        ),
    )


def conditional(request: HttpRequest, mark: object, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    parts = (release(), repr(mark), request.build_absolute_uri())
    etag = f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"], response.headers["Cache-Control"] = etag, KEEP
    return response
