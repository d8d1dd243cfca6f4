"""The pages around the plans: documents, statement, privacy, help, contact; the foot of every page; errors."""

import re
from html import unescape

import pytest
from django.db import IntegrityError, transaction

from municipalities.models import AccessibilityStatement, FooterLink, Municipality
from strategy.models import Attachment
from tests.factories import make_plan, make_published, make_town

TOWN = "/en/lindehoven/"
PLAN = f"{TOWN}2020-2025/"
OF_TOWN = [f"{TOWN}{word}/" for word in ("documents", "accessibility", "privacy", "contact", "help")]
OF_SITE = [f"/en/{word}/" for word in ("accessibility", "privacy", "help", "compare")]


def text(html: str) -> str:
    """What stands on the page, without marks and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("path", [*OF_TOWN, *OF_SITE, f"{PLAN}history/", f"{PLAN}sdgs/"])
def test_a_page_is_the_same_for_everybody_and_can_be_kept(client, published, path):
    response = client.get(path)
    assert (response.status_code, response.cookies) == (200, {})
    assert response["Cache-Control"].startswith("public")
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("path", "most"), [(f"{TOWN}documents/", 3), (f"{TOWN}help/", 2), (f"{TOWN}privacy/", 1)])
def test_a_page_takes_few_queries_however_many_plans(
    client, town, published, path, most, django_assert_max_num_queries
):
    for number in range(4):
        make_published(make_plan(town, slug=f"old-{number}", starts_in=1990 + number * 2, ends_in=1991 + number * 2))
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)


class TestFooter:
    def test_it_leads_to_the_same_pages_in_the_same_order_everywhere(self, read, published):
        def links(path):
            return re.findall(r'href="([^"]+)"', read(path).split('aria-label="Footer"')[1])

        first = links(TOWN)
        assert first[:5] == [f"{TOWN}{word}/" for word in ("accessibility", "privacy", "contact", "help", "documents")]
        assert links(f"{PLAN}tree/") == links(f"{TOWN}privacy/") == first

    def test_a_town_adds_its_own_links_in_its_own_order(self, read, client, published, town):
        before = client.get(TOWN)["ETag"]
        FooterLink.objects.create(municipality=town, position=2, label_nl="Raad", url="https://raad.example/")
        FooterLink.objects.create(
            municipality=town, position=1, label_nl="Begroting", label_en="Budget", url="https://geld.example/"
        )
        html = read(TOWN)
        assert html.index(">Budget<") < html.index('<a href="https://raad.example/" lang="nl">Raad')
        assert client.get(TOWN)["ETag"] != before

    def test_it_shows_how_to_reach_the_town(self, read, published, town):
        assert "<address" not in read(TOWN)
        Municipality.objects.filter(pk=town.pk).update(contact_phone="053 00 00", contact_email="a@example.org")
        html = read(TOWN)
        assert 'href="tel:0530000"' in html
        assert 'href="mailto:a@example.org"' in html


class TestStatement:
    def test_without_a_test_it_says_partially_and_that_nobody_tested(self, read, published):
        page = text(read(f"{TOWN}accessibility/"))
        assert "partially compliant" in page
        assert "no assessment by people yet" in page
        assert "EN 301 549" in page

    def test_it_has_all_parts_of_the_model(self, read, published, town):
        AccessibilityStatement.objects.create(
            municipality=town,
            not_compliant_nl="Kaarten hebben geen tekst\n• Oude pdf’s",
            burden_en="Old films",
            out_of_scope_nl="Kaarten van derden",
            prepared_on="2026-03-01",
            reviewed_on="2026-09-01",
            method="others",
            tested_by="AnyLab",
        )
        html = read(f"{TOWN}accessibility/")
        page = text(html)
        for part in ("Compliance status", "Non-accessible content", "Disproportionate burden", "Outside the scope"):
            assert part in page
        assert "prepared on 1 March 2026" in page
        assert "reviewed on 1 September 2026" in page
        assert "independent party: AnyLab" in page
        assert '<ul lang="nl"><li>Kaarten hebben geen tekst</li><li>Oude pdf’s</li></ul>' in html
        assert "feedback/?page=" in html

    def test_fully_compliant_lists_nothing(self, read, published, town):
        AccessibilityStatement.objects.create(municipality=town, status="full", prepared_on="2026-03-01")
        page = text(read(f"{TOWN}accessibility/"))
        assert "fully compliant" in page
        assert "Non-accessible content" not in page

    @pytest.mark.parametrize(
        ("fields", "body"),
        [
            ({"register_scheme": "nis", "register_code": "41002"}, "Vlaamse Ombudsdienst"),
            ({"register_scheme": "nis", "register_code": "63023"}, "Ombudsdienst der Deutschsprachigen Gemeinschaft"),
            ({"register_scheme": "nis", "register_code": "21004"}, "Ombuds Bruxelles – Brussel"),
            ({"register_scheme": "nis", "register_code": "52011"}, "Médiateur de la Wallonie"),
            ({"register_scheme": "nis", "register_code": "25072"}, "Médiateur de la Wallonie"),
            ({"country": "dk"}, "Digitaliseringsstyrelsen"),
            ({"country": "fr"}, "Défenseur des droits"),
            ({"country": "lu"}, "Service information et presse"),
            ({"country": "nl"}, "ombudsman of the municipality, if it has one, or otherwise to: Nationale ombudsman"),
            ({"country": "de"}, "the body that your Land has named for this."),
            ({}, "ombudsman of your region"),
        ],
    )
    def test_it_names_who_enforces_by_country_and_code(self, read, fields, body):
        make_published(make_plan(make_town("elsewhere", languages=("en",), **fields)))
        assert body in text(read("/en/elsewhere/accessibility/"))

    def test_the_towns_choice_goes_before_the_table(self, read, published, town):
        AccessibilityStatement.objects.create(municipality=town, enforcement="brussels")
        assert "Ombuds Bruxelles" in text(read(f"{TOWN}accessibility/"))

    def test_a_body_that_the_town_names_itself_goes_before_all(self, read, published, town):
        AccessibilityStatement.objects.create(
            municipality=town, enforcement="flanders", own_body="Ombudsvrouw", own_body_url="https://om.example/"
        )
        html = read(f"{TOWN}accessibility/")
        assert "Then you can turn to: Ombudsvrouw" in text(html)
        assert '<a href="https://om.example/" lang="nl">Ombudsvrouw</a>' in html
        assert "Vlaamse" not in html
        assert "Bestuursdecreet" in html

    def test_it_names_the_law_of_the_place_in_its_own_language(self, read):
        make_published(make_plan(make_town("elsewhere", languages=("en",), country="lu")))
        assert '<span lang="fr">loi du 28 mai 2019</span>' in read("/en/elsewhere/accessibility/")

    def test_it_leads_to_the_statement_in_the_national_register(self, read, published, town):
        assert "national register" not in read(f"{TOWN}accessibility/")
        AccessibilityStatement.objects.create(municipality=town, register_url="https://was.example/lindehoven")
        assert '<a href="https://was.example/lindehoven">the national register</a>' in read(f"{TOWN}accessibility/")

    def test_it_says_its_scope_by_the_whole_address_at_home(self, read, published, town):
        assert 'href="http://testserver/en/lindehoven/">http://testserver/en/lindehoven/</a>' in read(
            f"{TOWN}accessibility/"
        )
        Municipality.objects.filter(pk=town.pk).update(domain="plan.lindehoven.example")
        assert ">http://plan.lindehoven.example/en/lindehoven/</a>" in read(f"{TOWN}accessibility/")

    def test_an_address_without_a_name_is_refused(self, town):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessibilityStatement.objects.create(municipality=town, own_body_url="https://om.example/")


def test_privacy_says_how_long_messages_are_kept_and_whom_to_ask(read, published, town):
    Municipality.objects.filter(pk=town.pk).update(feedback_kept_days=90, privacy_email="dpo@example.org")
    page = text(read(f"{TOWN}privacy/"))
    assert "deleted 90 days after" in page
    assert "removed 30 days after" in page
    assert "dpo@example.org" in page


def test_help_explains_the_words_by_the_towns_own_names(read, published, plan, name_level):
    name_level(plan, "objective", "streefdoel", "streefdoelen")
    html = read("/nl/lindehoven/help/")
    assert "streefdoel" in html
    page = text(read(f"{TOWN}help/"))
    for word in ("Mission", "Vision", "Objective", "Ambition", "Theme"):
        assert word in page
    assert "Action plan" not in page


def test_documents_list_every_edition_and_every_file_with_language_and_size(read, client, published, plan):
    make_published(plan, "Another goal")
    Attachment.objects.create(plan=plan, title_nl="Brochure", language="fr", url="https://x.example/b.pdf")
    html = read(f"{TOWN}documents/")
    for number in (1, 2):
        for code in ("en", "nl"):
            assert f'href="/{code}/lindehoven/2020-2025/editions/{number}/data/pdf" hreflang="{code}"' in html
    assert html.index("/editions/2/data/pdf") < html.index("Other versions") < html.index("/editions/1/data/pdf")
    assert "French" in text(html)
    assert "on another website" in text(html)


def test_a_pdf_is_as_small_as_the_page_says_and_the_page_says_the_same_before_and_after(read, client, published):
    before = read(f"{TOWN}documents/")
    assert "so they are small" in before
    assert len(client.get(f"{PLAN}editions/1/data/pdf").content) < 100_000
    assert read(f"{TOWN}documents/") == before


class TestErrors:
    def test_a_page_that_is_not_there_shows_ways_on_in_its_town(self, client, published):
        response = client.get(f"{PLAN}goals/aaaaaaaa/")
        html = response.content.decode()
        assert response.status_code == 404
        assert f'href="{TOWN}"' in html
        assert f'href="{PLAN}tree/"' in html
        assert f'action="{TOWN}search/"' in html

    @pytest.mark.parametrize(
        "path", [f"{PLAN}goals/aaaaaaaa/", f"{TOWN}not-there/", f"{PLAN}editions/9/tree/", f"{PLAN}not/a/page/"]
    )
    def test_it_looks_like_a_page_of_the_town_and_is_named_to_nobody(self, client, published, path):
        html = client.get(path).content.decode()
        assert re.search(r'<link rel="stylesheet" href="/theme/lindehoven-\w+\.css">', html)
        assert f'href="{TOWN}accessibility/"' in html
        assert '<meta name="robots" content="noindex">' in html
        assert not re.search(r'rel="canonical"|rel="alternate" hreflang|og:|json\+oembed', html)

    def test_without_a_town_it_leads_to_all_and_to_their_search(self, client, published):
        html = client.get("/en/nowhere-at-all/of/them/").content.decode()
        assert 'href="/en/"' in html
        assert 'action="/en/search/"' in html

    def test_sending_to_a_page_that_is_only_read_answers_with_a_page(self, published):
        from django.test import Client

        response = Client(enforce_csrf_checks=True).post(PLAN)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert f'href="{TOWN}"' in response.content.decode()

    def test_a_fault_of_ours_is_said_in_the_language_of_the_address(self, client, published, monkeypatch):
        monkeypatch.setattr("strategy.public.views.find", lambda *args, **kwargs: 1 / 0)
        client.raise_request_exception = False
        response = client.get("/nl/lindehoven/")
        assert response.status_code == 500
        assert '<html lang="nl"' in response.content.decode()


@pytest.mark.parametrize("page", ["", "search/", "compare/", "help/"])
def test_help_privacy_and_the_statement_stand_at_the_foot_of_pages_that_belong_to_no_town(client, published, page):
    html = client.get(f"/nl/{page}").content.decode()
    foot = html[html.index("<footer>") :]
    assert [word for word in ("accessibility", "privacy", "help") if f'href="/nl/{word}/"' not in foot] == []
