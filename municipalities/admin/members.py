"""The people of a municipality, as rows on its page: who is added gets a mail."""

import logging
from smtplib import SMTPException

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Membership, Municipality
from ..roles import Right
from ..scoped_admin import ScopedInline
from ..services.inviting import send_invitation
from ..services.people import change_role, invite_person

log = logging.getLogger(__name__)


class MembershipForm(forms.ModelForm):
    """A person by e-mail address. Of who is there already only the role can change here."""

    email = forms.EmailField(label=_("e-mail address"))
    first_name = forms.CharField(label=_("first name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("last name"), max_length=150, required=False)
    again = forms.BooleanField(label=_("send the invitation again"), required=False)

    class Meta:
        model = Membership
        fields = ("role",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "first_name", "last_name", "role", "again"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        if self.instance.pk:
            for name in ("email", "first_name", "last_name"):
                self.fields[name].disabled = True
                self.fields[name].required = False
                self.initial[name] = getattr(self.instance.user, name)


class MembershipFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = form.fields["DELETE"].label


class MembershipInline(ScopedInline, admin.TabularInline):
    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    read_right = write_right = Right.MANAGE
    fields = ("email", "first_name", "last_name", "role", "again")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")


def save_membership(request: HttpRequest, town: Municipality, row: MembershipForm) -> Membership:
    """What ``row`` asks for; the mail leaves once everything on the page is saved."""
    given = row.cleaned_data
    membership = row.instance
    if not membership.pk:
        names = ("email", "role", "first_name", "last_name")
        membership = invite_person(town, actor=request.user, **{name: given[name] for name in names})
    elif "role" in row.changed_data:
        membership = change_role(membership, actor=request.user, role=given["role"])
    if not row.instance.pk or given["again"]:
        transaction.on_commit(lambda: _send(request, membership))
    return membership


def _send(request: HttpRequest, membership: Membership) -> None:
    """Says in both cases the same of a new person and of one who has an account already."""
    address = {"email": membership.user.email}
    try:
        send_invitation(membership, actor=request.user, site=request.build_absolute_uri("/").rstrip("/"))
    except (OSError, SMTPException):
        log.exception("An invitation could not be sent")
        said = gettext(
            "The role was given, but the e-mail to %(email)s could not be sent. Try “send the invitation again”."
        )
        messages.error(request, said % address)
    else:
        messages.success(request, gettext("An invitation is on its way to %(email)s.") % address)
