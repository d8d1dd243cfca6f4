"""The interface speaks five languages: no catalogue lacks a message, guesses one, or loses a placeholder."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from strategy.vocabulary import LANGUAGES

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = ("config", "municipalities", "strategy", "templates")
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%[sd]")


@cache
def messages(language: str) -> dict[tuple, Message]:
    """The catalogue of a language by context and text, without its header."""
    with (PROJECT / f"config/locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {(message.context, message.id): message for message in catalogue if message.id}


def forms(text: str | tuple | list) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_guessed(language):
    lacking = [m.id for m in messages(language).values() if not all(forms(m.string)) or not m.string]
    fuzzy = [m.id for m in messages(language).values() if m.fuzzy]
    assert (lacking, fuzzy) == ([], [])


def test_all_languages_have_the_same_messages():
    everything = set().union(*(messages(language) for language in LANGUAGES))
    lacking = {language: everything - set(messages(language)) for language in LANGUAGES}
    assert not any(lacking.values()), lacking


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_of_a_translation_are_those_of_its_message(language):
    """A form for one thing may leave the number out: "one goal"."""
    wrong = []
    for message in messages(language).values():
        wanted = set().union(*map(placeholders, forms(message.id)))
        for form in forms(message.string):
            given = placeholders(form)
            if given != wanted and not (message.pluralizable and given < wanted):
                wrong.append((message.id, form))
    assert wrong == []


def used(file: Path) -> Iterator[tuple[str | None, str]]:
    """Context and text of every message that a module or a template asks for."""
    source = file.read_text()
    if file.suffix != ".py":
        source = "\n".join(line.strip() for line in templatize(source, origin=str(file)).splitlines())
    for _line, message, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield context, forms(message)[0]


def test_every_message_of_the_code_stands_in_the_catalogues():
    """`make messages` brings the catalogues up to date; this finds out that somebody forgot to."""
    known = {(message.context, forms(message.id)[0]) for message in messages("en").values()}
    files = [file for folder in FOLDERS for file in (PROJECT / folder).rglob("*")]
    sources = [file for file in files if file.suffix in {".py", ".html", ".txt"} and "migrations" not in file.parts]
    unknown = {
        (str(file.relative_to(PROJECT)), *message) for file in sources for message in used(file) if message not in known
    }
    assert unknown == set()
