"""Decisions in sentences: who decided what on which day. A mere date is none, and neither is a proposal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...vocabulary import DecisionKind, Precision
from ..document import DecisionEntry, Doubt
from .dates import Found, find_dates
from .lexicon import Lexicon
from .words import LEXICONS

GENERIC = ("raad", "conseil", "rat", "council", "college", "collège", "elected members")
"""Bodies that say nothing where another one is named."""
AGENT = re.compile(r"[(\[\s]*(?:door|vom|von|durch|par|by|af)\s", re.I)
"""How a note begins that says by whom and when, and leaves out what."""
WORDS_OF_NOTE = 16
DISCUSSED = re.compile(
    r"\b(?:présenté|débattu|discuté|examiné|besproken|voorgesteld|beraten|vorgestellt|discussed|considered|drøftet)",
    re.I,
)
"""What a body did to a text before it decided, at a date of its own."""
HANDED_ON = re.compile(r"voorgelegd|présent|soumis|vorgelegt|submitted|presented|fremlagt|forelagt", re.I)
"""A text that was handed to a body is no proposal any more where the sentence goes on to say what became of it."""
LONGEST = 1_200
"""Characters of a sentence that is still looked at."""
LONGEST_NOTE = 400
"""Characters of a note on a decision."""


@dataclass
class Decisions:
    entries: list[DecisionEntry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def find_decisions(texts: list[tuple[int, str]], language: str, context_year: int | None) -> Decisions:
    """``texts``: (line, sentence). ``context_year``: of the page, for "in September"."""
    found = Decisions()
    lexicon = LEXICONS[language]
    before: tuple[int, str] = (0, "")
    for line, text in texts:
        if len(text) <= LONGEST:
            body = _body_before(line, text, before, lexicon)
            _read(found, line, f"{text} ({body})" if body else text, lexicon, context_year)
        before = line, text
    seen: set[tuple[str, str, str]] = set()
    unique = []
    for entry in found.entries:
        key = (entry.body.casefold(), entry.date, entry.kind)
        if key not in seen:
            unique.append(entry)
        seen.add(key)
    dated = {entry.body.casefold() for entry in unique if entry.date}
    found.entries = [entry for entry in unique if entry.date or entry.body.casefold() not in dated]
    return found


def _body_before(line: int, text: str, before: tuple[int, str], lexicon: Lexicon) -> str:
    """The one body of the sentence before, where this one says only when "it" was decided."""
    if (
        before[0] != line
        or len(text) > LONGEST_NOTE
        or not lexicon.pronouns.fullmatch(text)
        or not _verbs(text, lexicon)
    ):
        return ""
    named = _bodies(before[1], lexicon) if len(before[1]) <= LONGEST else []
    return named[0][1] if len(named) == 1 and not _bodies(text, lexicon) else ""


def tells_decision(text: str, language: str) -> bool:
    """Whether a line is a note on a decision ("Goedgekeurd door de gemeenteraad op …") and so no heading."""
    lexicon = LEXICONS[language]
    return bool(_bodies(text, lexicon) and _verbs(text, lexicon) and find_dates(text, language))


def _read(found: Decisions, line: int, text: str, lexicon: Lexicon, context_year: int | None) -> None:
    bodies, verbs = _bodies(text, lexicon), _verbs(text, lexicon)
    if not bodies and not verbs:
        return
    dates = _own_dates(text, lexicon, context_year if bodies and verbs else None)
    if not bodies or not verbs:
        if (verbs and any(date.precision == Precision.DAY for date in dates)) or (bodies and dates):
            _doubt(
                found,
                line,
                text,
                _("“%(text)s” has a date, but who decided what is not clear: not taken as a decision."),
            )
        return
    text = _decided_part(text, lexicon)
    bodies, verbs = _bodies(text, lexicon), _verbs(text, lexicon)
    dates = _own_dates(text, lexicon, context_year)
    if lexicon.planned.search(text):
        if dates or lexicon.plan_words.search(text):
            _doubt(
                found, line, text, _("“%(text)s” sounds like a proposal or a plan, so it is not taken as a decision.")
            )
        return
    if lexicon.previous.search(text):
        _doubt(found, line, text, _("“%(text)s” seems to be on an earlier plan, so it is not taken as a decision."))
        return
    if not _is_on_the_plan(text, verbs, lexicon):
        if dates:
            _doubt(
                found, line, text, _("“%(text)s” does not seem to be on this plan, so it is not taken as a decision.")
            )
        return
    if not dates and len(text) > 300:
        return
    entries = _pair(text, bodies, verbs, dates, lexicon)
    for entry in entries:
        if not entry.date:
            _doubt(found, line, text, _("“%(text)s” names a decision without a date. Add the date."))
    found.entries.extend(entries)


def _decided_part(text: str, lexicon: Lexicon) -> str:
    """The clause that names body, act and date by itself, where another one speaks of a proposal; else ``text``."""
    said = list(lexicon.planned.finditer(text))
    if not said and not DISCUSSED.search(text):
        return text
    if len(said) == 1 and HANDED_ON.match(said[0][0]):
        rest = text[said[0].end() :]
        if _verbs(rest, lexicon) and _own_dates(rest, lexicon, None):
            return text[: said[0].start()] + " " * len(said[0][0]) + rest
    joint = rf"\s*[,;]\s+(?:(?:{lexicon.conjunction}|maar|mais|aber|but|men)\s+)?|\s+(?:{lexicon.conjunction})\s+"
    for clause in re.split(joint, text):
        is_whole = _bodies(clause, lexicon) and _verbs(clause, lexicon) and _own_dates(clause, lexicon, None)
        if (
            is_whole
            and not lexicon.planned.search(clause)
            and _is_on_the_plan(clause, _verbs(clause, lexicon), lexicon)
        ):
            return clause
    return text


def _doubt(found: Decisions, line: int, text: str, sentence: str) -> None:
    found.doubts.append(Doubt(line=line, message=sentence % {"text": text if len(text) <= 120 else text[:117] + "…"}))


def _bodies(text: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """(place, dictionary form) of the bodies that the sentence names, each once."""
    found: dict[str, int] = {}
    for match in lexicon.body_pattern.finditer(text):
        index = int((match.lastgroup or "b0")[1:])
        pattern = lexicon.bodies[index][1] if match.lastgroup else ""
        name = pattern or " ".join(match[0].split())
        if (
            name[:1].isupper()
            and lexicon.code in ("nl", "fr", "da")
            and not name.isupper()
            and not name.startswith("OCMW")
        ):
            name = name[0].lower() + name[1:]
        for part in name.split("+"):
            found.setdefault(part, match.start())
    if len(found) > 1:
        found = {name: at for name, at in found.items() if name.casefold() not in GENERIC}
    return sorted((at, name) for name, at in found.items())


def _verbs(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the verbs of deciding."""
    found: list[tuple[int, int, str]] = []
    for kind, pattern in lexicon.verb_patterns:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _kind in found):
                found.append((match.start(), match.end(), kind))
    return sorted(found)


