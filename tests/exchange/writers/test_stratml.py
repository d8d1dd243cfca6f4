"""StratML out is valid, by our own reading of the rules and by its schema where that is at hand; in is lenient."""

import os
from pathlib import Path

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from lxml import etree

from strategy.exchange import stratml as names
from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.formats import READERS, WRITERS
from strategy.exchange.writers.writer import Origin
from strategy.refusal import Refused
from tests.exchange.sheets.shown import tree

from .plans import DEMO_PLANS, demo, plans

SCHEMAS = Path(os.environ.get("KOERS_XSD") or Path(__file__).parents[4] / "shared" / "interop" / "xsd")
FILES = {
    "stratml": SCHEMAS / "StrategicPlanISOVersion20140401.xsd",
    "stratml2": SCHEMAS / "PerformancePlanOrReport20160216.xsd",
}
WITH_GOALS = [name for name in DEMO_PLANS if name != "mechelen"]
AALST = Origin(site="https://doelen.example", town="Aalst", register_scheme="nis", register_code="41002")
PARTS = sorted(FILES)

ORDER = {
    "StrategicPlan": ["Name", "Description", "OtherInformation", "StrategicPlanCore", "AdministrativeInformation"],
    "PerformancePlanOrReport": [
        "Name", "Description", "OtherInformation", "StrategicPlanCore", "AdministrativeInformation", "Submitter",
    ],
    "StrategicPlanCore": ["Organization", "Vision", "Mission", "Value", "Goal"],
    "Organization": ["Name", "Acronym", "Identifier", "Description", "Stakeholder"],
    "Vision": ["Description", "Identifier"],
    "Mission": ["Description", "Identifier"],
    "Value": ["Name", "Description"],
    "Goal": [
        "Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation", "Objective",
    ],
    "Objective": [
        "Name", "Description", "Identifier", "SequenceIndicator", "Stakeholder", "OtherInformation",
        "PerformanceIndicator",
    ],
    "PerformanceIndicator": [
        "SequenceIndicator", "MeasurementDimension", "UnitOfMeasurement", "Identifier", "OtherInformation",
    ],
    "AdministrativeInformation": ["Identifier", "StartDate", "EndDate", "PublicationDate", "Source"],
}  # fmt: skip


def local(element) -> str:
    return etree.QName(element).localname


def check_structure(data: bytes) -> None:
    """The rules that real files break: order, required elements, one vision, identifiers, dates, no xml:lang."""
    root = etree.fromstring(data)
    assert etree.QName(root).namespace == names.ROOTS[local(root)]
    for element in root.iter(etree.Element):
        children = [local(child) for child in element]
        allowed = ORDER.get(local(element), [])
        assert [allowed.index(name) for name in children] == sorted(allowed.index(name) for name in children)
        assert not [name for name in element.attrib if name.startswith("{")]
        if local(element) == "Goal":
            assert children[:2] == ["Name", "Description"]
        if local(element) in ("StartDate", "EndDate"):
            assert len(element.text) == 10
    core = next(child for child in root if local(child) == "StrategicPlanCore")
    counts = [local(child) for child in core]
    assert counts.count("Vision") <= 1
    assert counts.count("Mission") <= 1
    assert counts.count("Goal") >= 1
    identifiers = [e.text for e in root.iter(etree.Element) if local(e) == "Identifier"]
    assert len(identifiers) == len(set(identifiers))
    assert all(identifier[0].isalpha() and ":" not in identifier for identifier in identifiers)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", WITH_GOALS)
def test_a_demo_plan_keeps_the_rules(name, part):
    for language in ("", "en"):
        check_structure(WRITERS[part].write(demo(name), language, AALST))


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(plans().filter(lambda plan: any(goal.kind == "theme" for goal in plan.goals)))
def test_any_plan_keeps_the_rules(document):
    for part in PARTS:
        check_structure(WRITERS[part].write(document, "", AALST))


if SCHEMAS.is_dir():  # the schemas have no licence to pass on, so that they are not part of the project

    @pytest.mark.parametrize("part", PARTS)
    @pytest.mark.parametrize("name", WITH_GOALS)
    def test_a_demo_plan_is_valid_for_two_programs(name, part):
        data = WRITERS[part].write(demo(name), "", AALST)
        schema = etree.XMLSchema(etree.parse(str(FILES[part])))

        assert schema.validate(etree.fromstring(data)), schema.error_log
        xmlschema.validate(data.decode().partition("?>")[2].strip(), str(FILES[part]))

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(plans().filter(lambda plan: any(goal.kind == "theme" for goal in plan.goals)))
    def test_any_plan_is_valid(document):
        for part in PARTS:
            schema = etree.XMLSchema(etree.parse(str(FILES[part])))
            assert schema.validate(etree.fromstring(WRITERS[part].write(document, "", AALST))), schema.error_log


