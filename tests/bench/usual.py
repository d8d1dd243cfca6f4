"""An empty site as `django-admin startproject` makes it, with the same database, for the time until a server's first
answer and its memory."""

from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import env

from .comparing import USUAL


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


settings.configure(
    ALLOWED_HOSTS=["localhost"],
    SECRET_KEY="only-to-measure",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=USUAL,
    INSTALLED_APPS=[
        f"django.contrib.{name}" for name in ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": env.database(env.text("DATABASE_URL"), Path())},
)
application = get_wsgi_application()

from django.contrib import admin  # noqa: E402 - it needs the settings

urlpatterns = [path("admin/", admin.site.urls), path("", hello)]
