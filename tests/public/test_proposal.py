"""A proposal that a town shows: marked as not decided, open for remarks until a day, kept by nobody, then gone."""

import datetime
import gzip
import re
import time
from html import unescape
from unittest import mock

import pytest
from django.utils import timezone

from strategy.models import Feedback
from strategy.public.saying import SIGNER
from strategy.services.publishing import propose_edition, publish_edition, return_edition, show_proposal, start_draft
from tests.factories import make_decision, make_draft
from tests.outline import by_title, plant

TODAY = timezone.localdate()
HOME = "/nl/lindehoven/2020-2025/"
HERE = f"{HOME}proposal/"


@pytest.fixture
def proposal(published, plan):
    edition = start_draft(plan, actor=None)
    plant(edition, "Green city\n  Many trees")
    return propose_edition(edition, actor=None, is_public=True, remarks_until=TODAY)


def shown(client, path=HERE):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("page", ["", "tree/", "editions/", "data/"])
def test_every_page_of_it_is_marked_and_kept_by_nobody(client, proposal, lang, page):
    response = client.get(f"/{lang}/lindehoven/2020-2025/proposal/{page}")
    html = response.content.decode()
    assert response.status_code == 200
    assert re.search(r"<title>[^<]+: [^<]+</title>", html)
    assert 'class="draft"' in html
    assert 'class="draft-mark"' in html
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    assert not response.cookies


def test_it_says_in_words_that_nothing_is_decided(client, proposal):
    html = shown(client, "/en/lindehoven/2020-2025/proposal/")
    assert "<title>Proposal – not yet decided: " in html
    assert "It has not been approved yet, and it is not in force." in html
    assert "PROPOSAL" in html


def test_it_shows_the_proposed_goals_and_the_plan_does_not(client, proposal):
    assert "Many trees" in shown(client, f"{HERE}tree/")
    assert "Many trees" not in shown(client, f"{HOME}tree/")
    goal = by_title(proposal)["Green city"]
    assert "Many trees" in shown(client, f"{HERE}goals/{goal.key}/green-city/")


def test_it_travels_compressed(client, proposal):
    response = client.get(HERE, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert "Green city" in gzip.decompress(response.content).decode()


def test_its_links_stay_in_the_proposal(client, proposal):
    html = shown(client, f"{HERE}tree/")
    assert re.findall(r'href="([^"]*/goals/[^"]*)"', html)
    assert all(link.startswith(HERE) for link in re.findall(r'href="([^"]*/goals/[^"]*)"', html))


def test_the_plan_leads_to_it_while_it_is_shown(client, proposal, published):
    for path in (HOME, "/nl/lindehoven/"):
        assert f'href="{HERE}"' in shown(client, path)
    assert HERE not in shown(client, f"{HOME}editions/1/")
    assert HERE not in shown(client, f"{HOME}tree/")
    show_proposal(proposal, actor=None, is_public=False)
    assert HERE not in shown(client, HOME)


def test_remarks_are_asked_for_until_the_last_day(client, proposal, monkeypatch):
    form = f"/nl/lindehoven/feedback/?edition={proposal.pk}&amp;page=%2Fnl%2Flindehoven%2F2020-2025%2Fproposal%2F"
    assert form in shown(client)
    etag = client.get(HOME)["ETag"]
    tomorrow = TODAY + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *moment: tomorrow)
    html = shown(client)
    assert "feedback/" not in html
    assert client.get(HOME)["ETag"] != etag


def test_a_remark_is_sent_from_the_proposal_and_kept_with_it(client, proposal):
    link = unescape(re.search(r'href="([^"]*/feedback/[^"]*)"', shown(client))[1])
    form = client.get(link).content.decode()
    assert "<textarea" in form
    typed = {"text": "Wider pavements, please.", "email": "", "website": "", "made": an_older_form()}
    response = client.post(link, typed)
    assert response.status_code == 302, response.content.decode()
    remark = Feedback.objects.get()
    assert (remark.kind, remark.edition, remark.page) == ("remark", proposal, HERE)
    assert client.get(response.url).status_code == 200


def test_after_the_last_day_the_form_is_closed(client, proposal, monkeypatch):
    link = unescape(re.search(r'href="([^"]*/feedback/[^"]*)"', shown(client))[1])
    tomorrow = TODAY + datetime.timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *moment: tomorrow)
    assert "<textarea" not in client.get(link).content.decode()
    client.post(link, {"text": "Too late", "email": "", "website": "", "made": an_older_form()})
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "²"])
def test_there_is_no_form_about_a_proposal_that_is_none(client, proposal, number):
    assert client.get(f"/nl/lindehoven/feedback/?edition={number}").status_code == 404


def an_older_form() -> str:
    with mock.patch("time.time", return_value=time.time() - 60):
        return SIGNER.sign("form")


def test_no_remarks_are_asked_for_where_no_day_is_set(client, proposal):
    show_proposal(proposal, actor=None)
    assert "feedback/" not in shown(client)


@pytest.mark.parametrize("act", ["hide", "return", "publish"])
def test_its_address_leads_to_the_plan_once_it_is_no_proposal(client, proposal, act):
    acts = {
        "hide": lambda: show_proposal(proposal, actor=None, is_public=False),
        "return": lambda: return_edition(proposal, actor=None, reason="A slip."),
        "publish": lambda: publish_edition(proposal, actor=None),
    }
    acts[act]()
    response = client.get(f"{HERE}tree/")
    assert (response.status_code, response.url) == (302, HOME)


def test_the_first_proposal_of_a_plan_can_be_read_before_anything_is_published(client, plan):
    edition = propose_edition(make_draft(plan, "Safe city"), actor=None, is_public=True)
    assert "Safe city" in shown(client)
    assert client.get(HOME).status_code == 404
    return_edition(edition, actor=None, reason="A slip.")
    assert client.get(HERE).status_code == 404


@pytest.mark.parametrize("status", ["draft", "proposed"])
def test_what_is_not_shown_is_not_found(client, plan, status):
    edition = make_draft(plan, "Safe city")
    if status == "proposed":
        propose_edition(edition, actor=None)
    for page in ("", "tree/", "data/"):
        assert client.get(HERE + page).status_code == 404


def test_a_decision_on_it_is_not_told_before_its_publication(client, proposal):
    make_decision(proposal, number="2026-17")
    assert "2026-17" not in shown(client)


def test_a_language_that_the_town_does_not_have_leads_to_its_own(client, proposal):
    response = client.get("/da/lindehoven/2020-2025/proposal/tree/")
    assert (response.status_code, response.url) == (302, f"{HERE}tree/")


def test_a_cold_plan_page_asks_no_more_for_it(client, proposal, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get(HOME)
