"""What the site writes about its own work: a line per request and per event, as JSON in production, each with the
request's id. No address, name or query string of a visitor ever stands in a line."""

from __future__ import annotations

import contextvars
import datetime
import json
import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
"""What a proxy may call a request; anything else is replaced, so that nobody writes into our log."""
SECRETS = frozenset({"token", "key_hash"})
"""Parts of an address that open something: they are left out of the log."""

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
log = logging.getLogger("koers.requests")


class Requests:
    """Middleware, outermost: names the request, and notes how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
        name = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, start = request_id.set(name), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = name
            note(request, response, time.perf_counter() - start)
            return response
        finally:
            request_id.reset(token)


def note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    found = {"method": request.method, "path": shown_path(request), "status": response.status_code}
    level = logging.ERROR if response.status_code >= 500 else logging.INFO
    log.log(level, "%(method)s %(path)s %(status)d", found, extra={**found, "ms": round(seconds * 1000, 1)})


def shown_path(request: HttpRequest) -> str:
    """The path without its query, and without what opens a page to whoever has it."""
    path, match = request.path_info, request.resolver_match
    given = match.kwargs if match else {}
    secrets = SECRETS | {"key"} if "uidb36" in given else SECRETS  # elsewhere a key is a goal's
    for name, value in given.items():
        if name in secrets:
            path = path.replace(str(value), "…")
    return path


class WithRequest(logging.Filter):
    """Puts the id of the request at hand on every record ("": outside of requests)."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class Json(logging.Formatter):
    """One object a line: at, level, logger, message, and where they are known request_id, method, path, status, ms
    and error (the traceback)."""

    EXTRAS = ("request_id", "method", "path", "status", "ms")

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name in self.EXTRAS if (value := getattr(record, name, "")) not in ("", None)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(form: str, level: str) -> dict:
    """Django's LOGGING. ``form``: "json", or "text" for people. Django's own line per refused request is left out:
    ours says the same."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": WithRequest}},
        "formatters": {
            "json": {"()": Json},
            "text": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": form}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR"},
            "koers.requests": {"level": "INFO" if form == "json" else "ERROR"},
        },
    }
