"""Which elements of a web page belong to the site, are not seen, or are the heads of parts that fold out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

SKIPPED = frozenset(
    (
        "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "input", "select", "textarea",
        "nav", "footer", "canvas", "video", "audio", "head", "dialog", "math", "map", "area", "datalist", "link",
        "meta", "base", "figcaption",
    )
)  # fmt: skip
ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "tablist",
    ]
)
PARTS = frozenset(
    (
        "breadcrumb", "breadcrumbs", "cookie", "cookies", "cookiebar", "cookiebanner", "cookieconsent", "consent",
        "gdpr", "share", "sharing", "social", "nav", "navbar", "navigation", "menu", "mainmenu", "footer", "sidebar",
        "skiplink", "skip", "pager", "pagination", "related", "newsletter",
        "contact", "contacts", "contactbox", "kontakt", "kontaktbox", "newslist", "feedback", "toolbar", "hidden",
        "sronly", "visuallyhidden", "offscreen", "topbar", "toc", "language", "search",
    )
)  # fmt: skip
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|element-invisible|d-none|hidden)(?:\s|$)", re.I
)
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li",
        "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    )
)  # fmt: skip
FOLDS = re.compile(
    r"(?:accordion|toggle|collaps(?:e|ible)|expand(?:er|able)?|fold|faq|tab|panel|disclosure)"
    r"(?:[-_]+\w+?)?[-_]*(?:title|header|heading|head|button|trigger|label|question|summary|control)\b",
    re.I,
)
LONGEST_TITLE = 160
LINES_OF_CELL = 3
"""More of them make a table one for layout."""
FEWEST_LINKS = 3
MOST_SPANNED = 200


def is_unseen(element: HtmlElement) -> bool:
    """Whether a browser shows nothing of ``element``, or nothing of it is text."""
    if element.tag in SKIPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(UNSEEN.search(element.get("style", "")) or UNSEEN_CLASS.search(element.get("class", "")))


def is_site_part(element: HtmlElement) -> bool:
    """Whether ``element`` is navigation, a cookie bar and the like, by role, tag or names; never the page itself."""
    tag = element.tag
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    tokens = set(re.split(r"[\s_\-]+", named)) | {re.sub(r"[_\-]", "", token) for token in named.split()}
    is_part = (
        element.get("role") in ROLES or tag in ("aside", "header", "form") or bool(tokens & PARTS and tag in BLOCKS)
    )
    is_part = is_part or is_menu(element)
    if not is_part or element.find(".//h1") is not None or element.find(".//main") is not None:
        return False
    if tag == "header" and next(element.iterancestors("main", "article", "section"), None) is not None:
        return False
    return len(words_of(element)) <= 0.5 * len(words_of(element.getroottree().getroot()))


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places text side by side: it holds lists or tables, or several lines in one cell."""
    if table.find(".//li") is not None or table.find(".//table") is not None:
        return True
    if table.find(".//th") is not None:
        return False
    cells = list(table.iter("td"))
    return len(list(table.iter("tr"))) == 1 or any(len(list(cell.iter("br", "p"))) > LINES_OF_CELL for cell in cells)


def spanned(rows: list[list[tuple[str, HtmlElement]]]) -> list[list[str]]:
    """The words of a table's cells, said again in each row and column that a cell spans."""
    table: list[list[str]] = []
    open_cells: dict[int, tuple[int, str]] = {}
    for row in rows:
        words: list[str] = []
        waiting = list(row)
        while waiting or len(words) in open_cells:
            left, text = open_cells.pop(len(words), (0, ""))
            if not left:
                text, cell = waiting.pop(0)
                left = _span(cell, "rowspan")
                for _column in range(_span(cell, "colspan") - 1):
                    words.append("")
            if left > 1:
                open_cells[len(words)] = (left - 1, text)
            words.append(text)
        table.append(words)
    return table


def _span(cell: HtmlElement, name: str) -> int:
    number = cell.get(name, "1")
    return min(max(int(number), 1), MOST_SPANNED) if number.isascii() and number.isdigit() else 1


def is_menu(element: HtmlElement) -> bool:
    """Whether ``element`` is a cell or box with nothing but links of a few words, one below the other."""
    links = list(element.iter("a"))
    if element.tag not in ("td", "div") or len(links) < FEWEST_LINKS or element.find(".//img") is not None:
        return False
    if any(element.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "h4", "p", "td")):
        return False
    in_links = sum(len(words_of(link)) for link in links)
    return in_links >= 0.9 * len(words_of(element)) - 2 * len(links) and in_links < 40 * len(links)


def is_fold_title(element: HtmlElement) -> bool:
    """Whether ``element`` is what a reader clicks to unfold a part, by what it controls or is called."""
    if any(element.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "p")):
        return False
    controls = element.get("aria-controls") or element.get("aria-expanded")
    is_named = FOLDS.search(element.get("class", ""))
    return bool(controls or is_named) and 0 < len(words_of(element)) <= LONGEST_TITLE


def panel_title(element: HtmlElement) -> str:
    """What the tab says that shows ``element``, where it is the panel of one; else ""."""
    label = element.get("aria-labelledby", "") if element.get("role") == "tabpanel" else ""
    if not label or element.find(".//h2") is not None or element.find(".//h3") is not None:
        return ""
    tabs = [
        tab
        for tab in element.getroottree().getroot().iter("a", "button", "li", "div", "span")
        if tab.get("id") == label
    ]
    return words_of(tabs[0])[:LONGEST_TITLE] if tabs else ""


def words_of(element: HtmlElement) -> str:
    return " ".join("".join(text for text in element.itertext() if isinstance(text, str)).split())
