"""What belongs to the site and not to the plan: navigation, cookie bars, contact, opening hours, files, page dates."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ..document import Doubt
from .words import LEXICONS

LONGEST = 200
"""A longer line is a text of its own."""

BREADCRUMBS = re.compile(
    r"(?:home|start(?:seite|pagina)?|accueil|forside|welkom|hjem)\b\s*(?:[>»›/|→•·\\-]\s*\S.*)+", re.I
)
CRUMBS = re.compile(r"[^.!?>»›]{2,40}(?:\s[>»›→]\s[^.!?>»›]{2,60}){2,}")
COUNTERS = re.compile(r"(?:pagina|page|seite|side|p\.)?\s*\d{1,3}(?:\s*(?:/|van|of|sur|von|af|-)\s*\d{1,3})?", re.I)
PARTED = re.compile(r"\s{2,}|\s*[|·•]\s*")
SIGNS = re.compile(r"[\W_]+")
ADDRESSES = re.compile(
    r"(?:tel(?:efoon|efon|ephone|éphone)?|gsm|fax|e-?mail|mail|t|m|web(?:site)?|tlf|tél|phone|url|adresse?|address)\b\.?\s*[:.]?\s*[\w+(/@.\-].{0,80}",
    re.I,
)
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|www\.\S+|(?<!\d)(?!(?:19|20)\d\d\s?[-–/]\s?(?:20)?\d\d\b)\+?\d[\d\s./()-]{7,}"
)
HOURS = re.compile(
    r"\d{1,2}\s*(?:[.:uh]|uhr|uur)\s*\d{0,2}\s*(?:u|h|uhr|uur|kl)?\.?\s*(?:-|–|tot|bis|til|to|à|en|et)\s*(?:kl\.?\s*)?\d{1,2}",
    re.I,
)
FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|odt|zip|pptx?|jpe?g|png)\b|\b\d+([.,]\d+)?\s*(?:kb|mb|ko|mo)\b|\((?:pdf|docx?|word|excel)\b",
    re.I,
)
DAYS = re.compile(
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|(?:ma|di|wo|do|vr|za|zo|mo|mi|fr|sa|so)(?=\s*[.:,\d–-]))\b",
    re.I,
)
DATE_FIRST = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s+[^\W\d]{3,10}\.?\s+\d{4}|\d{4}-\d\d-\d\d)")

DAY_FIRST = re.compile(
    rf"\d{{1,2}}\.?\s+(?:{'|'.join(lexicon.month_names for lexicon in LEXICONS.values())})(?!\w)", re.I
)


class LeftOut:
    """Collects what a reader left out, so that one doubt can name a whole run of lines."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []

    def add(self, line: int, text: str) -> None:
        self._found.append((line, text))

    def doubts(self) -> list[Doubt]:
        """One doubt for each run of neighbouring lines."""
        runs: list[list[tuple[int, str]]] = []
        for entry in sorted(self._found):
            if runs and entry[0] - runs[-1][-1][0] <= 2:
                runs[-1].append(entry)
            else:
                runs.append([entry])
        return [self._doubt(run) for run in runs]

    def _doubt(self, run: list[tuple[int, str]]) -> Doubt:
        first, last = run[0][0], run[-1][0]
        sample = run[0][1][:60]
        if first == last:
            message = _("“%(text)s” is left out: it looks like a part of the website and not of the plan.")
        else:
            message = _(
                "Lines %(first)d to %(last)d are left out (“%(text)s” …): they look like a part of the website."
            )
        return Doubt(line=first, message=message % {"first": first, "last": last, "text": sample})


def is_boilerplate(text: str, language: str) -> bool:
    """Whether a line alone tells that it belongs to the site; a page in one language may have a site in another."""
    if not text or len(text) > LONGEST:
        return False
    bare = " ".join(text.split()).strip(" .:>»›|•·-*▲↑<«‹")
    if not bare:
        return not SIGNS.fullmatch(text) or len(text) < 3
    parts = [part for part in PARTED.split(bare) if part]
    if len(parts) > 1 and all(is_boilerplate(part, language) for part in parts):
        return True
    if any(lexicon.boilerplate.fullmatch(bare) for lexicon in _languages(language)):
        return not DATE_FIRST.search(text) or not _decides(text, language)
    if BREADCRUMBS.fullmatch(text) or CRUMBS.fullmatch(text) or COUNTERS.fullmatch(bare):
        return True
    return bool(ADDRESSES.fullmatch(bare) and CONTACT.search(bare)) or bool(CONTACT.fullmatch(bare))


def _languages(language: str) -> list:
    return [LEXICONS[code] for code in dict.fromkeys((language, "en"))]


def _decides(text: str, language: str) -> bool:
    """ "Goedgekeurd op 3 mei 2020 door de gemeenteraad" is no line about the page."""
    return bool(LEXICONS[language].body_pattern.search(text))


def looks_foreign(item: str) -> bool:
    """Whether a list's item is a file, a time, an address or a date and no goal."""
    text = item.strip()
    if len(text) > LONGEST:
        return False
    short = len(text) <= 90
    return bool(
        FILES.search(text)
        or HOURS.search(text)
        or (short and CONTACT.search(text))
        or (short and (DATE_FIRST.match(text) or (DAY_FIRST.match(text) and re.search(r",|\d[.:h]\d\d", text))))
        or (len(text) <= 50 and DAYS.match(text) and re.search(r"\d", text))
    )