def test_the_organisation_has_its_register_code():
    text = WRITERS["stratml"].write(demo("herenthout"), "", AALST).decode()

    assert "<Identifier>refnis-41002</Identifier>" in text
    assert "<Source>https://doelen.example/nl/herenthout/missie-en-visie/</Source>" in text
    assert "PublicationDate" not in text


@pytest.mark.parametrize("part", PARTS)
def test_a_plan_without_goals_is_refused_with_the_reason(part):
    with pytest.raises(Refused, match="StratML asks for at least one goal"):
        WRITERS[part].write(demo("mechelen"), "")


def test_what_is_lost_is_said_and_nothing_where_nothing_is():
    small = PlanDocument(municipality="x", language="nl", title="P", goals=[GoalNode(kind="theme", title="Groen")])
    said = " ".join(WRITERS["stratml"].losses(demo("aalst-2020-2025")))

    assert WRITERS["stratml"].losses(small) == []
    assert "one language" in said
    assert "Decisions are given as sentences" in said


def test_a_third_layer_comes_back_from_our_own_files():
    action = GoalNode(kind="action", title="Planten", key="bbbbbbbb", code="1.1.1")
    objective = GoalNode(kind="objective", title="Bomen", children=[action])
    document = PlanDocument(
        municipality="x", language="nl", title="P", goals=[GoalNode(kind="theme", title="Groen", children=[objective])]
    )

    second = READERS["stratml"](WRITERS["stratml2"].write(document, ""), "")
    first = READERS["stratml"](WRITERS["stratml"].write(document, ""), "")

    assert second.goals == document.goals
    assert tree(first) == "theme Groen\n  objective Bomen\n    action 1.1.1 Planten"


WILD = """<?xml version="1.0"?>
<p:StrategicPlan xmlns:p="http://www.stratml.example/core">
  <p:Name>Plan for 2030</p:Name>
  <p:StrategicPlanCore>
    <p:Goals>
      <p:Goal><p:SequenceIndicator>1</p:SequenceIndicator><p:Identifier>_9</p:Identifier><p:Name>Green</p:Name>
        <p:Stakeholder><p:Name>Farmers</p:Name></p:Stakeholder>
        <p:Objective><p:Name></p:Name><p:Description>Plant trees.^^Many of them.</p:Description></p:Objective>
        <p:Objective><p:SequenceIndicator>1</p:SequenceIndicator><p:Name>Grass</p:Name></p:Objective>
        <p:Objective><id/></p:Objective>
      </p:Goal>
    </p:Goals>
    <p:Mission><p:Description>We serve the people of this town.</p:Description></p:Mission>
    <p:Vision><p:Description>One</p:Description></p:Vision>
    <p:Vision><p:Description>Two</p:Description></p:Vision>
    <p:Organization><p:Name>Town of Greenfield</p:Name></p:Organization>
    <p:AdministrativeInformation>
      <p:StartDate>2025</p:StartDate><p:EndDate></p:EndDate>
      <p:Submitter><p:EmailAddress>jane@town.example</p:EmailAddress></p:Submitter>
    </p:AdministrativeInformation>
  </p:StrategicPlanCore>
</p:StrategicPlan>"""


def test_a_file_as_they_are_in_the_wild_is_read_and_its_faults_are_said():
    document = READERS["stratml"](b"\xef\xbb\xbf" + WILD.encode(), "")
    said = " ".join(doubt.message for doubt in document.warnings)

    assert tree(document).split("\n") == [
        "mission Mission",
        "vision Vision",
        "vision Vision",
        "theme 1 Green",
        "  objective Plant trees. Many of them.",
        "  objective Grass",
    ]
    assert (document.municipality, document.period, document.language) == ("Town of Greenfield", [2025, None], "en")
    for words in ("<Vision> occurs 2", "<Stakeholder> has", "<Submitter> has", "used twice", "empty <Objective>"):
        assert words in said
    assert all(doubt.line > 0 for doubt in document.warnings)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"Plan", "line 1 is not well-formed"),
        (b"<StrategicPlan><Name></StrategicPlan>", "not well-formed"),
        (b"<html><body/></html>", "begins with <html>"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><StrategicPlan><Name>&b;</Name></StrategicPlan>", "declares XML entities"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><StrategicPlan>&b;</StrategicPlan>", "entities"),
        (b"<a>" * 5000, "not well-formed"),
    ],
)
def test_what_is_not_stratml_gets_a_sentence(data, sentence):
    with pytest.raises(Refused) as refused:
        READERS["stratml"](data, "")
    assert sentence in str(refused.value)
