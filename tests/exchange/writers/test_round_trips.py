"""What we write and read again is the same plan: all of it for xlsx and ods, the goals for csv, StratML within its
losses."""

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings

from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.formats import READERS, WRITERS
from strategy.vocabulary import STATEMENTS

from .plans import DEMO_PLANS, demo, plans

thorough = settings(max_examples=60, suppress_health_check=list(HealthCheck))

WORKBOOKS = ("xlsx", "ods")


def through(name: str, document: PlanDocument, language: str = "") -> PlanDocument:
    return READERS[name](WRITERS[name].write(document, language), language)


@pytest.mark.parametrize("format", WORKBOOKS)
@pytest.mark.parametrize("name", DEMO_PLANS)
def test_a_demo_plan_survives_a_workbook_whole(name, format):
    assert through(format, demo(name)) == demo(name)


@pytest.mark.parametrize("name", DEMO_PLANS)
def test_the_goals_of_a_demo_plan_survive_csv(name):
    came_back = through("csv", demo(name))

    assert (came_back.goals, came_back.language, came_back.warnings) == (demo(name).goals, demo(name).language, [])


@pytest.mark.parametrize("format", WORKBOOKS)
@thorough
@given(document=plans())
def test_any_plan_survives_a_workbook_whole(format, document):
    assert through(format, document) == document


@thorough
@given(plans())
def test_the_goals_of_any_plan_survive_csv(document):
    came_back = through("csv", document)

    assert came_back.goals == document.goals
    assert came_back.language == document.language
    assert came_back.warnings == []


@pytest.mark.parametrize("format", WORKBOOKS)
def test_texts_longer_than_a_cell_survive_a_workbook(format):
    long = "Eén zin, en nog een. " * 4000
    goal = GoalNode(kind="theme", title="Groen", text=long, translations={"en": {"text": long + "!"}})
    document = PlanDocument(municipality="x", language="nl", goals=[goal, GoalNode(kind="theme", title="Rood")])

    assert through(format, document).goals == document.goals


def test_spaces_survive_a_program_that_takes_them_together_as_opendocument_says():
    goal = GoalNode(kind="theme", title="Groen", text="  Twee  spaties\n tab\ter ")
    document = PlanDocument(municipality="x", language="nl", goals=[goal])
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WRITERS["ods"].write(document, ""))) as ours,
        zipfile.ZipFile(packed, "w") as theirs,
    ):
        for name in ours.namelist():
            text = re.sub(r"[ \t]+", " ", ours.read(name).decode())
            theirs.writestr(name, re.sub(r"(<text:p>) | (</text:p>)", r"\1\2", text))

    assert READERS["ods"](packed.getvalue(), "").goals == document.goals


def flat(text: str) -> str:
    return " ".join(text.replace("^^", " ").split())


def essence(document: PlanDocument) -> list:
    """What StratML holds of the goals, spaces aside."""
    goals = [goal for goal in document.goals if goal.kind not in STATEMENTS]
    return [
        (g.key, g.code, flat(g.title), flat(f"{g.lead_in} {g.text}"), [
            (o.key, o.code, flat(o.title), flat(f"{o.lead_in} {o.text}"), len(o.children)) for o in g.children
        ])
        for g in goals
    ]  # fmt: skip


@thorough
@given(plans().filter(lambda plan: any(goal.kind == "theme" for goal in plan.goals)))
def test_what_stratml_can_hold_of_any_plan_survives_part_2(document):
    came_back = READERS["stratml"](WRITERS["stratml2"].write(document, ""), "")

    assert essence(came_back) == essence(document)
    assert (came_back.language, came_back.municipality) == (document.language, document.municipality)
    assert came_back.period == document.period
    assert flat(came_back.title) == flat(document.title)


@thorough
@given(plans().filter(lambda plan: any(goal.kind == "theme" for goal in plan.goals)))
def test_the_two_layers_of_any_plan_survive_part_1(document):
    came_back = READERS["stratml"](WRITERS["stratml"].write(document, ""), "")

    assert [(g[0], g[2], [(o[0], o[2]) for o in g[4]]) for g in essence(came_back)] == [
        (g[0], g[2], [(o[0], o[2]) for o in g[4]]) for g in essence(document)
    ]
