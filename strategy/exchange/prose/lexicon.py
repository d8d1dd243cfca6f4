"""The shape of a language's word table (words_nl.py and so on). Tables only: the reading is done elsewhere.

Patterns are regular expressions in lower case. ``phrase`` tables must match a whole heading, stripped of numbers and
final signs; ``word`` tables are looked for as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

Pattern = re.Pattern[str]


def whole(*patterns: str) -> Pattern:
    return re.compile(rf"(?:{'|'.join(patterns)})", re.IGNORECASE)


def words(*patterns: str) -> Pattern:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    code: str
    function_words: frozenset[str]
    """words that tell the language"""
    names: dict[str, str]
    """kind -> its name as a title"""
    fillers: frozenset[str]
    """words that add nothing to a heading such as "Onze strategische doelstellingen" """

    mission: Pattern
    vision: Pattern
    values: Pattern
    value: Pattern
    """words: one or several values"""
    mission_phrases: Pattern
    vision_phrases: Pattern
    values_phrases: Pattern
    both_phrases: Pattern
    """phrases that can be a statement or the title of it all ("Leitbild")"""
    definition: Pattern
    """words of a sentence that explains what a mission or vision is, rather than state it"""
    copula: str
    """ "is" in "Onze missie is …" """
    are: str
    """ "are" in "The priorities of the plan are:" """
    ours: Pattern
    articles: Pattern
    """words before the plural of a kind that make a heading the name of all that follows"""
    values_sentence: Pattern
    """how a sentence that lists the values begins; what follows it is the list"""
    we_are: Pattern
    """ "we are" before a list of values"""
    conjunction: str

    kinds: tuple[tuple[str, str, str], ...]
    """(kind, singular, plural), each a pattern of one word or a few"""
    strategic: Pattern
    operational: Pattern
    codes: dict[str, str] = field(default_factory=dict)
    """letters of a code -> kind ("BD" -> objective)"""
    strategy_phrases: Pattern
    """headings that only hold what follows ("Onze strategie")"""
    verbal: Pattern
    """a short item that says what to do, and so is more than a topic"""
    lead_ins: tuple[tuple[Pattern, str], ...]
    """(phrase before a list, kind of the items or "")"""

    introduction_phrases: Pattern
    left_out_phrases: Pattern
    attachment_phrases: Pattern
    milestone_phrases: Pattern
    boilerplate: Pattern
    """lines that belong to the site and not to the text (whole line)"""

    months: dict[str, int]
    seasons: dict[str, int]
    bodies: tuple[tuple[str, str], ...]
    """(pattern, dictionary form or "" where the text's own words stay)"""
    verbs: tuple[tuple[str, str], ...]
    """(kind of decision, pattern), the rarer kinds first"""
    planned: Pattern
    previous: Pattern
    partly: Pattern
    unanimous: Pattern
    plan_words: Pattern
    pronouns: Pattern
    """how a sentence on the plan begins that does not name it"""
    objects: Pattern
    """the plan as "it", as the object of the deciding"""
    laws: Pattern
    """words before a date that make it a law's"""
    page_dates: Pattern
    events: Pattern
    votes: dict[str, str]
    """for, against, abstained -> pattern with the number as its group"""

    years: Pattern
    """"the next four years": the number is its group"""
    numbers: dict[str, int]
    until: Pattern
    since: Pattern
    between: str
    """how "to" is said in "2020 to 2025" """
    period_words: Pattern
    organisations: Pattern
    """a legal entity, as a phrase"""
    binding: Pattern
    """words after which a sentence names the organisations that the plan binds"""
    download: Pattern

    @cached_property
    def month_names(self) -> str:
        return "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))

    @cached_property
    def verb_patterns(self) -> list[tuple[str, Pattern]]:
        return [(kind, words(pattern)) for kind, pattern in self.verbs]

    @cached_property
    def body_pattern(self) -> Pattern:
        return words(*(f"(?P<b{index}>{pattern})" for index, (pattern, _name) in enumerate(self.bodies)))
