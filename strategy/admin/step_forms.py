"""What the steps of an edition ask. Whether an answer will do is decided by the services."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Edition

MOMENT = "%Y-%m-%dT%H:%M"


class StepForm(forms.Form):
    """Asks nothing. ``of`` gives the form about an edition, filled in with what holds now."""

    @classmethod
    def of(cls, edition: Edition, posted=None) -> "StepForm":
        names = [name for name in cls.base_fields if hasattr(edition, name) and name != "reason"]
        return cls(posted, initial={name: getattr(edition, name) for name in names}, prefix=None)


class ReasonForm(StepForm):
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "required": True})
    )


class ProposalForm(StepForm):
    is_proposal_public = forms.BooleanField(
        label=_("show it to the public as a proposal"),
        required=False,
        help_text=_("At an address of its own, marked on every page as not yet decided. Search engines leave it out."),
    )
    remarks_until = forms.DateField(
        label=_("open for remarks until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day on which citizens can send remarks. Leave it empty if you do not ask for any."),
    )


class PublishForm(StepForm):
    publish_at = forms.DateTimeField(
        label=_("at a set time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        help_text=_(
            "Leave it empty to publish now. Until then the edition stays frozen, and the publication can be called off."
        ),
    )
