from typing import Any

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = _("municipalities")
    default = True

    def ready(self) -> None:
        from .signing_in import receivers  # noqa: F401 - connects itself


class AdminConfig(SimpleAdminConfig):
    """Django's admin with our own front door. Its screens are loaded with its addresses (config/admin_urls.py)."""

    default = False
    default_site = "municipalities.admin_site.KoersSite"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(_check_screens, checks.Tags.admin)


def _check_screens(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    admin.autodiscover()
    return check_admin_app(app_configs, **kwargs)
