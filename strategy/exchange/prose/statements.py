"""Mission, vision and values: their text with its form (verse, quotation), the parts of a vision, the single values."""

from __future__ import annotations

import re

from ...vocabulary import SHORT_TITLE_LENGTH, TITLE_LENGTH, Form, Kind
from ..document import GoalNode
from .blocks import Block, Shape
from .lexicon import Lexicon
from .outline import Item, Listing, Section

OPENING = '“„«"‘‚'
CLOSING = '”“»"’'
VERSE_LINES = 3
VERSE_WIDTH = 90
WORDS_OF_VALUE = 6
LONGEST_OF_VALUES = 2_000
"""Characters of a paragraph in which a sentence that lists the values is looked for."""
ROW = re.compile(r"\s[-–—•·|/]\s")
SPLIT = re.compile(r"\s*(?::|\s[–—-]|\s=)\s+")


def text_of(parts: list[Block | Listing]) -> str:
    """Paragraphs with an empty line between them; lists as lines with a dash, below their lead-in."""
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, Listing):
            lines = [part.lead_in] if part.lead_in else []
            lines += _item_lines(part.items, 0)
            pieces.append("\n".join(lines))
        elif part.shape is Shape.TABLE:
            pieces.append("\n".join(" – ".join(cell for cell in row if cell) for row in part.rows))
        else:
            pieces.append(part.text)
    return "\n\n".join(piece for piece in pieces if piece.strip())


def _item_lines(items: list[Item], depth: int) -> list[str]:
    lines = []
    for item in items:
        rest = f": {item.block.detail}" if item.block.detail else ""
        lines.append(f"{'  ' * min(depth, 10)}- {item.block.text}{rest}")
        if depth < 100:
            lines += _item_lines(item.items, depth + 1)
    return lines


def section_text(section: Section) -> str:
    """The text of a section and, below their headings, of all in it."""
    pieces = [text_of(section.body)]
    for part in section.sections:
        pieces += [part.title, section_text(part)]
    return "\n\n".join(piece for piece in pieces if piece)


def statement(kind: str, title: str, parts: list[Block | Listing], lexicon: Lexicon) -> GoalNode:
    """A mission or vision of ``parts``: what explains it goes before as lead-in, verse and quotation are kept."""
    node = GoalNode(kind=kind, title=title[:TITLE_LENGTH])
    rest = list(parts)
    first = rest[0] if rest else None
    if len(rest) > 1 and isinstance(first, Block) and _introduces(first, rest[1:], lexicon):
        node.lead_in = " ".join(first.text.split())
        rest = rest[1:]
    node.form = _form(rest)
    node.text = text_of(rest)
    if node.form == Form.QUOTATION:
        node.text = _unquoted(node.text)
    return node


def _introduces(first: Block, rest: list[Block | Listing], lexicon: Lexicon) -> bool:
    if len(first.text) > TITLE_LENGTH or first.shape is not Shape.PARAGRAPH or _is_quote(first):
        return False
    following = rest[0]
    is_set_off = isinstance(following, Block) and (_is_quote(following) or _is_verse(following))
    explains = bool(lexicon.definition.search(first.text)) and "\n" not in first.text
    return (is_set_off and not _is_verse(first)) or (explains and not _is_verse(first))


def _form(parts: list[Block | Listing]) -> str:
    blocks = [part for part in parts if isinstance(part, Block)]
    if not blocks or len(blocks) != len(parts):
        return str(Form.PROSE)
    if any(_is_verse(block) for block in blocks):
        return str(Form.VERSE)
    whole = "\n".join(block.text for block in blocks)
    if all(block.shape is Shape.QUOTE for block in blocks) or (_is_quote(blocks[0]) and whole.rstrip()[-1:] in CLOSING):
        return str(Form.QUOTATION)
    return str(Form.PROSE)


def _is_quote(block: Block) -> bool:
    return block.shape is Shape.QUOTE or (block.text[:1] in OPENING and block.text[:1] != "‘" and len(block.text) > 40)


def _is_verse(block: Block) -> bool:
    lines = [line for line in block.text.split("\n") if line.strip()]
    return len(lines) >= VERSE_LINES and sum(map(len, lines)) / len(lines) <= VERSE_WIDTH


def _unquoted(text: str) -> str:
    text = text.strip()
    if text[:1] in OPENING:
        text = text[1:].lstrip()
    return text[:-1].rstrip() if text[-1:] in CLOSING else text


def values_of(section: Section, lexicon: Lexicon, unread: list[str]) -> list[GoalNode]:
    """The single values of a section: its list items, labelled lines, or the words of a sentence.

    Paragraphs that name none are added to ``unread``.
    """
    nodes: list[GoalNode] = []
    for part in section.body:
        if isinstance(part, Listing):
            nodes += [value_of_item(item) for item in part.items]
        elif part.shape is Shape.TABLE:
            nodes += [_value(row[0], " ".join(row[1:])) for row in part.rows if row and row[0]]
        elif part.strong and len(part.strong.split()) <= WORDS_OF_VALUE:
            nodes.append(_value(part.strong, part.text[len(part.strong) :].lstrip(" :.–-—\n")))
        else:
            found = _lines_of_values(part.text, lexicon)
            nodes += found
            unread += [] if found else [part.text]
    return nodes


