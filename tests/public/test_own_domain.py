"""A town on its own domain: that town and nothing else, its addresses in every cache and file, and no other host."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client, override_settings

from municipalities import domains
from municipalities.models import Municipality
from strategy.public import keeping
from tests.factories import make_plan, make_published, make_town

HOST = "plan.lindehoven.example"
PLAN = "/nl/lindehoven/2020-2025/"


@pytest.fixture
def at_home(published, town):
    """A visitor who comes by the town's own domain."""
    town.domain = HOST
    town.save()
    yield Client(HTTP_HOST=HOST)
    domains.forget()


def test_the_front_page_is_the_towns_in_the_visitors_language(at_home):
    response = at_home.get("/", headers={"Accept-Language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/lindehoven/")
    assert "Accept-Language" in response["Vary"]
    assert at_home.get("/nl/")["Location"] == "/nl/lindehoven/"


@pytest.mark.parametrize("path", [PLAN, f"{PLAN}tree/", "/nl/lindehoven/documents/", "/nl/lindehoven/feed/"])
def test_the_towns_pages_have_the_same_paths_there(at_home, client, path):
    assert at_home.get(path).status_code == 200
    assert client.get(path).status_code == 200


def test_pages_of_the_site_lead_to_the_towns_own(at_home):
    assert at_home.get("/nl/search/?q=licht")["Location"] == "/nl/lindehoven/search/?q=licht"
    assert at_home.get("/nl/privacy/")["Location"] == "/nl/lindehoven/privacy/"


@pytest.mark.parametrize("path", ["/nl/beukenrade/", "/nl/beukenrade/plan/tree/", "/nl/compare/", "/nl//x.example/"])
def test_no_other_town_is_there(at_home, client, other_town, path):
    make_published(make_plan(other_town), "Elsewhere")
    assert at_home.get(path).status_code == 404
    assert client.get("/nl/beukenrade/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/accounts/login/", "/preview/x/nl/", "/admin/strategy/plan/"])
def test_nobody_signs_in_there(at_home, client, path):
    response = at_home.get(path)
    assert (response.status_code, bool(response.cookies)) == (404, False)
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.parametrize("visitor", ["at_home", "client"])
def test_on_every_host_a_page_names_the_towns_own_as_its_home(at_home, client, visitor):
    html = {"at_home": at_home, "client": client}[visitor].get(PLAN).content.decode()
    assert f'<link rel="canonical" href="http://{HOST}{PLAN}">' in html
    assert f'hreflang="en" href="http://{HOST}/en/' in html
    assert "testserver" not in html


def test_the_feed_the_sitemap_and_robots_name_it_too(at_home, client):
    assert "testserver" not in client.get("/nl/lindehoven/feed/").content.decode()
    assert f"http://{HOST}{PLAN}tree/" in client.get("/nl/lindehoven/sitemap.xml").getvalue().decode()
    assert f"Sitemap: http://{HOST}/sitemap.xml" in at_home.get("/robots.txt").content.decode()


def test_each_host_has_the_sitemaps_of_who_is_at_home_there(at_home, client, other_town):
    make_published(make_plan(other_town), "Elsewhere")
    here = {visitor: set(re.findall("/nl/([a-z]+)/", visitor.get("/sitemap.xml").getvalue().decode()))
            for visitor in (at_home, client)}  # fmt: skip
    assert here == {at_home: {"lindehoven"}, client: {"beukenrade"}}


def test_a_page_there_leads_to_no_other_town(at_home, client):
    assert 'href="/nl/"' not in re.sub(r"<header.*?</header>", "", at_home.get(PLAN).content.decode(), flags=re.S)
    assert "/compare/?" not in at_home.get(PLAN).content.decode()
    assert "/compare/?" in client.get(PLAN).content.decode()


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"x.{HOST}", f"{HOST}.evil.example", f"evil@{HOST}", f"{HOST}/x", "lindehoven.example", "*", ""],
)
def test_every_other_host_is_refused(at_home, host):
    response = Client(HTTP_HOST=host, SERVER_NAME="evil.example").get(PLAN)
    assert response.status_code == 400
    assert HOST not in response.content.decode()


