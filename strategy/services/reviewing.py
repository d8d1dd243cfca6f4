"""What a careful editor looks at before an edition is published: ``findings``, with the errors of checking.py first.

Nothing that is checked here keeps an edition from being published.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Edition, Goal
from ..translated_from import State, state_in
from ..vocabulary import Kind
from .checking import ERRORS, Check, Finding, Place, Reading, Severity, in_language

READABLE = 160
"""Characters above which a title is hard to read in a list or a menu."""

UNFINISHED = re.compile(
    r"\b(?:todo|tbd|ntb|n\.t\.b\.|x{3,}|lorem ipsum|nog (?:in te vullen|aan te vullen|te bepalen)|à compléter|"
    r"à définir|noch (?:offen|auszufüllen)|to be (?:completed|determined|defined)|udfyldes senere)(?!\w)"
    r"|\?{3}|\[(?:\.{3}|…)\]",
    re.IGNORECASE,
)
"""Signs that somebody meant to come back to a text, in the five languages."""

LINK = re.compile(r"(?:https?|ftp|file)://[^\s<>\"”)]*", re.IGNORECASE)


def findings(edition: Edition) -> list[Finding]:
    """Everything that the checks find, the errors first; at most seven queries, however large the tree."""
    reading = Reading(edition)
    found = [finding for check in (*ERRORS, *REVIEWS) for finding in check(reading)]
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def _translations(reading: Reading) -> Iterator[Finding]:
    """A finding for each language and state in which translations are not done."""
    sentences = {
        State.MISSING: lambda count: ngettext(
            "%(count)d goal has no translation: %(language)s.",
            "%(count)d goals have no translation: %(language)s.",
            count,
        ),
        State.STALE: lambda count: ngettext(
            "The authentic text of %(count)d goal has changed since it was translated: %(language)s.",
            "The authentic text of %(count)d goals has changed since they were translated: %(language)s.",
            count,
        ),
        State.INCOMPLETE: lambda count: ngettext(
            "%(count)d goal is only partly translated: %(language)s.",
            "%(count)d goals are only partly translated: %(language)s.",
            count,
        ),
    }
    for code in reading.translations:
        places = defaultdict(list)
        for row in reading.rows:
            places[state_in(row, code, reading.authentic)].append(Place(row, code))
        for state, sentence in sentences.items():
            if found := places[state]:
                words = in_language(sentence(len(found)), len(found), code)
                yield Finding(Severity.WARNING, words, found, code, state)


def _more_than_authentic(reading: Reading) -> Iterator[Finding]:
    """A translation cannot say what the text that counts does not."""
    places = [
        Place(row, language, _label(name))
        for row, name, language, _text in reading.texts()
        if language != reading.authentic and name != "short_title" and not reading.text(row, name)
    ]
    sentence = ngettext(
        "%(count)d translation has a text that the authentic language does not have.",
        "%(count)d translations have a text that the authentic language does not have.",
        len(places),
    )
    yield from _warning(sentence, places)


def _plan_texts(reading: Reading) -> Iterator[Finding]:
    sentences = {
        State.MISSING: lambda count: ngettext(
            "%(count)d text of the plan itself is not translated: %(language)s.",
            "%(count)d texts of the plan itself are not translated: %(language)s.",
            count,
        ),
        State.STALE: lambda count: ngettext(
            "%(count)d text of the plan itself has changed since it was translated: %(language)s.",
            "%(count)d texts of the plan itself have changed since they were translated: %(language)s.",
            count,
        ),
    }
    for code in reading.translations:
        states = [text.state_in(code) for text in reading.plan_texts]
        for state, sentence in sentences.items():
            if count := states.count(state):
                words = in_language(sentence(count), count, code)
                yield Finding(Severity.WARNING, words, language=code, state=state, is_of_plan=True)


def _empty_themes(reading: Reading) -> Iterator[Finding]:
    places = [
        Place(row)
        for row in reading.rows
        if row["kind"] == Kind.THEME and _has_nothing_below(row) and not reading.text(row, "text")
    ]
    sentence = ngettext(
        "%(count)d theme has neither a text nor goals below it.",
        "%(count)d themes have neither a text nor goals below them.",
        len(places),
    )
    yield from _warning(sentence, places)


def _lead_ins_to_nothing(reading: Reading) -> Iterator[Finding]:
    places = [
        Place(row, reading.authentic)
        for row in reading.rows
        if reading.text(row, "lead_in") and _has_nothing_below(row) and not reading.text(row, "text")
    ]
    sentence = ngettext(
        "%(count)d lead-in is followed by nothing: no text, no goals below.",
        "%(count)d lead-ins are followed by nothing: no text, no goals below.",
        len(places),
    )
    yield from _warning(sentence, places)


def _codes_alike(reading: Reading) -> Iterator[Finding]:
    """The database refuses the same code twice; what differs in capitals, spaces or signs alone, people mix up."""
    alike = defaultdict(list)
    for row in reading.rows:
        if row["code"]:
            alike[re.sub(r"[\W_]+", "", row["code"]).casefold() or row["code"]].append(row)
    places = [Place(row, note=row["code"]) for rows in alike.values() if len(rows) > 1 for row in rows]
    yield from _warning(_("%(count)d goals have codes that look the same."), places)


def _titles_twice(reading: Reading) -> Iterator[Finding]:
    """Among the goals below the same goal."""
    twins = defaultdict(list)
    for row in reading.rows:
        if title := reading.text(row, "title"):
            twins[row["parent_id"], title.casefold()].append(row)
    places = [Place(row) for rows in twins.values() if len(rows) > 1 for row in rows]
    yield from _warning(_("%(count)d goals have the same title as another one in the same place."), places)


def _long_titles(reading: Reading) -> Iterator[Finding]:
    places = [
        Place(row, language, _("%(count)d characters") % {"count": len(text)})
        for row, name, language, text in reading.texts()
        if name == "title" and len(text) > READABLE
    ]
    sentence = ngettext(
        "%(count)d title is longer than %(limit)d characters: a part of it may belong in the text.",
        "%(count)d titles are longer than %(limit)d characters: a part of them may belong in the text.",
        len(places),
    )
    yield from _warning(sentence, places, limit=READABLE)


def _short_titles(reading: Reading) -> Iterator[Finding]:
    places = [
        Place(row, language)
        for row, name, language, text in reading.texts()
        if name == "short_title" and len(text) >= len(reading.text(row, "title", language)) > 0
    ]
    sentence = ngettext(
        "%(count)d short title is no shorter than its title.",
        "%(count)d short titles are no shorter than their titles.",
        len(places),
    )
    yield from _warning(sentence, places)


def _unfinished(reading: Reading) -> Iterator[Finding]:
    places = [
        Place(row, language, _("%(text)s: “%(words)s”") % {"text": _label(name), "words": found[0]})
        for row, name, language, text in reading.texts()
        if (found := UNFINISHED.search(text))
    ]
    sentence = ngettext("%(count)d text looks unfinished.", "%(count)d texts look unfinished.", len(places))
    yield from _warning(sentence, places)


def _broken_links(reading: Reading) -> Iterator[Finding]:
    places = [
        Place(row, language, link)
        for row, _name, language, text in reading.texts()
        for link in LINK.findall(text)
        if not _leads_somewhere(link)
    ]
    sentence = ngettext(
        "%(count)d link leads to a place that the public cannot reach.",
        "%(count)d links lead to places that the public cannot reach.",
        len(places),
    )
    yield from _warning(sentence, places)


def _some_codes(reading: Reading) -> Iterator[Finding]:
    """Of a kind where most goals have a code."""
    kinds = defaultdict(list)
    for row in reading.rows:
        kinds[row["kind"]].append(row)
    bare = [row for rows in kinds.values() if 2 * sum(bool(row["code"]) for row in rows) > len(rows) for row in rows]
    places = [Place(row) for row in bare if not row["code"]]
    sentence = ngettext(
        "%(count)d goal has no code, where most of its kind have one.",
        "%(count)d goals have no code, where most of their kind have one.",
        len(places),
    )
    yield from _found(Severity.NOTICE, sentence, places)


def _statements(reading: Reading) -> Iterator[Finding]:
    kinds = {row["kind"] for row in reading.rows}
    if kinds and Kind.MISSION not in kinds:
        yield Finding(Severity.NOTICE, _("The plan has no mission."))
    if kinds and Kind.VISION not in kinds:
        yield Finding(Severity.NOTICE, _("The plan has no vision."))


REVIEWS: tuple[Check, ...] = (
    _translations,
    _more_than_authentic,
    _plan_texts,
    _empty_themes,
    _lead_ins_to_nothing,
    _codes_alike,
    _titles_twice,
    _long_titles,
    _short_titles,
    _unfinished,
    _broken_links,
    _some_codes,
    _statements,
)


def _warning(sentence: str, places: list[Place], **words: object) -> Iterator[Finding]:
    return _found(Severity.WARNING, sentence, places, **words)


def _found(severity: Severity, sentence: str, places: list[Place], **words: object) -> Iterator[Finding]:
    if places:
        yield Finding(severity, sentence % {"count": len(places), **words}, places)


def _has_nothing_below(row: dict) -> bool:
    return row["rght"] == row["lft"] + 1


def _label(name: str) -> str:
    return str(Goal._meta.get_field(name).verbose_name)


def _leads_somewhere(link: str) -> bool:
    """Whether the public could follow it: a web address with the name of a site that is no placeholder."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_placeholder = re.search(r"(?:^|\.)example(?:\.\w+)?$|\.(?:local|localdomain|internal|lan)$", host)
    return parts.scheme in ("http", "https") and "." in host.strip(".") and not is_placeholder
