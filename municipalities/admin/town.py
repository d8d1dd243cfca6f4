"""A municipality: its settings, its people and its organisations. For its administrators."""

import re

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..language_admin import InlineLanguages, LanguageTabs
from ..models import AccessibilityStatement, FooterLink, Membership, Municipality, Organisation
from ..roles import Right
from ..scoped_admin import RefusableForm, ScopedAdmin, ScopedInline
from ..services.people import end_membership
from ..signing_in.second_factor import people_without
from ..uploads import as_header, check_picture
from . import brand_colour
from .members import MembershipInline, save_membership

COLOUR = re.compile("#[0-9a-fA-F]{6}")


class OrganisationInline(InlineLanguages, ScopedInline, admin.StackedInline):
    model = Organisation
    write_right = Right.MANAGE
    delete_right = None  # its own page asks first, and knows what decisions say of it
    fields = (("identifier", "position"),)
    texts = ("name",)
    show_change_link = True


class FooterLinkInline(InlineLanguages, ScopedInline, admin.StackedInline):
    model = FooterLink
    write_right = Right.MANAGE
    extra = 1
    fields = (("position", "url"),)
    texts = ("label",)


class StatementInline(InlineLanguages, ScopedInline, admin.StackedInline):
    """The accessibility statement; without one the page says what is so by default."""

    model = AccessibilityStatement
    write_right = Right.MANAGE
    extra = 1
    fields = (
        "status",
        ("prepared_on", "reviewed_on"),
        ("method", "tested_by"),
        "enforcement",
        ("own_body", "own_body_url"),
        "register_url",
    )
    texts = ("not_compliant", "burden", "out_of_scope")


class TownForm(RefusableForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The languages in which the public pages can be read. The authentic language is always one of them."
        ),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "requires_second_factor" in self.fields:
            switch = self.fields["requires_second_factor"]
            switch.help_text = f"{switch.help_text} {_who_has_none(self.instance)}"

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if logo and "logo" in self.changed_data:
            check_picture(logo)
        return logo

    def clean_header_picture(self):
        picture = self.cleaned_data["header_picture"]
        if picture and "header_picture" in self.changed_data:
            check_picture(picture)
            return as_header(picture)
        return picture


def _who_has_none(town: Municipality) -> str:
    """So that nobody is surprised: whom the switch sends to the page that sets up a second factor."""
    names = [person.get_full_name() or person.get_username() for person in people_without(town)]
    if not names:
        return gettext("Everybody has a second factor.")
    said = gettext("Anyone who has none sets one up at their next login. These people have none: %(names)s.")
    return said % {"names": ", ".join(names)}


@admin.register(Municipality)
class TownAdmin(LanguageTabs, ScopedAdmin):
    town_path = ""
    write_right = Right.MANAGE
    add_right = delete_right = None
    form = TownForm
    texts = ("name", "formal_name")
    plain = (
        "slug",
        "domain",
        "country",
        ("register_scheme", "register_code"),
        "language",
        "languages",
        "brand_colour",
        "colour_on_pages",
        "logo",
        "header_picture",
        "requires_decision",
        ("contact_email", "contact_phone"),
        "contact_address",
        "contact_url",
        ("privacy_email", "privacy_url"),
        "feedback_kept_days",
        "requires_second_factor",
    )
    list_display = ("__str__", "slug", "country", "language")
    inlines = (MembershipInline, OrganisationInline, FooterLinkInline, StatementInline)

    def has_add_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def get_list_filter(self, request):
        return ()

    def get_readonly_fields(self, request, obj=None):
        """What the installation and its addresses rest on is the operator's."""
        own = ("slug", "domain", "country", "register_scheme", "register_code", "language")
        return ("colour_on_pages",) if request.user.is_superuser else ("colour_on_pages", *own)

    @admin.display(description=_("on the pages"))
    def colour_on_pages(self, obj) -> str:
        return brand_colour.shown(obj.brand_colour) if COLOUR.fullmatch(obj.brand_colour) else "-"

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if "brand_colour" in form.changed_data:
            messages.info(request, brand_colour.told(obj.brand_colour))

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def languages(self, request, obj):
        return list(obj.languages) if obj else list(dict(settings.LANGUAGES))

    def view_on_site(self, obj) -> str:
        return obj.get_absolute_url()

    def save_formset(self, request, form, formset, change) -> None:
        if formset.model is not Membership:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)  # only to note what is new, changed and deleted
        formset.new_objects = []
        for row in formset.deleted_forms:
            if row.instance.pk:
                end_membership(row.instance, actor=request.user)
        for row in formset.forms:
            if row.has_changed() and row not in formset.deleted_forms:
                membership = save_membership(request, form.instance, row)
                formset.new_objects += [] if row.instance.pk else [membership]
