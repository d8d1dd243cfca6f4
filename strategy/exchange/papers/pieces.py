"""What a piece of our own papers is, and the words by which it says so. Writers and readers share it; no ORM."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from ...vocabulary import LANGUAGES, DecisionKind, Form, Kind

TITLE, STATUS, PERIOD, ORGANISATION, LANGUAGE, QUESTION = (
    "title",
    "status",
    "period",
    "organisation",
    "tongue",
    "question",
)
GOAL, CODE, LINK, LEAD_IN, LEVEL_LEAD_IN, TEXT = "goal", "code", "link", "lead_in", "level_lead_in", "text"
DECISIONS, DECISION, MILESTONES, MILESTONE, DATE, FILES, FILE = (
    "decisions", "decision", "milestones", "milestone", "date", "files", "file",
)  # fmt: skip
KINDS = frozenset(kind.value for kind in Kind if kind != Kind.ROOT)
MARKED = KINDS | {
    TITLE, STATUS, PERIOD, ORGANISATION, QUESTION, CODE, LINK, LEAD_IN, LEVEL_LEAD_IN,
    DECISIONS, DECISION, MILESTONES, MILESTONE, DATE, FILES, FILE,
}  # fmt: skip
"""What a named style of a Word or OpenDocument file can say of the words that it is set in."""

OWN_NAMES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English", "da": "Dansk"}
STYLE = "Koers "
GOAL_LABEL = re.compile(r"(?P<label>[^\d:()]+?) (?P<number>\d+(?:\.\d+)*)(?: \((?P<code>.*)\))?", re.S)


@dataclass(frozen=True)
class Piece:
    """One heading, paragraph or item. ``depth`` of a goal counts from 1; 0 is "below the last heading", of a list.

    ``kind`` is "" for a heading or item that somebody added by hand; ``line`` counts from 1 in the source.
    """

    role: str
    text: str
    line: int = 0
    depth: int = 0
    kind: str = ""
    code: str = ""
    form: str = Form.PROSE
    link: str = ""


@dataclass(frozen=True)
class Labels:
    """The words of one language that our papers are marked with."""

    kinds: dict[str, str]
    """kind -> its name with a capital"""
    facts: dict[str, str]
    """role -> the word before the colon"""
    sections: dict[str, str]
    decided: dict[str, str]
    """kind of decision -> how an item about it begins"""
    statuses: tuple[str, ...]
    votes: dict[str, str]
    """field -> its words, with %(count)d"""
    unanimous: str
    number: str

    def kind(self, label: str) -> str:
        """The kind of that name, or ""."""
        return next((kind for kind, name in self.kinds.items() if name == label.strip()), "")


@lru_cache(maxsize=8)
def labels(language: str) -> Labels:
    """Of a language of LANGUAGES; of another one, those in English."""
    with override(language if language in LANGUAGES else "en"):
        return Labels(
            kinds={kind.value: capital(str(kind.label)) for kind in Kind if kind != Kind.ROOT},
            facts={PERIOD: _("Period"), ORGANISATION: _("Applies to"), LANGUAGE: _("Language"), DATE: _("Date")},
            sections={DECISIONS: _("Decisions"), MILESTONES: _("How this plan came about"), FILES: _("Documents")},
            decided={
                DecisionKind.ADOPTS: _("Approved"),
                DecisionKind.APPROVES_PART: _("Approved in part"),
                DecisionKind.TAKES_NOTE: _("Noted"),
                DecisionKind.AMENDS: _("Changes approved"),
                DecisionKind.REJECTS: _("Rejected"),
            },
            statuses=(
                _("Draft: this text is not approved and can still change."),
                _("Proposal: this text is not approved yet."),
            ),
            votes={
                "votes_for": _("%(count)d for"),
                "votes_against": _("%(count)d against"),
                "votes_abstained": _("%(count)d abstained"),
            },
            unanimous=_("unanimous"),
            number=_("number %(number)s"),
        )


@lru_cache(maxsize=8)
def read_labels(language: str) -> Labels:
    """The same as a reader meets them, who makes one kind of all spaces ("abstentions : 3")."""

    def spaced(said: object) -> object:
        if isinstance(said, str):
            return said.replace("\u00a0", " ")
        if isinstance(said, dict):
            return {key: spaced(text) for key, text in said.items()}
        return tuple(map(spaced, said)) if isinstance(said, tuple) else said

    words = labels(language)
    return replace(words, **{name: spaced(said) for name, said in vars(words).items()})  # type: ignore[arg-type]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def language_of(text: str) -> str:
    """The language that a paper names in a line of its own ("Taal: Nederlands"), or ""."""
    for code, name in OWN_NAMES.items():
        word = re.escape(labels(code).facts[LANGUAGE])
        if re.search(rf"(?m)^(?:\*{word}:\*|{word}:) {re.escape(name)}\s*$", text[:20_000]):
            return code
    return ""


def goal_label(said: str, language: str) -> tuple[str, int, str] | None:
    """(kind, depth, code) of "Doelstelling 1.2 (BD-07)", or None."""
    match = GOAL_LABEL.fullmatch(said.strip())
    kind = read_labels(language).kind(match["label"]) if match else ""
    if not match or not kind:
        return None
    return kind, match["number"].count(".") + 1, match["code"] or ""
