"""A link that a municipality adds to the foot of its pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FooterLink(models.Model):
    municipality = models.ForeignKey(
        "municipalities.Municipality", models.CASCADE, related_name="footer_links", verbose_name=_("municipality")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    label = models.CharField(_("text of the link"), max_length=60)
    url = models.URLField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("link in the footer")
        verbose_name_plural = _("links in the footer")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label or ""
