"""What an administrator sets of the pages around the plans: contact, links, statement, how long messages stay."""

import pytest
from django.urls import reverse

from municipalities.models import AccessibilityStatement, FooterLink, Municipality

from .forms import filled


@pytest.fixture
def save(at_admin, administrator, town):
    client, address = at_admin(administrator), reverse("admin:municipalities_municipality_change", args=[town.pk])

    def post(**changes):
        return client.post(address, filled(client.get(address), "municipality_form", **changes))

    return post


def test_a_link_in_the_footer_shows_on_the_public_pages(save, client, published):
    link = {"position": 1, "url": "https://raad.example/", "label_nl": "Raad", "label_en": "Council"}
    assert save(**{f"footer_links-0-{name}": value for name, value in link.items()}).status_code == 302
    assert FooterLink.objects.get().municipality == published.plan.municipality
    assert ">Council</a>" in client.get("/en/lindehoven/").content.decode()


def test_the_statement_is_kept_and_shown(save, client, published):
    fields = {"status": "none", "prepared_on": "2026-03-01", "not_compliant_nl": "Kaarten"}
    assert save(**{f"accessibility_statement-0-{name}": value for name, value in fields.items()}).status_code == 302
    assert AccessibilityStatement.objects.get().status == "none"
    assert "not compliant" in client.get("/en/lindehoven/accessibility/").content.decode()


def test_a_form_that_is_saved_as_it_is_adds_nothing(save):
    assert save().status_code == 302
    assert not FooterLink.objects.exists()
    assert not AccessibilityStatement.objects.exists()


def test_a_review_cannot_come_before_the_statement(save):
    fields = {"prepared_on": "2026-03-01", "reviewed_on": "2026-02-01"}
    page = save(**{f"accessibility_statement-0-{name}": value for name, value in fields.items()})
    assert "a review that is not before it" in page.content.decode()


@pytest.mark.parametrize(("days", "status"), [(29, 200), (30, 302), (1825, 302), (1826, 200)])
def test_messages_are_kept_a_month_to_five_years(save, days, status):
    assert save(feedback_kept_days=days).status_code == status


def test_contact_data_are_the_administrators(save, town):
    save(contact_email="info@lindehoven.example", contact_phone="050 00")
    stored = Municipality.objects.get(pk=town.pk)
    assert (stored.contact_email, stored.contact_phone) == ("info@lindehoven.example", "050 00")
