"""What social media show beside a link: title, words and language of the page, and a picture in the town's colours."""

import io
import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from strategy.models.goal import unguarded_goals
from strategy.public import painting
from strategy.tree import Branch
from tests.factories import make_draft, make_published

PLAN = "/nl/lindehoven/2020-2025/"


def said(html: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html):
        found.setdefault(name, []).append(content)
    return found


def picture(client, path: str) -> Image.Image:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert len(response.content) < 100_000
    image = Image.open(io.BytesIO(response.content))
    assert image.size == (1200, 630)
    return image.convert("RGB")


@pytest.fixture
def theme(publish, plan) -> str:
    """The address of a goal in two languages."""
    publish(plan, Branch({"kind": "theme", "title_nl": "Veilige stad", "title_en": "Safe city"}, key="veiligaa"))
    return "lindehoven/2020-2025/goals/veiligaa/"


def test_a_page_says_what_it_is_in_its_own_language(read, client, theme):
    html = read(f"/en/{theme}safe-city/")
    tags = said(html)
    assert tags["og:title"] == ["Safe city – Lindehoven"]
    assert tags["og:locale"] == ["en_GB"]
    assert tags["og:locale:alternate"] == ["nl_BE"]
    assert tags["og:url"] == [f"http://testserver/en/{theme}safe-city/"]
    assert tags["og:image"] == [f"http://testserver/en/{theme}image.png"]
    assert tags["twitter:card"] == ["summary_large_image"]
    assert said(read(f"/nl/{theme}veilige-stad/"))["og:locale"] == ["nl_BE"]


@pytest.mark.parametrize("path", [PLAN, f"{PLAN}tree/", "/nl/lindehoven/documents/", f"{PLAN}editions/1/"])
def test_other_pages_show_the_plans_picture(read, client, published, path):
    (address,) = said(read(path))["og:image"]
    assert address == f"http://testserver{PLAN}image.png"
    picture(client, address.removeprefix("http://testserver"))


@pytest.mark.parametrize("word", ["", "search/", "accessibility/", "privacy/", "help/", "compare/"])
def test_pages_of_no_town_show_the_picture_of_the_site(read, client, db, word):
    tags = said(read(f"/fr/{word}"))
    assert tags["og:image"] == ["http://testserver/fr/image.png"]
    assert tags["og:locale"] == ["fr_BE"]
    assert sorted(tags["og:locale:alternate"]) == ["da_DK", "de_DE", "en_GB", "nl_BE"]
    assert tags["og:url"] == [f"http://testserver/fr/{word}"]
    assert picture(client, "/fr/image.png").tobytes() != picture(client, "/da/image.png").tobytes()


def test_a_goal_has_its_own_picture_in_each_language_and_edition(client, theme, plan):
    shown = {path: picture(client, path).tobytes() for path in (f"/nl/{theme}image.png", f"/en/{theme}image.png")}
    assert len(set(shown.values())) == 2
    make_published(plan, "Another goal")
    edition = f"{PLAN}editions/1/goals/veiligaa/image.png"
    assert picture(client, edition).tobytes() == shown[f"/nl/{theme}image.png"]
    assert (
        f'content="http://testserver{edition}"'
        in client.get(edition.replace("image.png", "veilige-stad/")).content.decode()
    )


def test_the_picture_has_the_towns_colours(client, published, town):
    town.brand_colour = "#ffd200"
    town.save()
    colours = {colour for _count, colour in picture(client, f"{PLAN}image.png").getcolors(100)}
    assert {(0xFF, 0xD2, 0x00), (0x7E, 0x67, 0x07)} <= colours  # the brand, and its shade that carries white


def test_a_picture_is_not_sent_again_until_something_is_published(client, published, plan):
    etag = client.get(f"{PLAN}image.png")["ETag"]
    assert client.get(f"{PLAN}image.png", headers={"If-None-Match": etag}).status_code == 304
    make_published(plan, "Green city")
    assert client.get(f"{PLAN}image.png", headers={"If-None-Match": etag}).status_code == 200


def test_a_draft_has_no_picture(client, published, plan):
    make_draft(plan, "Secret plan")
    key = unguarded_goals().get(title_nl="Secret plan").key
    assert client.get(f"{PLAN}goals/{key}/image.png").status_code == 404


def test_results_of_a_search_say_nothing_of_themselves(read, published):
    assert said(read("/nl/lindehoven/search/?q=city")) == {}


def test_without_the_font_there_is_no_picture_and_no_page_names_one(client, read, published, monkeypatch):
    monkeypatch.setattr(painting, "_font_file", lambda: None)
    assert client.get(f"{PLAN}image.png").status_code == 404
    tags = said(read(PLAN))
    assert "og:image" not in tags
    assert "og:title" in tags


@settings(max_examples=25)
@given(st.text(max_size=400), st.text(max_size=200), st.text(max_size=120), st.integers(0, 0xFFFFFF))
def test_whatever_the_words_and_the_colour_the_picture_fits(title, above, town, colour):
    made = painting.paint(title, above, town, f"#{colour:06x}")
    assert len(made) < 100_000
    assert Image.open(io.BytesIO(made)).size == (painting.WIDTH, painting.HEIGHT)


def test_without_scripts_a_goal_is_shared_by_mail(client, theme):
    """The button that copies the address needs a script; the link takes its place, with the address and the title."""
    html = client.get(f"/nl/{theme}", follow=True).content.decode()
    (subject, body) = re.search(r'class="[^"]*no-js" href="mailto:\?subject=([^"&]+)&amp;body=([^"&]+)"', html).groups()
    assert unquote(subject).startswith("Veilige stad – ")
    assert unquote(body) == said(html)["og:url"][0]
