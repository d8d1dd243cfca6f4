"""What became of goals is recorded line by line; whatever somebody changes leaves a record and can be undone."""

import pytest

from strategy.models import Change, Plan, Succession
from strategy.services.editing import add_goal, delete_goal
from strategy.services.publishing import publish_edition
from strategy.services.succeeding import record_succession, undo_succession
from tests.factories import make_plan, make_published
from tests.outline import by_title
from tests.refusals import refused


@pytest.fixture
def draft(go_on):
    return go_on()


@pytest.fixture
def keys(old, draft):
    """keys("Safe city", "Green city"): the pair of an old and a new goal."""

    def pair(old_title: str, new_title: str) -> tuple[str, str]:
        new = by_title(draft)[new_title].key if new_title else ""
        return by_title(old.editions.get())[old_title].key, new

    return pair


def test_merging_splitting_and_dropping(old, draft, keys, officer, told):
    add_goal(draft, actor=None, content={"kind": "theme", "title_nl": "Calm city"})
    record_succession(
        old,
        draft.plan,
        actor=officer,
        add={keys("Quiet city", "Green city"), keys("Safe city", "Calm city"), keys("Trees", "")},
        remove={keys("Quiet city", "Quiet city"), keys("Trees", "Trees")},
    )
    assert told(old, draft.plan) == {
        "For everybody": "continued: For everybody",
        "Safe city": "split: Safe city, Calm city",
        "Light in every street": "continued: Light in every street",
        "Patrols": "continued: Patrols",
        "Green city": "merged: Green city",
        "Trees": "dropped",
        "Quiet city": "merged: Green city",
    }
    kinds = dict(Succession.objects.values_list("old_key", "kind"))
    assert kinds[keys("Quiet city", "")[0]] == kinds[keys("Green city", "")[0]] == "merged"
    assert kinds[keys("Safe city", "")[0]] == "split"


def test_a_goal_that_is_deleted_from_the_draft_leaves_its_ancestor_open(old, draft, told):
    delete_goal(by_title(draft)["Green city"], actor=None)
    assert told(old, draft.plan)["Green city"] == told(old, draft.plan)["Trees"] == "nothing"


def test_a_line_takes_dropped_away(old, draft, keys, officer, told):
    record_succession(old, draft.plan, actor=officer, add={keys("Trees", "")}, remove={keys("Trees", "Trees")})
    record_succession(old, draft.plan, actor=officer, add={keys("Trees", "Safe city")})
    assert told(old, draft.plan)["Trees"] == "merged: Safe city"


def test_a_goal_that_goes_on_is_not_dropped_as_well(old, draft, keys, officer):
    with refused("“Trees” cannot both be dropped and go on"):
        record_succession(old, draft.plan, actor=officer, add={keys("Trees", "")})


@pytest.mark.parametrize("pair", [("aaaaaaaa", ""), ("", "bbbbbbbb")])
def test_a_goal_that_is_not_there_is_refused(old, draft, keys, officer, pair):
    known = keys("Trees", "Trees")
    add = {(pair[0] or known[0], pair[1] or known[1])}
    with refused("Lindehoven – "):
        record_succession(old, draft.plan, actor=officer, add=add)


def test_a_plan_of_another_town_is_no_ancestor(draft, other_town, officer):
    foreign = make_published(make_plan(other_town), "Foreign").plan
    with refused("A plan follows another plan of the same municipality"):
        record_succession(foreign, draft.plan, actor=officer)


def test_every_change_is_recorded_also_after_publication(old, draft, keys, officer):
    publish_edition(draft, actor=None)
    pair = keys("Quiet city", "Quiet city")
    record_succession(old, draft.plan, actor=officer, remove={pair})
    change = Change.objects.filter(action="succeed").first()
    assert (change.actor, change.before["lines"], change.after["lines"]) == (officer, [list(pair)], [])


def test_what_changes_nothing_leaves_no_record(old, draft, keys, officer):
    count = Change.objects.count()
    record_succession(old, draft.plan, actor=officer, add={keys("Trees", "Trees")}, remove={keys("Trees", "Patrols")})
    assert Change.objects.count() == count


def test_undo_brings_the_lines_back_and_once_more_takes_them_away(old, draft, keys, officer, told):
    before = told(old, draft.plan)
    record_succession(
        old, draft.plan, actor=officer, add={keys("Quiet city", "")}, remove={keys("Quiet city", "Quiet city")}
    )
    after = told(old, draft.plan)
    undo_succession(old, draft.plan, actor=officer)
    assert told(old, draft.plan) == before != after
    undo_succession(old, draft.plan, actor=officer)
    assert told(old, draft.plan) == after


def test_the_start_itself_is_not_undone_line_by_line(old, draft, officer):
    with refused("There is nothing to undo here"):
        undo_succession(old, draft.plan, actor=officer)


def test_both_plans_get_a_new_stamp(old, draft, keys, officer):
    stamps = dict(Plan.objects.values_list("pk", "stamp"))
    record_succession(old, draft.plan, actor=officer, remove={keys("Trees", "Trees")})
    assert all(stamp > stamps[pk] for pk, stamp in Plan.objects.values_list("pk", "stamp"))


def test_the_record_calls_the_old_plan_by_its_authentic_name(old, go_on):
    old.title_nl, old.title_en = "Plan van toen", "Plan of then"
    old.save()
    draft = go_on("Trees")
    assert "Plan van toen" in draft.changes.get(action="succeed").after["from"]
