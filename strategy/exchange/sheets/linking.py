"""What stands under what: by a parent column, by numbers or indents, by codes, or by the order of the rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from . import words
from .entries import Doubts, Entry, Ref

TOKEN = re.compile(r"\d+|[^\W\d_]+")
Tokens = tuple[str, ...]
STATEMENTS = ("mission", "vision", "value")


def link(sheets: Sequence[list[Entry]], doubts: Doubts) -> list[Entry]:
    """Gives every entry what it stands ``above``; entries that say so may name a row of another sheet."""
    everything = [entry for entries in sheets for entry in entries]
    _drop_repeated_codes(everything, doubts)
    register = _Register(everything if any(entry.ref for entry in everything) else [])
    for entries in sheets:
        loose = [entry for entry in entries if not entry.is_placed]
        if not loose:
            continue
        _label_by_prefix([entry for entry in loose if entry.label not in STATEMENTS])
        if any(entry.ref for entry in loose):
            _by_reference(loose, register, doubts)
        elif len({entry.depth for entry in loose if entry.depth is not None}) > 1:
            _by_depth(loose)
        else:
            steps = [entry for entry in loose if entry.label not in STATEMENTS]
            if _Codes(steps).are_nested:
                _by_code(steps, doubts)
            else:
                _by_label(steps)
    _break_circles(everything, doubts)
    for entry in everything:
        if entry.above is not None:
            entry.above.children.append(entry)
    return [entry for entry in everything if entry.above is None]


def _drop_repeated_codes(entries: list[Entry], doubts: Doubts) -> None:
    """A code stands once in an edition; the second goal with it keeps everything else."""
    first: dict[str, Entry] = {}
    for entry in entries:
        known = first.setdefault(entry.code, entry) if entry.code else entry
        if known is not entry:
            said = _("Row %(row)d: the code %(code)s is already used in row %(first)d; this goal gets none.")
            doubts.add(entry.line, said % {"row": entry.line, "code": entry.code, "first": known.line}, entry.sheet)
            entry.repeated_code = entry.code
            entry.code = ""


class _Register:
    """Entries by what other rows may call them: number elsewhere, code or title."""

    def __init__(self, entries: list[Entry]) -> None:
        self.names: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            titles = [text for (name, _language), text in entry.texts.items() if name == "title"]
            for role, name in [("id", entry.external_id), ("code", entry.code), *(("title", t) for t in titles)]:
                if name:
                    self.names.setdefault((role, words.fold(name)), []).append(entry)

    def find(self, ref: Ref, asking: Entry) -> Entry | None:
        """The entry that ``ref`` means: of its level where it names one, above the asking row where several fit."""
        roles = [ref.role] if ref.role else ["code", "id", "title"]
        for role in roles:
            fitting = [
                entry
                for entry in self.names.get((role, words.fold(ref.value)), [])
                if (not ref.label or entry.label == ref.label) and entry is not asking
            ]
            if fitting:
                above = [entry for entry in fitting if entry.line < asking.line]
                return (above or fitting)[-1]
        return None


def _by_reference(entries: list[Entry], register: _Register, doubts: Doubts) -> None:
    for entry in entries:
        if entry.ref is None:
            continue
        entry.above = register.find(entry.ref, entry)
        if entry.above is None:
            said = _("Row %(row)d: there is no goal “%(parent)s” to put it under; “%(name)s” is kept at the top.")
            named = {"row": entry.line, "parent": entry.ref.value[:60], "name": entry.name}
            doubts.add(entry.line, said % named, entry.sheet)


def _by_depth(entries: list[Entry]) -> None:
    """Numbers (1, 2, 3) or, below zero, how far a row is set in (-1 not at all, -21 twice as far as -11)."""
    stack: list[tuple[float, Entry]] = []
    for entry in entries:
        if entry.label in STATEMENTS and entry.label != "vision":
            stack.clear()
            continue
        depth = abs(entry.depth) if entry.depth is not None else (stack[-1][0] if stack else 0)
        while stack and stack[-1][0] >= depth:
            stack.pop()
        entry.above = stack[-1][1] if stack else None
        stack.append((depth, entry))


def tokens_of(code: str) -> Tokens:
    """ "AP-01.02" -> ("AP", "1", "2")"""
    return tuple(str(int(t)) if t.isdigit() and t.isascii() else t.upper() for t in TOKEN.findall(code)[:50])


def _numbers(tokens: Tokens) -> Tokens:
    """The tokens without the letters in front: what levels with letters of their own have in common."""
    return tokens[1:] if tokens and not tokens[0][0].isdigit() and len(tokens) > 1 else tokens


class _Codes:
    """The codes of a sheet, and which stands in which."""

    def __init__(self, entries: list[Entry]) -> None:
        self.by_tokens = {tokens_of(entry.code): entry for entry in entries if entry.code}
        self.by_numbers: dict[Tokens, list[Entry]] = {}
        for tokens, entry in self.by_tokens.items():
            self.by_numbers.setdefault(_numbers(tokens), []).append(entry)
        lengths = [len(_numbers(tokens)) for tokens in self.by_tokens]
        self.shortest = min(lengths, default=0)
        self.are_nested = any(self.parent_of(entry) for entry in self.by_tokens.values())

    def find(self, tokens: Tokens) -> Entry | None:
        return self.by_tokens.get(tokens)

    def parent_of(self, entry: Entry) -> Entry | None:
        code = entry.code or entry.repeated_code
        found = _parent_of(code, self.find)
        if found:
            return found
        numbers = _numbers(tokens_of(code))
        for size in range(len(numbers) - 1, 0, -1):
            others = [other for other in self.by_numbers.get(numbers[:size], []) if other is not entry]
            if others:
                return others[-1]
        return None


def _parent_of(code: str, find: Callable[[Tokens], Entry | None]) -> Entry | None:
    """The goal whose code is the longest beginning of ``code``."""
    tokens = tokens_of(code)
    return next(filter(None, (find(tokens[:size]) for size in range(len(tokens) - 1, 0, -1))), None)


def _by_code(entries: list[Entry], doubts: Doubts) -> None:
    codes = _Codes(entries)
    last: Entry | None = None
    for entry in entries:
        code = entry.code or entry.repeated_code
        if not code:
            entry.above = last  # a row without a number belongs to the numbered one before it
            continue
        last = entry
        numbers = _numbers(tokens_of(code))
        entry.above = codes.parent_of(entry)
        wanted = len(numbers) - 1
        found = len(_numbers(tokens_of(entry.above.code))) if entry.above else codes.shortest - 1
        if found < wanted and not _continues(entry):
            if entry.above:
                said = _("Row %(row)d: %(code)s should be under %(parent)s, which is not here; it is under %(above)s.")
            else:
                said = _("Row %(row)d: %(code)s should be under %(parent)s, which is not here; it is at the top.")
            above, parent = entry.above.code if entry.above else "", ".".join(numbers[:-1])
            named = {"row": entry.line, "code": entry.code, "parent": parent, "above": above}
            doubts.add(entry.line, said % named, entry.sheet)


def _continues(entry: Entry) -> bool:
    """Whether a code is its parent's and one step more, with letters: BD01 and BD01.AP02."""
    tokens, above = tokens_of(entry.code or entry.repeated_code), tokens_of(entry.above.code) if entry.above else ()
    return bool(above) and tokens[: len(above)] == above and len(tokens) - len(above) <= 2


