"""The page on which the reason of an edition is written, and translated at any time."""

import re

import pytest
from django.urls import reverse

from strategy.models import Edition
from strategy.services.publishing import propose_edition, publish_edition
from tests.factories import make_draft, make_plan, make_published, make_town, make_user

from .forms import filled


@pytest.fixture
def edition(plan):
    """A correction in draft, with its reason in Dutch."""
    make_published(plan, "Safe city")
    return make_draft(plan, kind="correction", reason="Een tikfout.")


@pytest.fixture
def address(edition):
    return reverse("admin:strategy_edition_reason", args=[edition.pk])


@pytest.fixture
def write(at_admin, officer, address):
    """Changes the reasons through their form, as the officer; the answer is the page that comes next."""
    client = at_admin(officer)

    def post(**reasons):
        return client.post(address, filled(client.get(address), "reason_form", **reasons), follow=True)

    return post


def reasons(edition):
    return Edition.objects.values_list("reason_nl", "reason_en").get(pk=edition.pk)


def test_an_officer_finds_the_page_and_translates_the_reason_of_a_draft(at_admin, officer, edition, address, write):
    about = at_admin(officer).get(reverse("admin:strategy_edition_change", args=[edition.pk])).content.decode()
    assert f'<a href="{address}">Write or translate the reason</a>' in about
    page = write(reason_nl="Twee tikfouten.", reason_en="Two typing errors.")
    assert f"The reason of edition {edition.number} was saved." in page.content.decode()
    assert reasons(edition) == ("Twee tikfouten.", "Two typing errors.")


@pytest.mark.parametrize("step", [propose_edition, publish_edition])
def test_later_only_the_translation_is_asked_for(step, at_admin, officer, edition, address, write):
    step(edition, actor=None)
    about = at_admin(officer).get(reverse("admin:strategy_edition_change", args=[edition.pk])).content.decode()
    assert f'<a href="{address}">Translate the reason</a>' in about
    page = at_admin(officer).get(address).content.decode()
    assert 'name="reason_nl"' not in page
    assert re.search(r'class="beside-words" lang="nl">Een tikfout.<', page)
    write(reason_en="A typing error.", reason_nl="Slipped in")
    assert reasons(edition) == ("Een tikfout.", "A typing error.")


def test_the_public_reads_it_in_its_language_at_once(client, edition, write):
    publish_edition(edition, actor=None)
    history = reverse("public:history", kwargs={"lang": "en", "town": "lindehoven", "plan": "2020-2025"})
    assert "Een tikfout." in client.get(history).content.decode()
    write(reason_en="A typing error.")
    page = client.get(history).content.decode()
    assert "A typing error." in page
    assert "Een tikfout." not in page


def test_what_falls_behind_shows_the_difference_and_is_confirmed_with_a_tick(at_admin, officer, address, write):
    write(reason_en="A typing error.")
    write(reason_nl="Een tikfout in thema 1.")
    page = at_admin(officer).get(address).content.decode()
    assert "Reason: What has changed in the authentic text since this was translated" in page
    value = re.search(r'name="confirm" value="([^"]+)"', page)[1]
    write(confirm=value)
    assert "What has changed" not in at_admin(officer).get(address).content.decode()


def test_a_refusal_stands_at_its_field_with_what_was_typed(at_admin, officer, edition, address):
    client = at_admin(officer)
    page = client.post(address, {"reason_nl": "", "reason_en": "A typing error."})
    assert page.status_code == 400
    assert list(page.context["form"].errors) == ["reason_nl"]
    assert "A typing error." in page.content.decode()
    assert reasons(edition) == ("Een tikfout.", None)


def test_the_record_says_who_wrote_what(at_admin, officer, edition, write):
    write(reason_en="A typing error.")
    page = at_admin(officer).get(reverse("admin:strategy_edition_history", args=[edition.pk])).content.decode()
    assert "The reason of the edition was written: English." in page
    assert "reason (English)" in page


def test_without_a_reason_there_is_nothing_to_translate(at_admin, officer, published):
    about = at_admin(officer).get(reverse("admin:strategy_edition_change", args=[published.pk])).content.decode()
    assert "Translate the reason" not in about
    page = at_admin(officer).get(reverse("admin:strategy_edition_reason", args=[published.pk])).content.decode()
    assert "This edition has no reason in the authentic language, so there is nothing to translate." in page


def test_a_town_of_one_language_writes_just_that(at_admin, db):
    town = make_town("eenwijk")
    draft = make_draft(make_plan(town), "Safe city")
    client = at_admin(make_user("otis", town, "officer"))
    address = reverse("admin:strategy_edition_reason", args=[draft.pk])
    client.post(address, {"reason_nl": "Een begin."})
    assert reasons(draft)[0] == "Een begin."
    publish_edition(draft, actor=None)
    assert "publishes only in Dutch" in client.get(address).content.decode()


# -- where a draft is begun ----------------------------------------------------------------------------


@pytest.fixture
def begin(at_admin, officer, published):
    client, address = at_admin(officer), reverse("admin:strategy_edition_add")

    def post(**given):
        return client.post(address, filled(client.get(address), "edition_form", plan=published.plan.pk, **given))

    return post


def test_the_reason_is_given_in_other_languages_where_the_draft_is_begun(begin, plan):
    assert begin(reason="Nieuwe raad.", reason_en="New council.").status_code == 302
    assert reasons(plan.editions.open().get()) == ("Nieuwe raad.", "New council.")


def test_a_translation_of_no_reason_begins_no_draft(begin, plan):
    page = begin(reason_en="New council.")
    assert list(page.context["adminform"].form.errors) == ["reason_en"]
    assert not plan.editions.open().exists()


def test_who_writes_for_towns_of_several_languages_translates_later(at_admin, operator, town):
    make_town("villeneuve", language="fr", languages=("nl",))
    assert 'name="reason_' not in at_admin(operator).get(reverse("admin:strategy_edition_add")).content.decode()
