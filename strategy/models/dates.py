"""Dates that are known to the day, the month, the year, or not at all."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Precision


class ImpreciseDate(models.Model):
    """``date`` holds the first day of what is known; it is empty exactly where ``precision`` is unknown."""

    date = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("how exact the date is"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(precision=Precision.UNKNOWN, date__isnull=True)
                | (Q(date__isnull=False, precision__in=[Precision.DAY, Precision.MONTH, Precision.YEAR])),
                name="%(class)s_date_or_unknown",
                violation_error_message=_("Give a date, or say that the date is unknown; not both."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.date and self.precision == Precision.MONTH:
            self.date = self.date.replace(day=1)
        elif self.date and self.precision == Precision.YEAR:
            self.date = self.date.replace(month=1, day=1)
