"""A translation knows which text it was made from: missing, done, or stale."""

import pytest

from strategy.exchange.exporting import document_of
from strategy.exchange.importing import import_document
from strategy.services.editing import add_goal, delete_goal, edit_goal
from strategy.services.publishing import publish_edition, start_draft
from strategy.services.translating import confirm_translation, state_of, values_of
from strategy.services.undoing import undo_batch, undo_last
from strategy.translated_from import difference_in, source_hash
from tests.outline import by_title
from tests.refusals import refused


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
        ([{"title_en": "Safe city"}], "incomplete"),
        ([{"title_en": "Safe city", "text_en": "By day"}], "done"),
        ([{"title_en": "Safe city", "text_en": "By day"}, {"text_en": ""}, {"text_nl": ""}], "stale"),
        ([{"title_en": "Safe city"}, {"title_nl": "Veiliger stad"}], "stale"),
        ([{"title_en": "Safe city"}, {"text_nl": "Altijd"}], "stale"),
        ([{"title_en": "Safe city"}, {"title_nl": "Veiliger stad"}, {"title_en": "Safer city"}], "incomplete"),
        ([{"title_en": "Safe city"}, {"title_nl": "Veiliger stad", "text_en": "By day and by night"}], "done"),
        ([{"title_en": "Safe city"}, {"text_nl": "Altijd"}, {"text_nl": "Dag en nacht"}], "incomplete"),
        ([{"title_en": "Safe city"}, {"code": "T1", "is_priority": True}], "incomplete"),
        ([{"title_en": "Safe city"}, {"title_en": ""}], "missing"),
        ([{"title_en": "Safe city"}, {"title_en": ""}, {"title_nl": "Stad"}, {"title_en": "City"}], "incomplete"),
    ],
)
def test_a_translation_follows_its_source(goal, acts, expected):
    assert [state(goal, **changes) for changes in acts][-1] == expected


def test_a_copy_remembers_which_translations_are_stale(goal, draft):
    assert state(goal, title_en="Safe city") == "incomplete"
    assert state(goal, title_nl="Veiliger stad") == "stale"
    publish_edition(draft, actor=None)
    copied = by_title(start_draft(draft.plan, actor=None))["Veiliger stad"]
    assert state_of(copied, "en", "nl") == "stale"


# -- what changed in the source since ------------------------------------------------------------------


def difference(goal):
    """What the authentic text of ``goal`` lost and won since it was translated into English."""
    goal.refresh_from_db()
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    changed = difference_in(values_of(goal), "en", "nl")
    return {text.field: "".join(marks[op].format(part) for op, part in text.parts) for text in changed}


def confirm(goal, language="en"):
    goal.refresh_from_db()
    source = source_hash(values_of(goal), "nl")
    return confirm_translation(goal, actor=None, language=language, source=source)


@pytest.fixture
def stale(goal):
    """Translated, and then reworded twice."""
    state(goal, title_en="Safe city", text_en="By day and by night")
    state(goal, title_nl="Veilige en groene stad")
    state(goal, title_nl="Veilige en gezonde stad")
    return goal


def test_the_difference_spans_all_changes_since_the_translation(stale):
    assert difference(stale) == {"title": "Veilige[+ en gezonde+] stad"}


def test_what_is_translated_anew_differs_in_nothing(stale):
    state(stale, title_en="Safe and healthy city")
    assert difference(stale) == {}


def test_a_source_that_goes_back_is_followed_again(stale):
    assert state(stale, title_nl="Veilige stad") == "done"
    assert difference(stale) == {}


def test_the_difference_goes_along_into_the_next_edition(stale, draft):
    publish_edition(draft, actor=None)
    copied = by_title(start_draft(draft.plan, actor=None))["Veilige en gezonde stad"]
    assert difference(copied) == {"title": "Veilige[+ en gezonde+] stad"}
    state(copied, text_nl="Altijd")
    assert difference(copied) == {"title": "Veilige[+ en gezonde+] stad", "text": "[-Dag en nacht-][+Altijd+]"}


@pytest.mark.parametrize(
    ("english", "expected"),
    [("Safe city", {"title": "Veilige[+ en gezonde+] stad"}), ("Safe and healthy city", {})],
)
def test_a_file_with_a_new_source_and_the_old_translation_leaves_it_behind(english, expected, goal, draft):
    state(goal, title_en="Safe city", text_en="By day and by night")
    publish_edition(draft, actor=None)
    document = document_of(draft)
    document.goals[0].title = "Veilige en gezonde stad"
    document.goals[0].translations["en"]["title"] = english
    edition = import_document(document, draft.plan.municipality, actor=None).edition
    assert difference(by_title(edition)["Veilige en gezonde stad"]) == expected


def test_a_deleted_goal_comes_back_with_its_difference(stale, draft):
    delete_goal(stale, actor=None)
    undo_last(draft, actor=None)
    assert difference(by_title(draft)["Veilige en gezonde stad"]) == {"title": "Veilige[+ en gezonde+] stad"}


def test_undoing_an_older_change_keeps_what_a_later_translation_was_made_from(goal, draft):
    state(goal, title_en="Safe city", text_en="By day and by night")
    state(goal, title_nl="Veiliger stad")
    reworded = draft.changes.first().batch
    state(goal, title_en="Safer city")
    undo_batch(draft, reworded, actor=None)
    assert difference(goal) == {"title": "[-Veiliger-][+Veilige+] stad"}


def test_a_confirmed_translation_is_done_until_that_is_undone(stale, draft):
    assert state_of(confirm(stale), "en", "nl") == "done"
    undo_last(draft, actor=None)
    assert difference(stale) == {"title": "Veilige[+ en gezonde+] stad"}
    assert draft.changes.filter(action="confirm").count() == 2


def test_a_confirmation_is_about_the_text_that_was_seen(stale):
    with refused("The authentic text of “Veilige en gezonde stad” has changed again."):
        confirm_translation(stale, actor=None, language="en", source="another")


def test_a_confirmation_is_not_undone_under_a_later_translation(stale, draft):
    confirm(stale)
    confirmed = draft.changes.first().batch
    state(stale, title_en="Safe and healthy city")
    with refused("This cannot be undone without losing what came later"):
        undo_batch(draft, confirmed, actor=None)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_only_a_translation_of_the_town_is_confirmed(goal, language):
    with refused("“Veilige stad” has no translation here that could be confirmed."):
        confirm(goal, language)


def test_confirming_what_is_done_leaves_no_record(stale, draft):
    confirm(stale)
    confirm(stale)
    assert draft.changes.filter(action="confirm").count() == 1


def test_a_sealed_translation_is_not_confirmed(stale, draft):
    publish_edition(draft, actor=None)
    with refused("This edition is published and sealed."):
        confirm(stale)


def test_a_former_text_that_nobody_kept_is_not_guessed(stale):
    stale.refresh_from_db()
    assert difference_in(values_of(stale) | {"translated_from": {"en": "0123456789abcdef"}}, "en", "nl") == []
