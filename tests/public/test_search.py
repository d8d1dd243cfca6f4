"""The pages on which citizens search: in one town, in all, and among the names of towns."""

import re

import pytest
from django.core.cache import cache

from strategy.tree import Branch
from tests.factories import make_draft, make_plan, make_published, make_town

TOWN, ALL = "/nl/lindehoven/search/", "/nl/search/"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    cache.clear()


@pytest.fixture
def haven(publish, plan):
    below = Branch({"kind": "objective", "title_nl": "Licht aan de kade", "code": "BD-01", "text_nl": "Rond de haven."})
    return publish(
        plan, Branch({"kind": "theme", "title_nl": "Haven <b>& stad</b>", "title_en": "Port"}, children=[below])
    )


def words(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


@pytest.mark.parametrize("path", [TOWN, ALL])
def test_a_search_leads_to_the_goal(read, haven, path):
    html = read(f"{path}?q=kade")
    goal = haven.goals.get(code="BD-01")
    assert f'href="/nl/lindehoven/2020-2025/goals/{goal.key}/licht-aan-de-kade/"' in html
    assert "Licht aan de <mark>kade</mark>" in html
    assert '<span class="code">BD-01</span>' in html
    assert "Rond de haven." in html
    shown = words(html)
    assert shown.index("Doelstelling") < shown.index("Haven &lt;b&gt;") < shown.index("Rond de haven.")


def test_the_address_of_a_found_goal_is_its_own_and_does_not_redirect(read, haven):
    href = re.search(r'<h2>.*?href="([^"]+)"', read(f"{TOWN}?q=kade"))[1]
    assert "Licht aan de kade" in read(href)


def test_what_people_wrote_is_text_and_what_was_typed_too(read, haven):
    html = read(f"{TOWN}?q=haven")
    assert "<mark>Haven</mark> &lt;b&gt;&amp; stad&lt;/b&gt;" in html
    assert "<script>alert" not in read(f"{TOWN}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")


def test_a_towns_name_among_the_choices_is_text(read, haven):
    town = haven.plan.municipality
    town.name_nl = 'Linde"hoven <i>'
    town.save()
    assert '<option value="lindehoven">Linde&quot;hoven &lt;i&gt; (1)</option>' in read(f"{ALL}?q=kade")
    assert '<option value="lindehoven" selected>' in read(f"{ALL}?q=kade&town=lindehoven")


def test_text_in_fall_back_is_found_in_its_own_language_and_marked_as_such(read, haven):
    html = read("/en/lindehoven/search/?q=kade")
    assert re.search(
        r'<a href="[^"]+" lang="nl">Licht aan de <mark>kade</mark></a> <span class="only">only in Dutch<', html
    )
    assert "<li>Port</li>" in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?q=haven", "1 result"),
        ("?q=BD+kade", "1 result"),
        ("?q=kade", "1 result"),
        ("?q=kade&kind=theme", "Nothing found for “kade”."),
        ("?q=zzz", "Nothing found for “zzz”."),
        ("?q=a", "One letter is not enough to search with."),
        ("?q=-haven", "Your search only says what to leave out."),
        ("?q=%F0%9F%8C%B3", "There is no word in your search."),
        ("?q=haven&kind=nonsense&language=xx&page=nine&plan=%00", "1 result"),
        ("?q=" + "haven+" * 300, "1 result"),
        ("", ""),
    ],
)
def test_what_came_of_it_stands_in_a_sentence(read, haven, query, sentence):
    html = read(f"/en/lindehoven/search/{query}")
    status = re.search(r'role="status">([^<]*)<', html)[1]
    assert status.startswith(sentence)
    assert bool(sentence) == bool(status)


def test_a_long_question_says_that_it_was_cut(read, haven):
    assert "only the beginning was used" in read("/en/lindehoven/search/?q=" + "haven+" * 300)


def test_nothing_found_offers_other_ways_that_keep_the_question(read, haven):
    html = read("/en/lindehoven/search/?q=kade+zzz&kind=theme")
    for href in (
        "?q=kade+zzz",
        "?q=kade&amp;kind=theme",
        "/nl/lindehoven/search/?q=kade+zzz&amp;kind=theme",
        "/en/search/?q=kade+zzz&amp;kind=theme",
    ):
        assert f'href="{href}"' in html


