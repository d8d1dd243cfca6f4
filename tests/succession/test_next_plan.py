"""The plan of the next term begins with what is kept of the old one."""

import pytest

from municipalities.models import Organisation
from strategy.models import Change, Goal, Level, Plan, Succession
from strategy.services.editing import edit_goal
from strategy.services.publishing import publish_edition, start_draft
from strategy.tree.checking import faults
from tests.factories import make_decision, make_draft, make_plan
from tests.outline import by_title, outline
from tests.refusals import refused


def test_what_is_kept_goes_on_under_new_keys_and_the_rest_is_dropped(old, go_on, told):
    draft = go_on("Green city", "Patrols")
    assert outline(draft) == "For everybody\nSafe city\n  Light in every street\nQuiet city\n"
    assert faults(draft.pk) == []
    keys = set(Goal.objects.filter(edition=draft).values_list("key", flat=True))
    assert not keys & set(Goal.objects.filter(edition__plan=old).values_list("key", flat=True))
    assert told(old, draft.plan) == {
        "For everybody": "continued: For everybody",
        "Safe city": "continued: Safe city",
        "Light in every street": "continued: Light in every street",
        "Patrols": "dropped",
        "Green city": "dropped",
        "Trees": "dropped",
        "Quiet city": "continued: Quiet city",
    }


def test_the_old_plan_and_its_seal_stay_as_they_are(old, go_on):
    before = outline(old.editions.get()), old.editions.get().seal
    go_on()
    assert (outline(old.editions.get()), old.editions.get().seal) == before


def test_levels_organisations_and_translations_are_carried_and_decisions_are_not(plan, town, officer, go_on_from):
    Level.objects.create(
        plan=plan, kind="theme", position=1, singular_nl="thema", singular_en="theme", lead_in_nl="Wat?"
    )
    plan.organisations.add(Organisation.objects.create(municipality=town, name_nl="Stad"))
    edition = make_draft(plan, "Safe city")
    edit_goal(by_title(edition)["Safe city"], actor=None, changes={"title_en": "A safe city", "code": "A1"})
    make_decision(edition)
    publish_edition(edition, actor=None)

    new = go_on_from(plan)

    goal = by_title(new)["Safe city"]
    level = new.plan.levels.get()
    assert (goal.title_en, goal.code) == ("A safe city", "A1")
    assert goal.translated_from == by_title(edition)["Safe city"].translated_from != {}
    assert (level.singular_nl, level.singular_en, level.lead_in_nl) == ("thema", "theme", "Wat?")
    assert new.plan.organisations.get().name_nl == "Stad"
    assert not new.decisions.exists()


@pytest.fixture
def go_on_from(officer):
    from strategy.services.succeeding import start_next_plan

    def make(plan: Plan):
        kept = set(Goal.objects.filter(edition__plan=plan).values_list("key", flat=True))
        values = {"titles": {"nl": "Koers"}, "slug": "2026-2031", "starts_in": 2026, "ends_in": 2031}
        return start_next_plan(plan, actor=officer, kept=kept, **values)

    return make


def test_the_latest_published_edition_is_the_one_that_goes_on(old, go_on_from):
    later = start_draft(old, actor=None)
    edit_goal(by_title(later)["Quiet city"], actor=None, changes={"title_nl": "Silent city"})
    publish_edition(later, actor=None)
    assert "Silent city" in by_title(go_on_from(old))


def test_it_is_recorded_who_did_it(go_on, officer):
    draft = go_on("Quiet city")
    change = Change.objects.get(edition=draft, action="succeed")
    assert change.actor == officer
    assert (change.after["continued"], change.after["goals"]) == (6, 7)


def test_nothing_published_cannot_be_followed(plan, go_on_from):
    make_draft(plan, "Safe city")
    with refused("Nothing of this plan has been published"):
        go_on_from(plan)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_in": 2024}, "This period overlaps"),
        ({"slug": "2020-2025"}, "Lindehoven already has a plan"),
        ({"slug": "succession"}, "“succession” is a fixed word"),
        ({"titles": {"nl": ""}}, "Give the plan a title"),
        ({"kept": set()}, "Keep at least one goal"),
    ],
)
def test_a_refusal_leaves_nothing_behind(old, go_on, fields, sentence):
    with refused(sentence):
        go_on(**fields)
    assert Plan.objects.count() == 1
    assert not Succession.objects.exists()


def test_a_child_whose_parent_is_dropped_goes_with_it(old, go_on):
    goals = by_title(old.editions.get())
    draft = go_on(kept={goals["Trees"].key, goals["Quiet city"].key})
    assert outline(draft) == "Quiet city\n"


def test_a_goal_of_another_plan_cannot_be_slipped_in(old, go_on, other_town):
    foreign = by_title(make_draft(make_plan(other_town), "Foreign"))["Foreign"]
    draft = go_on(kept={foreign.key, by_title(old.editions.get())["Quiet city"].key})
    assert outline(draft) == "Quiet city\n"
