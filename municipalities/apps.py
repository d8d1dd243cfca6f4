from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = _("municipalities")
    default = True

    def ready(self) -> None:
        from .signing_in import receivers  # noqa: F401 - connects itself


class AdminConfig(admin.AdminConfig):
    """Django's admin with our own front door."""

    default = False
    default_site = "municipalities.admin_site.KoersSite"
