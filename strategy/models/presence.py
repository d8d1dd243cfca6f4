"""Who has an edition open at this moment: a row per person and edition, renewed while the tree is on their screen."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..vocabulary import KEY_LENGTH

LASTS = datetime.timedelta(minutes=1)
"""How long somebody counts as present after the last sign of life."""


class PresenceQuerySet(models.QuerySet):
    def present(self):
        return self.filter(seen_at__gt=timezone.now() - LASTS)

    def gone(self):
        return self.filter(seen_at__lte=timezone.now() - LASTS)


class Presence(models.Model):
    """``key`` is the goal that is open in the form, "" for none."""

    edition = models.ForeignKey("strategy.Edition", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.edition_id}"
