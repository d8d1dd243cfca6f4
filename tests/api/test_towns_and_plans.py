"""Towns and plans as the API gives them."""

from municipalities.models import Organisation
from strategy.models import Attachment, Level, Milestone
from tests.api.conftest import PLAN
from tests.factories import make_draft, make_plan, make_published, make_town


def test_a_town_is_listed_once_it_has_published(ask, plan, other_town):
    make_draft(plan, "Not yet")
    assert ask("towns")["items"] == []
    make_published(make_plan(other_town))
    assert [town["slug"] for town in ask("towns")["items"]] == ["beukenrade"]


def test_a_town_says_its_languages_and_its_register_code(ask):
    make_published(make_plan(make_town("eik", languages=("fr",), register_scheme="nis", register_code="41002")))
    town = ask("towns/eik")

    assert (town["language"], town["languages"]) == ("nl", ["nl", "fr"])
    assert town["registered_as"] == {"scheme": "nis", "code": "41002"}
    assert town["page"] == "http://testserver/nl/eik/"


def test_a_town_without_a_register_code_has_none(ask, published):
    assert ask("towns/lindehoven")["registered_as"] is None


def test_a_plan_comes_with_all_that_stands_beside_its_goals(ask, published, plan, town):
    Level.objects.create(plan=plan, kind="theme", singular_nl="koers", plural_nl="koersen")
    Milestone.objects.create(plan=plan, title_nl="Avond", date="2018-09-01", precision="month")
    Attachment.objects.create(plan=plan, title_nl="Alles", language="nl", url="https://example.org/a.pdf")
    plan.organisations.add(Organisation.objects.create(municipality=town, name_nl="Stad"))
    shown = ask(PLAN)

    assert shown["period"] == {"first": 2020, "last": 2025}
    assert shown["edition"] == 1
    assert shown["levels"][0]["plural"] == "koersen"
    assert (shown["milestones"][0]["date"], shown["milestones"][0]["picture"]) == ("2018-09", None)
    assert shown["attachments"][0]["href"] == "https://example.org/a.pdf"
    assert [organisation["name"] for organisation in shown["organisations"]] == ["Stad"]


def test_addresses_in_answers_answer(ask, client, published):
    shown = ask(PLAN)
    for name in ("url", "tree", "goals", "editions", "decisions"):
        ask(shown[name].removeprefix("http://testserver"))
    for name in ("page", "data"):
        assert client.get(shown[name]).status_code == 200


def test_texts_come_in_the_language_asked_for(ask, published, plan):
    plan.title_en = "The course"
    plan.introduction_nl = "Waarheen"
    plan.save()
    shown = ask(f"{PLAN}?lang=en")

    assert (shown["title"], shown["lang"]) == ("The course", "en")
    assert (shown["introduction"], shown["fallback"]) == ("Waarheen", ["introduction"])
    assert shown["page"] == "http://testserver/en/lindehoven/2020-2025/"


def test_a_language_that_the_town_has_not_switched_on_is_not_shown(ask, published, plan):
    plan.title_fr = "Brouillon"
    plan.save()
    shown = ask(f"{PLAN}?lang=fr")

    assert (shown["title"], shown["lang"], shown["fallback"]) == ("Plan 2020-2025", "nl", [])


def test_long_lists_come_in_pieces(ask, town):
    for year in (2000, 2006, 2012):
        make_published(make_plan(town, slug=str(year), starts_in=year, ends_in=year + 5))
    first = ask("towns/lindehoven/plans?limit=2")
    second = ask(first["next"])

    assert [plan["slug"] for plan in first["items"] + second["items"]] == ["2012", "2006", "2000"]
    assert (first["count"], first["previous"], second["next"]) == (3, None, None)
    assert ask(second["previous"])["items"] == first["items"]
    assert ask("towns/lindehoven/plans?offset=99")["items"] == []
