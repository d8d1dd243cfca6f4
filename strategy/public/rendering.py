"""Goals as HTML, written by Python instead of a template: a whole tree costs little more than its rows.

Everything that an author wrote is escaped here, exactly once: by ``escape``, or by Text where words are marked.
Each method takes what it writes and gives its HTML; white space stands only where a reader may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..vocabulary import Form
from .icons import icon
from .outline import LEAD_IN, TEXT, TITLE, Group, Node
from .texts import Reader, Text

FRAMES = {Form.VERSE.value: ("div", "verse"), Form.QUOTATION.value: ("blockquote", "quotation")}
"""How a form sets a text: (element, class); prose where nothing is said."""
PROSE = ("div", "prose")

MANY = 3
"""Goals below one at the top, above which a link leads back to the top of the page."""


class Tree:
    """The HTML of thousands of goals. In a template it writes only its mark, since every block and every include copies
    what stands in it; ``into`` puts the goals there in the end."""

    MARK = SafeString("<goals></goals>")
    """No author can write it: their "<" is escaped."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces

    def __str__(self) -> SafeString:
        return self.MARK

    def __html__(self) -> SafeString:
        return self.MARK

    def into(self, page: str) -> list[str]:
        """The pieces of ``page``, which has the mark."""
        before, _mark, after = page.partition(self.MARK)
        return [before, *self.pieces, after]


