"""Published editions as rows to compare, and what changed between two of them. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from .edition_difference import TOP, Row, Side, counts_of, edition_difference
from .models.goal import PLAIN_FIELDS, TEXT_FIELDS, unguarded_goals
from .vocabulary import LANGUAGES, Difference, Kind

Counts = dict[Difference, dict[str, int]]
"""How many goals of which kind differ in which way."""

KNOWN: dict[tuple[str, str, tuple[str, ...], str], Counts] = {}
"""Counts by the seals of two editions, languages and authentic language: what is sealed never differs otherwise."""

MOST_KNOWN = 5000


def sides_of(editions: Collection[int], languages: Collection[str], key: str = "") -> dict[int, Side]:
    """The trees of ``editions`` (ids), or of each only the goal with this ``key``, with their texts in ``languages``.

    One query for all of them. A goal at the top has the parent TOP.
    """
    spoken = [code for code in LANGUAGES if code in languages]
    texts = [(name, code) for name in TEXT_FIELDS for code in spoken]
    goals = unguarded_goals().filter(edition__in=editions).exclude(kind=Kind.ROOT)
    rows = (goals.filter(key=key) if key else goals).order_by("edition", "lft")
    columns = ("edition", "key", "parent__key", "level", *PLAIN_FIELDS, *(f"{name}_{code}" for name, code in texts))
    found = groupby(rows.values_list(*columns).iterator(chunk_size=2000), key=lambda row: row[0])
    sides = {edition: Side.of(_row(values, texts) for values in group) for edition, group in found}
    return {edition: sides.get(edition) or Side.of(()) for edition in editions}


def _row(values: tuple, texts: list[tuple[str, str]]) -> Row:
    _edition, key, parent, level, *fields = values
    plain = dict(zip(PLAIN_FIELDS, fields, strict=False))
    said = {text: value for text, value in zip(texts, fields[len(PLAIN_FIELDS) :], strict=True) if value}
    return Row(key, parent if level > 1 else TOP, plain, said)


def counts_between(
    pairs: Sequence[tuple[tuple[int, str], tuple[int, str]]], languages: Collection[str], authentic: str
) -> list[Counts]:
    """What changed in each pair of editions (id, seal). One query for all pairs that nobody has asked for yet."""
    spoken = tuple(code for code in LANGUAGES if code in languages)
    keys = [(before, after, spoken, authentic) for (_old, before), (_new, after) in pairs]
    found = {key: counts for key in keys if (counts := KNOWN.get(key)) is not None}
    unknown = [pair for pair, key in zip(pairs, keys, strict=True) if key not in found]
    sides = sides_of({edition for pair in unknown for edition, _seal in pair}, spoken) if unknown else {}
    for (before, old_seal), (after, new_seal) in unknown:
        counts = counts_of(edition_difference(sides[before], sides[after], authentic))
        found[old_seal, new_seal, spoken, authentic] = counts
    if len(KNOWN) > MOST_KNOWN:
        KNOWN.clear()
    KNOWN.update(found)
    return [found[key] for key in keys]
