"""What our pages are compared with: the same bytes from a bare Django view, and behind Django's usual middleware.

``S`` in every figure is the CPU of the second one (PERFORMANCE: goals).
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

USUAL = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""As `django-admin startproject` sets them."""

FOLDER = "BENCH_FIXED"
"""The environment's name for the folder with the bytes that the views answer."""


@functools.cache
def _bytes(name: str) -> bytes:
    return Path(os.environ[FOLDER], name).read_bytes()


def fixed(request: HttpRequest, name: str) -> HttpResponse:
    body = _bytes(name)
    return HttpResponse(body, headers={"Content-Length": str(len(body))})  # without it the server would send chunks


def plain(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The same bytes without Django: what the server itself costs."""
    body = _bytes(environ["PATH_INFO"].split("/")[-2])
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def handler(middleware: list[str]) -> WSGIHandler:
    """Django with this middleware instead of the site's."""
    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()