class Renderer:
    """Writes goals for one reader. What is the same for all of them is worked out once."""

    def __init__(self, reader: Reader) -> None:
        self.attr = f' lang="{reader.authentic}"'
        self.only = f' <span class="only">{escape(_only(reader.authentic))}</span>'
        # apart from the f-strings, in which the collector of messages finds none
        page_of, priority, to_top = pgettext("goal", "Page of"), _("Priority"), _("To the top")
        self.page_of = f'<span class="vh">{escape(page_of)} </span>'
        self.flag = f"{icon('flag')}{escape(priority)}"
        self.to_top = f'<a class="top-link" href="#top">{icon("arrow-up")}{escape(to_top)}</a>'
        self.chevron = icon("chevron-right", "chev")

    # -- the whole tree ------------------------------------------------------------------------------

    def tree(self, groups: Sequence[Group], *, is_open: bool) -> Tree:
        """The goals at the top with all that stands below them; ``is_open``: so do the lists further down."""
        pieces: list[str] = []
        for group in groups:
            start = f' start="{group.nodes[0].position}"' if pieces else ""
            pieces += [f'<ol class="tree"{start}>', *[self._top(node, is_open) for node in group.nodes], "</ol>\n"]
        return Tree(pieces)

    def _top(self, node: Node, is_open: bool) -> str:
        words, below = self.words(node), [self._branch(group, node.ref, True, is_open) for group in node.groups]
        text = f'<div class="node__text">{words}</div>' if words else ""
        return (
            f'\n<li class="node goal hue-{node.hue}" id="g-{node.key}"{_hidden(node)}>{tile(node)}'
            f'<div class="node__own goal__own">{self._code_line(node)}'
            f'<h2 data-text{self._attr(node, TITLE)}><a href="{node.href}">{_title(node)}</a></h2>'
            f"{self._only(node)}{text}</div>{''.join(below)}"
            f"{self.to_top if len(node.children) > MANY else ''}</li>"
        )

    def _branch(self, group: Group, above: str, is_open: bool, is_open_below: bool) -> str:
        label, only = group.label, self.only if group.label.is_fallback else ""
        state = f"{' open' if is_open else ''}{' hidden' if group.is_hidden else ''}"
        return (
            f'<details class="amb"{state}><summary>{self.chevron}<span{label.attr}>{label}'
            f'<span class="vh"> {escape(above)}</span></span>{only} <span class="cnt"><span aria-hidden="true">'
            f'{len(group.nodes)}</span><span class="vh">{escape(group.count)}</span></span></summary>\n'
            f"{_list_of(group)}{''.join([self._item(node, is_open_below) for node in group.nodes])}</ol></details>\n"
        )

    def _item(self, node: Node, is_open: bool) -> str:
        """Of ten thousand goals nearly all come this way, so it calls as little as it can."""
        css, element, below = "leaf", "p", ""
        if node.children:
            css, element = "twig", f"h{node.heading}"
            below = "".join([self._branch(group, node.ref, is_open, is_open) for group in node.groups])
        strings, is_foreign = node.strings, node.foreign[TITLE]
        title = str(node.title) if node.marks else escape(strings[TITLE])
        words = self.words(node) if strings[TEXT] or strings[LEAD_IN] else ""
        return (
            f'<li class="{css} goal" id="g-{node.key}"{" hidden" if node.is_hidden else ""}>'
            f'<a class="ref" href="{node.href}">{self.page_of}{escape(node.code) if node.code else node.number}</a>'
            f'<div class="goal__own"><{element} data-text{self.attr if is_foreign else ""}>{title}</{element}>'
            f"{self.only if is_foreign else ''}{self._priority(node) if node.is_priority else ''}{words}</div>"
            f"{below}</li>\n"
        )

    # -- beside and above it -------------------------------------------------------------------------

    def contents(self, tops: Iterable[Node]) -> SafeString:
        """Links to the goals at the top, within the page."""
        return _safe(
            f'<li class="hue-{node.hue}"><a href="#g-{node.key}"><span class="n" aria-hidden="true">{node.number}'
            f"</span><span{node.short.attr}>{node.short}</span></a></li>"
            for node in tops
        )

    def statements(self, kind: str, label: Text | None, nodes: Sequence[Node]) -> SafeString:
        """Mission, vision or values at the top of the whole text, below ``label`` where there is one."""
        head = (
            f'<h2 class="nl-heading nl-heading--level-2 statement__head" id="{kind}"{label.attr}>{label}</h2>'
            if label
            else ""
        )
        element = "h3" if label else "h2"
        sections = "".join([self._statement(node, element) for node in nodes])
        return _safe([f'{head}\n<div class="statements statements--{kind}">{sections}</div>\n'])

    def _statement(self, node: Node, element: str) -> str:
        return (
            f'<section class="statement goal" id="g-{node.key}" aria-labelledby="s-{node.key}"{_hidden(node)}>'
            f'<div class="goal__own"><{element} id="s-{node.key}" data-text{self._attr(node, TITLE)}>'
            f'<a href="{node.href}">{_title(node)}</a></{element}>{self._only(node)}{self.words(node)}</div>'
            f"\n{''.join([self._part(part) for part in node.children])}</section>\n"
        )

    def _part(self, node: Node) -> str:
        return (
            f'<div class="statement__part goal" id="g-{node.key}"{_hidden(node)}><div class="goal__own">'
            f"<h3 data-text{self._attr(node, TITLE)}>{_title(node)}</h3>{self._only(node)}{self.words(node)}"
            "</div></div>\n"
        )

    # -- below one goal, on its page -----------------------------------------------------------------

    def children(self, group: Group, *, is_once: bool = True) -> SafeString:
        """The list of goals directly below another one; ``is_once``: no goal stands elsewhere on the page too."""
        return _safe([_list_of(group), *[self._child(node, is_once) for node in group.nodes], "</ol>"])

    def _child(self, node: Node, is_once: bool) -> str:
        name = f' id="g-{node.key}"' if is_once else ""
        below = f'<p class="leaf__count">{escape(node.below)}</p>' if node.children else ""
        return (
            f'<li class="leaf"{name}><a class="ref" href="{node.href}" tabindex="-1" aria-hidden="true">'
            f'{escape(node.ref)}</a><div class="goal__own"><p><a class="leaf__link" href="{node.href}"'
            f"{self._attr(node, TITLE)}>{_title(node)}</a></p>{self._only(node)}{self._priority(node)}"
            f"{self.words(node)}{below}</div></li>"
        )

    # -- parts of a goal -----------------------------------------------------------------------------

    def words(self, node: Node) -> str:
        """The text of a goal as prose, verse or quotation, with its lead-in before it; "" where there is neither."""
        strings, foreign = node.strings, node.foreign
        has_lead_in = bool(strings[LEAD_IN]) and not node.lends_lead_in
        lead_in = (
            f'<p class="lead-in"{self._attr(node, LEAD_IN)}>{escape(strings[LEAD_IN])}</p>\n' if has_lead_in else ""
        )
        is_unsaid = (foreign[TEXT] or (has_lead_in and foreign[LEAD_IN])) and not foreign[TITLE]
        return f"{lead_in if has_lead_in else ''}{self._body(node)}{self.only if is_unsaid else ''}"

    def _body(self, node: Node) -> str:
        if not node.strings[TEXT]:
            return ""
        element, css = FRAMES.get(node.form, PROSE)
        paragraphs = "".join([f"<p>{paragraph}</p>" for paragraph in node.text.paragraphs])
        return f'<{element} class="{css}"{self._attr(node, TEXT)}>{paragraphs}</{element}>'

    def _code_line(self, node: Node) -> str:
        if not (node.code or node.is_priority):
            return ""
        code = f'<span class="code">{escape(node.code)}</span>' if node.code else ""
        flag = f'<span class="priority">{self.flag}</span>' if node.is_priority else ""
        return f'<p class="code-line">{code}{flag}</p>'

    def _priority(self, node: Node) -> str:
        return f'<p class="priority">{self.flag}</p>' if node.is_priority else ""

    def _attr(self, node: Node, index: int) -> str:
        return self.attr if node.foreign[index] else ""

    def _only(self, node: Node) -> str:
        """The visible mark of a title that is not in the page's language."""
        return self.only if node.foreign[TITLE] else ""


def tile(node: Node) -> SafeString:
    """The square beside a goal: its icon with its number, or the number alone."""
    if not node.icon:
        return _safe([f'<span class="tile tile--plain" aria-hidden="true">{node.number}</span>'])
    number = f"<b>{node.number}</b>" if node.number else ""
    return _safe([f'<span class="tile" aria-hidden="true">{icon(node.icon)}{number}</span>'])


def words(node: Node) -> SafeString:
    """For templates: Renderer.words of one goal."""
    return _safe([Renderer(node.outline.reader).words(node)])


def children(group: Group, is_once: bool = True) -> SafeString:
    """For templates: Renderer.children of one list."""
    return Renderer(group.nodes[0].outline.reader).children(group, is_once=is_once)


def _only(language: str) -> str:
    return Text("", language, is_fallback=True).only


def _title(node: Node) -> str:
    return str(node.title) if node.marks else escape(node.strings[TITLE])


def _hidden(node: Node) -> str:
    return " hidden" if node.is_hidden else ""


def _list_of(group: Group) -> str:
    return '<ol class="leafs leafs--short">' if group.is_short else '<ol class="leafs">'


def _safe(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of an author's text is escaped above