def _own_dates(text: str, lexicon: Lexicon, context_year: int | None) -> list[Found]:
    """Dates of the sentence that are not a law's, a page's or a period's."""
    dates = []
    for date in find_dates(text, lexicon.code, context_year):
        before = text[max(0, date.start - 90) : date.start]
        is_law = any(len(before) - match.end() <= 3 for match in lexicon.laws.finditer(before))
        is_page = any(
            len(before) - match.end() <= 8 and (match.start() == 0 or match[0].lower() not in ("date", "datum", "dato"))
            for match in lexicon.page_dates.finditer(before)
        )
        if is_law or is_page:
            continue
        dates.append(date)
    exact = [date for date in dates if date.precision != Precision.YEAR]
    return exact or [date for date in dates if _is_year_of_act(text, date, lexicon)]


def _is_year_of_act(text: str, date: Found, lexicon: Lexicon) -> bool:
    """ "in 2019 goedgekeurd", but not "Visie 2030" or "tegen 2030"."""
    before = text[max(0, date.start - 14) : date.start]
    until = any(
        len(before) - match.end() <= 1
        for match in lexicon.until.finditer(before)
        if match[0].lower() not in ("i", "en", "im jahr", "in het jaar")
    )
    return not until and bool(
        re.search(r"(?:^|\s)(?:in|en|im jahr|i|im|jahr|année|year|jaar|of|van|de)\s*$|[,:(]\s*$|^$", before, re.I)
    )


