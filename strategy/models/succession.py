"""What became of a goal of one plan in the next."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import KEY_LENGTH, SuccessionKind


class Succession(models.Model):
    """One line from a goal of the old plan to one of the new plan; several lines make a merge or a split.
    A dropped goal has no heir, a new one no ancestor."""

    old_plan = models.ForeignKey("strategy.Plan", models.PROTECT, related_name="heirs", verbose_name=_("old plan"))
    old_key = models.CharField(_("old goal"), max_length=KEY_LENGTH, blank=True)
    new_plan = models.ForeignKey("strategy.Plan", models.PROTECT, related_name="ancestors", verbose_name=_("new plan"))
    new_key = models.CharField(_("new goal"), max_length=KEY_LENGTH, blank=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=SuccessionKind.choices)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["old_plan", "old_key", "new_plan", "new_key"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.DROPPED, new_key="") & ~Q(old_key="")
                | Q(kind=SuccessionKind.NEW, old_key="") & ~Q(new_key="")
                | Q(
                    kind__in=[
                        SuccessionKind.CONTINUED,
                        SuccessionKind.REWORDED,
                        SuccessionKind.MERGED,
                        SuccessionKind.SPLIT,
                    ]
                )
                & ~Q(old_key="")
                & ~Q(new_key=""),
                name="succession_ends_fit_kind",
            ),
            models.CheckConstraint(condition=~Q(old_plan=models.F("new_plan")), name="succession_between_plans"),
        ]

    def __str__(self) -> str:
        return f"{self.old_key or '–'} → {self.new_key or '–'}"

    @property
    def municipality_id(self) -> int:
        return self.new_plan.municipality_id
