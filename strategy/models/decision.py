"""What a body decided on an edition."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import DecisionKind
from .dates import ImpreciseDate, in_words
from .uploads import Folder


def standing(path: str = "") -> Q:
    """Which records stand: no newer one corrects them, and nobody withdrew them. ``path`` leads to the decisions.

    A withdrawn correction takes the records below it with it: they were corrected, so none of them stands again.
    """
    return Q(**{f"{path}correction": None, f"{path}withdrawn_at": None})


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Without the records in whose place a corrected one stands, and without those that are withdrawn."""
        return self.filter(standing())


class Decision(ImpreciseDate):
    """On a published edition a record is never changed: what is wrong stays, and a new one ``corrects`` it; or it is
    withdrawn, with a reason, and counts nowhere any more."""

    edition = models.ForeignKey("strategy.Edition", models.PROTECT, related_name="decisions", verbose_name=_("edition"))
    body = models.ForeignKey(
        "municipalities.Body", models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    kind = models.CharField(_("decision"), max_length=20, choices=DecisionKind.choices, default=DecisionKind.ADOPTS)
    number = models.CharField(_("number"), max_length=80, blank=True)
    uri = models.URLField(_("address of the published decision"), max_length=400, blank=True)
    document = models.FileField(_("document"), upload_to=Folder("decisions"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    is_unanimous = models.BooleanField(_("unanimous"), null=True, blank=True)
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    organisations = models.ManyToManyField(
        "municipalities.Organisation", related_name="decisions", blank=True, verbose_name=_("applies to")
    )
    note = models.TextField(_("note"), blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="correction",
        verbose_name=_("corrects the record"),
    )
    correction_reason = models.TextField(_("what was wrong"), blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawal_reason = models.TextField(
        _("why it was withdrawn"), blank=True, editable=False, default="", db_default=""
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = (models.F("date").asc(nulls_last=True), "pk")
        constraints = [
            *ImpreciseDate.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="decision_kind_known"),
            models.CheckConstraint(
                condition=~Q(is_unanimous=True, votes_against__gt=0),
                name="decision_unanimous_has_no_votes_against",
                violation_error_message=_("A unanimous vote has no votes against: correct one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="decision_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="decision_withdrawal_says_why",
            ),
        ]

    def __str__(self) -> str:
        date = f", {in_words(self.date, self.precision)}" if self.date else ""
        return f"{self.body} {self.get_kind_display()}{date}"

    @property
    def is_standing(self) -> bool:
        """What ``standing`` says of rows, of one record."""
        return self.withdrawn_at is None and not hasattr(self, "correction")

    @property
    def municipality_id(self) -> int:
        return self.edition.municipality_id
