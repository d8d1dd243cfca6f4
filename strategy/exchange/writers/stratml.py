"""A plan as StratML Part 1 (ISO 17469-1) or Part 2, strictly in the order of the schemas; one language per file.

The standard has two layers of goals and asks for at least one. What stands deeper becomes lines (Part 1) or
qualitative indicators (Part 2); ``losses`` says what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from ...refusal import Refused
from ...vocabulary import STATEMENTS, Kind
from .. import stratml
from ..document import GoalNode, PlanDocument
from ..sheets.template import nodes_of
from .losses import has_translations, of_the_register
from .wording import Wording, fit, unpublished
from .writer import NOWHERE, Origin, Writer

XML_ID = re.compile(r"[A-Za-z_][\w.-]*")


def part1(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """Raises Refused for a plan without goals, which the standard does not allow."""
    return _Plan(document, language, origin, stratml.CORE).write()


def part2(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """Type Strategic_Plan. Raises Refused for a plan without goals, which the standard does not allow."""
    return _Plan(document, language, origin, stratml.PERFORMANCE).write()


class _Plan:
    def __init__(self, document: PlanDocument, language: str, origin: Origin, namespace: str) -> None:
        self.document = document
        self.origin = origin
        self.wording = Wording(document, language)
        self.namespace = namespace
        self.is_part2 = namespace == stratml.PERFORMANCE
        self.goals = [goal for goal in document.goals if goal.kind not in STATEMENTS]
        self.identifiers: set[str] = set()

    def write(self) -> bytes:
        if not self.goals:
            raise Refused(
                _(
                    "StratML asks for at least one goal, and this plan has a mission, a vision or values only. "
                    "Choose another format."
                )
            )
        root = etree.Element(f"{{{self.namespace}}}{self._root()}", nsmap={None: self.namespace})
        if self.is_part2:
            root.set("Type", "Strategic_Plan")
        self._say(root, "Name", str(self.wording.of(self.document, "title")) or self.document.slug)
        self._say_if(root, "Description", str(self.wording.of(self.document, "introduction")))
        said = [self._unpublished(), *(str(self.wording.decision(entry)) for entry in self.document.decisions)]
        self._say_if(root, "OtherInformation", "\n".join(filter(None, said)))
        self._core(etree.SubElement(root, self._tag("StrategicPlanCore")))
        self._administration(root)
        root.addprevious(self._instruction())
        tree = etree.ElementTree(root)
        written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return written

    def _unpublished(self) -> str:
        with override(self.wording.language):
            return unpublished(self.origin.status)

    def _root(self) -> str:
        return next(name for name, namespace in stratml.ROOTS.items() if namespace == self.namespace)

    def _tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"

    def _say(self, parent: etree._Element, name: str, text: str) -> None:
        etree.SubElement(parent, self._tag(name)).text = fit(text)

    def _say_if(self, parent: etree._Element, name: str, text: str) -> None:
        if text:
            self._say(parent, name, text)

    def _identify(self, parent: etree._Element, identifier: str) -> None:
        """An xs:ID: a name, and once in the document; anything else is left out."""
        if XML_ID.fullmatch(identifier) and identifier not in self.identifiers:
            self.identifiers.add(identifier)
            self._say(parent, "Identifier", identifier)

    def _instruction(self) -> etree._ProcessingInstruction:
        facts = {"language": self.wording.language, "municipality": self.document.municipality}
        facts |= {name: kinds[0] for name, kinds in _layers(self.document).items() if len(kinds) == 1}
        text = " ".join(f'{name}="{value}"' for name, value in facts.items() if re.fullmatch(r"[\w-]+", value))
        return etree.ProcessingInstruction(stratml.INSTRUCTION, text)

    def _core(self, core: etree._Element) -> None:
        self._organisations(core)
        for kind, name in ((Kind.VISION, "Vision"), (Kind.MISSION, "Mission")):
            self._statement(core, name, [goal for goal in self.document.goals if goal.kind == kind])
        for value in self.document.goals:
            if value.kind == Kind.VALUE:
                element = etree.SubElement(core, self._tag("Value"))
                self._say(element, "Name", self._title(value))
                self._say_if(element, "Description", self._body(value))
        for goal in self.goals:
            element = etree.SubElement(core, self._tag("Goal"))
            self._describe(element, goal, is_goal=True)
            for objective in goal.children:
                below = etree.SubElement(element, self._tag("Objective"))
                self._describe(below, objective)
                self._deeper(below, objective.children)

    def _organisations(self, core: etree._Element) -> None:
        town = self.origin.town or ("" if self.document.organisations else self.document.municipality)
        if town:
            element = etree.SubElement(core, self._tag("Organization"))
            self._say(element, "Name", town)
            prefix = stratml.REGISTERS.get(self.origin.register_scheme)
            if prefix is not None and self.origin.register_code:
                self._identify(element, prefix + self.origin.register_code.lower())
        for organisation in self.document.organisations:
            element = etree.SubElement(core, self._tag("Organization"))
            self._say(element, "Name", str(self.wording.of(organisation, "name")))

    def _statement(self, core: etree._Element, name: str, goals: Sequence[GoalNode]) -> None:
        """One element for all of a kind: the schema allows one. Several are put under their titles."""
        nodes = [node for node, _depth in nodes_of(list(goals))]
        if not nodes:
            return
        parts = [self._body(nodes[0]) or self._title(nodes[0])] if len(nodes) == 1 else []
        if len(nodes) > 1:
            parts = [part for node in nodes for part in (self._title(node), self._body(node)) if part]
        element = etree.SubElement(core, self._tag(name))
        self._say(element, "Description", "\n\n".join(parts))
        self._identify(element, stratml.KEY_PREFIX + nodes[0].key if nodes[0].key else "")

    def _describe(self, element: etree._Element, goal: GoalNode, *, is_goal: bool = False) -> None:
        self._say(element, "Name", self._title(goal))
        (self._say if is_goal else self._say_if)(element, "Description", self._body(goal))
        self._identify(element, stratml.KEY_PREFIX + goal.key if goal.key else "")
        self._say_if(element, "SequenceIndicator", goal.code)

    def _title(self, goal: GoalNode) -> str:
        return str(self.wording.of(goal, "title"))

    def _body(self, goal: GoalNode) -> str:
        lead_in, text = str(self.wording.of(goal, "lead_in")), str(self.wording.of(goal, "text"))
        return "\n\n".join(filter(None, (lead_in, text)))

    def _deeper(self, objective: etree._Element, goals: list[GoalNode]) -> None:
        if not self.is_part2:
            self._say_if(objective, "OtherInformation", self._lines(goals))
            return
        for goal in goals:
            indicator = etree.SubElement(objective, self._tag("PerformanceIndicator"))
            indicator.set("PerformanceIndicatorType", "Qualitative")
            self._say_if(indicator, "SequenceIndicator", goal.code)
            self._say(indicator, "MeasurementDimension", self._title(goal))
            self._say(indicator, "UnitOfMeasurement", "")
            self._identify(indicator, stratml.KEY_PREFIX + goal.key if goal.key else "")
            self._say_if(
                indicator, "OtherInformation", "\n".join(filter(None, (self._body(goal), self._lines(goal.children))))
            )

    def _lines(self, goals: list[GoalNode]) -> str:
        lines = []
        for goal, depth in nodes_of(goals):
            shown = " ".join(filter(None, (goal.code, self._title(goal))))
            text = " ".join(self._body(goal).split())
            lines.append("  " * (depth - 1) + "- " + shown + (f" — {text}" if text else ""))
        return "\n".join(lines)

    def _administration(self, root: etree._Element) -> None:
        element = etree.SubElement(root, self._tag("AdministrativeInformation"))
        first, last = self.document.period or [None, None]
        self._say_if(element, "StartDate", f"{first:04d}-01-01" if first else "")
        self._say_if(element, "EndDate", f"{last:04d}-12-31" if last else "")
        if self.origin.site and self.document.slug:
            town, slug = self.document.municipality, self.document.slug
            self._say(element, "Source", f"{self.origin.site}/{self.wording.language}/{town}/{slug}/")


def _layers(document: PlanDocument) -> dict[str, list[str]]:
    """The kinds in each of the three layers that the standard can tell apart."""
    layers: dict[str, dict[str, None]] = {"goal": {}, "objective": {}, "line": {}}
    steps = [goal for goal in document.goals if goal.kind not in STATEMENTS]
    for node, depth in nodes_of(steps):
        layers[["goal", "objective", "line"][min(depth, 3) - 1]].setdefault(node.kind)
    return {name: list(kinds) for name, kinds in layers.items()}


def _has_more(node: GoalNode) -> bool:
    flagged = node.is_priority or node.external_id or node.sdgs
    return bool(flagged or node.form != "prose" or node.icon or node.short_title)


def losses(document: PlanDocument) -> list[str]:
    """What neither part of StratML can hold of this plan (INTEROP: one language, two layers, no decisions)."""
    nodes = list(nodes_of(document.goals))
    deepest = max((depth for node, depth in nodes if node.kind not in STATEMENTS), default=0)
    statements = [node.kind for node, _depth in nodes if node.kind in (Kind.MISSION, Kind.VISION)]
    checks: list[tuple[bool, Callable[[], str]]] = [
        (has_translations(document), lambda: _("The file holds only one language; make one file for each.")),
        (bool(document.decisions), lambda: _("Decisions are given as sentences, not as data.")),
        (deepest > 2, lambda: _("StratML has two layers of goals: what is deeper is given as lines or indicators.")),
        (bool(statements), lambda: _("The titles of mission and vision, and their places, are left out.")),
        (len(statements) > len(set(statements)), lambda: _("Several missions or visions are put into one text.")),
        (
            any(len(kinds) > 1 for kinds in _layers(document).values()) or bool(document.levels),
            lambda: _("What the plan calls its levels, and kinds that share a layer, are left out."),
        ),
        (
            any(_has_more(node) for node, _depth in nodes),
            lambda: _(
                "Verse and quotation, icons, short titles, priorities, SDGs and numbers from other systems "
                "are left out."
            ),
        ),
        (any(n.lead_in for n, _d in nodes), lambda: _("Lead-ins are put in front of the text.")),
        (
            bool(document.milestones or document.attachments or document.question),
            lambda: _("The plan’s question, its milestones and its files are left out."),
        ),
        (any(n.kind == Kind.VALUE for n, _d in nodes), lambda: _("Values have no key or code in StratML.")),
    ]
    return [*(say() for is_so, say in checks if is_so), *of_the_register(document)]


STRATML = Writer(suffix=".stratml.xml", media_type="application/xml", write=part1, losses=losses)
STRATML2 = Writer(suffix=".stratml2.xml", media_type="application/xml", write=part2, losses=losses)
