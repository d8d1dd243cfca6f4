"""Every address outside the admin x everybody, GET and POST; a route that stands in no table here fails.

The admin's own table, with every role, is tests/admin/test_who_may.py.
"""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver

from strategy.api.urls import operations
from strategy.services.publishing import propose_edition, start_draft
from strategy.services.sharing import share_edition
from tests.outline import plant

CAST = ("officer", "secretary", "administrator", "reader", "stranger", "operator", "visitor")
TOWN = "<language:lang>/<slug:town>/"
PLAN = f"{TOWN}<plan:plan>/"
EDITION = f"{PLAN}editions/<int:number>/"
FEEDBACK = f"{TOWN}feedback/"
SITE_PAGES = ("search", "accessibility", "privacy", "help", "compare")
TOWN_PAGES = ("search", "feed", "documents", "accessibility", "privacy", "contact", "help", "feedback/thanks")

# address: what GET answers to everybody alike; nothing can be posted
PUBLIC = {
    "": 302,
    r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})\.css$": 302,
    r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})\.svg$": 302,
    r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})/logo$": 302,
    r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})/header$": 302,
    "ns": 200,
    "robots.txt": 200,
    "sitemap.xml": 200,
    "oembed": 400,  # it names no page
    "<language:lang>/": 200,
    **dict.fromkeys((f"<language:lang>/{page}/" for page in SITE_PAGES), 200),
    "<language:lang>/image.png": 200,
    TOWN: 200,
    **dict.fromkeys((f"{TOWN}{page}/" for page in TOWN_PAGES), 200),
    f"{TOWN}sitemap.xml": 200,
    PLAN: 200,
    f"{PLAN}feed/": 200,
    f"{PLAN}history/": 200,
    f"{PLAN}sdgs/": 200,
    f"{PLAN}embed/": 200,
    f"{PLAN}image.png": 200,
    f"{PLAN}goals/<key:key>/image.png": 200,
    f"{EDITION}sdgs/": 200,
    f"{EDITION}goals/<key:key>/image.png": 200,
    f"{PLAN}tree/": 200,
    f"{PLAN}data/": 200,
    f"{PLAN}data/<slug:format>": 200,
    f"{PLAN}goals/<key:key>/": 301,
    f"{PLAN}goals/<key:key>/<str:slug>/": 301,
    f"{PLAN}editions/": 200,
    EDITION: 200,
    f"{EDITION}sealed.json": 200,
    f"{EDITION}extract.pdf": 200,
    f"{EDITION}tree/": 200,
    f"{EDITION}data/": 200,
    f"{EDITION}data/<slug:format>": 200,
    f"{EDITION}goals/<key:key>/": 301,
    f"{EDITION}goals/<key:key>/<str:slug>/": 301,
    f"{PLAN}changes/": 302,
    f"{PLAN}changes/<int:before>..<int:after>/": 200,
    f"{PLAN}succession/": 404,  # the only plan: nothing precedes it
    f"{PLAN}on/<day:day>/": 200,
    f"{PLAN}files/<int:pk>/<str:name>": 404,
    f"{PLAN}pictures/<int:pk>/<str:name>": 404,
    f"{PLAN}decisions/<int:pk>/<str:name>": 404,
    r"^(?P<lang>nl|fr|de|en|da)/(?P<rest>.+)/$": 404,
    "api/v1/": 200,
    "api/v1/openapi.json": 200,
    r"api/^v1/(?P<rest>.+)$": 404,
}
# page of an edition that is not published: what GET answers to who may read it; nothing can be posted
PREVIEW = {
    "": 200,
    "tree/": 200,
    "editions/": 200,
    "succession/": 404,
    "data/": 200,
    "data/<slug:format>": 404,
    "goals/<key:key>/": 302,
    "goals/<key:key>/<str:slug>/": 302,
    "files/<int:pk>/<str:name>": 404,
    "pictures/<int:pk>/<str:name>": 404,
    "decisions/<int:pk>/<str:name>": 404,
}
BY_NUMBER, BY_LINK = "preview/edition/<int:edition>/", "preview/<token:token>/"
PROPOSAL = f"{PLAN}proposal/"
# address: what GET answers to an officer and a visitor, then what POST with nothing in it does
ACCOUNTS = {
    "": "302 302 302 302",
    "login/": "302 200 302 200",
    "logout/": "200 302 302 302",
    "inactive/": "200 200 405 405",
    "signup/": "302 200 302 200",
    "reauthenticate/": "200 302 200 302",
    "password/change/": "200 302 200 302",
    "password/set/": "302 302 302 302",
    "password/reset/": "200 200 200 200",
    "password/reset/done/": "200 200 405 405",
    "password/reset/key/done/": "200 200 405 405",
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "200 200 200 200",
    "2fa/": "200 302 405 302",
    "2fa/authenticate/": "302 302 302 302",
    "2fa/reauthenticate/": "302 302 302 302",
    "2fa/totp/activate/": "302 302 302 302",
    "2fa/totp/deactivate/": "404 302 404 302",
    "2fa/recovery-codes/": "404 302 405 302",
    "2fa/recovery-codes/generate/": "302 302 302 302",
    "2fa/recovery-codes/download/": "404 302 404 302",
    "2fa/webauthn/": "200 302 405 302",
    "2fa/webauthn/add/": "302 302 302 302",
    "2fa/webauthn/reauthenticate/": "302 302 302 302",
    "2fa/webauthn/keys/<int:pk>/remove/": "302 302 302 302",
    "2fa/webauthn/keys/<int:pk>/edit/": "302 302 302 302",
    "2fa/webauthn/login/": "302 302 302 302",
    "sessions/": "200 302 302 302",
    "provider/cancelled/": "200 200 405 405",
    "provider/error/": "401 401 405 405",
    "oidc/<str:provider_id>/login/": "404 404 404 404",
    "oidc/<str:provider_id>/login/callback/": "404 404 404 404",
}
EXAMPLES = {
    # end of a route that is an expression: an address that fits
    r"\.css$": "theme/lindehoven-0123456789.css",
    r"\.svg$": "theme/lindehoven-0123456789.svg",
    "/logo$": "theme/lindehoven-0123456789/logo",
    "/header$": "theme/lindehoven-0123456789/header",
    "(?P<rest>.+)/$": "nl/no/such/page/at/all/",
    "(?P<key>.+)/$": "accounts/password/reset/key/1-made-up/",
    "v1/(?P<rest>.+)$": "api/v1/nothing",
}


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        else:
            yield here


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def address(published, plan):
    """The address of a route: with the rows of a published edition, and of a proposal that the town shows."""
    edition = start_draft(plan, actor=None)
    goal = plant(edition, "Green city")["Green city"]
    token = share_edition(edition, actor=None, note="council")[1]
    propose_edition(edition, actor=None, is_public=True)
    kept = published.goals.exclude(kind="root").first()
    values = {"lang": "nl", "town": "lindehoven", "plan": "2020-2025", "number": "1", "before": "1", "after": "1"}
    values |= {"edition": str(edition.pk), "token": token, "format": "json", "slug": "x", "day": "2030-01-01"}
    values |= {"pk": "999999", "name": "x.pdf", "provider_id": "elsewhere"}

    def fill(route: str) -> str:
        for ending, example in EXAMPLES.items():
            if route.endswith(ending):
                return f"/{example}"
        given = {**values, "key": (goal if route.startswith(("preview", PROPOSAL)) else kept).key}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: given[match[1]], route)

    return fill


