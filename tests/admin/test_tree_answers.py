"""What the script of the tree asks and gets: a small answer an act, sentences for refusals, no more queries for more
goals."""

import pytest
from django.urls import reverse

from strategy.models import Change
from strategy.services.editing import delete_goal, edit_goal, move_down
from strategy.tree.checking import faults
from tests.factories import make_draft, make_plan
from tests.outline import outline, plant

from .forms import filled

JSON = {"accept": "application/json"}
TREE = "Safe city\n  Light\n    Lamps\n  Patrols\nGreen city\n"


@pytest.fixture
def goals(draft):
    return plant(draft, TREE)


@pytest.fixture
def ask(at_admin, officer, draft):
    client = at_admin(officer)

    def ask(page: str, of=None, **fields):
        args = [draft.pk, of.key] if of else [draft.pk]
        return client.post(reverse(f"admin:strategy_edition_{page}", args=args), fields, headers=JSON)

    return ask


def test_a_move_answers_where_the_goal_stands(ask, goals, draft):
    answer = ask("tree_nudge", goals["Patrols"], move="up").json()
    assert answer["ok"]
    assert answer["say"] == "“Patrols” is now at place 1 of 2 below “Safe city”."
    assert answer["place"] == {"key": goals["Patrols"].key, "under": goals["Safe city"].key, "after": ""}
    draft.refresh_from_db()
    assert answer["revision"] == draft.revision
    assert "“Patrols” moved from" in answer["steps"]


