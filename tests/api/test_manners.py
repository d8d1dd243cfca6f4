"""How the API behaves for everybody: caches, other origins, limits, refusals. It knows nobody."""

import subprocess
import sys

import pytest

from strategy.services.planning import touch
from tests.api.conftest import API, PLAN

PATHS = [
    f"{API}towns", f"{API}towns/lindehoven", f"{API}towns/lindehoven/plans", PLAN, f"{PLAN}/tree", f"{PLAN}/goals",
    f"{PLAN}/editions", f"{PLAN}/editions/1", f"{PLAN}/editions/1/sealed", f"{PLAN}/decisions",
    f"{API}everything.ndjson", f"{API}openapi.json", API,
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_did_not_change_is_not_sent_again(client, published, path):
    etag = client.get(path)["ETag"]
    assert etag.startswith('"')
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_a_change_of_the_plan_makes_a_new_etag(client, published, plan):
    before = client.get(f"{PLAN}/tree")["ETag"]
    touch(plan)
    assert client.get(f"{PLAN}/tree", headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_the_same_for_everybody_and_open_to_every_origin(client, published, path, officer):
    client.force_login(officer)
    response = client.get(path, headers={"Accept-Language": "fr", "Origin": "https://elsewhere.example"})

    assert not response.cookies
    assert not response.get("Vary")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


def test_a_browser_may_ask_beforehand(client, db):
    response = client.options(f"{API}towns", headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_only_read(client, published, method):
    response = getattr(client, method)(f"{API}towns")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["detail"] == "This is a read-only API: use GET."


@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_headers_and_no_body(client, published, path):
    response = client.head(path)
    assert (response.status_code, b"".join(response)) == (200, b"")
    assert response["ETag"] == client.get(path)["ETag"]


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("nonsense", 404, "There is nothing at this address. /api/v1/ says what there is."),
        ("/api/v9/towns", 404, "There is nothing at this address. /api/v1/ says what there is."),
        ("towns/nowhere", 404, "No municipality here is called “nowhere”."),
        ("towns/lindehoven/plans/1999", 404, "lindehoven has published no plan “1999”."),
        (f"{PLAN}/goals/aaaaaaaa", 404, "Edition 1 has no goal “aaaaaaaa”."),
        (f"{PLAN}/editions/7", 404, "This plan has no published edition 7."),
        ("towns?limit=9999", 422, "The parameter limit is not valid: Input should be less than or equal to 200."),
        ("towns?lang=xx", 422, "The parameter lang is not valid: Input should be 'nl', 'fr', 'de', 'en' or 'da'."),
    ],
)
def test_no_is_said_in_a_sentence(refused, published, path, status, sentence):
    assert refused(path, status, **{"Accept-Language": "en"}) == sentence


@pytest.mark.parametrize(
    "query",
    ["edition=99999999999999999999", "edition=0", "limit=0", "offset=-1", "parent=%00", "code=%00", "kind=root"],
)
def test_what_does_not_fit_is_refused_and_nothing_breaks(refused, published, query):
    assert "is not valid" in refused(f"{PLAN}/goals?{query}", 422)


class TestLimit:
    @pytest.fixture(autouse=True)
    def three_a_minute(self, settings, monkeypatch):
        settings.API_REQUESTS_PER_MINUTE = 3
        monkeypatch.setattr("strategy.limiting.time.time", lambda: 1_000_000_010)

    def statuses(self, client, count: int, **headers: str) -> list[int]:
        return [client.get(f"{API}towns", **headers).status_code for _ in range(count)]

    def test_who_asks_too_often_is_told_when_to_come_back(self, client, published):
        assert self.statuses(client, 4) == [200, 200, 200, 429]
        response = client.get(f"{API}towns")
        assert response["Retry-After"] == "10"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response.json()["detail"] == "That is too many requests a minute. Ask again in 10 seconds."

    def test_somebody_else_may_go_on(self, client, published):
        self.statuses(client, 4)
        assert self.statuses(client, 1, REMOTE_ADDR="192.0.2.7") == [200]

    def test_the_next_minute_begins_anew(self, client, published, monkeypatch):
        self.statuses(client, 4)
        monkeypatch.setattr("strategy.limiting.time.time", lambda: 1_000_000_021)
        assert self.statuses(client, 1) == [200]

    def test_one_household_of_ipv6_counts_as_one(self, client, published):
        self.statuses(client, 3, REMOTE_ADDR="2001:db8::1")
        assert self.statuses(client, 1, REMOTE_ADDR="2001:db8::2") == [429]
        assert self.statuses(client, 1, REMOTE_ADDR="2001:db8:0:1::1") == [200]

    def test_a_proxy_of_ours_says_who_asks_and_nobody_else_does(self, client, published, settings):
        self.statuses(client, 4, HTTP_X_FORWARDED_FOR="192.0.2.1")
        assert self.statuses(client, 1, HTTP_X_FORWARDED_FOR="192.0.2.2") == [429]
        settings.BEHIND_PROXY = True
        assert self.statuses(client, 1, HTTP_X_FORWARDED_FOR="10.1.1.1, 192.0.2.2") == [200]

    def test_everything_at_once_counts_for_many(self, client, published):
        assert client.get(f"{API}everything.ndjson").status_code == 429

    def test_without_a_cache_nobody_is_refused(self, client, published, settings):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        assert self.statuses(client, 5) == [200] * 5

    def test_zero_means_no_limit(self, client, published, settings):
        settings.API_REQUESTS_PER_MINUTE = 0
        assert self.statuses(client, 9) == [200] * 9

    def test_pages_are_not_limited(self, client, published):
        assert {client.get("/nl/").status_code for _ in range(9)} == {200}


def test_the_contract_is_loaded_by_the_first_question_and_not_by_the_start():
    begin = (
        "import sys, config.wsgi; from django.urls import reverse; reverse('api:reference'); "
        "print('ninja' in sys.modules)"
    )
    started = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=True)
    assert started.stdout.strip() == "False"
