"""The door for WSGI servers: kept pages in front, Django behind."""

import gc
import os

from django.core.wsgi import get_wsgi_application

gc.disable()  # nothing of what is loaded here is ever thrown away
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from config import urls  # noqa: E402, F401 - now, and not while the first visitor waits
from config.metrics import figures  # noqa: E402
from strategy.public.keeping import KeptPages  # noqa: E402 - its models need the settings first
from strategy.public.stamping import Stamping  # noqa: E402

counted = figures()
application = KeptPages(django_application, count=counted.page if counted else None, ask=Stamping().of)
gc.freeze()  # so that no later round looks through it again
gc.enable()
