"""Who gets what: rules and querysets agree for the whole cast, for own and other towns' rows alike."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from municipalities.access import town_for, visible_to
from municipalities.models import Municipality
from municipalities.roles import RIGHTS, Right, Role
from strategy.access import decision_for, edition_for, goal_for, plan_for
from strategy.models import Decision, Edition, Goal, Plan
from strategy.models.goal import unguarded_goals
from tests.factories import make_decision, make_draft, make_plan, make_user
from tests.outline import plant

CAST = {
    # name of the fixture: its role in the own town, and in the other town
    "officer": (Role.OFFICER, None),
    "secretary": (Role.SECRETARY, None),
    "administrator": (Role.ADMINISTRATOR, None),
    "reader": (Role.READER, None),
    "stranger": (None, Role.OFFICER),
    "visitor": (None, None),
}
FETCH = {
    "town": (lambda user, row, right: town_for(user, row.slug, right), Municipality, ""),
    "plan": (lambda user, row, right: plan_for(user, row.pk, right), Plan, "municipality"),
    "edition": (lambda user, row, right: edition_for(user, row.pk, right), Edition, "plan__municipality"),
    "goal": (lambda user, row, right: goal_for(user, row.pk, right), Goal, "edition__plan__municipality"),
    "decision": (lambda user, row, right: decision_for(user, row.pk, right), Decision, "edition__plan__municipality"),
}


@pytest.fixture
def towns_rows(town, other_town):
    """One row of each kind in each of the two towns."""
    found = []
    for place in (town, other_town):
        edition = make_draft(make_plan(place))
        goal = plant(edition, "Safe city")["Safe city"]
        decision = make_decision(edition)
        found.append({"town": place, "plan": edition.plan, "edition": edition, "goal": goal, "decision": decision})
    return found


def answer(fetch, user, row, right):
    try:
        return 200 if fetch(user, row, right).pk == row.pk else 0
    except PermissionDenied:
        return 403
    except Http404:
        return 404


def expected(role, right):
    if role is None:
        return 404
    return 200 if right in RIGHTS[role] else 403


@pytest.mark.parametrize("kind", FETCH)
@pytest.mark.parametrize("name", CAST)
def test_rules_and_querysets_agree(towns_rows, request, name, kind):
    user = request.getfixturevalue(name)
    fetch, model, path = FETCH[kind]
    visible = set(visible_to(user, model.objects.all(), path).values_list("pk", flat=True))
    for rows, role in zip(towns_rows, CAST[name], strict=True):
        row = rows[kind]
        answers = {right: answer(fetch, user, row, right) for right in Right}
        assert answers == {right: expected(role, right) for right in Right}
        assert (row.pk in visible) == (answers[Right.READ] == 200) == (404 not in answers.values())
        for right in Right:
            assert user.has_perm(f"municipalities.{right.value}", row) == (answers[right] == 200)


@pytest.mark.parametrize("kind", FETCH)
def test_the_operator_gets_everything_everywhere(towns_rows, operator, kind):
    for rows in towns_rows:
        assert {answer(FETCH[kind][0], operator, rows[kind], right) for right in Right} == {200}


@pytest.mark.parametrize("name", ["officer", "operator"])
def test_who_is_no_longer_active_gets_nothing(towns_rows, request, name):
    user = request.getfixturevalue(name)
    user.is_active = False
    for kind, (fetch, _model, _path) in FETCH.items():
        assert {answer(fetch, user, towns_rows[0][kind], right) for right in Right} == {404}
    assert not Municipality.objects.of(user, Right.READ).exists()


def test_somebody_with_a_role_in_each_town_has_each_right_where_it_belongs(towns_rows, town, other_town):
    user = make_user("both", town, Role.OFFICER)
    user.memberships.create(municipality=other_town, role=Role.READER)
    own, other = (rows["goal"] for rows in towns_rows)
    assert goal_for(user, own.pk, Right.WRITE) == own
    assert goal_for(user, other.pk, Right.READ) == other
    with pytest.raises(PermissionDenied):
        goal_for(user, other.pk, Right.WRITE)


def test_several_roles_in_a_town_add_up(towns_rows, town):
    user = make_user("all", town, Role.OFFICER, Role.SECRETARY)
    assert Right.WRITE in user.rights_by_town[town.pk]
    assert decision_for(user, towns_rows[0]["decision"].pk, Right.DECIDE)


@pytest.mark.parametrize("right", Right)
def test_the_towns_of_a_right_are_those_where_a_role_gives_it(town, other_town, officer, stranger, right):
    has_it = right in RIGHTS[Role.OFFICER]
    assert list(Municipality.objects.of(officer, right)) == ([town] if has_it else [])
    assert list(Municipality.objects.of(stranger, right)) == ([other_town] if has_it else [])


def test_the_hidden_root_is_nobodys(towns_rows, officer, operator):
    root = unguarded_goals().get(edition=towns_rows[0]["edition"], kind="root")
    for user in (officer, operator):
        with pytest.raises(Http404):
            goal_for(user, root.pk, Right.READ)


def test_what_does_not_exist_is_not_found_by_anybody(officer, operator):
    for user in (officer, operator):
        with pytest.raises(Http404):
            plan_for(user, 999_999, Right.READ)
