"""Editing a goal's words: what is stored, and the edits that are refused."""

import pytest

from strategy.services.editing import add_goal, edit_goal
from tests.factories import make_user
from tests.outline import by_title, outline, plant
from tests.refusals import refused


@pytest.fixture
def goal(draft):
    return plant(draft, "Safe city\n  Light in every street")["Safe city"]


def test_words_are_stored_trimmed_and_line_breaks_of_texts_kept(goal, officer):
    changes = {"title_nl": "  Safe \n city ", "text_nl": "A verse,\r\nof two lines  \n\n"}
    edited = edit_goal(goal, actor=officer, changes=changes)
    assert (edited.title_nl, edited.text_nl) == ("Safe city", "A verse,\nof two lines")
    assert edit_goal(goal, actor=officer, changes={"text_nl": None}).text_nl == ""


def test_what_is_not_in_the_changes_stays(goal, officer):
    edit_goal(goal, actor=officer, changes={"code": "T1", "is_priority": True})
    edited = edit_goal(goal, actor=officer, changes={"title_nl": "Safer city"})
    assert (edited.code, edited.is_priority, edited.title_nl) == ("T1", True, "Safer city")


@pytest.mark.parametrize("changes", [{"parent": 1}, {"lft": 3}, {"key": "newkey12", "title_nl": "Safer city"}])
def test_a_place_is_not_edited(goal, draft, officer, changes):
    with refused("A goal’s place changes by moving it, not by editing it."):
        edit_goal(goal, actor=officer, changes=changes)
    assert "Safe city" in outline(draft)


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"title_nl": ""}, "A goal needs a title in Dutch. Write one sentence or one word.", "title_nl"),
        ({"text_de": "Sicher"}, "Lindehoven does not publish in German. Switch the language on", "text_de"),
        ({"short_title_nl": "x" * 41}, "This text has 41 characters; the limit is 40.", "short_title_nl"),
        ({"kind": "dream"}, "“dream” is not a kind of goal.", "kind"),
        ({"colour": "red"}, "A goal has no field “colour”.", "colour"),
    ],
)
def test_words_that_do_not_fit_are_refused(goal, officer, changes, sentence, field):
    with refused(sentence, field=field):
        edit_goal(goal, actor=officer, changes=changes)


def test_a_code_of_another_goal_is_refused(goal, draft, officer):
    add_goal(draft, actor=officer, content={"kind": "theme", "title_nl": "Green city", "code": "BD-01"})
    sentence = "The code BD-01 is already used by “Green city”. Choose another code."
    with refused(sentence, field="code"):
        edit_goal(goal, actor=officer, changes={"code": "BD-01"})
    assert edit_goal(goal, actor=officer, changes={"code": "BD-02"}).code == "BD-02"


def test_a_kind_changes_where_the_order_of_levels_allows_it(goal, draft, officer):
    light = by_title(draft)["Light in every street"]
    assert edit_goal(light, actor=officer, changes={"kind": "action"}).kind == "action"
    with refused("“Light in every street” (theme) cannot go under “Safe city” (theme)."):
        edit_goal(light, actor=officer, changes={"kind": "theme"})
    with refused("“Light in every street” (action) cannot go under “Safe city” (topic)."):
        edit_goal(goal, actor=officer, changes={"kind": "topic"})


class TestTwoPeopleAtOnce:
    def test_the_second_to_change_a_field_is_told_who_was_first(self, goal, draft, officer, town):
        opened_at = draft.revision
        colleague = make_user("carla", town, "officer")
        edit_goal(goal, actor=colleague, changes={"title_nl": "Safer city"})
        sentence = (
            "carla changed “Safer city” while you were working on it. Your text is still here: "
            "compare it with theirs and save again."
        )
        with refused(sentence, field="title_nl"):
            edit_goal(goal, actor=officer, changes={"title_nl": "Safest city"}, revision=opened_at)
        assert outline(draft).startswith("Safer city\n")

    def test_another_field_of_the_same_goal_is_no_conflict(self, goal, draft, officer):
        opened_at = draft.revision
        edit_goal(goal, actor=None, changes={"title_nl": "Safer city"})
        edited = edit_goal(goal, actor=officer, changes={"text_nl": "By day and by night"}, revision=opened_at)
        assert (edited.title_nl, edited.text_nl) == ("Safer city", "By day and by night")

    def test_somebody_elses_other_goal_is_no_conflict(self, goal, draft, officer):
        opened_at = draft.revision
        edit_goal(by_title(draft)["Light in every street"], actor=None, changes={"title_nl": "Lamps"})
        edit_goal(goal, actor=officer, changes={"title_nl": "Safer city"}, revision=opened_at)
        assert outline(draft) == "Safer city\n  Lamps\n"

    def test_the_second_may_save_again_at_the_new_revision(self, goal, draft, officer):
        edit_goal(goal, actor=None, changes={"title_nl": "Safer city"})
        draft.refresh_from_db()
        edit_goal(goal, actor=officer, changes={"title_nl": "Safest city"}, revision=draft.revision)
        assert outline(draft).startswith("Safest city\n")
