"""What changed between two editions as HTML, goal by goal; written by Python, as a whole tree is (rendering.py).

Removed and added words are marked by elements, by a line through or below them, and by words for those who listen.
Everything that an author wrote is escaped here, exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..edition_difference import FieldChange, GoalChange, Row, Side
from ..models import Goal
from ..models.goal import TEXT_FIELDS
from ..vocabulary import Difference, Form
from ..wording_difference import word_difference
from .addresses import Addresses
from .icons import icon
from .places import Place
from .texts import Text, capitalised, language_name
from .words import Words


class ChangeRenderer:
    """``before`` and ``after``: the number of an edition and its tree."""

    def __init__(self, place: Place, words: Words, before: tuple[int, Side], after: tuple[int, Side]) -> None:
        self.place, self.kinds = place, words
        (self.old_number, self.old), (self.new_number, self.new) = before, after
        address = place.lang, place.town.slug, place.plan.slug
        self.editions = [
            (_("Read it in edition %(number)s") % {"number": number}, Addresses(*address, number))
            for number in (self.old_number, self.new_number)
        ]
        authentic = place.town.language
        self.languages = [authentic, *(code for code in place.town.languages if code != authentic)]
        self.field_names = {
            "title": _("Title"),
            "short_title": _("Short title"),
            "lead_in": _("Lead-in"),
            "text": _("Text"),
        }
        self.said_before = {"removed": _("removed:"), "added": _("added:")}
        self.space = _("white space")
        self.chevron = icon("chevron-right")

    def changes(self, found: Iterable[GoalChange]) -> SafeString:
        """The list of all changes; "" where there are none."""
        items = "".join([self._item(change) for change in found])
        return mark_safe(f'<ol class="changes">{items}</ol>' if items else "")  # noqa: S308 - escaped below

    def _item(self, change: GoalChange) -> str:
        row, side = change.row, self.new if change.after else self.old
        title = self._name(row, "title")
        marks = "".join(f'<li class="mark mark--{kind.value}">{escape(str(kind.label))}</li>' for kind in change.kinds)
        whole = self._whole(row) if change.before is None or change.after is None else ""
        return (
            f'<li class="facts change" id="g-{row.key}">{self._path(row, side.path(row.key))}'
            f'<h2{title.attr}>{title}</h2>{_only(title)}<ul class="change__marks">{marks}</ul>'
            f"{self._sentences(change)}{whole}{self._texts(change)}{self._links(change)}</li>\n"
        )

    # -- where it stands and what it is --------------------------------------------------------------

    def _path(self, row: Row, above: list[Row]) -> str:
        """The goals above it, and what it is itself."""
        names = [self._name(other, "short_title") for other in above]
        kind = " ".join(filter(None, (capitalised(self.kinds.singular(str(row.plain["kind"]))), row.plain["code"])))
        steps = [*(f"<span{name.attr}>{name}</span>" for name in names), f"<b>{escape(kind)}</b>"]
        return f'<p class="change__path">{f" {self.chevron} ".join(steps)}</p>'

    def _name(self, row: Row, field: str) -> Text:
        """The title (or, for ``field`` "short_title", what is short) in the page's language, or the authentic one."""
        for name in (field, "title"):
            for code in self.place.reader.codes:
                if text := row.texts.get((name, code)):
                    return Text(text, code, is_fallback=code != self.place.lang)
        return Text(str(row.plain["code"] or row.key), self.place.lang)

    def _links(self, change: GoalChange) -> str:
        links = [
            f'<a href="{addresses.goal(row.key, self._name(row, "short_title").text)}">{escape(words)}'
            f'<span class="vh">, {self._name(row, "title")}</span></a>'
            for row, (words, addresses) in zip((change.before, change.after), self.editions, strict=True)
            if row and (change.after is not change.before)
        ]
        return f'<p class="edition__links">{"".join(links)}</p>'

    # -- what changed, in sentences ------------------------------------------------------------------

    def _sentences(self, change: GoalChange) -> str:
        plain = [self._said(field) for field in change.fields if not field.language]
        said = [*self._moves(change), *plain]
        return f'<ul class="change__said">{"".join(f"<li>{line}</li>" for line in said)}</ul>' if said else ""

    def _moves(self, change: GoalChange) -> Iterator[str]:
        if Difference.MOVED in change.kinds and change.before and change.after:
            old, new = self.old.rows.get(change.before.parent), self.new.rows.get(change.after.parent)
            if old is None:
                sentence = _("Was at the top; is now below “%(now)s”.")
            elif new is None:
                sentence = _("Was below “%(then)s”; is now at the top.")
            else:
                sentence = _("Was below “%(then)s”; is now below “%(now)s”.")
            yield self._filled(sentence, then=old, now=new)
        if Difference.REORDERED in change.kinds:
            behind = self.new.rows.get(change.follows)
            sentence = _("Now comes after “%(now)s”.") if behind else _("Now comes first.")
            yield self._filled(sentence, now=behind)

    def _filled(self, sentence: str, **rows: Row | None) -> str:
        """A sentence that names goals, as HTML."""
        names = {word: self._name(row, "short_title") for word, row in rows.items() if row}
        return escape(sentence) % {word: f"<span{name.attr}>{name}</span>" for word, name in names.items()}

    def _said(self, field: FieldChange) -> str:
        then, now = field.before, field.after
        if field.name == "is_priority":
            return escape(_("Is a priority now.") if now else _("Is no longer a priority."))
        if field.name == "icon":
            return escape(_("Has another icon."))
        if field.name == "kind":
            then, now = self.kinds.singular(str(then)), self.kinds.singular(str(now))
        elif field.name == "form":
            then, now = Form(str(then)).label, Form(str(now)).label
        elif field.name == "sdgs":
            then, now = str(then).replace(",", ", "), str(now).replace(",", ", ")
        none, name = pgettext("value", "none"), capitalised(str(Goal._meta.get_field(field.name).verbose_name))
        return escape(
            _("%(name)s: was %(then)s, is now %(now)s.") % {"name": name, "then": then or none, "now": now or none}
        )

    # -- what changed, word by word ------------------------------------------------------------------

    def _texts(self, change: GoalChange) -> str:
        said = {(field.language, field.name): field for field in change.fields if field.language}
        shown = [said[code, name] for code in self.languages for name in TEXT_FIELDS if (code, name) in said]
        return f"<dl>{''.join([self._field(field) for field in shown])}</dl>" if shown else ""

    def _field(self, field: FieldChange) -> str:
        is_foreign = field.language != self.place.lang
        label = self.field_names[field.name]
        if len(self.languages) > 1:
            label = f"{label} ({self._language(field.language)})"
        lang, back = (f' lang="{field.language}"', f' lang="{self.place.lang}"') if is_foreign else ("", "")
        parts = word_difference(str(field.before), str(field.after))
        marked = "".join([self._part(op, text, back) for op, text in parts])
        return f'<div><dt>{escape(label)}</dt><dd class="wording"{lang}>{marked}</dd></div>'

    def _language(self, code: str) -> str:
        name = language_name(code)
        return name if code == self.languages[0] else _("translation into %(language)s") % {"language": name}

    def _part(self, op: str, text: str, back: str) -> str:
        if op == "same":
            return escape(text)
        element = "ins" if op == "added" else "del"
        shown = escape(text)
        if not text.strip():
            sign = "¶" if "\n" in text else "␣"
            shown = f'<span aria-hidden="true">{sign}</span><span class="vh"{back}>{escape(self.space)}</span>{shown}'
        return f'<{element}><span class="vh"{back}> {escape(self.said_before[op])} </span>{shown}</{element}>'

    def _whole(self, row: Row) -> str:
        """All that a goal says that was added or dropped."""
        lead_in, text = self._own(row, "lead_in"), self._own(row, "text")
        parts = [f'<p class="lead-in"{lead_in.attr}>{lead_in}</p>'] if lead_in else []
        parts += [f"<p{text.attr}>{paragraph}</p>" for paragraph in text.paragraphs]
        return f'<div class="prose">{"".join(parts)}</div>' if parts else ""

    def _own(self, row: Row, field: str) -> Text:
        for code in self.place.reader.codes:
            if text := row.texts.get((field, code)):
                return Text(text, code, is_fallback=code != self.place.lang)
        return Text("", self.place.lang)


def _only(text: Text) -> str:
    """The visible mark of a text that is not in the page's language."""
    return f' <span class="only">{escape(text.only)}</span>' if text.is_fallback else ""
