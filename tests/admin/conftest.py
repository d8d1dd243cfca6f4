"""What the screens are about: a plan on its way in."""

import pytest

from strategy.exchange.beginning import begin
from strategy.exchange.document import DecisionEntry, GoalNode, MilestoneEntry, PlanDocument

from .imports import LIST


@pytest.fixture
def pending(town, officer, draft):
    """LIST, on its way into the draft."""
    return begin(LIST.encode(), "pasted", town, actor=officer, edition=draft, format="pasted")


@pytest.fixture
def document(town):
    """A new plan with a decision and a milestone."""
    return PlanDocument(
        municipality=town.slug,
        language="nl",
        title="Koers",
        period=[2026, 2031],
        goals=[GoalNode(kind="mission", title="For all"), GoalNode(kind="theme", title="Safe", code="A")],
        decisions=[DecisionEntry(body="Gemeenteraad", kind="adopts", date="2025-12-17")],
        milestones=[MilestoneEntry(title="Workshop", date="2025-09-01", precision="month")],
    )
