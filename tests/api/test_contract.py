"""The OpenAPI document says what the API does: it is valid, every address answers, every answer fits."""

import json
import re

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from strategy.models import Attachment, Level, Milestone
from strategy.tree import Branch
from tests.api.conftest import API
from tests.factories import make_decision
from tests.outline import by_title


@pytest.fixture
def contract(ask):
    return ask("openapi.json")


@pytest.fixture
def full(plan, publish):
    """A published edition with one of everything beside it."""
    below = Branch({"kind": "objective", "title_nl": "Licht", "code": "A1", "title_en": "Light"})
    edition = publish(plan, Branch({"kind": "theme", "title_nl": "Veilig", "text_nl": "Rust"}, children=[below]))
    Level.objects.create(plan=plan, kind="theme", singular_nl="koers")
    Milestone.objects.create(plan=plan, title_nl="Avond", date="2018-09-01", precision="month")
    Attachment.objects.create(plan=plan, title_nl="Alles", language="nl", url="https://example.org/a.pdf")
    make_decision(edition, votes_for=3)
    return edition


def filled(path: str, edition) -> str:
    parts = {"town": "lindehoven", "plan": "2020-2025", "number": "1", "key": by_title(edition)["Licht"].key}
    return re.sub(r"{(\w+)}", lambda match: parts[match[1]], path)


def test_it_is_valid_openapi_3_1(contract):
    assert contract["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(contract).validate()


def test_every_path_answers_as_it_is_described(contract, client, full):
    for path, methods in contract["paths"].items():
        assert list(methods) == ["get"]
        for lang in ("nl", "en"):
            response = client.get(filled(path, full), {"lang": lang})
            assert response.status_code == 200, path
            (media_type,) = methods["get"]["responses"]["200"]["content"]
            assert response["Content-Type"] == media_type
            if media_type == "application/json":
                shape = {**methods["get"]["responses"]["200"]["content"][media_type]["schema"], **contract}
                jsonschema.validate(json.loads(response.content), shape)


def test_every_field_of_an_answer_is_described(contract, client, full):
    """A field that is not in the contract is a promise that nobody knows of."""
    shapes = contract["components"]["schemas"]

    def undescribed(value, shape: dict) -> set[str]:
        shape = shapes[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
        options = [option for option in shape.get("anyOf", [shape]) if option.get("type") != "null"]
        shape = shapes[options[0]["$ref"].rpartition("/")[2]] if "$ref" in options[0] else options[0]
        if isinstance(value, list):
            return set().union(*(undescribed(item, shape.get("items", {})) for item in value))
        if not isinstance(value, dict) or "properties" not in shape:
            return set()
        inner = (undescribed(item, shape["properties"].get(name, {})) for name, item in value.items())
        return (set(value) - set(shape["properties"])).union(*inner)

    for path, methods in contract["paths"].items():
        content = methods["get"]["responses"]["200"]["content"].get("application/json")
        if content:
            assert undescribed(client.get(filled(path, full)).json(), content["schema"]) == set(), path


def test_the_page_tells_of_every_operation_and_asks_nobody_else(client, contract):
    html = client.get(API).content.decode()
    for path, methods in contract["paths"].items():
        assert f"GET {path}" in html
        assert methods["get"]["summary"] in html
    for address in re.findall(r'<(?:link|script|img)[^>]*?(?:href|src)="([^"]+)"', html):
        assert address.startswith(("/", "data:,"))
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=", html)
    assert '<html lang="en"' in html


def query_names(operation: dict) -> list[str]:
    return [parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"]


def test_every_operation_has_the_same_manners(contract, client, full):
    """Strong ETag and 304, open to every origin, no cookie, the same for every browser; its refusals too."""
    for path, methods in contract["paths"].items():
        address, names = filled(path, full), query_names(methods["get"])
        response = client.get(address, {"q": "licht"}, headers={"Origin": "https://elsewhere.example"})
        etag = response["ETag"]
        again = client.get(address, {"q": "licht"}, headers={"If-None-Match": etag, "Accept-Language": "fr"})

        assert re.fullmatch(r'"[^"]+"', etag), path
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag), path
        assert response["Access-Control-Allow-Origin"] == "*", path
        assert (response.cookies, response.get("Vary")) == ({}, None), path
        assert client.post(address).status_code == 405, path
        for name in {"lang", "limit", "offset"} & set(names):
            refused = client.get(address, {"q": "licht", name: "-1"}, headers={"Accept-Language": "fr"})
            assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (422, "*"), (path, name)
            assert refused.json()["detail"].startswith(f"The parameter {name} is not valid"), (path, name)


def test_every_answer_says_the_language_that_was_asked_for(contract, client, full):
    said = {}
    for path, methods in contract["paths"].items():
        if "lang" in query_names(methods["get"]):
            answers = [
                client.get(filled(path, full), {"lang": lang, "q": "licht"}).json() for lang in ("nl", "en", "fr")
            ]
            said[path] = [answer["lang"] for answer in answers if "lang" in answer]

    assert len(said) > 5
    for path, languages in said.items():
        # the town has not switched French on: its own pieces answer in Dutch, and say so
        assert languages in ([], ["nl", "en", "nl"], ["nl", "en", "fr"]), path


def test_every_long_list_can_be_walked_through_in_pieces(contract, client, full):
    walked = 0
    for path, methods in contract["paths"].items():
        if "limit" in query_names(methods["get"]):
            address = filled(path, full)
            whole = client.get(address, {"q": "rust licht veilig"}).json()["items"]
            pieces, following = [], f"{address}?limit=1&q=rust%20licht%20veilig"
            while following and len(pieces) <= len(whole):
                page = client.get(following).json()
                pieces, following = [*pieces, *page["items"]], page["next"]
            assert pieces == whole, path
            walked += bool(whole)
    assert walked > 3


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_asked_it_answers_without_breaking(contract, client, full, settings, data):
    settings.API_REQUESTS_PER_MINUTE = 0
    path, methods = data.draw(st.sampled_from(sorted(contract["paths"].items(), key=lambda pair: pair[0])))
    names = [p["name"] for p in methods["get"]["parameters"] if p["in"] == "query"]
    values = st.one_of(st.text(max_size=8), st.integers().map(str), st.sampled_from(["nl", "1", "theme", "A1", "\x00"]))
    query = data.draw(st.dictionaries(st.sampled_from(names), values)) if names else {}
    words = st.one_of(st.text(min_size=1, max_size=9), st.integers().map(str), st.just(""))
    asked = re.sub(r"{\w+}", lambda _match: data.draw(words), path) if data.draw(st.booleans()) else filled(path, full)

    response = client.get(asked.replace("?", "%3F").replace("#", "%23"), query)
    assert response.status_code in {200, 301, 404, 422}, (asked, query, response.content)
    described = methods["get"]["responses"].get(str(response.status_code), {}).get("content", {})
    if response.status_code in {404, 422}:
        assert response["Access-Control-Allow-Origin"] == "*"
        assert list(response.json()) == ["detail"], (asked, query)
    elif "application/json" in described and asked == filled(path, full) and response.status_code == 200:
        shape = {**described["application/json"]["schema"], **contract}
        jsonschema.validate(response.json(), shape)
