"""A withdrawn record: everybody can read that it was withdrawn, when and why; and it counts nowhere any more."""

import datetime
import io
import re

import pypdf
import pytest
from lxml import etree

from strategy.exchange.extracting import extract_of
from strategy.models import Decision
from strategy.services.deciding import correct_decision, withdraw_decision
from strategy.services.publishing import publish_edition
from tests.factories import make_body, make_decision, make_draft

PLAN = "/en/lindehoven/2020-2025/"
EDITIONS, HISTORY = f"{PLAN}editions/", f"{PLAN}history/"
NONE = "No decision on this text is recorded."
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
REASON = "Beslist over het jeugdplan."


@pytest.fixture
def wrong(published, town):
    return make_decision(published, body=make_body(town, "gemeenteraad"), number="2019/17")


@pytest.fixture
def withdrawn(wrong):
    return withdraw_decision(wrong, actor=None, reason=REASON)


@pytest.mark.parametrize("page", [PLAN, f"{EDITIONS}1/", EDITIONS, HISTORY])
def test_the_record_is_shown_as_withdrawn_in_words_with_the_day_and_the_reason(read, withdrawn, page):
    (record,) = re.findall(r'<div class="decision decision--withdrawn">.*?</dl>|$', read(page), re.DOTALL)[:1]
    assert "Record withdrawn: <s>Approved</s>" in record
    assert re.search(r"This record was withdrawn on <time [^>]*>[^<]+</time>\. It no longer counts\.", record)
    assert f'<p lang="nl">{REASON}</p>' in record
    assert record.index("It said:") < record.index("2019/17")


@pytest.mark.parametrize(("page", "badge"), [(PLAN, "(gemeenteraad)</span>"), (EDITIONS, "<dt>Approved</dt>")])
def test_the_page_says_that_no_decision_is_recorded_and_shows_no_approval(read, wrong, page, badge):
    assert NONE not in read(page)
    assert badge in read(page)
    withdraw_decision(wrong, actor=None, reason=REASON)
    html = read(page)
    assert NONE in html
    assert badge not in html
    assert "None of these decisions approves this text." not in html


def test_the_edition_holds_from_its_publication(read, wrong, client):
    assert "17 December 2019" in read(EDITIONS).split("In force from")[1].split("</dd>")[0]
    withdraw_decision(wrong, actor=None, reason=REASON)
    assert "2019" not in read(EDITIONS).split("In force from")[1].split("</dd>")[0]
    assert client.get("/en/lindehoven/2020-2025/on/2019-12-20/").status_code == 404


def test_a_decision_beside_it_stands_as_it_did(read, wrong, town):
    make_decision(wrong.edition, body=make_body(town, "OCMW-raad"), number="OCMW/3")
    withdraw_decision(wrong, actor=None, reason=REASON)
    html = read(PLAN)
    assert NONE not in html
    assert "(OCMW-raad)</span>" in html
    assert "(gemeenteraad)</span>" not in html
    assert html.index("OCMW/3") < html.index("Record withdrawn:")


def test_with_a_correction_goes_what_it_corrected_and_the_page_says_so(read, wrong):
    right = Decision(body=wrong.body, date=datetime.date(2019, 12, 18), number="2019/18")
    correct_decision(wrong, right, actor=None, reason="Een dag later beslist.")
    withdraw_decision(right, actor=None, reason=REASON)
    html = read(EDITIONS)
    assert NONE in html
    assert "with what it corrected. It no longer counts." in html
    assert html.index("Record withdrawn:") < html.index("2019/18") < html.index('<details class="corrected">')
    assert html.count("2019/17") == 1


def test_a_correction_of_the_edition_shows_what_it_would_have_rested_on(read, withdrawn, plan):
    publish_edition(make_draft(plan, kind="correction", reason="Een tikfout."), actor=None)
    html = read(f"{EDITIONS}2/")
    assert NONE in html
    assert "Record withdrawn:" in html
    assert read(f"{EDITIONS}").count("Record withdrawn:") == 2


def test_the_comparison_of_editions_shows_it_too(read, wrong, plan):
    draft = make_draft(plan)
    second = make_decision(draft, body=wrong.body, number="2021/3", kind="amends")
    publish_edition(draft, actor=None)
    withdraw_decision(second, actor=None, reason=REASON)
    html = read(f"{PLAN}changes/1..2/")
    assert NONE in html
    assert "Record withdrawn: <s>Changes approved</s>" in html


def test_programs_do_not_get_it(client, wrong):
    addresses = [f"/api/v1/towns/lindehoven/plans/2020-2025/{name}" for name in ("decisions", "editions/1")]
    addresses += ["/api/v1/everything.ndjson", PLAN]

    def got(address):
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        return SCRIPT.findall(text)[0] if address == PLAN else text

    assert [address for address in addresses if "2019/17" in got(address)] == addresses
    withdraw_decision(wrong, actor=None, reason=REASON)
    assert not [address for address in addresses if "2019/17" in got(address)]


def test_the_extract_does_not_name_it(wrong):
    def cover():
        return pypdf.PdfReader(io.BytesIO(extract_of(wrong.edition, "en", site="https://x.example"))).pages[0]

    assert "2019/17" in cover().extract_text()
    withdraw_decision(wrong, actor=None, reason=REASON)
    assert "2019/17" not in cover().extract_text()


def test_an_amendment_without_its_decision_rests_on_no_other(wrong, plan):
    draft = make_draft(plan)
    second = make_decision(draft, body=wrong.body, kind="amends")
    amendment = publish_edition(draft, actor=None)

    def cover():
        return pypdf.PdfReader(io.BytesIO(extract_of(amendment, "en", site="https://x.example"))).pages[0]

    assert "2019/17" in cover().extract_text()
    withdraw_decision(second, actor=None, reason=REASON)
    assert "2019/17" not in cover().extract_text()


def test_who_follows_the_feed_is_told(client, wrong):
    def entry():
        root = etree.fromstring(client.get(f"{PLAN}feed/").content)
        (found,) = [e for e in root if e.findtext("{*}title", "").endswith("on 17 December 2019")]
        return {name: found.findtext(f"{{*}}{name}") for name in ("id", "title", "updated", "published", "summary")}

    before = entry()
    withdraw_decision(wrong, actor=None, reason=REASON)
    after = entry()
    assert after["title"] == "Plan 2020-2025: Record withdrawn: Approved (gemeenteraad) on 17 December 2019"
    assert REASON in after["summary"]
    assert (after["id"], after["published"]) == (before["id"], before["published"])
    assert after["updated"] > before["updated"]


def test_a_page_asks_no_more_than_before(read, wrong, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        read(EDITIONS)
    withdraw_decision(wrong, actor=None, reason=REASON)
    with django_assert_num_queries(len(before)):
        read(EDITIONS)
