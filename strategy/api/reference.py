"""The contract in words: OpenAPI as JSON, and as a page that is made here and asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .answering import answer, conditional


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str
    """path or query"""
    type: str
    description: SafeString


@dataclass(frozen=True)
class Operation:
    id: str
    path: str
    summary: str
    description: SafeString
    parameters: list[Parameter]
    answer: str
    """The name of the schema that it answers with, or ""."""


@dataclass(frozen=True)
class Shape:
    name: str
    description: str
    fields: list[Parameter]


def contract_of() -> Mapping[str, Any]:
    """The OpenAPI document."""
    from .contract import api  # at first use, see urls.operations

    return api.get_openapi_schema(path_prefix="/api/v1/")


def openapi(request: HttpRequest) -> HttpResponseBase:
    """The contract as OpenAPI 3.1."""
    return answer(request, "openapi", contract_of)


def reference(request: HttpRequest) -> HttpResponseBase:
    """The same as a page, in English, as the contract is."""

    def make() -> HttpResponse:
        with translation.override("en"):
            html = render_to_string("strategy/api.html", page_of(contract_of(), request))
        return HttpResponse(html, headers={"Content-Language": "en"})

    return conditional(request, "reference", make)


def page_of(schema: Mapping[str, Any], request: HttpRequest) -> dict[str, Any]:
    """What the template shows of an OpenAPI document."""
    info, root = schema["info"], request.build_absolute_uri(request.path)
    return {
        "frame": {"lang": "en", "title": info["title"], "description": info["description"], "home": "/"},
        "info": info,
        "root": root,
        "operations": list(_operations(schema)),
        "shapes": [_shape(name, shape) for name, shape in sorted(schema["components"]["schemas"].items())],
    }


def _operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        found = methods["get"]
        content = found["responses"][200].get("content", {})
        shown = next(iter(content.values()), {}).get("schema", {})
        yield Operation(
            found["operationId"],
            path,
            found["summary"],
            _marked(found.get("description", "")),
            [
                Parameter(p["name"], p["in"], _type(p["schema"]), _described(p["schema"], p))
                for p in found.get("parameters", [])
            ],
            shown.get("$ref", "").rpartition("/")[2],
        )


def _shape(name: str, shape: Mapping[str, Any]) -> Shape:
    fields = [
        Parameter(field, "", _type(inner), _described(inner, {}))
        for field, inner in shape.get("properties", {}).items()
    ]
    return Shape(name, shape.get("description", ""), fields)


def _described(schema: Mapping[str, Any], around: Mapping[str, Any]) -> SafeString:
    return _marked(str(around.get("description") or schema.get("description", "")))


def _marked(text: str) -> SafeString:
    """`words` between backticks as code."""
    parts = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", part) if n % 2 else part,) for n, part in parts))


def _type(schema: Mapping[str, Any]) -> str:
    """ "one of nl, fr", "list of Goal", "text or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(part) for part in schema["anyOf"]))
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    names = {"string": "text", "integer": "number", "boolean": "true or false"}
    return names.get(schema.get("type", ""), schema.get("type", ""))
