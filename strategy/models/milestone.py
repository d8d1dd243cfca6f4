"""A dated step in how a plan came about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .dates import ImpreciseDate
from .translated import Translated
from .uploads import Folder


class Milestone(Translated, ImpreciseDate):
    TEXTS = ("title", "text", "picture_text")

    plan = models.ForeignKey("strategy.Plan", models.CASCADE, related_name="milestones", verbose_name=_("plan"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    picture = models.ImageField(_("picture"), upload_to=Folder("milestones"), blank=True)
    picture_text = models.CharField(_("what the picture shows"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = (models.F("date").asc(nulls_last=True), "position", "pk")
        constraints = ImpreciseDate.Meta.constraints

    def __str__(self) -> str:
        return self.title or ""

    @property
    def municipality_id(self) -> int:
        return self.plan.municipality_id