def _label_by_prefix(entries: list[Entry]) -> None:
    """Levels by the letters of the codes (BD, AP, AC), where the sheet names none."""
    prefixes = [tokens_of(entry.code)[:1] for entry in entries if entry.code]
    known = [prefix[0] for prefix in prefixes if prefix and prefix[0] in words.PREFIXES]
    if any(entry.label for entry in entries) or len(known) * 2 < len(entries) or len(set(known)) < 2:
        return
    for entry in entries:
        tokens = tokens_of(entry.code)
        if tokens and tokens[0] in words.PREFIXES:
            entry.label = words.PREFIXES[tokens[0]]


def _by_label(entries: list[Entry]) -> None:
    """Each row under the nearest one above it of a higher level."""
    order = _order_of_labels([entry.label for entry in entries if entry.label])
    stack: list[tuple[int, Entry]] = []
    for entry in entries:
        rank = order.index(entry.label) if entry.label else len(order)
        while stack and stack[-1][0] >= rank:
            stack.pop()
        entry.above = stack[-1][1] if stack else None
        stack.append((rank, entry))


def _order_of_labels(labels: list[str]) -> list[str]:
    """The usual order; words that we do not know, and ambitions, where they first come."""
    seen = list(dict.fromkeys(labels))
    if seen and Counter(labels)[seen[0]] == 1 and len(labels) > 2 and seen[0].startswith("word:"):
        return seen
    order = sorted((label for label in seen if label in words.LABELS), key=words.LABELS.index)
    steps = [label for label in ("theme", "objective:strategic", "objective") if label in seen]
    if "ambition" in seen and steps and seen.index("ambition") < min(map(seen.index, steps)):
        order.remove("ambition")
        order.insert(order.index(steps[0]), "ambition")
    for label in seen:
        if label not in order:
            before = [order.index(other) for other in seen[: seen.index(label)] if other in order]
            order.insert(max(before) + 1 if before else 0, label)
    return order


def _break_circles(entries: list[Entry], doubts: Doubts) -> None:
    """A row that stands under itself, through whichever others, is put at the top."""
    done: set[int] = set()
    for entry in entries:
        path: set[int] = set()
        at: Entry | None = entry
        while at is not None and id(at) not in done:
            if id(at) in path:
                said = _("Row %(row)d: “%(name)s” would be under itself; it is put at the top.")
                doubts.add(at.line, said % {"row": at.line, "name": at.name}, at.sheet)
                at.above = None
                break
            path.add(id(at))
            at = at.above
        done |= path
