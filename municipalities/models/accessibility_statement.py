"""What a municipality declares about the accessibility of its pages here.

The parts are those of the model statement in Implementing Decision (EU) 2018/1523. Without a row the page says what is
so by default: partially compliant, not yet tested.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enforcement import Compliance, EnforcementBody, Method


class AccessibilityStatement(models.Model):
    municipality = models.OneToOneField(
        "municipalities.Municipality",
        models.CASCADE,
        related_name="accessibility_statement",
        verbose_name=_("municipality"),
    )
    status = models.CharField(
        _("compliance status"), max_length=10, choices=Compliance.choices, default=Compliance.PARTIAL
    )
    not_compliant = models.TextField(
        _("what does not comply"), blank=True, help_text=_("A line for each, with what a visitor can do instead.")
    )
    burden = models.TextField(
        _("what would be a disproportionate burden"), blank=True, help_text=_("A line for each, with the reason.")
    )
    out_of_scope = models.TextField(
        _("what the law does not ask for"), blank=True, help_text=_("A line for each, such as maps or old documents.")
    )
    prepared_on = models.DateField(_("prepared on"), null=True, blank=True)
    method = models.CharField(_("how it was tested"), max_length=10, choices=Method.choices, default=Method.SELF)
    tested_by = models.CharField(_("tested by"), max_length=150, blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    enforcement = models.CharField(
        _("who enforces"),
        max_length=20,
        choices=EnforcementBody.choices,
        blank=True,
        help_text=_("Leave empty for the one that follows from country and code."),
    )
    own_body = models.CharField(
        _("another body that enforces"),
        max_length=150,
        blank=True,
        help_text=_("Such as an ombudsman of the municipality's own. It comes in place of the one above."),
    )
    own_body_url = models.URLField(_("its address on the web"), max_length=400, blank=True)
    register_url = models.URLField(
        _("statement in the national register"),
        max_length=400,
        blank=True,
        help_text=_("In Denmark (was.digst.dk) and the Netherlands the statement that counts stands there."),
    )

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statement")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(prepared_on=None, reviewed_on=None)
                | models.Q(prepared_on__isnull=False)
                & (models.Q(reviewed_on=None) | models.Q(reviewed_on__gte=models.F("prepared_on"))),
                name="statement_reviewed_after_prepared",
                violation_error_message=_("Give the date of preparation, and a review that is not before it."),
            ),
            models.CheckConstraint(
                condition=models.Q(own_body_url="") | ~models.Q(own_body=""),
                name="statement_own_body_has_a_name",
                violation_error_message=_("Say the name of the body whose address you give."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())
