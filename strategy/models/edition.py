"""One state of a plan's whole tree, from draft to sealed."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Min, Q
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..vocabulary import APPROVING, OPEN_STATUSES, EditionKind, Status
from .decision import standing
from .translated import Translated


class EditionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def open(self):
        """Draft or proposed: at most one per plan."""
        return self.filter(status__in=OPEN_STATUSES)

    def due(self, moment: datetime.datetime):
        """Proposed, with a time of publication that has come."""
        return self.filter(status=Status.PROPOSED, publish_at__lte=moment)

    def with_beginning(self, *, without: int | None = None):
        """Adds ``begins_on``: the day from which an edition holds. That is the day of the first decision that
        approves it (its effect date, where one is recorded), else the day of its publication. ``without`` is a
        decision that is thought away."""
        approving = Q(decisions__kind__in=APPROVING)
        if without is not None:
            approving &= ~Q(decisions=without)
        decided = Min(
            Coalesce("decisions__effective_on", "decisions__date"), filter=approving & standing("decisions__")
        )
        return self.annotate(begins_on=Coalesce(decided, TruncDate("published_at")))


class Edition(Translated):
    TEXTS = ("reason",)

    plan = models.ForeignKey("strategy.Plan", models.PROTECT, related_name="editions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=EditionKind.choices, default=EditionKind.ORIGINAL)
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("Why this edition was made. The public can read it. Needed for a correction."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.DRAFT, editable=False)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="followers",
        verbose_name=_("made from"),
    )
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    seal = models.CharField(_("seal"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    is_proposal_public = models.BooleanField(_("shown to the public as a proposal"), default=False, editable=False)
    remarks_until = models.DateField(_("open for remarks until"), null=True, editable=False)
    publish_at = models.DateTimeField(_("is to be published at"), null=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("time set by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("plan", "-number")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status__in=OPEN_STATUSES),
                name="edition_one_open_per_plan",
                violation_error_message=_("This plan already has an open edition: publish or delete that one first."),
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="edition_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, published_at__isnull=False, seal__regex=r"^[0-9a-f]{64}$")
                | (~Q(status=Status.PUBLISHED) & Q(published_at=None, seal="")),
                name="edition_sealed_when_published",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PROPOSED) | Q(is_proposal_public=False, publish_at=None),
                name="edition_only_a_proposal_is_shown_or_due",
            ),
            models.CheckConstraint(
                condition=Q(is_proposal_public=True) | Q(remarks_until=None),
                name="edition_remarks_on_what_is_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["publish_at"], condition=Q(publish_at__isnull=False), name="edition_publish_at"),
        ]

    def __str__(self) -> str:
        return gettext("%(plan)s, edition %(number)d") % {"plan": self.plan, "number": self.number}

    def get_absolute_url(self) -> str:
        town = self.plan.municipality
        return reverse(
            "public:edition",
            kwargs={"lang": town.language, "town": town.slug, "plan": self.plan.slug, "number": self.number},
        )

    def get_proposal_url(self) -> str:
        """Where the public reads it while it is shown as a proposal."""
        town = self.plan.municipality
        return reverse(
            "public:proposal:plan", kwargs={"lang": town.language, "town": town.slug, "plan": self.plan.slug}
        )

    @property
    def is_sealed(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_open_for_remarks(self) -> bool:
        """Whether citizens can send remarks on it today."""
        return self.remarks_until is not None and timezone.localdate() <= self.remarks_until

    @property
    def municipality_id(self) -> int:
        return self.plan.municipality_id
