"""The database itself refuses rows that make no sense, whoever writes them: each constraint once."""

import datetime
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from municipalities.models import AccessibilityStatement, Membership, Municipality
from strategy.models import (
    Attachment,
    Decision,
    Edition,
    Feedback,
    Goal,
    Level,
    Milestone,
    Plan,
    Presence,
    PreviewLink,
    Succession,
)
from strategy.models.goal import unguarded_goals
from tests.factories import make_body, make_draft, make_plan, make_town, make_user
from tests.outline import plant

DAY = datetime.date(2019, 12, 17)


@pytest.fixture
def world(town, plan):
    """A town with two plans; the first has a draft with two themes."""
    draft = make_draft(plan)
    goals = plant(draft, "Safe city\nGreen city")
    return SimpleNamespace(
        town=town, plan=plan, draft=draft, safe=goals["Safe city"], green=goals["Green city"],
        next=make_plan(town, slug="next", starts_in=None, ends_in=None), body=make_body(town),
    )  # fmt: skip


def goals(pk, **values):
    unguarded_goals().filter(pk=pk).update(**values)


def add_root(world, **values):
    names = {"edition": world.draft, "tree_id": world.draft.pk, "kind": "root", "key": "another1", "level": 0}
    unguarded_goals().bulk_create([Goal(**{**names, "lft": 101, "rght": 102, **values})])


def town_with_code():
    make_town(register_scheme="nis", register_code="41002")
    Municipality.objects.create(
        slug="twin", country="be", language="nl", register_scheme="nis", register_code="41002", languages=["nl"]
    )


def town(world, **values):
    Municipality.objects.filter(pk=world.town.pk).update(**values)


def with_domain():
    made = make_town()
    Municipality.objects.filter(pk=made.pk).update(domain="plan.example")


def membership(world, role="officer"):
    return Membership.objects.create(user=world.user, municipality=world.town, role=role)


def twice(act, *arguments):
    for _time in range(2):
        act(*arguments)


def presence(world):
    return Presence.objects.create(edition=world.safe.edition, user=world.user, seen_at=timezone.now())


def edition(world, **values):
    return Edition.objects.create(plan=world.next, number=1, **values)


def decision(world, **values):
    return Decision.objects.create(**{"edition": world.draft, "body": world.body, "date": DAY, **values})


def link(world, **values):
    given = {"digest": "0" * 64, "expires_at": timezone.now() + datetime.timedelta(days=1), **values}
    return PreviewLink.objects.create(edition=world.draft, note="council", **given)


def feedback(world, **values):
    given = {"page": "/", "language": "nl", "text": "Well done.", **values}
    return Feedback.objects.create(municipality=world.town, **given)


def succession(world, **values):
    names = {"old_plan": world.plan, "new_plan": world.next, "old_key": "a", "new_key": "b", "kind": "continued"}
    return Succession.objects.create(**{**names, **values})


BROKEN = {
    "goal_key_once": lambda w: goals(w.safe.pk, key=w.green.key),
    "goal_code_once": lambda w: twice(lambda pk: goals(pk, code="1"), w.safe.pk) or goals(w.green.pk, code="1"),
    "goal_one_root": lambda w: add_root(w),
    "goal_lft_before_rght": lambda w: goals(w.safe.pk, lft=9, rght=9),
    "goal_tree_is_edition": lambda w: goals(w.safe.pk, tree_id=w.draft.pk + 1),
    "goal_kind_known": lambda w: goals(w.safe.pk, kind="dream"),
    "goal_only_root_is_parentless": lambda w: goals(w.safe.pk, parent=None),
    "edition_number_once": lambda w: Edition.objects.filter(plan=w.plan).update(plan=edition(w).plan),
    "edition_one_open_per_plan": lambda w: Edition.objects.create(plan=w.plan, number=2),
    "edition_status_known": lambda w: edition(w, status="lost"),
    "edition_sealed_when_published": lambda w: edition(w, status="published", published_at=timezone.now(), seal="x"),
    "edition_only_a_proposal_is_shown_or_due": lambda w: edition(w, status="draft", is_proposal_public=True),
    "edition_remarks_on_what_is_shown": lambda w: edition(w, status="proposed", remarks_until=DAY),
    "preview_link_keeps_a_hash": lambda w: link(w, digest="plain token"),
    "preview_link_ends_after_it_begins": lambda w: link(w, expires_at=timezone.now() - datetime.timedelta(days=1)),
    "plan_slug_once": lambda w: Plan.objects.filter(pk=w.next.pk).update(slug=w.plan.slug),
    "plan_period_in_order": lambda w: Plan.objects.filter(pk=w.plan.pk).update(starts_in=2030),
    "level_kind_once": lambda w: twice(lambda: Level.objects.create(plan=w.plan, kind="theme")),
    "level_kind_known": lambda w: Level.objects.create(plan=w.plan, kind="root"),
    "decision_date_or_unknown": lambda w: decision(w, date=None),
    "decision_kind_known": lambda w: decision(w, kind="shrugs"),
    "decision_unanimous_has_no_votes_against": lambda w: decision(w, is_unanimous=True, votes_against=1),
    "decision_correction_says_why": lambda w: decision(w, corrects=decision(w)),
    "decision_withdrawal_says_why": lambda w: decision(w, withdrawn_at=timezone.now()),
    "milestone_date_or_unknown": lambda w: Milestone.objects.create(plan=w.plan, date=DAY, precision="unknown"),
    "attachment_file_or_url": lambda w: Attachment.objects.create(plan=w.plan, title_nl="Nothing", language="nl"),
    "feedback_says_something": lambda w: feedback(w, text=""),
    "feedback_kind_known": lambda w: feedback(w, kind="gossip"),
    "feedback_sent_answer_is_there": lambda w: feedback(w, answer_sent_at=timezone.now()),
    "succession_once": lambda w: twice(succession, w),
    "succession_ends_fit_kind": lambda w: succession(w, kind="dropped"),
    "succession_between_plans": lambda w: succession(w, new_plan=w.plan),
    "presence_once": lambda w: twice(presence, w),
    "municipality_register_code_once": lambda w: town_with_code(),
    "municipality_domain_once": lambda w: twice(with_domain),
    "municipality_domain_is_a_host_name": lambda w: town(w, domain="https://plan.example"),
    "municipality_messages_are_forgotten": lambda w: town(w, feedback_kept_days=1),
    "statement_reviewed_after_prepared": lambda w: AccessibilityStatement.objects.create(
        municipality=w.town, reviewed_on=DAY
    ),
    "statement_own_body_has_a_name": lambda w: AccessibilityStatement.objects.create(
        municipality=w.town, own_body_url="https://ombuds.example/"
    ),
    "municipality_language_known": lambda w: town(w, language="sv"),
    "membership_once": lambda w: twice(membership, w),
    "membership_role_known": lambda w: membership(w, role="queen"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(world, name):
    world.user = make_user()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name](world)
        connection.check_constraints()
    assert connection.vendor == "sqlite" or name in str(refused.value)


def test_every_constraint_is_tried():
    models = [*apps.get_app_config("strategy").get_models(), *apps.get_app_config("municipalities").get_models()]
    assert {constraint.name for model in models for constraint in model._meta.constraints} == BROKEN.keys()
