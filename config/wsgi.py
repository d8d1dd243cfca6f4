"""The door for WSGI servers: kept pages in front, Django behind."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from strategy.public.keeping import KeptPages  # noqa: E402 - its models need the settings first

application = KeptPages(django_application)
