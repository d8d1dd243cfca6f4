"""A preview is the public page of an edition that is not published: marked, kept by nobody, and all in one place."""

import re

import pytest
from django.core import signals
from django.test import Client

from strategy.models import Attachment, PreviewLink
from strategy.public import keeping
from strategy.public.keeping import KeptPages
from strategy.services.editing import edit_goal
from strategy.services.publishing import propose_edition, publish_edition
from strategy.services.sharing import share_edition, withdraw_link
from tests.factories import make_body, make_decision, make_draft
from tests.outline import by_title, plant


@pytest.fixture
def edition(draft):
    """Published one day as: a mission, and a theme with an objective."""
    plant(draft, "mission: For everybody\nSafe city\n  Light in every street")
    return draft


@pytest.fixture
def address(edition, officer):
    _link, token = share_edition(edition, actor=officer, note="council")
    return f"/preview/{token}/"


def shown(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("page", ["", "tree/", "editions/", "data/"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_page_in_every_language_says_draft_and_is_kept_by_nobody(client, address, lang, page):
    response = client.get(f"{address}{lang}/{page}")
    html = shown(response)
    assert re.search(r"<title>[^<]*(DRAFT|ONTWERP)", html)
    assert 'class="draft"' in html
    assert 'class="draft-mark"' in html
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Content-Language"] == lang
    assert "ETag" not in response
    assert not response.cookies
    assert 'rel="canonical"' not in html
    assert "ld+json" not in html


def test_the_links_inside_stay_in_the_preview(client, address, edition):
    """But for what is no page of this plan: the list of towns, style sheets and pictures of the site."""
    seen, waiting = set(), [f"{address}nl/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        html = shown(client.get(path)) if "/data/" not in path or path.endswith("/") else ""
        found = {link.partition("#")[0] for link in re.findall(r'<a [^>]*?href="([^"]+)"', html)} - {""}
        outside = {link for link in found if not link.startswith((address, "?"))}
        assert outside <= {"/nl/", "/en/"}, path
        waiting += [link for link in found if link.startswith(address) and link not in seen | set(waiting)]
    pages = {path.removeprefix(address).split("/", 2)[1] for path in seen}
    assert pages == {"", "tree", "editions", "data", "goals"}
    assert {path.removeprefix(address)[:2] for path in seen} == {"nl", "en"}


def test_it_shows_what_the_public_page_will_show(client, edition, address):
    def main(path: str) -> str:
        html = shown(client.get(path, follow=True)).split('<main id="main"')[1].split("</main>")[0]
        html = re.sub(r'<div class="notes">.*?</div></div>', "", html, flags=re.DOTALL)
        html = re.sub(r'<a [^>]*href="mailto:.*?</a>', "", html)  # a draft has no address to send to people
        return re.sub(r'href="[^"]*"', "", html)

    key = by_title(edition)["Safe city"].key
    before = [main(f"{address}nl/{page}") for page in ("tree/", f"goals/{key}/")]
    publish_edition(edition, actor=None)

    assert before == [main(f"/nl/lindehoven/2020-2025/{page}") for page in ("tree/", f"goals/{key}/")]


def test_members_read_it_by_their_login_and_nobody_else(edition, officer, reader, stranger, visitor):
    def status(person) -> int:
        client = Client()
        if not person.is_anonymous:
            client.force_login(person)
        return client.get(f"/preview/edition/{edition.pk}/nl/tree/").status_code

    assert [status(person) for person in (officer, reader, stranger, visitor)] == [200, 200, 404, 404]


def test_the_edition_s_own_preview_leads_back_and_a_link_does_not(client, address, edition, officer):
    back = f"/admin/strategy/edition/{edition.pk}/change/"
    assert back not in shown(client.get(f"{address}nl/"))
    client.force_login(officer)
    assert back in shown(client.get(f"/preview/edition/{edition.pk}/nl/"))


def test_a_link_follows_the_edition(client, address, edition):
    edit_goal(by_title(edition)["Safe city"], actor=None, changes={"title_nl": "Veilige stad"})
    assert "Veilige stad" in shown(client.get(f"{address}nl/tree/"))


def test_a_proposed_edition_says_so(client, address, edition):
    propose_edition(edition, actor=None)
    assert "proposed for a decision" in shown(client.get(f"{address}en/"))


def test_a_decision_on_the_draft_is_shown_as_it_will_be(client, address, edition, town):
    make_decision(edition, body=make_body(town, "Gemeenteraad"))
    assert "Gemeenteraad" in shown(client.get(f"{address}nl/"))


def test_after_publication_a_link_leads_to_the_public_page(client, address, edition):
    key = by_title(edition)["Safe city"].key
    publish_edition(edition, actor=None)
    answers = {page: client.get(f"{address}nl/{page}") for page in ("", "tree/", f"goals/{key}/safe-city/")}
    for page, answer in answers.items():
        assert (answer.status_code, answer["Location"]) == (302, f"/nl/lindehoven/2020-2025/{page}")
        assert client.get(answer["Location"]).status_code == 200


def test_a_withdrawn_link_says_so_in_the_town_s_language_and_whom_to_ask(client, address, officer, edition):
    officer.first_name, officer.last_name = "Olga", "Peeters"
    officer.save()
    withdraw_link(PreviewLink.objects.get(), actor=officer)
    response = client.get(f"{address}fr/")
    assert response.status_code == 410
    html = response.content.decode()
    assert '<html lang="nl"' in html
    assert "Olga Peeters" in html
    assert "Safe city" not in html
    assert response["Cache-Control"] == "private, no-store"


def test_a_link_that_is_too_old_has_ended(client, address, monkeypatch):
    PreviewLink.objects.update(made_at="2020-01-01T00:00Z", expires_at="2020-01-15T00:00Z")
    assert client.get(f"{address}nl/").status_code == 410


def test_the_address_of_a_link_goes_to_a_language_of_the_town(client, address):
    def landing(asked: str) -> str:
        answer = client.get(address, headers={"accept-language": asked}, follow=True)
        return answer.redirect_chain[-1][0].removeprefix(address)

    assert [landing("en"), landing("de"), landing("nl")] == ["en/", "nl/", "nl/"]


def test_guesses_are_not_found_and_soon_not_answered(client, address, settings):
    guess = f"/preview/{'x' * 43}/nl/"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "guesses"}}
    codes = [client.get(guess).status_code for _number in range(25)]
    assert codes[:20] == [404] * 20
    assert codes[-1] == 429
    assert client.get(f"{address}nl/").status_code == 200


def test_a_use_is_counted(client, address, django_assert_num_queries):
    client.get(f"{address}nl/")
    client.get(f"{address}nl/tree/")
    link = PreviewLink.objects.get()
    assert link.uses == 2
    assert link.last_used_at is not None
    with django_assert_num_queries(5):  # the link, its use, and the three of the public page
        client.get(f"{address}nl/tree/")


def test_nothing_of_a_preview_is_kept_in_front_of_django(address, edition, monkeypatch):
    from config.wsgi import application

    monkeypatch.setattr(keeping, "close_old_connections", lambda: None)
    monkeypatch.setattr(signals.request_started, "receivers", [])  # these end the connection that the test is in
    inner = application.application if isinstance(application, KeptPages) else application
    pages = KeptPages(inner)
    answer: list[str] = []
    environ = Client()._base_environ(PATH_INFO=f"{address}nl/tree/", QUERY_STRING="", SERVER_NAME="testserver")
    list(pages(environ, lambda status, headers, *more: answer.append(status)))
    assert answer == ["200 OK"]
    assert not pages.shelf.pages


def test_a_file_of_the_plan_is_there_before_anything_is_published(client, address, plan):
    Attachment.objects.create(plan=plan, title_nl="Brochure", language="nl", url="https://example.org/b.pdf")
    assert "https://example.org/b.pdf" in shown(client.get(f"{address}nl/"))


def test_what_people_read_can_be_downloaded_with_the_word_in_its_title(client, address):
    text = client.get(f"{address}en/data/text")
    assert text.content.decode().lstrip("\ufeff").startswith(("DRAFT", "ONTWERP"))  # a title that is not translated
    assert "draft" in text["Content-Disposition"]
    assert client.get(f"{address}en/data/json").status_code == 404


def test_the_theme_of_a_town_that_has_nothing_published_is_there_for_its_preview(client, address):
    theme = re.search(r'href="(/theme/[^"]+\.css)"', shown(client.get(f"{address}nl/")))[1]
    assert client.get(theme).status_code == 200
    assert client.get(re.sub(r"-\w{10}\.css", "-0123456789.css", theme)).status_code == 404


def test_a_draft_beside_a_published_edition_stays_out_of_the_public_pages(client, published, plan):
    draft = make_draft(plan, "Secret plan")
    _link, token = share_edition(draft, actor=None, note="council")
    assert "Secret plan" in shown(client.get(f"/preview/{token}/nl/tree/"))
    assert "Secret plan" not in shown(client.get("/nl/lindehoven/2020-2025/tree/"))
    html = shown(client.get(f"/preview/{token}/nl/editions/"))
    assert 'href="/nl/lindehoven/2020-2025/editions/1/"' in html
