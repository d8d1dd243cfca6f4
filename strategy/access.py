"""Fetch and authorise plans, editions and goals: a stranger gets 404, a member without the right 403."""

from municipalities.access import fetch
from municipalities.models import User
from municipalities.roles import Right

from .models import Decision, Edition, Goal, Plan, PreviewLink


def plan_for(user: User, pk: object, right: Right) -> Plan:
    return fetch(user, Plan.objects.select_related("municipality"), "municipality", right, pk=pk)


def edition_for(user: User, pk: object, right: Right) -> Edition:
    rows = Edition.objects.select_related("plan__municipality")
    return fetch(user, rows, "plan__municipality", right, pk=pk)


def goal_for(user: User, pk: object, right: Right) -> Goal:
    """A shown goal (the hidden root is nobody's)."""
    rows = Goal.objects.shown().select_related("edition__plan__municipality")
    return fetch(user, rows, "edition__plan__municipality", right, pk=pk)


def decision_for(user: User, pk: object, right: Right) -> Decision:
    rows = Decision.objects.select_related("edition__plan__municipality")
    return fetch(user, rows, "edition__plan__municipality", right, pk=pk)


def link_for(user: User, pk: object, right: Right) -> PreviewLink:
    rows = PreviewLink.objects.select_related("edition__plan__municipality")
    return fetch(user, rows, "edition__plan__municipality", right, pk=pk)
