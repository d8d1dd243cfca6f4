"""Goals that say what they are: by the letters of a code ("BD-01") or a kind's word and number ("Doelstelling 1")."""

from __future__ import annotations

import re
from functools import lru_cache

from ...vocabulary import Kind
from .lexicon import Lexicon
from .roles import Meaning, Role
from .words import LEXICONS

CODE = re.compile(
    r"(?P<letters>[A-Z]{1,4}|(?:[A-Z]\.){1,3}[A-Z])(?P<sign>[\s.-]?)\s?(?:[nN][°º]\s?)?(?P<digits>\d{1,6}(?:[.\-–/]\d{1,6})*)\s*(?:[:.)|–—-]\s*|\s)(?P<title>\S.*)",
    re.DOTALL,
)
SEPARATOR = r"\s*(?:[:.)|–—]|\s-)\s*"


def coded(text: str, lexicon: Lexicon) -> Meaning | None:
    """ "BD-01 Veilig wonen": the letters tell the kind, where the language knows them."""
    match = CODE.match(text)
    if not match:
        return None
    kind = lexicon.codes.get(match["letters"].replace(".", ""))  # also O.S.1 and O.O.1.2, as in Wallonia
    if kind is None and not (match["sign"] in ("-", ".") or "." in match["digits"]):
        return None
    code = text[: match.end("digits")]
    role = Role.GOAL if kind else Role.UNKNOWN
    return Meaning(role, (kind,) if kind else (), title=match["title"].strip(), code=code)


FIRST = ("one", "een", "un", "une", "eins", "et")


@lru_cache(maxsize=64)
def _explicit_patterns(code: str) -> list[tuple[str, re.Pattern[str]]]:
    lexicon = LEXICONS[code]
    patterns = []
    adjectives = rf"{lexicon.strategic.pattern}|{lexicon.operational.pattern}|prioritair\w*|prioritaires?|transversal"
    around = rf"(?:(?:{adjectives}|{lexicon.ours.pattern}|une?|een|ein|an?)\s+)"
    after = r"(?:\s+(?:stratégique|opérationnel(?:le)?|transversal|prioritaire|spécifique))"
    digits = r"\d{1,3}(?:[.\-]\d{1,3})*\.?"
    letters = r"(?<=\s)(?-i:[IVX]{1,4}|[A-Z])(?=\s*(?:[:.)|–—]|-\s|$))"
    counted = rf"(?<=\s)(?:{'|'.join([*lexicon.numbers, *FIRST])})(?=\s*(?:[:.)|–—]|-\s|$))"
    number = rf"(?:\s*(?:n[°ro]\.?|nr\.?|#)?\s*(?P<number>{digits}|{letters}|{counted}))"
    for kind, singular, _plural in lexicon.kinds:
        word = rf"(?P<word>{around}?{singular}{after}?)"
        patterns.append((kind, re.compile(rf"{word}{number}(?:{SEPARATOR}|\s+)(?P<title>\S.*)", re.I)))
        patterns.append((kind, re.compile(rf"{word}{number}\W*(?P<title>)", re.I)))
        patterns.append((kind, re.compile(rf"{word}(?P<number>){SEPARATOR}(?P<title>\S.*)", re.I)))
        patterns.append(
            (kind, re.compile(rf"(?P<title>{word}(?P<number>)\s+[„“\"'‘A-ZÄÖÜÉÈÆØÅ](?-i:[a-zäöüéèæøå]).*)", re.I))
        )
    return patterns


def explicit(title: str, lexicon: Lexicon) -> Meaning | None:
    """ "Doelstelling 1: …", "Axe stratégique 2 – …", "Thema: wonen", "Handlungsfeld Wohnen"."""
    for index, (kind, pattern) in enumerate(_explicit_patterns(lexicon.code)):
        match = pattern.fullmatch(title)
        if not match or (index % 4 == 3 and not _is_named(title, match["word"])):
            continue
        if kind == Kind.OBJECTIVE and lexicon.operational.search(match["word"]):
            kind = Kind.ACTION_PLAN
        number = (match["number"] or "").rstrip(".")
        number = "1" if number.lower() in FIRST else str(lexicon.numbers.get(number.lower(), number))
        return Meaning(Role.GOAL, (str(kind),), title=match["title"].strip(), number=number, word=match["word"])
    return None


def _is_named(title: str, word: str) -> bool:
    """Whether a kind's word stands before a name ("Handlungsfeld Wohnen") and not in a sentence."""
    rest = title[len(word) :].split()
    return bool(rest) and rest[0][:1].isupper() and len(rest) <= 6 and title[-1] not in ".:?!"
