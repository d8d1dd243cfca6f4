"""An import that somebody looks through and has not accepted yet: their own, and gone after a week."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..vocabulary import KEY_LENGTH

KEPT = datetime.timedelta(days=7)


class PendingImportQuerySet(models.QuerySet):
    def kept(self):
        """Those that are not too old."""
        return self.filter(made_at__gt=timezone.now() - KEPT)

    def outdated(self):
        return self.filter(made_at__lte=timezone.now() - KEPT)


class Stage(models.TextChoices):
    """How far an import is. READING and WRITING are at work, in a request or in a process of their own."""

    READING = "reading"
    READY = "ready"
    WRITING = "writing"
    REFUSED = "refused"
    DONE = "done"


class PendingImport(models.Model):
    """``document`` is a PlanDocument as JSON without its goals; ``rows`` are the goals, a flat list that the person
    corrects (strategy.exchange.correcting); ``choices`` is what they chose about all the rest. It becomes a new plan,
    or goes into ``edition`` below the goal with the key ``under`` ("" for the top)."""

    municipality = models.ForeignKey("municipalities.Municipality", models.CASCADE, related_name="+")
    edition = models.ForeignKey("strategy.Edition", models.CASCADE, null=True, blank=True, related_name="+")
    under = models.CharField(max_length=KEY_LENGTH, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=200)
    document = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.READY)
    claim = models.UUIDField(null=True, blank=True)
    """Whose work it is at this moment: a worker whose claim is gone has been cancelled, or given up for dead."""
    beat_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)
    """Why it was refused, or what happened to it, in the person's language."""
    result = models.JSONField(default=dict)
    """What it made: the edition, the batch, how many of each."""

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import that is not accepted yet")
        verbose_name_plural = _("imports that are not accepted yet")
        indexes = [models.Index(fields=["made_at"], name="pending_import_age")]

    def __str__(self) -> str:
        return self.source
