"""Plans out of StratML, Part 1 and Part 2, leniently: real files seldom follow the schema. Nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from ...refusal import Refused
from ...vocabulary import CODE_LENGTH, GOAL_KINDS, KEY_LENGTH, LANGUAGES, TITLE_LENGTH, Kind
from .. import stratml
from ..detecting import detect_language
from ..document import Doubt, GoalNode, OrganisationEntry, PlanDocument
from ..sheets.guards import check_size

OWN = re.compile(r'(\w+)="([\w-]*)"')
KEY = re.compile(rf"{stratml.KEY_PREFIX}([a-z2-7]{{{KEY_LENGTH}}})")
LINE = re.compile(r"( *)- (.+)")
YEAR = re.compile(r"\s*(\d{4})\b")
TOWN = re.compile(r"(refnis-|kommune-|gm\d|ags-|insee-|lau-)")
LEFT_OUT = ("Stakeholder", "Submitter", "PerformanceIndicator", "Relationship")


def load(data: bytes, language: str = "") -> PlanDocument:
    """The plan in the file; what has no place here, and every deviation, is a doubt with its line.

    ``language``: that of its texts, "" for what the file says, or else English. Raises Refused for what is not
    XML or not StratML.
    """
    check_size(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    if b"<!ENTITY" in data:
        raise _declares_entities()
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        place = getattr(error, "lineno", None) or 1
        raise Refused(
            _("This is not XML that can be read: line %(line)d is not well-formed.") % {"line": place}
        ) from error
    if root.getroottree().docinfo.internalDTD is not None and root.getroottree().docinfo.internalDTD.entities():
        raise _declares_entities()
    if _name(root) not in stratml.ROOTS:
        raise Refused(
            _("This XML is not StratML: it begins with <%(name)s> and not with <StrategicPlan>.")
            % {"name": _name(root)[:60]}
        )
    return _File(root, language).read()


def _declares_entities() -> Refused:
    return Refused(_("This file declares XML entities, which StratML does not use. It is not read."))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if _name(child) == name]


def _inside(element: etree._Element, name: str, stop: tuple[str, ...] = ()) -> Iterator[etree._Element]:
    """Elements of that name at any depth, in order, but not inside one of their own or of ``stop``."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if _name(child) == name:
            yield child
        elif _name(child) not in stop:
            stack.extend(reversed(child))


