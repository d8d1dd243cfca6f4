"""A translation knows which text it was made from: missing, done, or stale."""

import pytest

from strategy.services.editing import add_goal, edit_goal
from strategy.services.publishing import publish_edition, start_draft
from strategy.services.translating import state_of
from tests.outline import by_title


@pytest.fixture
def goal(draft, officer):
    content = {"kind": "theme", "title_nl": "Veilige stad", "text_nl": "Dag en nacht"}
    return add_goal(draft, actor=officer, content=content)


def state(goal, **changes):
    return state_of(edit_goal(goal, actor=None, changes=changes), "en", "nl")


def test_a_new_goal_has_no_translation(goal):
    assert state_of(goal, "en", "nl") == "missing"


def test_a_goal_that_comes_with_its_translation_is_done(draft, officer):
    content = {"kind": "theme", "title_nl": "Veilige stad", "title_en": "Safe city"}
    assert state_of(add_goal(draft, actor=officer, content=content), "en", "nl") == "done"


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([{"title_en": "Safe city"}], "done"),
        ([{"title_en": "Safe city"}, {"title_nl": "Veiliger stad"}], "stale"),
        ([{"title_en": "Safe city"}, {"text_nl": "Altijd"}], "stale"),
        ([{"title_en": "Safe city"}, {"title_nl": "Veiliger stad"}, {"title_en": "Safer city"}], "done"),
        ([{"title_en": "Safe city"}, {"title_nl": "Veiliger stad", "text_en": "By day and by night"}], "done"),
        ([{"title_en": "Safe city"}, {"text_nl": "Altijd"}, {"text_nl": "Dag en nacht"}], "done"),
        ([{"title_en": "Safe city"}, {"code": "T1", "is_priority": True}], "done"),
        ([{"title_en": "Safe city"}, {"title_en": ""}], "missing"),
        ([{"title_en": "Safe city"}, {"title_en": ""}, {"title_nl": "Stad"}, {"title_en": "City"}], "done"),
    ],
)
def test_a_translation_follows_its_source(goal, acts, expected):
    assert [state(goal, **changes) for changes in acts][-1] == expected


def test_a_copy_remembers_which_translations_are_stale(goal, draft):
    assert state(goal, title_en="Safe city") == "done"
    assert state(goal, title_nl="Veiliger stad") == "stale"
    publish_edition(draft, actor=None)
    copied = by_title(start_draft(draft.plan, actor=None))["Veiliger stad"]
    assert state_of(copied, "en", "nl") == "stale"
