"""What a visitor reads when something fails: the database is away, the disk is full, or we made a mistake.

A request is one transaction or reads only, so nothing of one that fails was kept.
"""

from __future__ import annotations

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def failed(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500: 503 where the database cannot be asked, 507 where an upload finds no room, else 500."""
    error, name = sys.exc_info()[1], "500"
    if isinstance(error, OperationalError | InterfaceError):
        name = "503"
    elif isinstance(error, OSError) and error.errno in FULL:
        name = "507"
    response = render(request, f"{name}.html", status=int(name))
    response.headers["Cache-Control"] = "no-store"
    if name == "503":
        response.headers["Retry-After"] = "10"
    return response
