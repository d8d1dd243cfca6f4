"""An address by which people without a login read an edition before it is published."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """Only the SHA-256 of its token is kept, so that nobody who reads the database can open a preview by it.
    ``uses`` and ``last_used_at`` count pages that were read, never who read them."""

    edition = models.ForeignKey(
        "strategy.Edition", models.CASCADE, related_name="preview_links", verbose_name=_("edition")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("for whom"), max_length=200)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("works until"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("withdrawn by")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True)
    uses = models.PositiveIntegerField(_("pages read"), default=0)

    class Meta:
        verbose_name = _("link to a preview")
        verbose_name_plural = _("links to previews")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="preview_link_keeps_a_hash"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="preview_link_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.note

    @property
    def municipality_id(self) -> int:
        return self.edition.municipality_id

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_at is None and self.expires_at > timezone.now()
