"""Every act can be taken back, and that can be taken back too; what others did since is never lost."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from strategy.models import Change
from strategy.models.goal import CONTENT_FIELDS, Sealed, unguarded_goals
from strategy.refusal import Refused
from strategy.services import editing
from strategy.services.publishing import publish_edition
from strategy.services.standing import latest_act
from strategy.services.translating import confirm_translation, values_of
from strategy.services.undoing import restore_branch, undo_batch, undo_last
from strategy.translated_from import source_hash
from strategy.tree.checking import faults
from strategy.vocabulary import Action, Kind
from tests.factories import make_draft, make_plan, make_town
from tests.outline import branches, by_title, outline, plant
from tests.refusals import refused

CITY = """Safe city
  Light in every street
    Lamps that save power
  Slow traffic
Green city
  Trees
"""


def content(edition):
    """Everything that a person could see of a draft: places, texts and what translations were made from."""
    names = ["key", "level", "translated_from", *CONTENT_FIELDS]
    goals = unguarded_goals().filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
    return [{name: value or "" for name, value in row.items()} for row in goals.values(*names)]


def last_batch(edition):
    return edition.changes.order_by("-pk").first().batch


@pytest.fixture
def goals(draft):
    return plant(draft, CITY)


ACTS = {
    "add": lambda draft, goals: editing.add_goal(
        draft, actor=None, content={"kind": "objective", "title_nl": "New"}, under=goals["Green city"], position=0
    ),
    "build": lambda draft, goals: plant(draft, "Old city\n  Bread\nYoung city\n  Play", position=1),
    "edit": lambda draft, goals: editing.edit_goal(
        goals["Trees"], actor=None, changes={"title_nl": "Bomen", "title_en": "Trees", "kind": "ambition", "code": "B1"}
    ),
    "move": lambda draft, goals: editing.move_goal(
        goals["Light in every street"], actor=None, under=goals["Green city"], position=0
    ),
    "move up": lambda draft, goals: editing.move_up(goals["Green city"], actor=None),
    "reorder": lambda draft, goals: editing.reorder_goals(
        draft, actor=None, keys=[goals["Green city"].key, goals["Safe city"].key]
    ),
    "delete": lambda draft, goals: editing.delete_goal(goals["Safe city"], actor=None),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_undone_and_done_again(name, draft, goals, officer):
    before = content(draft)
    ACTS[name](draft, goals)
    after = content(draft)
    assert before != after
    undone = undo_last(draft, actor=officer)
    assert (content(draft), faults(draft.pk), undone.notes) == (before, [], [])
    assert draft.changes.first().actor == officer
    undo_batch(draft, undone.batch, actor=officer)
    assert (content(draft), faults(draft.pk)) == (after, [])


def test_a_stale_translation_is_stale_again(draft, goals):
    editing.edit_goal(goals["Trees"], actor=None, changes={"title_en": "Trees"})
    editing.edit_goal(goals["Trees"], actor=None, changes={"title_nl": "Bomen"})
    before = content(draft)
    editing.edit_goal(goals["Trees"], actor=None, changes={"title_en": "Many trees"})
    undo_last(draft, actor=None)
    assert content(draft) == before


def test_the_last_act_goes_first_and_undoings_are_passed_over(draft, goals):
    editing.move_up(goals["Green city"], actor=None)
    editing.delete_goal(goals["Trees"], actor=None)
    for _time in range(2):
        undo_last(draft, actor=None)
    assert outline(draft) == CITY
    undo_last(draft, actor=None)
    assert (outline(draft), latest_act(draft)) == ("", None)
    with refused("There is nothing left to undo"):
        undo_last(draft, actor=None)


def test_what_was_done_again_is_the_last_act_again(draft, goals):
    editing.delete_goal(goals["Trees"], actor=None)
    act = last_batch(draft)
    undone = undo_last(draft, actor=None)
    undo_batch(draft, undone.batch, actor=None)
    assert latest_act(draft) == act


def test_an_act_is_undone_once(draft, goals):
    editing.delete_goal(goals["Trees"], actor=None)
    act = last_batch(draft)
    undo_batch(draft, act, actor=None)
    with refused("This step has already been undone"):
        undo_batch(draft, act, actor=None)


@pytest.mark.parametrize("batch", [uuid.uuid4(), "nonsense", ""])
def test_an_unknown_act_is_refused(batch, draft, goals):
    with refused("There is nothing in this step"):
        undo_batch(draft, batch, actor=None)


def test_several_steps_of_one_act_go_together(draft, goals):
    batch = uuid.uuid4()
    for text in ("Old city\n  Bread", "Young city"):
        editing.build_branches(draft, branches(text, "nl"), actor=None, batch=batch)
    undo_batch(draft, batch, actor=None)
    assert outline(draft) == CITY


def test_later_work_of_a_colleague_is_named_and_kept(draft, goals, officer):
    batch = last_batch(draft)
    editing.edit_goal(goals["Trees"], actor=officer, changes={"title_nl": "Bomen"})
    with refused("This cannot be undone without losing what came later: “Bomen” was edited by olga. Undo that first."):
        undo_batch(draft, batch, actor=None)
    undo_last(draft, actor=None)
    undo_batch(draft, batch, actor=None)
    assert outline(draft) == ""


def delete(title):
    return lambda draft, goals: editing.delete_goal(goals[title], actor=None)


def move_home(draft, goals):
    editing.move_goal(goals["Light in every street"], actor=None, under=goals["Safe city"])


def add_cake(draft, goals):
    plant(draft, "objective: Cake", under=by_title(draft)["Old city"])


@pytest.mark.parametrize(
    ("act", "later", "named"),
    [
        ("edit", delete("Trees"), "“Bomen” was deleted"),
        ("edit", delete("Green city"), "“Green city” was deleted"),
        ("edit", ACTS["edit"], None),
        ("move", move_home, "“Light in every street” was moved"),
        ("move", delete("Safe city"), "“Safe city” was deleted"),
        ("reorder", delete("Safe city"), "“Safe city” was deleted"),
        ("build", add_cake, "“Cake” was"),
    ],
)
def test_what_came_later_stands_in_the_way_by_name(act, later, named, draft, goals):
    ACTS[act](draft, goals)
    batch = last_batch(draft)
    later(draft, goals)
    if named is None:  # it changed nothing
        undo_batch(draft, batch, actor=None)
        return
    before = content(draft)
    with pytest.raises(Refused) as answer:
        undo_batch(draft, batch, actor=None)
    assert named in str(answer.value)
    assert (content(draft), faults(draft.pk)) == (before, [])


def test_goals_beside_do_not_stand_in_the_way(draft, goals):
    editing.move_goal(goals["Slow traffic"], actor=None, under=goals["Green city"])
    batch = last_batch(draft)
    plant(draft, "objective: Parks", under=goals["Green city"], position=0)
    undo_batch(draft, batch, actor=None)
    assert outline(draft) == CITY.replace("  Trees", "  Parks\n  Trees")


def deletion(draft):
    return draft.changes.filter(action=Action.DELETE).first()


def test_a_deleted_branch_comes_back_where_it_was(draft, goals, officer):
    before = content(draft)
    editing.delete_goal(goals["Light in every street"], actor=None)
    assert restore_branch(deletion(draft), actor=officer).notes == []
    assert (content(draft), faults(draft.pk)) == (before, [])
    with refused("“Light in every street” is already in the tree."):
        restore_branch(deletion(draft), actor=officer)


def test_without_its_parent_it_comes_back_at_the_nearest_place_and_says_so(draft, goals):
    editing.delete_goal(goals["Lamps that save power"], actor=None)
    lamps = deletion(draft)
    editing.delete_goal(goals["Light in every street"], actor=None)
    notes = restore_branch(lamps, actor=None).notes
    assert notes == ["“Lamps that save power” came back below “Safe city”: it can no longer go where it was before."]
    assert "Safe city\n  Slow traffic\n  Lamps that save power\n" in outline(draft)


def test_without_anything_above_it_comes_back_at_the_top(draft, goals):
    editing.delete_goal(goals["Trees"], actor=None)
    trees = deletion(draft)
    editing.delete_goal(goals["Green city"], actor=None)
    assert "came back at the top" in restore_branch(trees, actor=None).notes[0]
    assert outline(draft).endswith("Slow traffic\nTrees\n")
    assert faults(draft.pk) == []


def test_a_code_that_is_taken_by_now_is_named(draft, goals):
    editing.edit_goal(goals["Trees"], actor=None, changes={"code": "G1"})
    editing.delete_goal(goals["Trees"], actor=None)
    editing.edit_goal(goals["Slow traffic"], actor=None, changes={"code": "G1"})
    with refused("The code G1 is used twice"):
        restore_branch(deletion(draft), actor=None)


def test_only_a_deletion_is_restored(draft, goals):
    with refused("Only a deleted branch"):
        restore_branch(draft.changes.first(), actor=None)


def test_a_sealed_edition_is_not_undone(draft, goals):
    batch = last_batch(draft)
    publish_edition(draft, actor=None)
    with pytest.raises(Sealed):
        undo_batch(draft, batch, actor=None)


def test_the_levels_order_holds_for_what_comes_back(draft, goals):
    editing.edit_goal(goals["Trees"], actor=None, changes={"kind": "topic"})
    batch = last_batch(draft)
    editing.edit_goal(goals["Green city"], actor=None, changes={"kind": "objective"})
    with refused("“Trees” (objective) cannot go under “Green city” (objective)."):
        undo_batch(draft, batch, actor=None)


def test_a_large_import_is_undone_and_done_again_in_few_queries(draft, django_assert_max_num_queries):
    text = "\n".join(f"Theme {n}" for n in range(400))
    plant(draft, text)
    with django_assert_max_num_queries(30):
        undone = undo_last(draft, actor=None)
    assert outline(draft) == ""
    with django_assert_max_num_queries(30):
        undo_batch(draft, undone.batch, actor=None)
    assert (outline(draft), faults(draft.pk)) == (text + "\n", [])


# -- any sequence ----------------------------------------------------------------------------------------

STEPS = st.tuples(
    st.sampled_from(
        ["add", "build", "edit", "reword", "translate", "confirm", "kind", "move", "reorder", "delete", "undo", "redo"]
    ),
    st.integers(0, 99),
    st.integers(0, 99),
    st.none() | st.integers(0, 4),
)


def act(edition, what, first, second, position):
    """One random act; many of them are refused, as they should be."""
    goals = list(unguarded_goals().filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft"))
    goal = goals[first % len(goals)] if goals else None
    under = [None, *goals][second % (len(goals) + 1)]
    title = f"Goal {first}-{second}"
    if what == "add":
        kind = ["vision", "theme", "objective", "ambition"][first % 4]
        editing.add_goal(edition, actor=None, content={"kind": kind, "title_nl": title}, under=under, position=position)
    elif what == "build":
        text = f"objective: {title}\n  ambition: below\nobjective: {title} too"
        editing.build_branches(edition, branches(text, "nl"), actor=None, under=under, position=position)
    elif what == "reorder":
        siblings = unguarded_goals().filter(edition=edition, parent=under) if under else None
        keys = list(siblings.order_by("-lft").values_list("key", flat=True)) if siblings is not None else []
        editing.reorder_goals(edition, actor=None, keys=keys, under=under)
    elif what in ("undo", "redo"):
        action = {"undo": Action.DELETE, "redo": Action.UNDO}[what]
        change = edition.changes.filter(action=action).first()
        if change:
            undo_batch(edition, change.batch, actor=None)
    elif goal and what == "move":
        editing.move_goal(goal, actor=None, under=under, position=position)
    elif goal and what == "delete":
        editing.delete_goal(goal, actor=None)
    elif goal and what == "confirm":
        source = source_hash(values_of(goal), "nl")
        confirm_translation(goal, actor=None, language="en", source=source)
    elif goal:
        few, english = {"title_nl": f"Goal {second % 2}"}, {"title_en": str(second % 3 or "")}
        texts = {"edit": few | english, "reword": few, "translate": english, "kind": {"kind": "ambition"}}
        editing.edit_goal(goal, actor=None, changes=texts[what])


class AnySequence(TestCase):
    @given(st.lists(STEPS, max_size=14))
    @settings(max_examples=40, suppress_health_check=list(HealthCheck), database=None)
    def test_of_acts_is_taken_back_act_by_act(self, steps):
        edition = make_draft(make_plan(make_town(languages=("nl", "en"))), CITY)
        start, first = content(edition), last_batch(edition)
        states = {}
        for step in steps:
            before, latest = content(edition), edition.changes.order_by("-pk").first().pk
            try:
                act(edition, *step)
            except Refused:
                assert content(edition) == before
            for batch in edition.changes.filter(pk__gt=latest).values_list("batch", flat=True):
                states[batch] = before
        # every act, undoings too, as one stack: each step back shows what was there before
        for batch, before in reversed(states.items()):
            undo_batch(edition, batch, actor=None)
            assert (content(edition), faults(edition.pk)) == (before, [])
        assert content(edition) == start
        assert Change.objects.filter(edition=edition).exists()
        undo_batch(edition, first, actor=None)
        assert outline(edition) == ""
