"""The plans that are measured: invented towns with goals in Dutch-like words, the same on every machine."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import count

from municipalities.models import Municipality
from municipalities.registers import Country
from strategy.models import Edition, Plan
from strategy.services.editing import build_branches
from strategy.services.publishing import publish_edition, start_draft
from strategy.tree import Branch

SHAPES = {100: (4, 4, 5), 300: (6, 7, 7), 1_000: (9, 10, 10), 10_000: (20, 20, 24)}
"""Size -> (themes, objectives in each, ambitions in each of these); 300 is the plan of PERFORMANCE.md, 342 goals."""

KINDS = ("theme", "objective", "ambition")
WORDS = re.findall(
    r"\w+",
    "de stad versterkt samen met bewoners en verenigingen het aanbod van groene ruimte in elke wijk zodat iedereen "
    "veilig naar school fietst oudere inwoners zelfstandig wonen en jonge gezinnen een betaalbare woning vinden "
    "wij investeren in duurzame energie propere straten levendige pleinen cultuur sport zorg dichtbij één loket",
)


def branches(size: int, languages: Sequence[str] = ("nl",), seed: int = 1) -> list[Branch]:
    """The goals of one plan, as ``services.editing.build_branches`` takes them."""
    words, codes = random.Random(seed), count(1)

    def text(least: int, most: int) -> str:
        return " ".join(words.choices(WORDS, k=words.randint(least, most))).capitalize()

    def level(depth: int) -> list[Branch]:
        return [Branch(_content(depth, text, codes, languages), children=below(depth)) for _i in range(shape[depth])]

    def below(depth: int) -> list[Branch]:
        return level(depth + 1) if depth + 1 < len(shape) else []

    shape = SHAPES[size]
    return level(0)


def _content(depth: int, text, codes: Iterator[int], languages: Sequence[str]) -> dict[str, object]:
    content: dict[str, object] = {"kind": KINDS[depth]}
    if depth == 1:
        content["code"] = f"BD-{next(codes):03}"
    for language in languages:
        content[f"title_{language}"] = f"{text(5, 11)}."
        if depth < 2:
            content[f"text_{language}"] = f"{text(14, 24)}.\n\n{text(8, 14)}."
    return content


def make_town(slug: str, languages: Sequence[str] = ("nl",)) -> Municipality:
    names = {f"name_{language}": slug.title() for language in languages}
    return Municipality.objects.create(
        slug=slug, language=languages[0], languages=list(languages), country=Country.BELGIUM, **names
    )


def make_plan(town: Municipality) -> Plan:
    return Plan.objects.create(
        municipality=town, slug="2025-2030", starts_in=2025, ends_in=2030, **{f"title_{town.language}": "Koers 2030"}
    )


def make_published(town: Municipality, size: int, seed: int = 1) -> Edition:
    """A published edition of a new plan of ``town``, in all its languages."""
    draft = start_draft(make_plan(town), actor=None)
    build_branches(draft, branches(size, town.languages, seed), actor=None)
    return publish_edition(draft, actor=None)
