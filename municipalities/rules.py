"""Permissions by name for django-rules: ``user.has_perm("municipalities.write", goal)``."""

import rules

from .roles import Right


def _may(right: Right):
    @rules.predicate(f"may_{right.value}")
    def predicate(user, obj) -> bool:
        return obj is not None and user.is_authenticated and user.may(right, obj.municipality_id)

    return predicate


for _right in Right:
    rules.add_perm(f"municipalities.{_right.value}", _may(_right))
