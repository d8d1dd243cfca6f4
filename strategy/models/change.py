"""Append-only record of who did what to which goal."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import KEY_LENGTH, Action


class Change(models.Model):
    """``before`` and ``after`` hold what changed: content fields, or place as
    {"parent": key or None, "position": index}, or a whole branch as nested nodes for add, build and delete.
    ``batch`` groups what one act of a person did, so that it can be undone as one."""

    edition = models.ForeignKey("strategy.Edition", models.CASCADE, related_name="changes", verbose_name=_("edition"))
    revision = models.PositiveIntegerField(_("revision"))
    batch = models.UUIDField(_("batch"), default=uuid.uuid4)
    at = models.DateTimeField(pgettext_lazy("change", "at"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("change", "by"),
    )
    action = models.CharField(pgettext_lazy("change", "action"), max_length=20, choices=Action.choices)
    key = models.CharField(_("goal"), max_length=KEY_LENGTH, blank=True)
    before = models.JSONField(pgettext_lazy("change", "before"), default=dict)
    after = models.JSONField(pgettext_lazy("change", "after"), default=dict)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["edition", "key"], name="change_edition_key")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.key}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("a Change is written once")
        super().save(*args, **kwargs)

    @property
    def municipality_id(self) -> int:
        return self.edition.municipality_id
