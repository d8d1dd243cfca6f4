"""A file or link that a citizen can download with a plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .translated import Translated
from .uploads import Folder


class Attachment(Translated):
    TEXTS = ("title",)

    plan = models.ForeignKey("strategy.Plan", models.CASCADE, related_name="attachments", verbose_name=_("plan"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    file = models.FileField(_("file"), upload_to=Folder("attachments"), blank=True)
    url = models.URLField(_("or address"), max_length=400, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                name="attachment_file_or_url",
                violation_error_message=_("Give a file or an address: one of the two."),
            )
        ]

    def __str__(self) -> str:
        return self.title or ""

    @property
    def municipality_id(self) -> int:
        return self.plan.municipality_id
