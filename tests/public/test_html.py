"""Every type of public page, in every language, is HTML without a fault that a parser would have to guess around."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.core.cache import cache
from tinyhtml5.parser import HTMLParser

from strategy.vocabulary import LANGUAGES
from tests.page_types import addresses, make_full_town


def faults(html: str) -> list[str]:
    """What a strict reader objects to, one line each."""
    parser = HTMLParser()
    parser.parse(html)
    found = [f"{position}: {code} {more}" for position, code, more in parser.errors]
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    found += [f"id {name} stands there {count} times" for name, count in ids.items() if count > 1]
    pointers = re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"', html)
    found += [f"nothing has the id {name}" for names in pointers for name in names.split() if name not in ids]
    found += [] if len(re.findall(r"<h1[ >]", html)) == 1 else ["not exactly one h1"]
    found += [f"heading skips to h{level}" for level in _skipped(html)]
    found += ["no title"] if not re.search(r"<title>[^<]+</title>", html) else []
    return found


def _skipped(html: str) -> list[int]:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html.split("<main")[1])]
    return [after for before, after in pairwise(levels) if after > before + 1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_of_page_is_valid(client, db, lang):
    cache.clear()
    make_full_town()
    wrong = {}
    for path in addresses(lang):
        response = client.get(path, follow=True)
        assert response.status_code in (200, 404), path
        html = response.content.decode()
        assert f'<html lang="{lang}"' in html
        if found := faults(html):
            wrong[path] = found
    assert wrong == {}


def test_a_form_with_errors_is_valid_too(client, db):
    make_full_town()
    html = client.post("/nl/lindehoven/feedback/", {"email": "x", "website": ""}).content.decode()
    assert faults(html) == []
    assert faults('<!DOCTYPE html><title>x</title><main><h1>x</h1><p><div></p><i id="a"></i><i id="a"></i></main>')
