"""The door for WSGI servers: kept pages in front, Django behind."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from config.metrics import figures  # noqa: E402
from strategy.public.keeping import KeptPages  # noqa: E402 - its models need the settings first

counted = figures()
application = KeptPages(django_application, count=counted.page if counted else None)
