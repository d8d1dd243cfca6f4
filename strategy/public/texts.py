"""Texts as a page shows them: in the reader's language or, marked, in the authentic one; dates and names of languages.

A Text writes itself into a template as safe HTML, with the words that a reader searched for marked.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date, format_skeleton
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from ..search.words import fold, fold_letter
from ..vocabulary import Precision

LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "de": "de_DE", "en": "en_GB", "da": "da_DK"}
MACHINE_LENGTH: dict[str, int] = {Precision.MONTH: 7, Precision.YEAR: 4}

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ADDRESS = bytes(code if (letter := chr(code)).isalnum() or letter in "_\n" else ord("-") for code in range(128))
ADDRESS = _ADDRESS.lower() + bytes(128)
"""What becomes of each ASCII character in an address, as Django's slugify has it, where it is not among LEFT_OUT; the
ends of lines stay."""
LEFT_OUT = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code).isspace() or chr(code) in "-_"))


def slug_of(title: str) -> str:
    """The word for ``title`` in an address: readable, at most 60 characters, never empty."""
    return slugs_of([title])[0]


def slugs_of(titles: Sequence[str]) -> list[str]:
    """The words for ``titles``: slugify(fold(title)) of each. They are made together, a title a line, so that ten
    thousand take milliseconds."""
    lines = "\n".join(titles)
    if lines.count("\n") >= len(titles):
        lines = "\n".join([title.replace("\n", " ") for title in titles])
    if not lines.isascii():
        folded = NOT_ASCII.sub(lambda letter: fold_letter(letter[0]), lines)
        lines = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slugs = lines.encode().translate(ADDRESS, LEFT_OUT).decode()
    while "--" in slugs:
        slugs = slugs.replace("--", "-")
    return [slug.strip("-_")[:60].strip("-") or "-" for slug in slugs.split("\n")]


@dataclass(frozen=True, slots=True)
class Text:
    """``lang`` is the language of the text itself, which is not the page's where ``is_fallback``."""

    text: str
    lang: str
    is_fallback: bool = False
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> SafeString:
        return self.marked(self.text)

    @property
    def attr(self) -> SafeString:
        """The lang attribute of the element that holds this text, with a leading blank, or nothing."""
        return mark_safe(f' lang="{self.lang}"') if self.is_fallback else SafeString()  # noqa: S308 - a language code

    @property
    def only(self) -> str:
        """The visible mark of a text that is not in the page's language."""
        return _("only in %(language)s") % {"language": language_name(self.lang)} if self.is_fallback else ""

    @property
    def paragraphs(self) -> list[SafeString]:
        """An empty line starts a new paragraph; single line breaks are content and stay."""
        parts = re.split(r"\n\s*\n", self.text.replace("\r\n", "\n").strip())
        return [mark_safe(self.marked(part).replace("\n", "<br>")) for part in parts if part]  # noqa: S308 - escaped

    @property
    def on_one_line(self) -> str:
        return " ".join(self.text.split())

    def marked(self, text: str) -> SafeString:
        """``text`` as HTML, with ``words`` in <mark>."""
        folded = fold(text) if self.words else ""
        if not any(word in folded for word in self.words):
            return escape(text)
        pieces, end = [], 0
        for start, stop in _places(text, self.words):
            pieces += [escape(text[end:start]), format_html("<mark>{}</mark>", text[start:stop])]
            end = stop
        return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308 - every piece is escaped above


def marked_html(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Pieces of a text as HTML, those that were searched for in <mark>."""
    parts = [f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in pieces if text]
    return mark_safe("".join(parts))  # noqa: S308 - every piece is escaped above


def _places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the folded ``words`` stand in ``text``: (start, stop), without overlaps."""
    folded, origin = [], []
    for index, letter in enumerate(text):
        for part in fold_letter(letter):
            folded.append(part)
            origin.append(index)
    plain, found = "".join(folded), []
    for word in words:
        found += [(m.start(), m.end()) for m in re.finditer(re.escape(word), plain)]
    places: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        first, last = origin[start], origin[stop - 1] + 1
        if not places or first >= places[-1][1]:
            places.append((first, last))
    return places


class Reader:
    """Reads translated columns for a page in ``lang`` of a town whose authentic language is ``authentic``."""

    def __init__(self, lang: str, authentic: str) -> None:
        self.lang, self.authentic = lang, authentic
        self.codes = (lang,) if lang == authentic else (lang, authentic)

    @property
    def is_translation(self) -> bool:
        return self.lang != self.authentic

    def columns(self, *names: str) -> list[str]:
        """The columns to ask the database for."""
        return [f"{name}_{code}" for name in names for code in self.codes]

    def read(self, row: Mapping[str, object], name: str) -> Text:
        """The text ``name`` of a row that has ``columns(name)``."""
        for code in self.codes:
            if text := row[f"{name}_{code}"]:
                return Text(str(text), code, is_fallback=code != self.lang)
        return Text("", self.lang)

    def picker(self) -> Callable[[list[Any]], tuple[list[Any], Sequence[bool]]]:
        """Does what ``read`` does, for thousands of rows: the function that makes of a row's values of ``columns(…)``
        each name's text (None or "" for none), and whether it is not in the page's language."""
        if not self.is_translation:
            return lambda texts: (texts, [False] * len(texts))
        return lambda pairs: (
            [own or other for own, other in zip(pairs[::2], pairs[1::2], strict=True)],
            [not own and bool(other) for own, other in zip(pairs[::2], pairs[1::2], strict=True)],
        )


def language_name(code: str, lang: str = "") -> str:
    """The name of a language as it stands in a sentence, in the page's language (or in ``lang``)."""
    with override(lang or get_language() or "en"):
        return str(get_language_info(code)["name_translated"])


def own_name(code: str) -> str:
    """What a language calls itself: "Français"."""
    return str(get_language_info(code)["name_local"]).capitalize()


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class When:
    """A date that is known to the day, month or year."""

    date: datetime.date
    precision: str = Precision.DAY

    @property
    def machine(self) -> str:
        """For the datetime attribute."""
        return self.date.isoformat()[: MACHINE_LENGTH.get(self.precision, 10)]

    def words(self, lang: str) -> str:
        if self.precision == Precision.YEAR:
            return str(self.date.year)
        if self.precision == Precision.MONTH:
            return format_skeleton("yMMMM", self.date, locale=LOCALES[lang])
        return format_date(self.date, "long", locale=LOCALES[lang])

    def html(self, lang: str) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', self.machine, self.words(lang))


def when(date: datetime.date | None, precision: str = Precision.DAY) -> When | None:
    return When(date, precision) if date and precision != Precision.UNKNOWN else None


def filled(sentence: str, **parts: object) -> SafeString:
    """A translated sentence with its named placeholders filled in, as HTML; unsafe parts are escaped."""
    safe = {name: escape(part) if not isinstance(part, SafeString) else part for name, part in parts.items()}
    return mark_safe(escape(sentence) % safe)  # noqa: S308 - sentence and parts are escaped