def _is_on_the_plan(text: str, verbs: list[tuple[int, int, str]], lexicon: Lexicon) -> bool:
    """Whether the sentence names the plan, speaks of it as "it", or is a note that begins with the verb."""
    if lexicon.plan_words.search(text) or lexicon.pronouns.fullmatch(text) or lexicon.objects.search(text):
        return True
    if AGENT.match(text) and len(text.split()) <= WORDS_OF_NOTE:
        return True
    return verbs[0][0] <= 3 or len(text.split()) <= 7


def _pair(
    text: str, bodies: list[tuple[int, str]], verbs: list[tuple[int, int, str]], dates: list[Found], lexicon: Lexicon
) -> list[DecisionEntry]:
    if len(dates) > 1 and len(verbs) > 1:
        return _clauses(text, bodies, verbs, dates, lexicon)
    kind = verbs[0][2]
    if len(dates) > 1 and len(dates) == len(bodies):
        return [_entry(text, name, kind, date, lexicon) for (_at, name), date in zip(bodies, dates, strict=True)]
    ends = [verbs[0][:2], *((at, at + len(name)) for at, name in bodies)]
    date = min(dates, key=lambda date: min(_distance(date, *end) for end in ends), default=None)
    return [_entry(text, name, kind, date, lexicon) for _at, name in bodies]


def _distance(date: Found, start: int, end: int) -> int:
    return date.start - end if date.start >= end else start - date.end


def _clauses(
    text: str, bodies: list[tuple[int, str]], verbs: list[tuple[int, int, str]], dates: list[Found], lexicon: Lexicon
) -> list[DecisionEntry]:
    """Each date goes with its verb, and with the bodies of its clause; a clause without any has those before it."""
    if len(verbs) != len(dates):
        pairs = [
            (min(verbs, key=lambda verb: min(abs(verb[0] - date.end), abs(date.start - verb[1]))), date)
            for date in dates
        ]
    else:
        pairs = list(zip(verbs, dates, strict=True))
    entries: list[DecisionEntry] = []
    names: list[str] = []
    begin = 0
    for index, (verb, date) in enumerate(pairs):
        end = max(verb[1], date.end)
        if index + 1 < len(pairs):
            end = min(end, max(date.end, pairs[index + 1][1].start - 1))
            comma = re.search(rf"[,;]|\s(?:{lexicon.conjunction}|tandis que|terwijl|während|while|mens)\s", text[end:])
            end += comma.start() if comma and end + comma.start() < pairs[index + 1][1].start else 0
        else:
            end = len(text)
        own = [name for at, name in bodies if begin <= at < end]
        names = own or names or [bodies[0][1]]
        entries.extend(_entry(text, name, verb[2], date, lexicon) for name in names)
        begin = end
    return entries


def _entry(text: str, body: str, kind: str, date: Found | None, lexicon: Lexicon) -> DecisionEntry:
    if kind == DecisionKind.ADOPTS and lexicon.partly.search(text):
        kind = str(DecisionKind.APPROVES_PART)
    entry = DecisionEntry(
        body=body,
        kind=kind,
        date=date.date if date else "",
        precision=date.precision if date else str(Precision.UNKNOWN),
        is_unanimous=True if lexicon.unanimous.search(text) else None,
    )
    counts = {name: re.search(pattern, text, re.I) for name, pattern in lexicon.votes.items()}
    if counts["for"]:
        entry.votes_for = int(counts["for"][1])
        entry.votes_against = int(counts["against"][1]) if counts["against"] else None
        entry.votes_abstained = int(counts["abstained"][1]) if counts["abstained"] else None
    if entry.votes_against:
        entry.is_unanimous = None
    return entry
