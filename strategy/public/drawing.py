"""Drawings made on the server: the tree in the hero, the wheel of goals, the shield. Colours come by CSS class."""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .icons import inside
from .outline import Node

MOST = 12
"""Above this number of goals at the top neither drawing is legible, and the list says it all."""

GAP = 0.022
RINGS = (74.0, 142.0, 150.0, 196.0)
SIZE = 420
HUB_LETTERS = 13
"""What fits into the middle of the wheel."""
WIDTH, HEIGHT = 460, 440


def _arc(inner: float, outer: float, start: float, end: float) -> str:
    """The path of a ring's segment between two angles, around the middle of the wheel."""

    def point(radius: float, angle: float) -> str:
        return f"{SIZE / 2 + radius * math.cos(angle):.1f} {SIZE / 2 + radius * math.sin(angle):.1f}"

    big = int(end - start > math.pi)
    return (
        f"M{point(outer, start)}A{outer:g} {outer:g} 0 {big} 1 {point(outer, end)}"
        f"L{point(inner, end)}A{inner:g} {inner:g} 0 {big} 0 {point(inner, start)}Z"
    )


def _wedge(node: Node, start: float, end: float) -> tuple[str, str]:
    """(segments of the outer ring, the inner wedge with its number) of one goal at the top."""
    count = len(node.children)
    share = (end - start) / max(count, 1)
    gaps = GAP * 0.35
    segments = "".join(
        '<path class="s" d="{}"/>'.format(
            _arc(
                RINGS[2],
                RINGS[3],
                start + i * share + (gaps if i else 0),
                start + (i + 1) * share - (gaps if i < count - 1 else 0),
            )
        )
        for i in range(count)
    )
    if not count:
        segments = f'<path class="s none" d="{_arc(RINGS[2], RINGS[3], start, end)}"/>'
    middle, radius = (start + end) / 2, (RINGS[0] + RINGS[1]) / 2
    x, y = SIZE / 2 + radius * math.cos(middle), SIZE / 2 + radius * math.sin(middle)
    wedge = _arc(RINGS[0], RINGS[1], start, end)
    return segments, f'<path class="w" d="{wedge}"/><text x="{x:.1f}" y="{y:.1f}">{node.number}</text>'


def wheel(nodes: Sequence[Node], label: str, count: str, current: Node | None = None) -> SafeString:
    """Inner ring: a wedge for each goal at the top, equally wide so that a small one stays a big target; outer ring:
    a segment for each goal below it. ``current`` makes it a picture with the other goals dimmed, without links.

    ``label`` names the drawing, ``count`` stands in its middle. Nothing for more than MOST goals.
    """
    if not 1 < len(nodes) <= MOST:
        return SafeString()
    width, parts = 2 * math.pi / len(nodes), []
    for index, node in enumerate(nodes):
        start = -math.pi / 2 + index * width
        segments, wedge = _wedge(node, start + GAP / 2, start + width - GAP / 2)
        if current is None:
            name = f"{node.number}. {node.short.text}"
            wedge = format_html('<a href="{}" aria-label="{}">{}</a>', node.href, name, mark_safe(wedge))  # noqa: S308
        css = f"hue-{node.hue}" if current in (None, node) else "dim"
        parts.append(f'<g class="{css}">{segments}{wedge}</g>')
    word = count if len(count) <= HUB_LETTERS else ""
    middle = format_html(
        '<circle class="hub" cx="{0}" cy="{0}" r="{1}"/><text class="mid" x="{0}" y="{2}">{3}</text>'
        '<text class="mid mid--word" x="{0}" y="{4}">{5}</text>',
        SIZE // 2,
        int(RINGS[0]) - 8,
        SIZE // 2 - (10 if word else 0),
        len(nodes),
        SIZE // 2 + 22,
        word,
    )
    role = format_html(' role="group" aria-label="{}"', label) if current is None else mark_safe(' aria-hidden="true"')
    return format_html(
        '<svg class="sun" viewBox="0 0 {0} {0}"{1}>{2}{3}</svg>',
        SIZE,
        role,
        mark_safe("".join(parts)),  # noqa: S308 - built above from numbers and escaped names
        middle,
    )


