"""Our Word and OpenDocument files as pieces: named styles say what words are. No ORM."""

from __future__ import annotations

from collections.abc import Sequence

from ...vocabulary import Form
from . import pieces
from .pieces import Piece

Run = tuple[str, str]
"""(text, the role that its style names, or "")"""


def role_of(style: str) -> str:
    """What the name of a style says ("Koers theme"), or ""."""
    if not style.startswith(pieces.STYLE):
        return ""
    role = style.removeprefix(pieces.STYLE).replace(" ", "_")
    return role if role in pieces.MARKED else ""


def piece_of(runs: Sequence[Run], line: int, level: int | None, is_item: bool, form: str = Form.PROSE) -> Piece | None:
    """One paragraph. ``level``: of a heading from 1, None where it is none. None where it is empty."""
    marks = [role for _text, role in runs if role]
    text = "".join(text for text, role in runs if role not in (pieces.CODE, pieces.LINK)).strip()
    link = "".join(text for text, role in runs if role == pieces.LINK).strip().removeprefix("(").removesuffix(")")
    if not text:
        return None
    kind = next((role for role in marks if role in pieces.KINDS), "")
    role = next((role for role in marks if role not in pieces.KINDS and role not in (pieces.CODE, pieces.LINK)), "")
    if kind or (not role and (is_item or level)):
        code = "".join(text for text, role in runs if role == pieces.CODE).strip()
        return Piece(pieces.GOAL, text, line, depth=0 if is_item else level or 1, kind=kind, code=code)
    if role in (pieces.PERIOD, pieces.ORGANISATION, pieces.DATE):
        text = "".join(said for said, mark in runs if mark == role).strip()
    return Piece(role or pieces.TEXT, text, line, form=form, link=link)
