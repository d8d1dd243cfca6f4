"""What "undo" and "do it again" would take: step by step back, and forward until somebody does something else."""

from strategy.services.editing import edit_goal, move_down
from strategy.services.standing import latest_act, latest_undoing
from strategy.services.undoing import undo_batch, undo_last
from tests.outline import outline, plant

TREE = "One\nTwo\nThree\n"


def test_steps_go_back_one_by_one_and_forward_again(draft):
    goals = plant(draft, TREE)
    move_down(goals["One"], actor=None)
    move_down(goals["One"], actor=None)
    assert latest_undoing(draft) is None
    undo_last(draft, actor=None)
    undo_last(draft, actor=None)
    assert outline(draft) == TREE
    undo_batch(draft, latest_undoing(draft), actor=None)
    assert outline(draft) == "Two\nOne\nThree\n"
    undo_batch(draft, latest_undoing(draft), actor=None)
    assert outline(draft) == "Two\nThree\nOne\n"
    assert latest_undoing(draft) is None
    undo_last(draft, actor=None)
    assert outline(draft) == "Two\nOne\nThree\n"


def test_after_something_new_there_is_nothing_to_do_again(draft):
    goals = plant(draft, TREE)
    move_down(goals["One"], actor=None)
    undo_last(draft, actor=None)
    assert latest_undoing(draft) is not None
    edit_goal(goals["Two"], actor=None, changes={"title_nl": "Deux"})
    assert latest_undoing(draft) is None


def test_an_empty_draft_has_neither(draft):
    assert (latest_act(draft), latest_undoing(draft)) == (None, None)
