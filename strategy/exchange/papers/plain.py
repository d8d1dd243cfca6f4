"""Our plain text and our Markdown as pieces: each says in words or signs what a line is. No ORM."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...vocabulary import Form
from . import pieces
from .pieces import Piece, goal_label, read_labels

SIGNS = ("\\", "[", "»", "|", ">", "- ", "===", "---", "~~~")
UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
LINKED = re.compile(r"(.*) \((https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)", re.S)
ESCAPED = re.compile(r"\\([\\`*_&\[\]<>|~#+=.)-])")
LINK = re.compile(r"\[((?:\\.|[^\\\]])*)\]\(<([^<>\s]+)>\)")
LABEL = re.compile(r"\*(?!\*)((?:\\.|[^\\*])+)\*")
FACT = re.compile(r"\*(?!\*)((?:\\.|[^\\*])+):\* (.*)")
BOLD = re.compile(r"(\*{2,3})((?:\\.|[^\\*])+)\1")


def plain_line(line: str, language: str) -> str:
    """A line of text as it stands in our plain text: with "\\" before it where it would look like a sign of ours."""
    return f"\\{line}" if line.startswith(SIGNS) or _is_marked(line, language) else line


def _is_marked(line: str, language: str) -> bool:
    before, colon, _rest = line.partition(": ")
    return bool(colon) and (before in read_labels(language).facts.values() or _goal_of(line, language) is not None)


def _goal_of(line: str, language: str) -> Piece | None:
    """ "Doelstelling 1.2 (BD-07): Groen" """
    for colon in re.finditer(": ", line):
        found = goal_label(line[: colon.start()], language)
        if found and line[: colon.start()].count("(") == line[: colon.start()].count(")"):
            kind, depth, code = found
            return Piece(pieces.GOAL, line[colon.end() :], depth=depth, kind=kind, code=code)
    return None


def is_ours(text: str, language: str) -> bool:
    """Whether at least one goal in ``text`` is marked as we mark it."""
    lines = [line.strip().removeprefix("- ") for line in text.split("\n")]
    marked = (match[1] for line in lines if (match := LABEL.match(line)))
    return any(_goal_of(line, language) for line in lines) or any(
        goal_label(_unescaped(label).removesuffix(":"), language) for label in marked
    )


def paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, lines) of what stands between empty lines."""
    found: list[str] = []
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], 1):
        if line.strip():
            found.append(line)
        elif found:
            yield number - len(found), found
            found = []


def plain_pieces(text: str, language: str) -> Iterator[Piece]:
    sections = {name: role for role, name in read_labels(language).sections.items()}
    section = ""
    for line, lines in paragraphs(text):
        if len(lines) == 2 and UNDERLINE.fullmatch(lines[1].strip()):
            title, sign = lines[0], lines[1][0]
            role = {"=": pieces.TITLE, "-": sections.get(title, pieces.GOAL), "~": pieces.MILESTONE}[sign]
            section = role if role in sections.values() else section
            yield Piece(role, title, line, depth=1)
        elif lines[0].startswith("- "):
            for index, item in enumerate(lines):
                yield _item(item.removeprefix("- "), line + index, section, language)
        else:
            yield _plain_paragraph(lines, line, language)


def _item(text: str, line: int, section: str, language: str) -> Piece:
    if section:
        linked = LINKED.fullmatch(text)
        role = pieces.DECISION if section == pieces.DECISIONS else pieces.FILE
        return Piece(role, linked[1] if linked else text, line, link=linked[2] if linked else "")
    found = _goal_of(text, language)
    return Piece(
        pieces.GOAL, found.text if found else text, line,
        kind=found.kind if found else "", code=found.code if found else "",
    )  # fmt: skip


