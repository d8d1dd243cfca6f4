"""Nothing runs out of a narrow window (WCAG 1.4.10), also with the spacing that readers may give text (1.4.12)."""

import re

import pytest

from municipalities.models import Municipality, User
from strategy.models import Edition
from strategy.services.sharing import share_edition
from strategy.vocabulary import LANGUAGES

pytestmark = pytest.mark.journey
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important }
                       * { word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
    document.querySelectorAll('main details').forEach(box => { box.open = true; });
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}"""
OF_SITE = (
    "",
    "search/?q=a",
    "accessibility/",
    "privacy/",
    "help/",
    "compare/?a=aalst/2020-2025&b=gent/missie-en-strategie",
)
OF_TOWN = ("", "search/?q=a", "feedback/")
FEW = 2


def addresses_of(page, town: Municipality, lang: str) -> list[str]:
    """All that its sitemap lists, but of its goals only some: they are of one kind."""
    listed = re.findall(r"<loc>[^<]+(/\w\w/[^<]+)</loc>", page.request.get(f"/{lang}/{town.slug}/sitemap.xml").text())
    goals = [path for path in listed if "/goals/" in path]
    rest = [path for path in listed if "/goals/" not in path]
    embeds = [f"{path}embed/" for path in rest if path.count("/") == 4 and f"{path}tree/" in rest]
    return [*rest, *goals[:FEW], *embeds, *(f"/{lang}/{town.slug}/{word}" for word in OF_TOWN)]


@pytest.mark.parametrize("width", [320, 390])  # the style sheet turns between them
def test_no_page_scrolls_sideways_however_its_text_is_spaced(open_window, demo, width):
    page, wide, seen = open_window(width=width), {}, 0
    paths = [f"/{lang}/{word}" for lang in LANGUAGES for word in OF_SITE]
    for town in Municipality.objects.all():
        for lang in town.languages if width == 320 else [town.language]:
            paths += addresses_of(page, town, lang)
    for path in paths:
        page.goto(path)
        seen += 1
        if (beyond := page.evaluate(SPACED)) > 0:
            wide[path] = beyond
    assert wide == {}
    assert seen > 80


def test_a_preview_with_its_band_does_not_either(open_window, demo):
    page, draft = open_window(width=320), Edition.objects.open().get(plan__slug="missie-en-strategie")
    _link, token = share_edition(draft, actor=User.objects.get(username="officer-gent"), note="council")
    for path in ("", "tree/", "editions/", "data/"):
        page.goto(f"/preview/{token}/nl/{path}")
        assert page.locator(".draft").is_visible()
        assert page.evaluate(SPACED) <= 0, path