@pytest.fixture
def ask(address, at_admin, request):
    """ask(route) gives what GET and POST there answer to everybody."""

    def ask(route: str, cast: tuple[str, ...] = CAST) -> tuple[list[int], list[int]]:
        got, posted = [], []
        for role in cast:
            person = request.getfixturevalue(role)
            got.append(at_admin(person).get(address(route)).status_code)
            posted.append(at_admin(person).post(address(route)).status_code)
        return got, posted

    return ask


@pytest.mark.parametrize("route", PUBLIC)
def test_what_is_public_is_the_same_for_everybody(ask, route):
    assert ask(route) == ([PUBLIC[route]] * len(CAST), [405] * len(CAST))


def test_the_one_public_form_asks_everybody_for_a_message(ask):
    assert ask(FEEDBACK) == ([200] * len(CAST), [422] * len(CAST))


@pytest.mark.parametrize("page", PREVIEW)
def test_a_draft_is_read_by_members_and_by_who_has_a_link(ask, page):
    code, nothing = PREVIEW[page], [405] * len(CAST)
    assert ask(f"{BY_NUMBER}<language:lang>/{page}") == ([code, code, code, code, 404, code, 404], nothing)
    assert ask(f"{BY_LINK}<language:lang>/{page}") == ([code] * len(CAST), nothing)
    assert ask(f"{PROPOSAL}{page}") == ([code] * len(CAST), nothing)


@pytest.mark.parametrize("start", [BY_NUMBER, BY_LINK])
def test_the_start_of_a_preview_only_leads_to_a_language(ask, start):
    assert ask(start) == ([302] * len(CAST), [302] * len(CAST))


@pytest.mark.parametrize("route", ACCOUNTS)
def test_the_pages_of_an_account(ask, route):
    got, posted = ask(f"accounts/{route}", ("officer", "visitor"))
    assert " ".join(map(str, got + posted)) == ACCOUNTS[route]


@pytest.mark.parametrize("operation", [str(pattern.pattern) for pattern in operations().url_patterns])
def test_the_api_is_the_same_for_everybody(ask, operation, settings):
    settings.API_REQUESTS_PER_MINUTE = 0
    route = "api/v1/" + operation.replace("<slug:town>", "lindehoven")
    assert ask(route) == ([200] * len(CAST), [405] * len(CAST))


def test_every_route_stands_in_a_table():
    previews = {f"{start}<language:lang>/{page}" for start in (BY_NUMBER, BY_LINK) for page in PREVIEW}
    tables = {*PUBLIC, FEEDBACK, *previews, BY_NUMBER, BY_LINK, *(f"{PROPOSAL}{page}" for page in PREVIEW)}
    tables |= {f"accounts/{route}" for route in ACCOUNTS}
    assert {route for route in routes(get_resolver()) if not route.startswith("admin/")} == tables
