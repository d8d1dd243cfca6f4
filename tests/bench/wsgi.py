"""The site as config/wsgi.py serves it, with the comparisons beside it in the same processes."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

from config.wsgi import application as site
from config.wsgi import django_application
from strategy.public.keeping import KeptPages
from strategy.public.stamping import Stamping

from .comparing import USUAL, handler, plain

DOORS = {
    "/bare": handler([]),
    "/usual": handler(USUAL),
    "/fresh": KeptPages(django_application, hold=0, ask=Stamping().of),
    "/site": site,
    "/plain": plain,
}
"""First part of the path -> application; all of them pay for this choice."""


def application(environ, start_response):
    path = environ["PATH_INFO"]
    door = DOORS.get(path[: path.find("/", 1)])
    if door is None:
        return site(environ, start_response)
    environ["PATH_INFO"] = path[path.find("/", 1) :]
    return door(environ, start_response)