def _lines_of_values(text: str, lexicon: Lexicon) -> list[GoalNode]:
    listed = values_in_sentence(text, lexicon)
    if listed:
        return listed
    nodes = []
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines:
        label = SPLIT.split(line, maxsplit=1)
        if len(label) == 2 and len(label[0].split()) <= WORDS_OF_VALUE and label[0][:1].isupper():
            nodes.append(_value(label[0], label[1]))
        elif len(lines) > 1 and len(line.split()) <= WORDS_OF_VALUE and not line.endswith("."):
            nodes.append(_value(line, ""))
    if nodes and len(nodes) < len(lines) and len(lines) > 1:
        return _alternating(lines) or nodes
    if len(lines) == 1 and ((not nodes and 1 <= text.count(",") <= 8) or len(ROW.findall(text)) > 1):
        return _bare_list(text, lexicon) or nodes
    return nodes


def _alternating(lines: list[str]) -> list[GoalNode]:
    """A short line and its explanation, again and again."""
    nodes: list[GoalNode] = []
    for line in lines:
        if len(line.split()) <= WORDS_OF_VALUE and not line.endswith((".", "!")):
            nodes.append(_value(line, ""))
        elif nodes:
            nodes[-1].text = f"{nodes[-1].text}\n{line}".strip()
    return nodes


def _bare_list(text: str, lexicon: Lexicon) -> list[GoalNode]:
    """ "Respect, openheid en moed." as the whole paragraph."""
    parts = _enumerated(lexicon.we_are.sub("", text, count=1), lexicon)
    return (
        [_value(part, "") for part in parts] if len(parts) > 1 and all(len(part.split()) <= 3 for part in parts) else []
    )


def values_in_sentence(text: str, lexicon: Lexicon) -> list[GoalNode]:
    """ "Onze waarden zijn: respect, openheid en moed." -> three values."""
    if len(text) > LONGEST_OF_VALUES:
        return []
    opened = (match for match in re.finditer(r":\s", text) if lexicon.values.search(_clause(text[: match.start()])))
    for match in (*lexicon.values_sentence.finditer(text), *opened):
        rest = re.split(r"[.!?;\n]", text[match.end() :].strip(), maxsplit=1)[0]
        parts = _enumerated(rest, lexicon)
        if len(parts) > 1 and all(0 < len(part.split()) <= 5 for part in parts):
            return [_value(part, "") for part in parts]
    return []


def _clause(text: str) -> str:
    """The end of ``text`` from its last stop on."""
    return re.split(r"[.:;!?]", text)[-1]


def _enumerated(text: str, lexicon: Lexicon) -> list[str]:
    split = re.split(
        rf"\s+[-–—•·|/]\s+|\s*,\s*(?:{lexicon.conjunction}\s+)?|\s+(?:{lexicon.conjunction}|&)\s+", text.strip(" .:")
    )
    return [part.strip(" .:“”\"'«»‘’") for part in split if part.strip(" .")]


def _value(title: str, text: str) -> GoalNode:
    title = title.strip(" :.–—-*")
    return GoalNode(kind=str(Kind.VALUE), title=title[:1].upper() + title[1:], text=text.strip())


def value_of_item(item: Item) -> GoalNode:
    """A list item as a value: its name, and what is said of it."""
    title, text = split_item(item.block, WORDS_OF_VALUE)
    node = _value(title, text)
    if item.items:
        node.text = "\n".join(filter(None, [node.text, *_item_lines(item.items, 0)]))
    return node


def split_item(block: Block, most_words: int) -> tuple[str, str]:
    """(title, text) of an item: by what is bold, by a definition, or by "Respect: we luisteren"."""
    text = block.text.strip()
    if block.strong and block.strong != text and text.startswith(block.strong):
        rest = text[len(block.strong) :]
        if len(block.strong) > 2 and (rest[:1] in " :.–—-\n," or block.strong[-1:] in ":.–-"):
            return block.strong.strip(" :.–—-"), "\n".join(filter(None, [rest.lstrip(" :.–—-\n"), block.detail]))
    head, _sign, rest = text.partition("\n")
    if rest and len(head) <= SHORT_TITLE_LENGTH * 2:
        return head.strip(" :"), "\n".join(filter(None, [rest.strip(), block.detail]))
    label = SPLIT.split(text, maxsplit=1)
    is_sentence = most_words < WORDS_OF_VALUE and ":" not in text[: len(label[0]) + 2]
    if len(label) == 2 and is_sentence and (len(label[0].split()) > 3 or len(label[1].split()) < 4):
        return text, block.detail
    if len(label) == 2 and len(label[0].split()) <= most_words and label[1] and label[0][:1].isalpha():
        return label[0], "\n".join(filter(None, [label[1], block.detail]))
    return text, block.detail