def hero(nodes: Sequence[Node]) -> SafeString:
    """A tree with one crown for each goal at the top and one leaf for each goal below it. Decoration."""
    if not 0 < len(nodes) <= MOST:
        return SafeString()
    foot = HEIGHT - 14
    branches, leaves, crowns = [], [], []
    for index, node in enumerate(nodes):
        angle = math.radians(196 + 148 * (index + 0.5) / len(nodes))
        radius = 190 if len(nodes) <= 4 else 206 if index % 2 else 172
        x, y = WIDTH / 2 + radius * 1.02 * math.cos(angle), 258 + radius * math.sin(angle)
        bend = WIDTH / 2 + (x - WIDTH / 2) * 0.55
        branches.append(
            f'<path d="M{WIDTH / 2:g} {foot}C{WIDTH / 2:g} {foot - 150},{bend:.1f} {y + 130:.1f},{x:.1f} {y:.1f}"/>'
        )
        leaves += _leaves(node, x, y, angle)
        crowns.append(_crown(node, x, y, 1 if len(nodes) <= 8 else 0.72))
    ground = f'<path d="M{WIDTH / 2 - 150:g} {foot + 6}Q{WIDTH / 2:g} {foot - 26} {WIDTH / 2 + 150:g} {foot + 6}"/>'
    body = f'<g class="wood">{ground}{"".join(branches)}</g>{"".join(leaves)}{"".join(crowns)}'
    return mark_safe(f'<svg viewBox="-30 -14 {WIDTH + 60} {HEIGHT + 10}">{body}</svg>')  # noqa: S308 - numbers, icons


def _leaves(node: Node, x: float, y: float, angle: float) -> list[str]:
    """Leaves fan outwards around a crown, away from the trunk."""
    count, drawn = len(node.children), []
    for index in range(count):
        turn = angle + math.radians((index - (count - 1) / 2) * min(30, 170 / count))
        left, top = x + 60 * math.cos(turn), y + 60 * math.sin(turn)
        drawn.append(
            f'<ellipse class="leaf-{node.hue} hue-{node.hue}" cx="{left:.1f}" cy="{top:.1f}" rx="13" ry="7.5" '
            f'transform="rotate({math.degrees(turn):.0f} {left:.1f} {top:.1f})"/>'
        )
    return drawn


def _crown(node: Node, x: float, y: float, scale: float) -> str:
    icon = inside(node.icon)
    face = f"<text>{node.number}</text>"
    if icon:
        face = f'<g class="face" transform="translate(-18 -18) scale(1.5)">{icon}</g>'
    return (
        f'<g class="crown hue-{node.hue}" transform="translate({x:.1f} {y:.1f}) scale({scale:g})">'
        f'<circle class="rim" r="43"/><circle class="disc" r="37"/>{face}</g>'
    )


SHIELD = (
    '<path {ground} d="M5 4h38v22c0 10-8 16-19 19C13 42 5 36 5 26z"/>'
    '<path {wood} fill="none" stroke-width="2.6" stroke-linecap="round" d="M24 34V22m0 6-6-5m6 1 6-5"/>'
    '<g {crown}><circle cx="24" cy="15" r="5"/><circle cx="15.5" cy="20" r="4"/><circle cx="32.5" cy="17" r="4"/></g>'
)


def shield_file(colour: str) -> str:
    """The shield of a town without a logo, as an SVG file in ``colour``."""
    drawing = SHIELD.format(ground=f'fill="{colour}"', wood='stroke="#fff"', crown='fill="#fff"')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">{drawing}</svg>'


def shield() -> SafeString:
    """The same, inside a page: it takes the colours of the page's style sheet."""
    drawing = SHIELD.format(ground='class="ground"', wood='class="wood"', crown='class="crown"')
    size = 'viewBox="0 0 48 48" width="44" height="44"'
    return mark_safe(f'<svg class="shield" {size} aria-hidden="true" focusable="false">{drawing}</svg>')  # noqa: S308