def test_the_answer_and_its_queries_do_not_grow_with_the_tree(ask, goals, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(35) as small:
        first = ask("tree_nudge", goals["Patrols"], move="up")
    plant(draft, "\n".join(f"Theme {n}\n" + "\n".join(f"  Objective {n}.{m}" for m in range(9)) for n in range(40)))
    with django_assert_max_num_queries(len(small)):
        second = ask("tree_nudge", goals["Patrols"], move="down")
    assert abs(len(first.content) - len(second.content)) < 200
    assert len(second.content) < 2500


def test_move_to_lands_behind_the_sibling_that_was_named(ask, goals, draft):
    answer = ask("tree_move", goals["Light"], under=goals["Green city"].key, position="last").json()
    assert answer["place"]["under"] == goals["Green city"].key
    answer = ask("tree_move", goals["Light"], under=goals["Safe city"].key, position=f"after:{goals['Patrols'].key}")
    assert answer.json()["place"]["after"] == goals["Patrols"].key
    assert faults(draft.pk) == []


def test_a_refusal_is_a_sentence_and_changes_nothing(ask, goals, draft):
    answer = ask("tree_nudge", goals["Green city"], move="in").json()
    assert not answer["ok"]
    assert "cannot go under “Safe city”" in answer["say"]
    assert outline(draft) == TREE


@pytest.mark.parametrize("page", ["tree_nudge", "tree_move", "tree_duplicate", "tree_delete"])
def test_a_goal_that_is_gone_meanwhile_says_so_and_asks_to_read_the_tree_again(page, ask, goals):
    delete_goal(goals["Light"], actor=None)
    answer = ask(page, goals["Light"], move="up", under="", position="last", count=2)
    assert answer.status_code == 200
    assert (answer.json()["ok"], answer.json()["refresh"]) == (False, True)
    assert "somebody deleted it" in answer.json()["say"]


def test_the_revision_betrays_what_others_did(ask, goals, draft):
    before = ask("tree_nudge", goals["Patrols"], move="up").json()["revision"]
    move_down(goals["Safe city"], actor=None)
    assert ask("tree_nudge", goals["Patrols"], move="down").json()["revision"] == before + 2


def test_duplicate_says_what_becomes_of_codes(ask, goals, draft):
    edit_goal(goals["Light"], actor=None, changes={"code": "L1"})
    answer = ask("tree_duplicate", goals["Light"]).json()
    assert answer["say"] == (
        "“Light” has been duplicated, 2 goals in all; the copy comes right after it. "
        "The copy has no codes: each code can be used only once in an edition."
    )
    assert outline(draft).count("Lamps") == 2


def test_delete_asks_again_where_the_count_is_not_right_any_more(ask, goals, draft):
    answer = ask("tree_delete", goals["Safe city"], count=2)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Delete 4 goals" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert ask("tree_delete", goals["Safe city"], count=4).json()["gone"] == goals["Safe city"].key
    assert outline(draft) == "Green city\n"


def test_undo_says_whose_step_it_takes_back(ask, goals, draft, secretary):
    move_down(goals["Safe city"], actor=secretary)
    steps = ask("tree_nudge", goals["Green city"], move="in").json()["steps"]
    assert "sam: “Safe city” moved from place 1 at the top to place 2 at the top." in steps
    batch = Change.objects.order_by("-pk").first().batch
    answer = ask("undo", batch=batch).json()
    assert (answer["ok"], answer["refresh"], outline(draft)) == (True, True, TREE)
    assert "Do it again" in answer["steps"]


def test_a_goal_of_another_town_is_no_goal_here(ask, goals, draft, other_town):
    foreign = plant(make_draft(make_plan(other_town)), "Foreign")["Foreign"]
    assert ask("tree_nudge", foreign, move="up").json()["ok"] is False
    assert ask("tree_move", goals["Light"], under=foreign.key, position="last").json()["ok"] is False
    assert outline(draft) == TREE


def test_presence_names_members_alone(ask, at_admin, draft, goals, reader, stranger):
    address = reverse("admin:strategy_edition_presence", args=[draft.pk])
    assert at_admin(stranger).post(address).status_code == 404
    assert at_admin(reader).post(address, {"goal": goals["Light"].key}).json()["say"] == ""
    answer = ask("presence", goal=goals["Light"].key).json()
    assert answer["say"] == "rik has this edition open too."
    assert answer["here"] == "rik has this goal open too."
    at_admin(reader).post(address, {"leave": "1"})
    assert ask("presence").json()["say"] == ""


# -- the form beside the tree ------------------------------------------------------------------------


@pytest.fixture
def panel(at_admin, officer, goals):
    return at_admin(officer), reverse("admin:strategy_goal_change", args=[goals["Light"].pk]) + "?panel=1"


def test_the_panel_is_the_form_without_a_page_around_it(panel):
    client, address = panel
    page = client.get(address).content.decode()
    assert 'id="goal_form"' in page
    assert "<html" not in page
    assert "History of this branch" in page


def test_saving_in_the_panel_answers_the_row(panel, goals):
    client, address = panel
    answer = client.post(address, filled(client.get(address), "goal_form", title_nl="Licht"), headers=JSON).json()
    assert answer["say"] == "“Licht” has been saved."
    assert ">Licht</a>" in answer["row"]
    assert answer["place"] == {"key": goals["Light"].key, "under": goals["Safe city"].key, "after": ""}


def test_a_new_goal_stands_right_behind_the_one_it_was_added_beside(panel, draft, goals):
    client, _address = panel
    query = f"?edition={draft.pk}&under={goals['Safe city'].key}&after={goals['Light'].key}&panel=1"
    address = reverse("admin:strategy_goal_add") + query
    form = filled(client.get(address), "goal_form", title_nl="Verkeer", kind="objective")
    answer = client.post(address, form, headers=JSON).json()
    assert answer["place"]["after"] == goals["Light"].key
    assert outline(draft) == TREE.replace("  Patrols", "  Verkeer\n  Patrols")


def test_the_tree_and_the_chosen_goal_are_one_page_without_scripts(panel, draft, goals):
    client, _address = panel
    address = reverse("admin:strategy_edition_tree", args=[draft.pk])
    page = client.get(address, {"goal": goals["Light"].key}).content.decode()
    assert 'id="goal_form"' in page
    assert f'action="{goals["Light"].key}/"' in page
    rows = client.get(address, {"q": "LÀMPS"}).context["rows"]
    assert [row.title for row in rows] == ["Safe city", "Light", "Lamps"]


def test_theirs_can_be_kept_without_scripts(panel, goals, secretary):
    client, address = panel
    page = client.get(address)
    edit_goal(goals["Light"], actor=secretary, changes={"title_nl": "Theirs", "is_priority": True})
    page = client.post(address, filled(page, "goal_form", title_nl="Mine", text_nl="Kept"), headers=JSON)
    shown = [(field.label, field.theirs, field.mine) for field in page.context["theirs"]]
    assert shown == [("Title (Dutch)", "Theirs", "Mine")]
    choice = {"keep-title_nl": "theirs"}
    assert client.post(address, filled(page, "goal_form", **choice), headers=JSON).json()["ok"]
    stored = type(goals["Light"]).objects.get(pk=goals["Light"].pk)
    assert (stored.title_nl, stored.text_nl, stored.is_priority) == ("Theirs", "Kept", True)
