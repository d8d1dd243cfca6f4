"""Legal entities of a municipality, and the bodies that decide for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A legal entity that a plan can bind: the city, its OCMW, an autonomous company."""

    municipality = models.ForeignKey(
        "municipalities.Municipality", models.CASCADE, related_name="organisations", verbose_name=_("municipality")
    )
    name = models.CharField(_("name"), max_length=150)
    identifier = models.CharField(
        _("company number"), max_length=40, blank=True, help_text=_("KBO, CVR or KvK number, if known.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name or ""


class Body(models.Model):
    """What decides for an organisation: gemeenteraad, OCMW-raad, kommunalbestyrelse."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="bodies", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=100)
    by_line = models.CharField(
        _("in a sentence"),
        max_length=120,
        blank=True,
        help_text=_("How the body is named after “Approved …”: “by the municipal council”."),
    )

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("organisation__position", "pk")

    def __str__(self) -> str:
        return self.name or ""

    @property
    def municipality_id(self) -> int:
        return self.organisation.municipality_id