def _text(element: etree._Element | None, name: str = "") -> str:
    """The text of an element, or of its child; "^^", which some programs write, starts a new paragraph."""
    if element is not None and name:
        element = next(iter(_children(element, name)), None)
    if element is None:
        return ""
    text = "".join(element.itertext()).replace("^^", "\n\n")
    lines = [" ".join(line.split()) if not line.startswith(" ") else line.rstrip() for line in text.strip().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


class _File:
    def __init__(self, root: etree._Element, language: str) -> None:
        self.root = root
        self.own = self._own_facts()
        marked = (root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
        said = language or self.own.get("language", "") or marked
        found = said if said in LANGUAGES else detect_language(" ".join(root.itertext()))
        self.document = PlanDocument(municipality="", language=found or "en")
        self.codes: set[str] = set()
        self.keys: set[str] = set()
        if not found:
            self._doubt(root, _("The language of the file is not known; English is assumed."))

    def _own_facts(self) -> dict[str, str]:
        """What we said in a processing instruction, where the file is ours."""
        before = self.root.getprevious()
        while before is not None:
            if isinstance(before, etree._ProcessingInstruction) and before.target == stratml.INSTRUCTION:
                return dict(OWN.findall(before.text or ""))
            before = before.getprevious()
        return {}

    def _doubt(self, element: etree._Element, message: str) -> None:
        self.document.warnings.append(Doubt(line=element.sourceline or 0, message=message))

    def _kind(self, layer: str, usual: Kind) -> str:
        said = self.own.get(layer, "")
        return said if said in list(GOAL_KINDS) else usual.value

    def read(self) -> PlanDocument:
        document, root = self.document, self.root
        document.title = " ".join(_text(root, "Name").split())[:TITLE_LENGTH]
        document.introduction = _text(root, "Description")
        other = _text(root, "OtherInformation")
        if other:
            self._doubt(root, _("OtherInformation of the plan is left out: “%(text)s”") % {"text": other[:500]})
        self._organisations()
        core = next(_inside(root, "StrategicPlanCore"), root)
        self._statements(core)
        self._goals(core)
        self._period()
        self._report()
        if not document.goals:
            self._doubt(root, _("There are no goals, mission, vision or values in this file."))
        return document

    def _organisations(self) -> None:
        for element in _inside(self.root, "Organization"):
            name = " ".join(_text(element, "Name").split())
            is_town = TOWN.match(_text(element, "Identifier")) or name == self.own.get("municipality")
            if name and is_town:
                self.document.municipality = self.document.municipality or name
            elif name:
                self.document.organisations.append(OrganisationEntry(name=name[:200]))
        self.document.municipality = self.own.get("municipality") or self.document.municipality
        if not self.document.municipality and self.document.organisations:
            self.document.municipality = self.document.organisations[0].name

    def _statements(self, core: etree._Element) -> None:
        for name, kind in (("Mission", Kind.MISSION), ("Vision", Kind.VISION)):
            found = [
                e
                for e in _inside(self.root, name, ("Goal", "Objective"))
                if _text(e, "Description") or _text(e, "Name")
            ]
            for element in found:
                title = " ".join(_text(element, "Name").split()) or str(kind.label).capitalize()
                self._add(
                    element, GoalNode(kind=kind, title=title, text=_text(element, "Description")), self.document.goals
                )
            if len(found) > 1:
                self._doubt(
                    found[1],
                    _("<%(name)s> occurs %(count)d times; all are kept.") % {"count": len(found), "name": name},
                )
        for element in _inside(core, "Value", ("Goal", "Objective")):
            if _text(element):
                node = GoalNode(kind=Kind.VALUE, title=_text(element, "Name"), text=_text(element, "Description"))
                self._add(element, node, self.document.goals)

    def _goals(self, core: etree._Element) -> None:
        for element in _inside(core, "Goal"):
            goal = GoalNode(kind=self._kind("goal", Kind.THEME), title="")
            if not self._read(element, goal, self.document.goals):
                continue
            for below in _inside(element, "Objective"):
                objective = GoalNode(kind=self._kind("objective", Kind.OBJECTIVE), title="")
                lines = self._lines(below)
                if self._read(below, objective, goal.children):
                    objective.children += lines
        for stray in _inside(core, "Objective", ("Goal",)):
            self._doubt(stray, _("An Objective is outside any Goal; it is kept at the top."))
            self._read(stray, GoalNode(kind=self._kind("objective", Kind.OBJECTIVE), title=""), self.document.goals)

    def _read(self, element: etree._Element, node: GoalNode, siblings: list[GoalNode]) -> bool:
        """Fills ``node`` from a Goal or Objective and adds it; False where there is nothing in it."""
        node.title = " ".join(_text(element, "Name").split())
        is_ours = _name(element) == "Objective" and self._is_ours(element)
        other = "" if is_ours else _text(element, "OtherInformation")
        node.text = "\n\n".join(filter(None, (_text(element, "Description"), other)))
        self._code(element, node)
        if not node.title and not node.text and not node.code:
            self._doubt(element, _("An empty <%(name)s> is left out.") % {"name": _name(element)})
            return False
        self._add(element, node, siblings)
        return True

    def _add(self, element: etree._Element, node: GoalNode, siblings: list[GoalNode]) -> None:
        if not node.title:
            flat = " ".join(node.text.split())
            node.title = flat if len(flat) <= 120 else flat[:120].rsplit(" ", 1)[0] + "…"
            node.title = node.title or f"{_name(element)} {node.code}".strip()
            node.text = "" if flat == node.title else node.text
            self._doubt(
                element, _("<%(name)s> has no Name; the beginning of its text is used.") % {"name": _name(element)}
            )
        if len(node.title) > TITLE_LENGTH:
            node.text = "\n\n".join(filter(None, (node.title, node.text)))
            node.title = node.title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
            self._doubt(element, _("A Name is too long for a title; it is shortened, and given in full in the text."))
        self._identify(node, _text(element, "Identifier"))
        siblings.append(node)

    def _identify(self, node: GoalNode, identifier: str) -> None:
        key = KEY.fullmatch(identifier)
        if key and key[1] not in self.keys:
            node.key = key[1]
            self.keys.add(node.key)
        elif identifier:
            node.external_id = identifier[:80]

    def _code(self, element: etree._Element, node: GoalNode) -> None:
        """The SequenceIndicator, unless it is a mere place in a list that comes again elsewhere."""
        code = " ".join(_text(element, "SequenceIndicator").split())
        if not code:
            return
        if len(code) > CODE_LENGTH or code in self.codes:
            self._doubt(
                element,
                _("The SequenceIndicator %(code)s is used twice or too long; it is left out.") % {"code": code[:60]},
            )
            return
        self.codes.add(code)
        node.code = code

    def _is_ours(self, element: etree._Element) -> bool:
        return bool(self.own) and all(LINE.fullmatch(x) for x in _raw(element, "OtherInformation").split("\n") if x)

    def _lines(self, element: etree._Element) -> list[GoalNode]:
        """What we wrote below the second layer, as goals again: indicators of Part 2 or lines of Part 1."""
        kind = self._kind("line", Kind.AMBITION)
        made: list[GoalNode] = []
        if not self.own:
            return made
        for indicator in _children(element, "PerformanceIndicator"):
            node = GoalNode(kind=kind, title=_text(indicator, "MeasurementDimension"))
            node.text = _text(indicator, "OtherInformation")
            self._code(indicator, node)
            self._add(indicator, node, made)
        for line in _raw(element, "OtherInformation").split("\n") if self._is_ours(element) else []:
            match = LINE.fullmatch(line)
            if match:
                title, _dash, text = match[2].partition(" — ")
                made.append(GoalNode(kind=kind, title=title[:TITLE_LENGTH], text=text))
        return made

    def _period(self) -> None:
        about = next(_inside(self.root, "AdministrativeInformation"), None)
        first, last = YEAR.match(_text(about, "StartDate")), YEAR.match(_text(about, "EndDate"))
        if first and int(first[1]):
            self.document.period = [int(first[1]), int(last[1]) if last and int(last[1]) >= int(first[1]) else None]

    def _report(self) -> None:
        """Counts what is left out, by element."""
        counts: Counter[str] = Counter()
        lines: dict[str, etree._Element] = {}
        for element in self.root.iter():
            name = _name(element)
            if name in LEFT_OUT and not (self.own and name == "PerformanceIndicator"):
                counts[name] += 1
                lines.setdefault(name, element)
        for name, count in counts.items():
            said = _("<%(name)s> has no place in a plan and is left out (%(count)d in all).")
            self._doubt(lines[name], said % {"count": count, "name": name})


def _raw(element: etree._Element, name: str) -> str:
    return next(("".join(child.itertext()) for child in _children(element, name)), "")
