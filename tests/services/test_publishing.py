"""Publishing an edition: what stands in its way, and what it seals."""

import pytest
from django.utils import timezone

from strategy.models.goal import unguarded_goals
from strategy.seal import seal_of
from strategy.services.publishing import obstacles, propose_edition, publish_edition, start_draft
from tests.factories import make_decision, make_draft, make_plan, make_published, make_town
from tests.outline import outline, plant
from tests.refusals import refused

NEEDS_DECISION = (
    "Lindehoven publishes only what a decision adopts. "
    "Ask the council secretary to record the decision on this edition first."
)


@pytest.fixture
def strict_plan(plan):
    """Of a town that publishes nothing without a decision."""
    plan.municipality.requires_decision = True
    plan.municipality.save()
    return plan


@pytest.mark.parametrize("is_proposed", [False, True])
def test_publishing_seals_what_the_tree_holds(plan, officer, is_proposed):
    draft = make_draft(plan, "Safe city")
    if is_proposed:
        propose_edition(draft, actor=officer)
    before = timezone.now()
    published = publish_edition(draft, actor=officer)
    assert (published.status, published.published_by) == ("published", officer)
    assert before <= published.published_at <= timezone.now()
    published.refresh_from_db()
    assert published.seal == seal_of(published)
    assert len(published.seal) == 64
    change = published.changes.first()
    assert (change.action, change.actor, change.after) == ("publish", officer, {"seal": published.seal})


def test_publishing_tells_the_public_pages(plan):
    draft = make_draft(plan, "Safe city")
    plan.refresh_from_db()
    stamp = plan.stamp
    publish_edition(draft, actor=None)
    plan.refresh_from_db()
    assert plan.stamp == stamp + 1


def test_an_empty_edition_is_not_published(draft):
    with refused("This edition has no goals yet. Add at least a mission or one goal."):
        publish_edition(draft, actor=None)
    draft.refresh_from_db()
    assert (draft.status, draft.seal) == ("draft", "")


@pytest.mark.parametrize("nothing", ["", None])
def test_a_goal_without_a_title_keeps_an_edition_back(draft, nothing):
    goals = plant(draft, "Safe city\nGreen city\nYoung city")
    unguarded_goals().filter(pk__in=[goals["Safe city"].pk, goals["Green city"].pk]).update(title_nl=nothing)
    assert obstacles(draft) == ["2 goals have no title. Give each of them one."]


def test_every_obstacle_is_named_at_once(strict_plan):
    draft = make_draft(strict_plan)
    assert obstacles(draft) == ["This edition has no goals yet. Add at least a mission or one goal.", NEEDS_DECISION]


@pytest.mark.parametrize("kind", ["adopts", "amends"])
def test_a_strict_town_publishes_what_a_decision_adopts(strict_plan, kind):
    draft = make_draft(strict_plan, "Safe city")
    with refused(NEEDS_DECISION):
        publish_edition(draft, actor=None)
    make_decision(draft, kind=kind)
    assert publish_edition(draft, actor=None).status == "published"


@pytest.mark.parametrize("kind", ["approves_part", "takes_note", "rejects"])
def test_a_strict_town_does_not_publish_on_another_decision(strict_plan, kind):
    draft = make_draft(strict_plan, "Safe city")
    make_decision(draft, kind=kind)
    with refused(NEEDS_DECISION):
        publish_edition(draft, actor=None)


def test_a_correction_rests_on_the_decision_of_what_it_corrects_and_an_amendment_does_not(strict_plan):
    draft = make_draft(strict_plan, "Safe city")
    make_decision(draft)
    publish_edition(draft, actor=None)
    for reason in ("A typing error", "Another one"):
        correction = start_draft(strict_plan, actor=None, kind="correction", reason=reason)
        publish_edition(correction, actor=None)
    with refused(NEEDS_DECISION):
        publish_edition(start_draft(strict_plan, actor=None), actor=None)


def test_a_town_with_another_language_publishes_in_that_language(db):
    plan = make_plan(make_town("lillevang", language="da", country="dk"))
    edition = make_published(plan, "mission: Et godt liv\nBørn og unge")
    assert outline(edition) == "Et godt liv\nBørn og unge\n"
    assert edition.status == "published"
