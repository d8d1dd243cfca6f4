"""A strategy of one municipality for one period."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Status
from .translated import Translated


class PlanQuerySet(models.QuerySet):
    def published(self):
        """Plans of which the public can read an edition."""
        return self.filter(editions__status=Status.PUBLISHED).distinct()

    def covering(self, day: datetime.date):
        """Plans whose period holds ``day``."""
        return self.filter(starts_in__lte=day.year).filter(Q(ends_in__gte=day.year) | Q(ends_in=None))


class Plan(Translated):
    TEXTS = ("title", "question", "introduction")

    municipality = models.ForeignKey(
        "municipalities.Municipality", models.PROTECT, related_name="plans", verbose_name=_("municipality")
    )
    slug = models.SlugField(_("address"), max_length=60, help_text=_("As it appears in addresses: 2020-2025."))
    title = models.CharField(_("title"), max_length=200)
    question = models.CharField(
        _("question above the mission"), max_length=200, blank=True, help_text=_("Such as: Where are we heading?")
    )
    introduction = models.TextField(_("introduction"), blank=True)
    starts_in = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    ends_in = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, help_text=_("Leave empty if the plan has no end.")
    )
    organisations = models.ManyToManyField(
        "municipalities.Organisation",
        related_name="plans",
        blank=True,
        verbose_name=_("applies to these organisations"),
    )
    stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Grows with everything that changes what the public reads.")
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("municipality", "-starts_in", "slug")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"],
                name="plan_slug_once",
                violation_error_message=_("The municipality already has a plan with this address: choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(ends_in=None) | Q(starts_in__isnull=False, ends_in__gte=models.F("starts_in")),
                name="plan_period_in_order",
                violation_error_message=_("The last year comes before the first one: swap them or correct one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.title or self.slug}"

    def get_absolute_url(self) -> str:
        town = self.municipality
        return reverse("public:plan", kwargs={"lang": town.language, "town": town.slug, "plan": self.slug})

    def overlaps(self, other: "Plan") -> bool:
        """Whether two periods share more than a boundary year (one term may end in the year the next begins)."""
        if self.starts_in is None or other.starts_in is None:
            return False
        first, second = sorted((self, other), key=lambda plan: plan.starts_in)
        return first.starts_in == second.starts_in or second.starts_in < (first.ends_in or 9999)
