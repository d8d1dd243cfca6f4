"""Dates that are known to the day, the month, the year, or not at all."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Precision


def in_words(date: datetime.date | None, precision: str) -> str:
    """The date as a sentence of the interface says it; such a text is understood again."""
    if date is None or precision == Precision.UNKNOWN:
        return gettext("unknown date")
    if precision == Precision.YEAR:
        return str(date.year)
    return date_format(date, "YEAR_MONTH_FORMAT" if precision == Precision.MONTH else "DATE_FORMAT")


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
