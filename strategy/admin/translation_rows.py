"""What the translation board shows: an edition's goals x the town's languages, and the plan's own texts, as rows."""

from dataclasses import dataclass

from django.urls import reverse

from municipalities.language_admin import tab_anchor
from municipalities.models import Municipality

from ..models import Edition, Goal
from ..models.goal import TEXT_FIELDS
from ..services.content import language_name
from ..services.plan_texts import Written, written_texts
from ..translated_from import State, difference_in, source_hash, state_in
from ..vocabulary import Kind
from .translation_tabs import MARKS, changed_words, tab_url

PLAN = "plan"
"""Stands among the kinds for the texts of the plan itself."""


@dataclass
class Cell:
    """The translation of one goal, or one text of the plan, into one language. ``confirm`` is what says, posted, that
    a stale one holds."""

    language: str
    state: State
    url: str
    confirm: str
    changed: list[tuple[str, list]]

    @property
    def words(self) -> str:
        return str(MARKS[self.state])

    @property
    def language_name(self) -> str:
        return language_name(self.language)


@dataclass
class Row:
    """A goal by its columns, with the state of each translation; ``cells`` are filled in where they are shown."""

    values: dict
    name: str
    states: dict[str, State]
    cells: list[Cell]

    @property
    def kind_label(self) -> str:
        return str(Kind(self.values["kind"]).label)


class Board:
    """All goals of an edition with the states of their translations, in the order of the tree; one query."""

    def __init__(self, edition: Edition) -> None:
        self.town: Municipality = edition.plan.municipality
        self.authentic = self.town.language
        self.languages = [code for code in self.town.languages if code != self.authentic]
        columns = [f"{name}_{code}" for name in TEXT_FIELDS for code in self.town.languages]
        goals = Goal.objects.rewrite(False).filter(edition=edition).exclude(kind=Kind.ROOT).order_by("lft")
        rows = goals.values("pk", "key", "kind", "code", "level", "translated_from", *columns)
        self.rows = [Row(values, self._name(values), self._states(values), []) for values in rows]

    def _name(self, values: dict) -> str:
        return values[f"title_{self.authentic}"] or values["code"] or values["key"]

    def _states(self, values: dict) -> dict[str, State]:
        return {code: state_in(values, code, self.authentic) for code in self.languages}

    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that occur, with their names."""
        found = {row.values["kind"] for row in self.rows}
        return [(kind.value, str(kind.label)) for kind in Kind if kind.value in found]

    def chosen(self, *, state: str = "", language: str = "", kind: str = "") -> list[Row]:
        """The rows of a kind in which a translation (into ``language``, if given) is in ``state``."""
        codes = [language] if language else self.languages
        return [
            row
            for row in self.rows
            if (not kind or row.values["kind"] == kind)
            and (not state or any(row.states[code] == state for code in codes))
        ]

    def waiting(self, language: str, after: str = "") -> Row | None:
        """The next goal behind the one with the key ``after`` whose translation is not done; from the top again
        where none is left below."""
        keys = [row.values["key"] for row in self.rows]
        start = keys.index(after) + 1 if after in keys else 0
        rows = [row for row in self.rows[start:] + self.rows[:start] if row.values["key"] != after]
        return next((row for row in rows if row.states[language] != State.DONE), None)

    def fill(self, rows: list[Row], languages: list[str]) -> None:
        """Gives the rows that a page shows their cells."""
        for row in rows:
            row.cells = [self._cell(row, code) for code in languages]

    def _cell(self, row: Row, code: str) -> Cell:
        values, state = row.values, row.states[code]
        url = tab_url(values["pk"], self.town, code)
        if state != State.STALE:
            return Cell(code, state, url, "", [])
        confirm = f"{values['key']}:{code}:{source_hash(values, self.authentic)}"
        return Cell(code, state, url, confirm, changed_words(difference_in(values, code, self.authentic)))


@dataclass
class TextRow:
    """A text of the plan itself, with the state of each translation; ``cells`` are filled in where they are shown."""

    text: Written
    states: dict[str, State]
    cells: list[Cell]


class PlanBoard:
    """Everything that the public reads of the plan beside its goals and that is written; three queries."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.town = edition, edition.plan.municipality
        self.languages = [code for code in self.town.languages if code != self.town.language]
        self.rows = [
            TextRow(text, {code: text.state_in(code) for code in self.languages}, []) for text in written_texts(edition)
        ]

    def chosen(self, *, state: str = "", language: str = "", kind: str = "") -> list[TextRow]:
        """The rows in which a translation (into ``language``, if given) is in ``state``; none for a kind of goals."""
        codes = [language] if language else self.languages
        return [
            row
            for row in self.rows
            if kind in ("", PLAN) and (not state or any(row.states[code] == state for code in codes))
        ]

    def fill(self, rows: list[TextRow], languages: list[str]) -> None:
        """Gives the rows that a page shows their cells."""
        for row in rows:
            row.cells = [self._cell(row, code) for code in languages]

    def text(self, key: str) -> Written | None:
        return next((row.text for row in self.rows if row.text.key == key), None)

    def _cell(self, row: TextRow, code: str) -> Cell:
        text, url = row.text, text_url(self.edition, row.text, code)
        if row.states[code] != State.STALE:
            return Cell(code, row.states[code], url, "", [])
        changed = changed_words(text.changed_since(code), type(text.row))
        return Cell(code, State.STALE, url, f"{text.key}:{code}:{text.source}", changed)


def text_url(edition: Edition, text: Written, code: str) -> str:
    """Where the text is translated: on the page of the reason, or in the plan's form, in a tab or among the levels,
    milestones, attachments."""
    part = text.row._meta.model_name
    if part == "edition":
        return reverse("admin:strategy_edition_reason", args=[edition.pk]) + f"#id_reason_{code}"
    address = reverse("admin:strategy_plan_change", args=[edition.plan_id])
    languages = edition.plan.municipality.languages
    return address + (tab_anchor(languages, code) if part == "plan" else f"#{part}s-group")
