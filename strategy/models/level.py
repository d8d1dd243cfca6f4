"""How one plan names and orders the kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..vocabulary import GOAL_KINDS, Kind
from .translated import Translated


class Level(Translated):
    TEXTS = ("singular", "plural", "lead_in")

    plan = models.ForeignKey("strategy.Plan", models.CASCADE, related_name="levels", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.value, kind.label) for kind in GOAL_KINDS])
    position = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("The lowest number comes first."))
    singular = models.CharField(_("name of one"), max_length=80, blank=True, help_text=_("Such as: policy objective."))
    plural = models.CharField(_("name of several"), max_length=80, blank=True)
    lead_in = models.CharField(
        _("lead-in"),
        max_length=200,
        blank=True,
        help_text=_("Shown above a list of these, such as: What is the ambition?"),
    )

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"],
                name="level_kind_once",
                violation_error_message=_("This plan already names this kind: change that level instead."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in GOAL_KINDS]), name="level_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.singular or str(Kind(self.kind).label)

    @property
    def municipality_id(self) -> int:
        return self.plan.municipality_id
