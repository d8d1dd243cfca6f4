"""What a citizen says about a page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import KEY_LENGTH


class Feedback(models.Model):
    municipality = models.ForeignKey(
        "municipalities.Municipality", models.CASCADE, related_name="feedback", verbose_name=_("municipality")
    )
    plan = models.ForeignKey(
        "strategy.Plan", models.SET_NULL, null=True, blank=True, related_name="feedback", verbose_name=_("plan")
    )
    key = models.CharField(_("goal"), max_length=KEY_LENGTH, blank=True)
    page = models.CharField(_("page"), max_length=400)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("message"))
    email = models.EmailField(_("email address"), blank=True)
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

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("-received_at",)
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