def test_results_come_in_pages(read, plan):
    make_published(plan, "".join(f"Haven {n}\n" for n in range(45)))
    first, last = read("/en/lindehoven/search/?q=haven"), read("/en/lindehoven/search/?q=haven&page=3")
    assert "45 results" in first
    assert first.count('class="hit"') == 20
    assert 'rel="next" href="?q=haven&amp;page=2"' in first
    assert last.count('class="hit"') == 5
    assert 'start="41"' in last
    assert "rel=next" not in last.replace('"', "")


def test_filters_are_plain_form_controls_that_remember(read, haven):
    html = read(f"{ALL}?q=haven&kind=theme&town=lindehoven")
    assert '<option value="theme" selected>' in html
    assert '<option value="lindehoven" selected>' in html
    assert 'method="get"' in html


def test_a_town_is_chosen_among_those_in_which_something_was_found(read, haven, plan):
    make_published(make_plan(make_town("elders")), "Haven")
    make_published(make_plan(make_town("nergens")), "Bos")
    html = read(f"{ALL}?q=haven")
    assert "Elders (1)" in html
    assert "Lindehoven (2)" in html
    assert "Nergens" not in html


def test_a_draft_is_found_nowhere(read, plan, haven):
    make_draft(plan, "Geheim plan")
    for path in (TOWN, ALL):
        assert "Geheim" not in read(f"{path}?q=geheim")


@pytest.mark.parametrize(("path", "status"), [("/nl/nergens/search/", 404), ("/da/lindehoven/search/?q=x", 302)])
def test_a_town_or_language_that_is_not_there(client, haven, path, status):
    response = client.get(path)
    assert response.status_code == status
    if status == 302:
        assert response["Location"] == "/nl/lindehoven/search/?q=x"
    else:
        assert 'href="/nl/search/"' in response.content.decode()


def test_pages_of_results_stay_out_of_other_search_engines(read, haven):
    assert '<meta name="robots" content="noindex">' in read(f"{TOWN}?q=haven")
    assert "noindex" not in read(TOWN)


@pytest.mark.parametrize("path", [TOWN, ALL])
def test_a_search_sets_no_cookie_and_is_not_sent_twice(client, haven, path):
    response = client.get(f"{path}?q=haven")
    assert not response.cookies
    again = client.get(f"{path}?q=haven", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("path", "most"), [(TOWN, 5), (ALL, 6)])
def test_a_search_takes_the_same_few_queries_for_2_results_and_for_45(
    read, plan, path, most, django_assert_max_num_queries
):
    make_published(plan, "".join(f"Haven {n}\n" for n in range(45)))
    read(f"{path}?q=haven+1")  # Django asks SQLite once per process whether it knows JSON
    with django_assert_max_num_queries(most) as few:
        read(f"{path}?q=haven+17")
    with django_assert_max_num_queries(most) as many:
        read(f"{path}?q=haven")
    assert len(few) == len(many)


def test_every_page_of_a_town_and_the_list_of_towns_lead_to_the_search(read, haven):
    for path in ("/nl/lindehoven/", "/nl/lindehoven/2020-2025/tree/", "/nl/lindehoven/2020-2025/editions/"):
        assert f'class="seek" href="{TOWN}"' in read(path)
    assert f'action="{ALL}"' in read("/nl/")


def test_towns_are_found_by_their_names(read, haven):
    for name in ("Überlingen", "elders"):
        make_published(make_plan(make_town(name.lower().replace("ü", "u"), name_nl=name)), "Bos")
    html = read("/en/?q=uber")
    assert "Überlingen" in html
    assert "1 municipality" in html
    assert "Lindehoven" not in html
    assert "Nothing found" in read("/en/?q=zzz")


class TestLimit:
    @pytest.fixture(autouse=True)
    def two_a_minute(self, settings, monkeypatch):
        settings.SEARCHES_PER_MINUTE = 2
        monkeypatch.setattr("strategy.limiting.time.time", lambda: 1_000_000_010)

    def test_who_searches_too_often_is_told_when_to_come_back(self, client, haven):
        statuses = [client.get(f"/en/search/?q=haven+{n}").status_code for n in range(3)]
        assert statuses == [200, 200, 429]
        response = client.get("/en/lindehoven/search/?q=haven")
        assert response["Retry-After"] == "10"
        assert response["Cache-Control"] == "no-store"
        assert "Please try again in 10 seconds." in response.content.decode()
        assert 'class="hit"' not in response.content.decode()

    def test_the_empty_page_and_the_api_are_counted_apart(self, client, haven):
        for _time in range(3):
            client.get(f"{ALL}?q=haven")
        assert client.get(ALL).status_code == 200
        assert client.get("/api/v1/search?q=haven").status_code == 200