def _plain_paragraph(lines: list[str], line: int, language: str) -> Piece:
    first = lines[0]
    for sign, role in (("»» ", pieces.LEVEL_LEAD_IN), ("» ", pieces.LEAD_IN)):
        if first.startswith(sign):
            return Piece(role, first.removeprefix(sign), line)
    if first.startswith("["):
        return Piece(pieces.STATUS, first, line)
    for sign, form in (("|", Form.VERSE), (">", Form.QUOTATION)):
        if first.startswith(sign):
            return Piece(pieces.TEXT, "\n".join(part.removeprefix(sign).strip() for part in lines), line, form=form)
    goal = _goal_of(first, language) if len(lines) == 1 else None
    if goal:
        return Piece(pieces.GOAL, goal.text, line, depth=goal.depth, kind=goal.kind, code=goal.code)
    before, colon, rest = first.partition(": ")
    role = next((role for role, word in read_labels(language).facts.items() if word == before), "") if colon else ""
    if role:
        return Piece(role, rest, line)
    return Piece(pieces.TEXT, "\n".join(part.removeprefix("\\") for part in lines), line)


def _unescaped(text: str) -> str:
    return ESCAPED.sub(r"\1", text)


def markdown_pieces(text: str, language: str) -> Iterator[Piece]:
    sections = {name: role for role, name in read_labels(language).sections.items()}
    section = ""
    waiting: Piece | None = None
    for line, lines in paragraphs(text):
        first = lines[0].strip()
        label = LABEL.fullmatch(first) if len(lines) == 1 else None
        found = goal_label(_unescaped(label[1]), language) if label else None
        if waiting is not None:
            kind, depth, code = found or ("", waiting.depth, "")
            yield Piece(pieces.GOAL, waiting.text, waiting.line, depth=depth, kind=kind, code=code)
            waiting = None
            if found:
                continue
        heading = re.fullmatch(r"(#{1,6}) (.*)", first)
        if heading:
            depth, title = len(heading[1]) - 1, _unescaped(heading[2])
            role = pieces.TITLE if not depth else sections.get(title, "") if depth == 1 else ""
            section = role if role in sections.values() else section
            role = role or (pieces.MILESTONE if section else "")
            if role:
                yield Piece(role, title, line)
            else:
                waiting = Piece(pieces.GOAL, title, line, depth=depth)
        elif first.startswith("- "):
            for index, item in enumerate(lines):
                yield _markdown_item(item.strip().removeprefix("- "), line + index, section, language)
        else:
            yield _markdown_paragraph(lines, line, language)
    if waiting is not None:
        yield waiting


def _markdown_item(text: str, line: int, section: str, language: str) -> Piece:
    link = LINK.fullmatch(text)
    if section:
        role = pieces.DECISION if section == pieces.DECISIONS else pieces.FILE
        return Piece(role, _unescaped(link[1] if link else text), line, link=link[2] if link else "")
    fact = FACT.fullmatch(text)
    found = goal_label(_unescaped(fact[1]), language) if fact else None
    if fact and found:
        return Piece(pieces.GOAL, _unescaped(fact[2]), line, kind=found[0], code=found[2])
    return Piece(pieces.GOAL, _unescaped(text), line)


def _markdown_paragraph(lines: list[str], line: int, language: str) -> Piece:
    first = lines[0].strip()
    bold, fact = BOLD.fullmatch(first), FACT.fullmatch(first)
    role = next((role for role, word in read_labels(language).facts.items() if fact and fact[1] == word), "")
    if fact and role:
        return Piece(role, _unescaped(fact[2]), line)
    if bold:
        said = _unescaped(bold[2])
        if said in read_labels(language).statuses:
            return Piece(pieces.STATUS, said, line)
        return Piece(pieces.LEVEL_LEAD_IN if len(bold[1]) == 3 else pieces.LEAD_IN, said, line)
    is_quote = first.startswith(">")
    texts = [_unbroken(part.strip().removeprefix(">").strip() if is_quote else part.strip()) for part in lines]
    form = Form.QUOTATION if is_quote else Form.PROSE
    if is_quote and all(LABEL.fullmatch(part) or not part for part in texts):
        form, texts = Form.VERSE, [part[1:-1] for part in texts]
    return Piece(pieces.TEXT, "\n".join(map(_unescaped, texts)), line, form=form)


def _unbroken(line: str) -> str:
    """Without the sign of a line break at its end: a backslash that nothing escapes."""
    ending = len(line) - len(line.rstrip("\\"))
    return line[:-1].rstrip() if ending % 2 else line
