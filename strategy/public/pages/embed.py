"""The tree of a plan inside a page of another site: nothing around it, and every link leads out of the frame."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..outline import Outline
from ..places import Place
from ..rendering import Renderer, Tree
from ..visiting import Visit
from ..words import Words
from .frame import Frame, addresses_of, frame_of, tree_name
from .tree import statements_of

WIDTH, HEIGHT = 800, 640
"""Of the frame, in pixels, where its site does not say."""


@dataclass
class EmbedPage:
    frame: Frame
    place: Place
    href: str
    """Of the page with the whole tree."""
    statements: SafeString
    tree: Tree


def embed_page(place: Place, visit: Visit) -> EmbedPage:
    """The same queries as the page of the tree, without its decisions. All lists are closed but the first level."""
    addresses = addresses_of(place)
    outline = Outline(place.edition.pk, place.reader, Words(place.levels, place.reader), addresses)
    renderer = Renderer(place.reader)
    renderer.to_top = SafeString()
    named = {"town": place.town.slug, "plan": place.plan.slug}
    title = tree_name(place)
    frame = frame_of(place, visit, title, section="tree", canonical=named, canonical_view="public:tree")
    tree = renderer.tree(outline.grouped(outline.steps), is_open=False)
    return EmbedPage(frame, place, addresses.tree, statements_of(outline, renderer), tree)


def embed_address(place: Place, site: str) -> str:
    return site + place.address("embed")


def snippet(place: Place, site: str, width: int | str = "100%", height: int = HEIGHT) -> SafeString:
    """What a site puts into its page."""
    title = f"{tree_name(place)} – {place.town.formal_name.text}"
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        embed_address(place, site),
        title,
        width,
        height,
    )
