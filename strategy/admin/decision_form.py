"""The form for one decision: new, changed, filled in, or correcting another. Dates are typed as people write them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.models import Body, Organisation, User
from municipalities.uploads import PDF, check_document

from ..models import Decision, Edition
from ..services.deciding import doubts_about
from ..vocabulary import DecisionKind, Precision
from .imprecise_date import ImpreciseDateField, as_typed

FIXED = ("body", "kind", "date_text", "effective_text")
ONCE = ("number", "uri", "document", "votes_for", "votes_against", "votes_abstained", "is_unanimous", "note")


class WithdrawalForm(forms.Form):
    """Whether the reason will do is decided by the service."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the record withdrawn?"),
        help_text=gettext_lazy("In the authentic language. The public can read it beside the record."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        required=False,
    )


class DecisionForm(forms.ModelForm):
    """``corrects``: the record in whose place this one comes. ``doubts`` are the questions that a date raises."""

    date_text = ImpreciseDateField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("Such as 17/12/2019, Dec 2019 or 2019."),
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
    )
    effective_text = ImpreciseDateField(
        label=gettext_lazy("Takes effect on"),
        required=False,
        only_days=True,
        help_text=gettext_lazy("Only if that is another day."),
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
    )
    uri = forms.URLField(
        label=gettext_lazy("Address of the published decision"),
        required=False,
        max_length=400,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"size": 48}),
    )
    is_unanimous = forms.BooleanField(label=gettext_lazy("unanimous"), required=False)
    sure = forms.BooleanField(label=gettext_lazy("Yes, this date is right."), required=False)
    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"),
        help_text=gettext_lazy("In the authentic language. The public can read it beside the corrected record."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        required=False,
    )

    class Meta:
        model = Decision
        fields = (
            *("body", "kind", "number", "uri", "document", "votes_for", "votes_against", "votes_abstained"),
            *("is_unanimous", "organisations", "note"),
        )
        widgets = {
            "document": forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
            "organisations": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "number": forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        }
        help_texts = {
            "document": gettext_lazy("A PDF: choose it, or drop it here."),
            "note": gettext_lazy("In the authentic language. The public can read it."),
        }

    def __init__(self, *args: Any, corrects: Decision | None = None, **kwargs: Any) -> None:
        self.corrects, self.doubts = corrects, []
        super().__init__(*args, **kwargs)
        edition = self.instance.edition
        bodies = Body.objects.filter(organisation__municipality=edition.municipality_id)
        self.fields["body"].queryset = bodies.select_related("organisation")
        self.fields["organisations"].queryset = Organisation.objects.filter(municipality=edition.municipality_id)
        self._settle_documents()
        if not corrects:
            del self.fields["reason"]
        if self.is_filling_in:
            self._fix_what_is_there()

    @property
    def is_filling_in(self) -> bool:
        """Whether only what is empty can be filled in, because the edition is published."""
        return bool(self.instance.pk) and self.instance.edition.is_sealed

    def _settle_documents(self) -> None:
        """A document that is there stays, unless another one is chosen."""
        there = self.instance.document or (self.corrects.document if self.corrects else "")
        if there:
            name = there.name.rsplit("/", 1)[-1]
            self.fields["document"].help_text = _(
                "“%(name)s” is attached, and stays unless you choose another file."
            ) % {"name": name}

    def _fix_what_is_there(self) -> None:
        for name in FIXED:
            self.fields[name].disabled = True
        for name in ONCE:
            self.fields[name].disabled = getattr(self.instance, name) not in (None, "") and bool(
                str(getattr(self.instance, name))
            )
        self.fields["organisations"].disabled = self.instance.organisations.exists()

    def clean_document(self):
        document = self.cleaned_data["document"]
        if document and "document" in self.changed_data and check_document(document) != PDF:
            raise ValidationError(_("This is not a PDF. Save the decision as PDF and choose that file."))
        return document

    def clean_is_unanimous(self) -> bool | None:
        return True if self.cleaned_data["is_unanimous"] else None

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "date_text" in given and not self.is_filling_in:
            self.instance.date, self.instance.precision = given["date_text"] or (None, Precision.UNKNOWN)
            self.instance.effective_on = given["effective_text"][0] if given.get("effective_text") else None
            self._ask_about_the_date(given)
        if self.corrects and not given.get("reason", "").strip():
            self.add_error("reason", _("Say what was wrong in the record: the public can read it."))
        return given

    def _ask_about_the_date(self, given: dict[str, Any]) -> None:
        self.doubts = doubts_about(self.instance)
        if self.doubts and not given.get("sure"):
            self.add_error("date_text", self.doubts)
            if given.get("document") and "document" in self.changed_data:
                self.add_error("document", _("Choose the document again: a browser does not keep it."))

    def bound(self) -> list[Organisation]:
        """The organisations ticked; none ticked on a new record is the body's own."""
        chosen = list(self.cleaned_data["organisations"])
        is_new = self.instance._state.adding
        return chosen or ([self.cleaned_data["body"].organisation] if is_new else [])


def first_guess(edition: Edition, person: User) -> dict[str, Any]:
    """What a new record most likely says: the body that decided last, or another one where that has already decided
    on this edition; the date of the decision recorded last on it, or the last one of this sitting, or today."""
    town = edition.municipality_id
    of_town = Decision.objects.filter(edition__plan__municipality=town).order_by("-pk")
    on_it = of_town.standing().filter(edition=edition)
    last = of_town.filter(recorded_by=person).first() or of_town.first()
    decided = set(on_it.values_list("body", flat=True))
    bodies = list(Body.objects.filter(organisation__municipality=town).values_list("pk", flat=True))
    ordered = sorted(bodies, key=lambda pk: (pk in decided, last is None or pk != last.body_id))
    today = timezone.localdate()
    like = on_it.first() or of_town.filter(recorded_by=person, recorded_at__date=today, corrects=None).first()
    date = as_typed(like.date, like.precision) if like else as_typed(today, Precision.DAY)
    return {"body": ordered[0] if ordered else None, "kind": DecisionKind.ADOPTS, "date_text": date}


def as_it_was(decision: Decision) -> dict[str, Any]:
    """A record as the form shows it, to be changed or corrected."""
    names = ("kind", "number", "uri", "votes_for", "votes_against", "votes_abstained", "note")
    return {
        **{name: getattr(decision, name) for name in names},
        "body": decision.body_id,
        "is_unanimous": bool(decision.is_unanimous),
        "organisations": list(decision.organisations.values_list("pk", flat=True)),
        "date_text": as_typed(decision.date, decision.precision),
        "effective_text": as_typed(decision.effective_on, Precision.DAY) if decision.effective_on else "",
    }
