"""What a citizen says: that a page can be better, or what they think of a proposal."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import KEY_LENGTH, FeedbackKind


class FeedbackQuerySet(models.QuerySet):
    def open(self):
        """What nobody has dealt with yet."""
        return self.filter(handled_at=None)


class Feedback(models.Model):
    municipality = models.ForeignKey(
        "municipalities.Municipality", models.CASCADE, related_name="feedback", verbose_name=_("municipality")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=FeedbackKind.choices, default=FeedbackKind.FEEDBACK)
    plan = models.ForeignKey(
        "strategy.Plan", models.SET_NULL, null=True, blank=True, related_name="feedback", verbose_name=_("plan")
    )
    edition = models.ForeignKey(
        "strategy.Edition",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("proposal"),
        help_text=_("The proposed edition that a remark is about."),
    )
    key = models.CharField(_("goal"), max_length=KEY_LENGTH, blank=True)
    page = models.CharField(_("page"), max_length=400)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("message"))
    email = models.EmailField(_("e-mail address"), blank=True)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    answer = models.TextField(_("answer"), blank=True)
    answer_sent_at = models.DateTimeField(_("answer sent at"), null=True, blank=True, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("-received_at",)
        indexes = [models.Index(fields=["municipality", "received_at"], name="feedback_age")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
            models.CheckConstraint(condition=Q(kind__in=FeedbackKind.values), name="feedback_kind_known"),
            models.CheckConstraint(
                condition=Q(answer_sent_at=None) | ~Q(answer=""), name="feedback_sent_answer_is_there"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