@pytest.mark.parametrize("host", [HOST.upper(), f"{HOST}:8443", f"{HOST}."])
def test_capitals_a_port_and_the_last_dot_make_no_other_host(at_home, host):
    assert Client(HTTP_HOST=host).get("/admin/").status_code == 404
    html = Client(HTTP_HOST=host).get(PLAN).content.decode()
    assert f'<link rel="canonical" href="http://{HOST}{PLAN}">' in html


def test_a_forwarded_host_is_not_believed(client, at_home):
    assert "evil.example" not in client.get(PLAN, headers={"X-Forwarded-Host": "evil.example"}).content.decode()
    assert client.get("/accounts/login/", headers={"X-Forwarded-Host": HOST}).status_code == 200


def test_a_domain_that_is_taken_away_is_refused_at_once(at_home, town):
    assert at_home.get(PLAN).status_code == 200
    town.domain = ""
    town.save()
    assert at_home.get(PLAN).status_code == 400


def test_the_list_is_read_once_a_minute_and_never_for_the_sites_own_host(at_home, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        at_home.get("/robots.txt")
        at_home.get("/nl/lindehoven/", headers={"Accept-Language": "en"}, HTTP_IF_NONE_MATCH="*")
    domains.forget()
    with django_assert_num_queries(0):
        client.get("/robots.txt")


def test_other_hosts_cost_one_question_a_minute(at_home, django_assert_num_queries):
    domains.forget()
    with django_assert_num_queries(1):
        for number in range(5):
            assert Client(HTTP_HOST=f"evil{number}.example").get("/robots.txt").status_code == 400


def test_a_database_that_is_away_takes_no_domain_away(at_home, monkeypatch):
    at_home.get("/robots.txt")

    def gone(**filters):
        raise DatabaseError("gone")

    monkeypatch.setattr(Municipality.objects, "exclude", gone)
    domains.forget()
    assert at_home.get("/robots.txt").status_code == 200


def test_a_form_can_be_sent_there(at_home):
    answer = at_home.post("/nl/lindehoven/feedback/", {"text": ""}, headers={"Origin": f"http://{HOST}"})
    assert answer.status_code == 422  # with what is wrong


def test_visitors_are_sent_to_https_on_the_same_host(at_home):
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert at_home.get(PLAN)["Location"] == f"https://{HOST}{PLAN}"


def test_kept_pages_of_one_host_are_not_shown_on_another():
    path = {"PATH_INFO": PLAN, "wsgi.url_scheme": "http"}
    assert keeping._key({**path, "HTTP_HOST": HOST}) != keeping._key({**path, "HTTP_HOST": "testserver"})


@pytest.mark.parametrize(
    ("domain", "status"),
    [(HOST, 200), (HOST.upper(), 200), ("koers.example", 200), ("evil.example", 404), ("*", 404), ("", 404)],
)
def test_a_proxy_can_ask_by_any_host_name_whether_a_domain_is_ours(at_home, domain, status, settings):
    settings.ALLOWED_HOSTS = ["koers.example", "*", *settings.ALLOWED_HOSTS]
    response = Client(HTTP_HOST="web:8000").get("/domains/", {"domain": domain})
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")


@pytest.mark.parametrize(
    "domain",
    ["https://plan.example.org", "plan.example.org/x", "plan", "127.0.0.1", "a..b.example", "-a.example", "a b.example",
     "plan.example.org:80", "*.example.org", ".example.org", "testserver.", "localhost", f"{'a' * 64}.example"],
)  # fmt: skip
def test_what_is_no_host_name_cannot_be_a_domain(db, domain):
    with pytest.raises(ValidationError) as refusal:
        make_town(domain=domain)
    assert "domain" in refusal.value.message_dict


def test_a_domain_of_the_site_itself_cannot_be_a_towns(db, settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "koers.example"]
    with pytest.raises(ValidationError, match="host name of the site itself"):
        make_town(domain="koers.example")


def test_a_domain_is_stored_as_the_dns_has_it_and_belongs_to_one_town(db):
    assert make_town(domain=" Plan.Vallensbæk.DK. ").domain == "plan.xn--vallensbk-n3a.dk"
    with pytest.raises(ValidationError, match="already has this domain"):
        make_town(domain="plan.vallensbæk.dk")


def test_the_database_refuses_a_domain_twice_and_one_that_is_none(db):
    make_town("a", domain="plan.example.org")
    other = make_town("b")
    for domain in ("plan.example.org", "HTTPS://x", "x"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Municipality.objects.filter(pk=other.pk).update(domain=domain)
