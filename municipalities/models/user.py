"""A person who signs in."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..roles import Right, rights_of


class User(AbstractUser):
    """Rights come from memberships alone; ``is_superuser`` is the operator of the installation."""

    language = models.CharField(
        _("language of the interface"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    forgotten_at = models.DateTimeField(_("forgotten at"), null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return gettext("a former colleague") if self.forgotten_at else self.get_username()

    @cached_property
    def _roles(self) -> list[tuple[int, str, bool]]:
        """Municipality id, role, whether a second factor is required there: read once per request."""
        if not self.is_active:
            return []
        columns = ("municipality_id", "role", "municipality__requires_second_factor")
        return list(self.memberships.values_list(*columns))

    @property
    def has_strict_town(self) -> bool:
        """Whether a municipality in which this person has a role requires a second factor."""
        return any(is_strict for _town, _role, is_strict in self._roles)

    @cached_property
    def rights_by_town(self) -> Mapping[int, frozenset[Right]]:
        """Municipality id -> rights, never changed in place."""
        roles: dict[int, set[str]] = defaultdict(set)
        for town, role, _is_strict in self._roles:
            roles[town].add(role)
        return MappingProxyType({town: rights_of(names) for town, names in roles.items()})

    def may(self, right: Right, municipality_id: int | None) -> bool:
        """Whether this person has ``right`` in that municipality."""
        if self.is_active and self.is_superuser:
            return True
        return municipality_id is not None and right in self.rights_by_town.get(municipality_id, ())

    def towns_with(self, right: Right) -> set[int]:
        """Ids of the municipalities in which this person has ``right`` (the operator has all: ask ``may``)."""
        return {town for town, rights in self.rights_by_town.items() if right in rights}
