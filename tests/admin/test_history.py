"""The history of an edition: who did what, in words; the latest act undone, a deleted branch restored."""

import pytest
from django.urls import reverse

from strategy.services.editing import delete_goal, edit_goal, move_goal, move_up, reorder_goals
from strategy.services.publishing import propose_edition, publish_edition
from tests.factories import make_draft, make_plan
from tests.outline import outline, plant

CITY = "Safe city\n  Light\nGreen city\n"


@pytest.fixture
def goals(draft, officer):
    return plant(draft, CITY, actor=officer)


@pytest.fixture
def history(at_admin, officer, draft):
    def look(person=officer, **query):
        return at_admin(person).get(reverse("admin:strategy_edition_history", args=[draft.pk]), query)

    return look


def sentences(page):
    return [line.sentence for act in page.context["acts"] for line in act.told]


def test_every_act_is_told_with_before_and_after(goals, history, draft, officer):
    move_goal(goals["Light"], actor=officer, under=goals["Green city"])
    edit_goal(goals["Light"], actor=officer, changes={"title_nl": "Licht", "kind": "ambition"})
    reorder_goals(draft, actor=officer, keys=[goals["Green city"].key, goals["Safe city"].key])
    delete_goal(goals["Green city"], actor=officer)
    page = history()
    assert sentences(page) == [
        "“Green city” was deleted from place 1 at the top, with 1 goal below it.",
        "The goals at the top were put in this order: “Green city”, “Safe city”.",
        "“Licht” was edited.",
        "“Licht” moved from place 1 below “Safe city” to place 1 below “Green city”.",
        "“Safe city” was added at place 1 at the top, with 1 goal below it.",
        "“Green city” was added at place 2 at the top.",
    ]
    edit = page.context["acts"][2].told[0]
    assert edit.fields == [("title (Dutch)", "Light", "Licht"), ("kind", "objective", "ambition")]
    assert page.content.decode().count("olga") >= 4


def test_of_one_goal_and_of_one_branch(goals, history, draft, officer):
    move_up(goals["Green city"], actor=officer)
    delete_goal(goals["Light"], actor=officer)
    assert len(sentences(history(goal=goals["Green city"].key))) == 2
    of_branch = sentences(history(branch=goals["Safe city"].key))
    assert of_branch[0] == "“Light” was deleted from place 1 below “Safe city”."
    assert len(of_branch) == 2


def test_a_goals_own_history_is_the_same_page(goals, at_admin, reader):
    address = reverse("admin:strategy_goal_history", args=[goals["Light"].pk])
    assert at_admin(reader).get(address).status_code == 200


def test_the_latest_act_has_a_button_and_it_works(goals, history, at_admin, officer, draft):
    delete_goal(goals["Safe city"], actor=officer)
    page = history()
    assert [act.undo for act in page.context["acts"]] == ["Undo", ""]
    undo = reverse("admin:strategy_edition_undo", args=[draft.pk])
    page = at_admin(officer).post(undo, {"batch": page.context["acts"][0].batch}, follow=True)
    assert outline(draft) == CITY
    assert [(act.undo, act.is_undone) for act in page.context["acts"]] == [
        ("Do it again", False),
        ("", True),
        ("Undo", False),
    ]
    at_admin(officer).post(undo, {"batch": page.context["acts"][0].batch})
    assert outline(draft) == "Green city\n"


def test_a_deleted_branch_is_restored_at_the_nearest_place_with_a_word(goals, at_admin, officer, history, draft):
    delete_goal(goals["Light"], actor=officer)
    delete_goal(goals["Safe city"], actor=officer)
    light = history().context["acts"][1].told[0]
    assert light.can_restore
    restore = reverse("admin:strategy_edition_restore", args=[draft.pk])
    page = at_admin(officer).post(restore, {"change": light.change.pk}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "The branch is back.",
        "“Light” came back at the top: it can no longer go where it was before.",
    ]
    assert outline(draft) == "Green city\nLight\n"
    assert not history().context["acts"][2].told[0].can_restore


def test_a_change_of_another_edition_is_not_restored_here(goals, at_admin, officer, draft, other_town):
    foreign = make_draft(make_plan(other_town), "Foreign")
    delete_goal(foreign.goals.get(title_nl="Foreign"), actor=None)
    restore = reverse("admin:strategy_edition_restore", args=[draft.pk])
    assert at_admin(officer).post(restore, {"change": foreign.changes.first().pk}).status_code == 404


def test_undoing_that_would_lose_work_is_refused_by_name(goals, at_admin, officer, draft):
    batch = draft.changes.first().batch
    edit_goal(goals["Light"], actor=officer, changes={"title_nl": "Licht"})
    undo = reverse("admin:strategy_edition_undo", args=[draft.pk])
    page = at_admin(officer).post(undo, {"batch": batch, "back": "tree"}, follow=True)
    assert "“Licht” was edited by olga" in str(next(iter(page.context["messages"])))


@pytest.mark.parametrize("freeze", [publish_edition, propose_edition])
def test_a_frozen_edition_can_be_read_and_not_undone(freeze, goals, history, at_admin, officer, draft):
    freeze(draft, actor=officer)
    page = history()
    assert not any(act.undo for act in page.context["acts"])
    undo = reverse("admin:strategy_edition_undo", args=[draft.pk])
    page = at_admin(officer).post(undo, {}, follow=True)
    assert "This edition is" in str(next(iter(page.context["messages"])))
    assert outline(draft) == CITY


def test_a_reader_sees_no_button(goals, history, reader):
    page = history(reader)
    assert "Undo" not in page.content.decode()
    assert len(page.context["acts"]) == 1


def test_the_queries_are_the_same_whatever_happened(goals, history, draft, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    history()
    with CaptureQueriesContext(
        connection,
    ) as few:
        history()
    for number in range(30):
        edit_goal(goals["Light"], actor=officer, changes={"title_nl": f"Licht {number}"})
        move_up(goals["Green city"], actor=officer) if number == 3 else None
    plant(draft, "\n".join(f"Theme {number}" for number in range(50)), actor=officer)
    with django_assert_num_queries(len(few)):
        page = history()
    assert len(page.context["acts"]) == 25
    assert (len(page.context["acts"][0].told), page.context["acts"][0].more) == (12, 38)
    assert len(history(page="2").context["acts"]) == 8
