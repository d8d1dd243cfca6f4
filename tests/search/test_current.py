"""The search shows what the public pages show: what is published and in force, as it is today."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from municipalities.models import Municipality
from strategy.models import Decision, SearchRow
from strategy.services.deciding import record_decision, withdraw_decision
from strategy.services.editing import edit_goal
from strategy.services.planning import save_plan
from strategy.services.publishing import publish_edition, start_draft
from tests.factories import make_body, make_draft, make_plan, make_published, make_town
from tests.outline import by_title
from tests.search.conftest import goal


def test_a_draft_is_never_found(found, plan):
    draft = make_draft(plan, "Geheime haven")
    save_plan(plan, actor=None)  # what makes the rows follow
    assert found("haven") == []
    publish_edition(draft, actor=None)
    assert found("haven") == ["Geheime haven"]


def test_neither_is_the_next_draft_of_a_published_plan(found, plan):
    make_published(plan, "Haven")
    draft = start_draft(plan, actor=None)
    edit_goal(by_title(draft)["Haven"], actor=None, changes={"title_nl": "Vliegveld"})
    save_plan(plan, actor=None)
    call_command("rebuild_search", verbosity=0)
    assert (found("haven"), found("vliegveld")) == (["Haven"], [])


@pytest.mark.parametrize("kind", ["amendment", "correction"])
def test_a_new_edition_takes_the_place_of_the_old_one(found, plan, kind):
    make_published(plan, "Haven")
    draft = start_draft(plan, actor=None, kind=kind, reason="Fout woord")
    edit_goal(by_title(draft)["Haven"], actor=None, changes={"title_nl": "Vliegveld"})
    publish_edition(draft, actor=None)
    assert (found("haven"), found("vliegveld")) == ([], ["Vliegveld"])


def test_an_edition_that_takes_effect_later_is_found_from_that_day_on(found, plan, monkeypatch):
    body = make_body(plan.municipality)
    first = make_published(plan, "Haven")
    record_decision(Decision(edition=first, body=body, date=datetime.date(2020, 1, 1)), actor=None)
    draft = start_draft(plan, actor=None)
    edit_goal(by_title(draft)["Haven"], actor=None, changes={"title_nl": "Vliegveld"})
    day = datetime.date(2099, 1, 1)
    record_decision(Decision(edition=draft, body=body, date=day, kind="amends"), actor=None)
    publish_edition(draft, actor=None)
    assert (found("haven"), found("vliegveld")) == (["Haven"], [])

    monkeypatch.setattr("strategy.search.timezone.localdate", lambda: day)
    assert (found("haven"), found("vliegveld")) == ([], ["Vliegveld"])


def test_without_the_decision_that_set_its_day_an_edition_is_found_at_once(found, plan, client):
    make_published(plan, "Haven")
    draft = start_draft(plan, actor=None)
    edit_goal(by_title(draft)["Haven"], actor=None, changes={"title_nl": "Vliegveld"})
    later = Decision(edition=draft, body=make_body(plan.municipality), date=datetime.date(2099, 1, 1), kind="amends")
    record_decision(later, actor=None)
    publish_edition(draft, actor=None)
    assert found("haven") == ["Haven"]
    assert "Haven" in client.get("/nl/lindehoven/2020-2025/tree/").content.decode()
    withdraw_decision(later, actor=None, reason="Ander plan.")
    assert (found("haven"), found("vliegveld")) == ([], ["Vliegveld"])
    assert "Vliegveld" in client.get("/nl/lindehoven/2020-2025/tree/").content.decode()


def test_a_language_that_is_switched_on_or_off_follows(found, publish, plan, town):
    publish(plan, goal(title_nl="Haven", title_en="Harbour"))
    assert found("harbour", lang="en", town=town) == ["Harbour"]

    town.languages = ["nl"]
    town.save()
    assert found("harbour", lang="en", town=town) == []
    assert found("haven", lang="en", town=town) == ["Haven"]  # the page that an English reader is sent to

    town.languages = ["nl", "en"]
    town.save()
    assert found("harbour", lang="en", town=town) == ["Harbour"]


def test_a_plan_is_found_by_its_title_and_its_town_and_follows_both(found, publish, plan, town):
    publish(plan, goal(title_nl="Haven"))
    plan.title_nl = "Koersplan"
    save_plan(plan, actor=None)
    assert found("koersplan") == ["(plan)"]

    town = Municipality.objects.get(pk=town.pk)
    town.name_nl = "Wilgenzele"
    town.save()
    assert found("wilgenzele") == ["(plan)"]
    assert found("lindehoven") == []


def test_goals_are_written_anew_only_where_another_text_is_shown(found, plan):
    make_published(plan, "Haven")
    before = set(SearchRow.objects.exclude(goal_id=None).values_list("pk", flat=True))
    plan.title_nl = "Anders"
    save_plan(plan, actor=None)
    assert set(SearchRow.objects.exclude(goal_id=None).values_list("pk", flat=True)) == before


def test_what_is_lost_is_made_again_by_the_command(found, plan, capsys):
    make_published(plan, "Haven")
    make_published(make_plan(make_town("elders")), "Haven elders")
    SearchRow.objects.all().delete()
    assert found("haven") == []

    call_command("rebuild_search", town="elders")
    assert found("haven") == ["Haven elders"]
    call_command("rebuild_search")
    assert found("haven") == ["Haven", "Haven elders"]
    assert "rows made" in capsys.readouterr().out


def test_the_command_names_a_town_that_is_not_there(db):
    with pytest.raises(CommandError, match="nergens"):
        call_command("rebuild_search", town="nergens")


@pytest.mark.django_db(transaction=True)
def test_migrate_finds_what_was_published_before_there_was_a_search(found):
    from strategy.models import SearchedPlan

    make_published(make_plan(make_town("elders")), "Haven elders")
    SearchRow.objects.all().delete()
    SearchedPlan.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert found("haven") == ["Haven elders"]
