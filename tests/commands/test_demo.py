"""The demo shows the five shapes that Koers grew from (DESIGN sections 3 and 9)."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from municipalities.models import Municipality, User
from municipalities.roles import Role
from strategy.management.commands.demo import PASSWORD
from strategy.models import Edition, Goal, Plan
from strategy.services.succeeding import pairs_of
from strategy.succession import Succession
from strategy.vocabulary import Form, Kind, Precision, Status, SuccessionKind

pytestmark = pytest.mark.django_db


def goals(slug: str, **lookup):
    edition = Edition.objects.published().filter(plan__municipality__slug=slug).order_by("-number").first()
    return Goal.objects.filter(edition=edition, **lookup).shown().order_by("lft")


def test_aalst_has_objectives_at_the_top_five_organisations_and_an_amendment(demo):
    plan = Plan.objects.get(municipality__slug="aalst", slug="2020-2025")
    assert goals("aalst", kind=Kind.OBJECTIVE, level=1).count() == 6
    assert not goals("aalst", kind=Kind.THEME).exists()
    assert plan.organisations.count() == 5
    assert [edition.kind for edition in plan.editions.order_by("number")] == ["original", "amendment"]
    first, second = plan.editions.order_by("number")
    assert first.decisions.get().date.isoformat() == "2019-12-17"
    assert (second.decisions.get().votes_for, second.decisions.get().votes_against) == (21, 9)
    assert plan.levels.get(kind=Kind.OBJECTIVE).singular_nl == "strategische beleidsdoelstelling"


def test_gent_has_a_verse_four_themes_and_an_open_draft(demo):
    mission = goals("gent", kind=Kind.MISSION).get()
    assert mission.form == Form.VERSE
    assert len(mission.text_nl.splitlines()) == 9
    themes = goals("gent", kind=Kind.THEME)
    assert [theme.get_descendant_count() for theme in themes] == [8, 4, 5, 3]
    assert Edition.objects.get(plan__municipality__slug="gent", number=2).status == Status.DRAFT


def test_mechelen_has_a_quotation_a_vision_in_three_parts_and_no_goals(demo):
    mission = goals("mechelen", kind=Kind.MISSION).get()
    assert mission.form == Form.QUOTATION
    assert mission.lead_in_nl
    assert goals("mechelen", kind=Kind.VISION, level=2).count() == 3
    assert goals("mechelen", kind=Kind.VALUE).count() == 3
    assert goals("mechelen").count() == 1 + 1 + 3 + 3


def test_herenthout_has_25_ambitions_directly_under_five_themes(demo):
    themes = goals("herenthout", kind=Kind.THEME)
    assert [theme.get_descendant_count() for theme in themes] == [5, 4, 5, 6, 5]
    assert {goal.parent.kind for goal in goals("herenthout", kind=Kind.AMBITION)} == {Kind.THEME}
    assert Plan.objects.get(municipality__slug="herenthout").levels.get(kind=Kind.AMBITION).lead_in_nl


def test_vallensbaek_decided_in_a_month_after_five_workshops(demo):
    plan = Plan.objects.get(municipality__slug="vallensbaek")
    decision = plan.editions.get().decisions.get()
    assert (decision.precision, decision.date.isoformat()[:7]) == (Precision.MONTH, "2018-09")
    assert (plan.starts_in, plan.ends_in) == (2018, 2022)
    assert plan.milestones.filter(title_da__startswith="Workshop").count() == 5
    assert plan.attachments.get().language == "da"


def test_aalst_has_a_draft_of_the_next_term_with_every_outcome(demo):
    old, new = Plan.objects.filter(municipality__slug="aalst").order_by("starts_in")
    trees = [
        {goal.key: goal.title_nl for goal in plan.editions.latest("number").goals.shown().order_by("lft")}
        for plan in (old, new)
    ]
    succession = Succession(pairs_of(old, new), *trees)
    outcomes = {succession.outcome(key) for key in trees[0]} | {succession.origin(key) for key in trees[1]}
    assert outcomes == set(SuccessionKind)
    assert new.editions.get().status == Status.DRAFT


def test_two_towns_at_least_have_every_goal_in_english(demo):
    complete = [
        town.slug
        for town in Municipality.objects.all()
        if not goals(town.slug, title_en=None).exists() and not goals(town.slug, title_en="").exists()
    ]
    assert {"gent", "vallensbaek"} <= set(complete)


def test_there_is_a_login_for_every_role(demo):
    assert {role for user in User.objects.all() for role in user.memberships.values_list("role", flat=True)} == set(
        Role.values
    )
    assert authenticate(username="secretary", password=PASSWORD)
    assert authenticate(username="operator", password=PASSWORD).is_superuser


def test_a_second_run_changes_nothing(demo):
    User.objects.filter(username="officer").update(email="mine@example.org")
    Municipality.objects.filter(slug="gent").update(name_nl="Mijn Gent")
    before = Goal.objects.count(), Edition.objects.count()

    call_command("demo", verbosity=0)

    assert (Goal.objects.count(), Edition.objects.count()) == before
    assert User.objects.get(username="officer").email == "mine@example.org"
    assert Municipality.objects.get(slug="gent").name_nl == "Mijn Gent"


def test_it_refuses_where_debug_is_off(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="not loaded where DEBUG is off"):
        call_command("demo")
    assert not Municipality.objects.exists()
