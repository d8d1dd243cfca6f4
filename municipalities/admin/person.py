"""People and passwords: for the operator alone. Rights come from memberships, never from Django's groups."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from ..models import Membership, User

admin.site.unregister([Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession])


class MembershipsOfPerson(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin):
    inlines = (MembershipsOfPerson,)
    list_display = ("username", "email", "first_name", "last_name", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "memberships__municipality", "memberships__role")
    filter_horizontal = ()
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Account"), {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def _is_operator(self, request, obj=None) -> bool:
        return request.user.is_active and request.user.is_superuser

    has_view_permission = has_add_permission = has_change_permission = _is_operator
    has_module_permission = _is_operator

    def has_delete_permission(self, request, obj=None) -> bool:
        """Accounts are switched off, not deleted: the record says who did what."""
        return False

    def save_model(self, request, obj, form, change) -> None:
        """Addresses are compared in small letters, when somebody logs in with theirs."""
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)

    def user_change_password(self, request, id, form_url=""):
        if not self._is_operator(request):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)
