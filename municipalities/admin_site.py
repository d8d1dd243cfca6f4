"""The admin's front door: who comes in, and the two pages that every person has of their own."""

from collections import defaultdict
from functools import update_wrapper

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from .models import User
from .roles import Right
from .signing_in import second_factor

LOOKED_AT = 50
"""Of what a person did, the latest so many are looked through for the index, which shows ten."""


class KoersSite(AdminSite):
    """Django's own admin, open to members of a municipality and to the operator; is_staff plays no part.

    Signing in and out and passwords are the business of /accounts/; the admin's own addresses for them lead there.
    """

    site_header = site_title = "Koers"
    index_title = gettext_lazy("Overview")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated or not user.is_active or second_factor.is_missing(request):
            return False
        return user.is_superuser or bool(user.towns_with(Right.READ))

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if second_factor.is_missing(request):
                back = request.get_full_path() if request.method == "GET" else reverse("admin:index")
                messages.info(request, _("Your municipality asks for a second factor besides your password."))
                return redirect(second_factor.way_to_it(request, back))
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied  # signing in again would not help
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """As allauth's secure_admin_login, but who is signed in already goes on: is_staff plays no part."""
        onward = request.GET.get("next") or reverse("admin:index")
        if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
            onward = reverse("admin:index")
        if request.user.is_authenticated:
            return redirect(onward)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': onward})}")

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_change_password")

    password_change_done = password_change

    def get_urls(self):
        """Without the shortcut that leads from any row's number to its page, whosever it is."""
        own = path("profile/", self.admin_view(self.profile), name="profile")
        return [own, *(url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site")]

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Above the list of screens stands what a screen has to show there (``panel_on_index``)."""
        ways = (getattr(screen, "panel_on_index", None) for screen in self._registry.values())
        panels = [panel(request) for panel in ways if panel]
        return super().index(request, {"panels": panels, **(extra_context or {})})

    def get_log_entries(self, request: HttpRequest):
        """What the person did, as far as it is about rows that they may still see. Asked only by the index."""
        return SimpleLazyObject(lambda: self._own_entries(request))

    def _own_entries(self, request: HttpRequest) -> QuerySet:
        entries = super().get_log_entries(request)
        rows: dict[int, set[str]] = defaultdict(set)
        latest = entries.filter(user=request.user.pk).order_by("-pk")[:LOOKED_AT]
        for entry in latest:
            rows[entry.content_type_id].add(entry.object_id)
        seen = Q(pk=None)
        for content_type, numbers in rows.items():
            screen = self._registry.get(ContentType.objects.get_for_id(content_type).model_class())
            if screen and screen.has_view_permission(request):
                own = screen.get_queryset(request).filter(pk__in=[number for number in numbers if number.isdecimal()])
                seen |= Q(content_type=content_type, object_id__in=[str(pk) for pk in own.values_list("pk", flat=True)])
        return entries.filter(seen)

    def _build_app_dict(self, request, label=None):
        """A screen can say something behind its name, such as how much waits there (``note_on_index``)."""
        built = super()._build_app_dict(request, label)
        for entry in (model for app in built.values() for model in app["models"]):
            note = getattr(self._registry[entry["model"]], "note_on_index", None)
            if note and (words := note(request)):
                entry["name"] = f"{entry['name']} ({words})"
        return built

    def profile(self, request: HttpRequest) -> HttpResponse:
        """The name and the language of the person who is signed in."""
        form = _profile_form(request)
        if request.method == "POST" and form.is_valid():
            person = form.save()
            with override(person.language):
                messages.success(request, _("Your settings have been saved."))
            return redirect("admin:index")
        context = {**self.each_context(request), "title": _("My settings"), "form": form}
        return TemplateResponse(request, "admin/profile.html", context)


def _profile_form(request: HttpRequest) -> forms.ModelForm:
    person = User.objects.get(pk=request.user.pk)
    form = forms.modelform_factory(User, fields=("first_name", "last_name", "language"))
    return form(request.POST or None, instance=person)
