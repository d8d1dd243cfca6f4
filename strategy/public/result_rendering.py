"""What a search has found, and the choices of its form, as HTML; written by Python, as a whole tree is (rendering.py).

Twenty results and three hundred towns cost templates more time than the search itself. Everything that somebody wrote
is escaped here, exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from .pages.search import HitView
    from .pages.search_filters import Choice
    from .texts import Text


def hits(views: Iterable[HitView]) -> SafeString:
    """The items of the list of results."""
    return mark_safe("\n".join([_hit(view) for view in views]))  # noqa: S308 - escaped below


def options(choices: Iterable[Choice]) -> SafeString:
    """The options of a select."""
    return mark_safe("".join([_option(choice) for choice in choices]))  # noqa: S308 - escaped below


def _hit(view: HitView) -> str:
    code = f'<span class="code">{escape(view.code)}</span> ' if view.code else ""
    of_page = f' hreflang="{view.page_lang}"' if view.page_lang else ""
    only = f' <span class="only">{escape(view.title.only)}</span>' if view.title.is_fallback else ""
    path = "".join([f"<li{text.attr}>{escape(text.text)}</li>" for text in view.path])
    return (
        f'<li class="hit"><h2>{code}<a href="{escape(view.href)}"{of_page}{view.title.attr}>{view.html}</a>{only}</h2>'
        f'<ul class="hit__path"><li class="hit__kind">{escape(view.kind)}</li>{path}</ul>{_excerpt(view)}</li>'
    )


def _excerpt(view: HitView) -> str:
    said: Text = view.excerpt
    return f"<p{said.attr}>{view.excerpt_html}</p>" if said else ""


def _option(choice: Choice) -> str:
    lang = f' lang="{choice.lang}"' if choice.lang else ""
    chosen = " selected" if choice.is_chosen else ""
    return f'<option value="{escape(choice.value)}"{lang}{chosen}>{escape(choice.label)}</option>'
