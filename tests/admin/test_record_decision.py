"""The secretary's screen: a decision in a minute, several on one screen, and adopted and published in one go."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from strategy.models import Decision, Edition
from strategy.services.publishing import propose_edition
from tests.factories import make_body, make_decision
from tests.outline import plant

from .forms import filled

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def edition(draft):
    plant(draft, "Safe city")
    return propose_edition(draft, actor=None)


@pytest.fixture
def body(town):
    return make_body(town, "Gemeenteraad")


@pytest.fixture
def screen(edition, body, secretary, at_admin):
    """screen(**changes) posts the form as it stands there, with ``changes``; screen.page() shows it."""

    class Screen:
        client = at_admin(secretary)
        address = reverse("admin:strategy_edition_decisions", args=[edition.pk])

        def page(self):
            return self.client.get(self.address)

        def __call__(self, **changes):
            return self.client.post(self.address, filled(self.page(), "decision_form", **changes))

    return Screen()


def test_all_that_must_be_typed_is_the_date(screen, edition, body, secretary):
    answer = screen(date_text="17 dec 2019")
    assert answer.url == reverse("admin:strategy_edition_change", args=[edition.pk])
    decision = Decision.objects.get()
    assert (decision.body, decision.kind, decision.recorded_by) == (body, "adopts", secretary)
    assert (decision.date, decision.precision) == (datetime.date(2019, 12, 17), "day")
    assert list(decision.organisations.all()) == [body.organisation]


def test_what_was_understood_is_said(screen, body):
    page = screen.client.post(
        screen.address, filled(screen.page(), "decision_form", date_text="dec 2019"), follow=True
    ).content.decode()
    assert "Recorded: Gemeenteraad, adopts, December 2019." in page


def test_everything_can_be_recorded(screen, body, town):
    other = make_body(town, "OCMW-raad").organisation
    document = SimpleUploadedFile("besluit.pdf", PDF)
    screen(
        date_text="17/12/2019", number="2019/12", uri="raad.example/17", votes_for=21, votes_against=9,
        votes_abstained=7, effective_text="1/1/2020", organisations=[body.organisation.pk, other.pk],
        note="In twee stemmingen.", document=document,
    )  # fmt: skip
    decision = Decision.objects.get()
    assert (decision.number, decision.uri, decision.note) == (
        "2019/12",
        "https://raad.example/17",
        "In twee stemmingen.",
    )
    assert (decision.votes_for, decision.votes_against, decision.votes_abstained) == (21, 9, 7)
    assert (decision.effective_on, decision.organisations.count()) == (datetime.date(2020, 1, 1), 2)
    assert decision.document.read() == PDF


def test_several_bodies_decide_on_one_day_on_one_screen(screen, town, edition):
    second = make_body(town, "OCMW-raad")
    answer = screen(date_text="17/12/2019", then="another")
    assert answer.url.startswith(screen.address)
    page = screen.client.get(answer.url)
    form = page.context["form"]
    assert (form["body"].value(), form["kind"].value()) == (second.pk, "adopts")
    assert "Gemeenteraad</strong>, adopts, Dec. 17, 2019" in page.content.decode()
    screen.client.post(screen.address, filled(page, "decision_form"))
    assert set(edition.decisions.values_list("date", flat=True)) == {datetime.date(2019, 12, 17)}
    assert edition.decisions.count() == 2


def test_a_first_record_is_of_today_and_of_the_body_that_decided_last(screen, town, body, secretary, plan):
    assert screen.page().context["form"]["date_text"].value() == timezone.localdate().strftime("%d/%m/%Y")
    assert screen.page().context["form"]["body"].value() == body.pk


def test_adopt_and_publish_in_one_go(screen, edition, secretary):
    answer = screen(date_text="17/12/2019", then="publish")
    assert answer.status_code == 302
    published = Edition.objects.get(pk=edition.pk)
    assert (published.status, published.published_by) == ("published", secretary)


@pytest.mark.parametrize("kind", ["rejects", "takes_note", "approves_part"])
def test_only_what_adopts_leads_to_publication(screen, edition, kind):
    page = screen(date_text="17/12/2019", kind=kind, then="publish")
    assert "Only a decision that adopts or amends" in page.content.decode()
    assert not Decision.objects.exists()
    assert not Edition.objects.get(pk=edition.pk).is_sealed


def test_a_decision_that_was_taken_stays_recorded_where_publication_is_refused(screen, edition):
    edition.goals.shown()._raw_delete("default")
    page = screen.client.post(
        screen.address, filled(screen.page(), "decision_form", date_text="17/12/2019", then="publish"), follow=True
    )
    assert "The edition was not published: This edition has no goals yet." in page.content.decode()
    assert (Decision.objects.count(), Edition.objects.get(pk=edition.pk).status) == (1, "proposed")


def test_a_draft_is_not_published_from_here(screen, edition):
    Edition.objects.filter(pk=edition.pk).update(status="draft")
    assert screen(date_text="17/12/2019", then="publish").status_code == 403
    assert not Decision.objects.exists()


def test_a_date_that_is_unlikely_is_asked_about_and_kept_when_confirmed(screen):
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).strftime("%d/%m/%Y")
    page = screen(date_text=tomorrow, note="Typed at length")
    assert "This date is in the future." in page.content.decode()
    assert "Typed at length" in page.content.decode()
    assert not Decision.objects.exists()
    screen.client.post(screen.address, filled(page, "decision_form", sure="on"))
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date_text": ""}, "date_text"),
        ({"date_text": "one fine day"}, "date_text"),
        ({"effective_text": "2020"}, "effective_text"),
        ({"is_unanimous": "on", "votes_against": 3}, "__all__"),
        ({"uri": "not an address"}, "uri"),
        ({"document": SimpleUploadedFile("x.pdf", b"MZ no PDF")}, "document"),
        ({"document": SimpleUploadedFile("x.exe", PDF)}, "document"),
        ({"votes_for": -1}, "votes_for"),
    ],
)
def test_a_mistake_comes_back_at_its_field_with_what_was_typed(screen, changes, field):
    page = screen(**{"date_text": "17/12/2019", "note": "Typed at length", **changes})
    assert page.status_code == 400
    assert "Typed at length" in page.content.decode()
    assert field in page.context["form"].errors
    assert not Decision.objects.exists()


@pytest.mark.parametrize("field", ["body", "organisations"])
def test_nothing_of_another_town_can_be_chosen(screen, field, other_town):
    foreign = make_body(other_town)
    value = foreign.pk if field == "body" else [foreign.organisation.pk]
    page = screen(date_text="17/12/2019", **{field: value})
    assert "Select a valid choice" in page.content.decode()
    assert not Decision.objects.exists()


def test_a_record_on_an_open_edition_is_changed_or_taken_out(screen, edition, body):
    decision = make_decision(edition, body=body)
    address = reverse("admin:strategy_decision_change", args=[decision.pk])
    screen.client.post(address, filled(screen.client.get(address), "decision_form", number="2019/12"))
    decision.refresh_from_db()
    assert (decision.number, decision.date) == ("2019/12", datetime.date(2019, 12, 17))
    screen.client.post(reverse("admin:strategy_decision_delete", args=[decision.pk]), {"post": "yes"})
    assert not Decision.objects.exists()
    assert edition.changes.first().before["decision"] == decision.pk


def test_a_date_is_understood_while_it_is_typed(screen):
    address = reverse("admin:strategy_decision_understood")
    assert screen.client.get(address, {"text": "17 december 2019"}).content.decode() == "Dec. 17, 2019"
    assert screen.client.get(address, {"text": "<b>"}).content == b""
