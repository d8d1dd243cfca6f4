"""The admin's page of links to a preview: the address once, the list for ever, withdrawing at once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from strategy.models import PreviewLink
from strategy.services.publishing import publish_edition
from tests.outline import plant


@pytest.fixture
def page(draft):
    plant(draft, "Safe city")
    return reverse("admin:strategy_edition_links", args=[draft.pk])


def test_the_address_is_shown_once_and_opens_the_preview(page, at_admin, officer):
    client = at_admin(officer)
    html = client.post(page, {"note": "Council", "days": "7"}).content.decode()
    address = re.search(r'value="http://testserver(/preview/[^"]+)"', html)[1]
    assert "Safe city" in Client().get(f"{address}nl/tree/").content.decode()

    html = client.get(page).content.decode()
    assert "Council" in html
    assert address not in html


def test_the_list_says_who_made_a_link_and_how_much_it_was_read(page, at_admin, officer):
    client = at_admin(officer)
    html = client.post(page, {"note": "Council", "days": "7"}).content.decode()
    Client().get(re.search(r'value="http://testserver(/preview/[^"]+)"', html)[1] + "nl/")
    assert re.search(r"Council</th>\s*<td>olga.*<td>1</td>", client.get(page).content.decode(), re.DOTALL)


@pytest.mark.parametrize("wrong", [{"note": "", "days": "7"}, {"note": "Council", "days": "91"}, {"note": "Council"}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(page, at_admin, officer, wrong):
    answer = at_admin(officer).post(page, wrong)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert not wrong["note"] or 'value="Council"' in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_a_link_is_withdrawn_at_once(page, at_admin, secretary):
    client = at_admin(secretary)
    html = client.post(page, {"note": "Council", "days": "7"}).content.decode()
    address = re.search(r'value="http://testserver(/preview/[^"]+)"', html)[1]
    answer = client.post(reverse("admin:strategy_previewlink_withdraw", args=[PreviewLink.objects.get().pk]))
    assert answer.url == page
    assert "withdrawn on" in client.get(page).content.decode()
    assert Client().get(f"{address}nl/").status_code == 410


def test_a_published_edition_offers_no_new_link(page, at_admin, officer, draft):
    publish_edition(draft, actor=None)
    client = at_admin(officer)
    assert 'name="note"' not in client.get(page).content.decode()
    assert client.post(page, {"note": "Council", "days": "7"}).status_code == 400


def test_the_edition_s_page_leads_to_preview_and_links(page, at_admin, officer, reader, draft):
    change = reverse("admin:strategy_edition_change", args=[draft.pk])
    html = at_admin(officer).get(change).content.decode()
    assert page in html
    assert f"/preview/edition/{draft.pk}/nl/" in html
    html = at_admin(reader).get(change).content.decode()
    assert page not in html
    assert f"/preview/edition/{draft.pk}/nl/" in html
