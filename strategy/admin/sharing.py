"""The page of an edition's preview: where it is read, and the links for people without a login."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from municipalities.models import User
from municipalities.roles import Right

from ..access import edition_for, link_for
from ..models import Edition, PreviewLink
from ..refusal import Refused
from ..services.sharing import DAYS, MOST_DAYS, share_edition, withdraw_link

MAY_SHARE = (Right.WRITE, Right.DECIDE)


class LinkForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        help_text=gettext_lazy("Such as: members of the council. Only your colleagues see this."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Number of days that the link works"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("At most %(most)d. After that the link stops working by itself.") % {
            "most": MOST_DAYS
        }


def may_share(user: User, edition: Edition) -> bool:
    return any(user.may(right, edition.municipality_id) for right in MAY_SHARE)


def preview_url(edition: Edition) -> str:
    """The preview for people who are signed in, in the authentic language."""
    language = edition.plan.municipality.language
    return reverse("preview:plan", kwargs={"edition": edition.pk, "lang": language})


def links_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    """The links that there are. By POST one more, whose address is shown on the answer and never again."""
    edition = edition_for(request.user, pk, Right.READ)
    if not may_share(request.user, edition):
        raise PermissionDenied
    form = LinkForm(request.POST if request.method == "POST" else None, use_required_attribute=False)
    made = _made(request, edition, form) if request.method == "POST" and form.is_valid() else None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Links to the preview of %(edition)s") % {"edition": edition},
        "opts": model_admin.opts,
        "edition": edition,
        "form": form if made is None else LinkForm(use_required_attribute=False),
        "links": edition.preview_links.select_related("made_by", "withdrawn_by"),
        "preview_url": preview_url(edition),
        "link": made[0] if made else None,
        "address": request.build_absolute_uri(reverse("preview:begin", kwargs={"token": made[1]})) if made else "",
    }
    template = "admin/strategy/edition/links.html"
    response = TemplateResponse(request, template, context, status=400 if form.errors else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _made(request: HttpRequest, edition: Edition, form: LinkForm) -> tuple[PreviewLink, str] | None:
    try:
        return share_edition(edition, actor=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None


@require_POST
def withdraw_view(request: HttpRequest, pk: int, model_admin) -> HttpResponse:
    link = link_for(request.user, pk, Right.READ)
    if not may_share(request.user, link.edition):
        raise PermissionDenied
    withdraw_link(link, actor=request.user)
    model_admin.message_user(request, _("The link for “%(note)s” has been withdrawn.") % {"note": link.note})
    return redirect("admin:strategy_edition_links", link.edition_id)
