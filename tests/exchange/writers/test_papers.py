"""Word, OpenDocument, Markdown and text of ours, read again: all that a paper holds, and lost is what `losses` says."""

import dataclasses
import io
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings

from strategy.exchange.document import (
    AttachmentEntry,
    BodyEntry,
    DecisionEntry,
    FileEntry,
    GoalNode,
    LevelEntry,
    MilestoneEntry,
    OrganisationEntry,
    PlanDocument,
)
from strategy.exchange.formats import READERS, WRITERS
from strategy.exchange.prose.ordering import walk
from strategy.vocabulary import LANGUAGES

from .plans import DEMO_PLANS, INVISIBLE, demo, plans

thorough = settings(max_examples=50, suppress_health_check=list(HealthCheck))
PAPERS = {"docx": "docx", "odt": "odt", "markdown": "text", "text": "text"}
"""format written -> format that reads it"""
FILE = FileEntry(name="a.txt", media_type="text/plain", content="aGFsbG8=")


def through(format: str, document: PlanDocument, language: str = "") -> PlanDocument:
    return READERS[PAPERS[format]](WRITERS[format].write(document, language), "")


def flat(text: str) -> str:
    return " ".join(INVISIBLE.sub("", text).split())


def set_text(text: str) -> list[list[str]]:
    """Paragraphs and their lines, spaces aside."""
    parts = re.split(r"\n\s*\n", "\n".join(flat(line) for line in text.split("\n")))
    return [part.strip().split("\n") for part in parts if part.strip()]


def goal(node: GoalNode) -> tuple:
    form = node.form if set_text(node.text) else "prose"
    return node.kind, node.code, flat(node.title), flat(node.lead_in), set_text(node.text), form, [
        goal(child) for child in node.children
    ]  # fmt: skip


def held(document: PlanDocument) -> dict:
    """What a paper holds of a plan: the rest is in the sentences of `losses` and in docs/formats.md."""
    return {
        "language": document.language,
        "title": flat(document.title),
        "question": flat(document.question),
        "introduction": set_text(document.introduction),
        "period": document.period,
        "organisations": [flat(organisation.name) for organisation in document.organisations],
        "goals": [goal(node) for node in document.goals],
        "decisions": [
            (flat(d.body), d.kind, d.date, d.precision if d.date and d.precision != "unknown" else "day",
             flat(d.number), d.votes_for, d.votes_against, d.votes_abstained, bool(d.is_unanimous), set_text(d.note))
            for d in document.decisions
        ],
        "milestones": [(flat(m.title), m.date, set_text(m.text)) for m in document.milestones],
        "attachments": [flat(attachment.title) for attachment in document.attachments],
    }  # fmt: skip


def first_children(document: PlanDocument) -> set[str]:
    return {node.children[0].kind for node in walk(document.goals) if node.children}


LOST = {
    PlanDocument: {"municipality", "slug", "translations", "bodies", "warnings"},
    LevelEntry: {"singular", "plural", "translations"},
    OrganisationEntry: {"identifier", "translations"},
    GoalNode: {"key", "short_title", "icon", "is_priority", "external_id", "sdgs", "translations"},
    DecisionEntry: {"effective_on", "organisations", "document"},
    MilestoneEntry: {"picture", "picture_text", "translations"},
    AttachmentEntry: {"language", "file", "translations"},
}
"""What docs/formats.md and the sentences of `losses` name; a new field of the document must be held, or stand here."""


@pytest.mark.parametrize("format", PAPERS)
def test_all_that_is_not_on_the_list_of_losses_comes_back(format):
    """One plan with something in every field: what came back is empty in those on the list, and the same elsewhere."""
    document = PlanDocument(
        municipality="x", slug="koers", language="nl", title="Koers", question="Waarheen?", introduction="Welkom.",
        period=[2020, None], translations={"en": {"title": "Course"}},
        levels=[LevelEntry(kind="ambition", singular="wens", plural="wensen", lead_in="Wat is de ambitie?")],
        organisations=[OrganisationEntry(name="Stad", identifier="1", translations={"en": {"name": "City"}})],
        bodies=[BodyEntry(name="raad", by_line="door de raad", organisation="Stad")],
        goals=[
            GoalNode(kind="theme", title="Groen", code="1", text="A\n\nB", lead_in="Wij willen", form="verse",
                     key="aaaaaaaa", short_title="G", icon="tree", is_priority=True, external_id="7", sdgs=[3],
                     children=[GoalNode(kind="ambition", title="Bomen")], translations={"en": {"title": "Green"}}),
        ],
        decisions=[
            DecisionEntry(body="raad", kind="amends", date="2019-12-01", precision="month", number="12", note="Let op.",
                          uri="https://example.org/a", votes_for=1, votes_against=2, votes_abstained=3,
                          is_unanimous=True, effective_on="2020-01-01", organisations=["Stad"], document=FILE),
        ],
        milestones=[MilestoneEntry(title="Gesprek", date="2018-01-01", precision="year", text="Veel.", picture=FILE,
                                   picture_text="Foto", translations={"en": {"title": "Talk"}})],
        attachments=[AttachmentEntry(title="Alles", language="fr", url="https://example.org/b", file=FILE,
                                     translations={"en": {"title": "All"}})],
    )  # fmt: skip

    assert_same(through(format, document), document)


def assert_same(found: object, given: object) -> None:
    for field in dataclasses.fields(given):
        before, after = getattr(given, field.name), getattr(found, field.name)
        if field.name in LOST[type(given)]:
            assert before or field.name in ("warnings", "translations"), f"{field.name} should have been filled"
            assert after != before or not after, f"{field.name} is not lost: it should not be on the list"
        elif isinstance(before, list) and before and dataclasses.is_dataclass(before[0]):
            assert len(after) == len(before)
            for was, came in zip(before, after, strict=True):
                if (getattr(was, "title", "")) != "Bomen":
                    assert_same(came, was)
        else:
            assert after == before, field.name


@pytest.mark.parametrize("format", PAPERS)
@thorough
@given(plans())
def test_what_a_paper_holds_of_any_plan_survives(format, document):
    for decision in document.decisions:  # a day of a month that is known by its month says nothing
        decision.date = f"{decision.date[:8]}01" if decision.date and decision.precision == "month" else decision.date
        decision.precision = "day" if decision.precision == "unknown" else decision.precision
    came_back = through(format, document)

    assert held(came_back) == held(document)
    assert {level.kind: flat(level.lead_in) for level in came_back.levels if level.lead_in} == {
        level.kind: flat(level.lead_in) for level in document.levels if level.kind in first_children(document)
    }


@pytest.mark.parametrize("format", PAPERS)
def test_every_kind_of_decision_and_date_survives_in_every_language(format):
    kinds = ["adopts", "approves_part", "takes_note", "amends", "rejects"]
    exact = [
        ("2019-12-17", "day"),
        ("2018-09-01", "month"),
        ("2021-01-01", "year"),
        ("", "unknown"),
        ("2020-03-01", "day"),
    ]
    document = PlanDocument(
        municipality="x", language="nl", title="Koers", goals=[GoalNode(kind="theme", title="Groen")],
        decisions=[
            DecisionEntry(body="raad, en bureau", kind=kind, date=date, precision=precision, number="2019_GR, 12",
                          uri="https://example.org/1", votes_for=21, votes_against=0, votes_abstained=3, note="Let op.")
            for kind, (date, precision) in zip(kinds, exact, strict=True)
        ],
        milestones=[MilestoneEntry(title="2019: gesprek", date=date, precision=precision) for date, precision in exact],
    )  # fmt: skip
    for language in LANGUAGES:
        came_back = through(format, document, language)

        assert came_back.language == language
        assert came_back.decisions == document.decisions
        assert [(m.title, m.date, m.precision) for m in came_back.milestones] == [
            ("2019: gesprek", date, precision) for date, precision in exact
        ]


def test_what_somebody_wrote_into_our_word_file_is_read_like_what_stands_beside_it():
    goals = [GoalNode(kind="theme", title="Groen", children=[GoalNode(kind="ambition", title="Bomen")])]
    document = PlanDocument(municipality="x", language="nl", title="Koers", goals=goals)
    paper = docx.Document(io.BytesIO(WRITERS["docx"].write(document, "")))
    paper.add_paragraph("Gras", style="List Bullet")
    paper.add_heading("Veilig", 1)
    file = io.BytesIO()
    paper.save(file)

    came_back = READERS["docx"](file.getvalue(), "")

    assert [(node.kind, node.title) for node in walk(came_back.goals)] == [
        ("theme", "Groen"), ("ambition", "Bomen"), ("ambition", "Gras"), ("theme", "Veilig"),
    ]  # fmt: skip
    assert [doubt.message[:30] for doubt in came_back.warnings] == [
        "“Gras” does not say what it is", "“Veilig” does not say what it ",
    ]  # fmt: skip


@pytest.mark.parametrize("format", PAPERS)
@pytest.mark.parametrize("name", DEMO_PLANS)
def test_a_demo_plan_survives_a_paper_without_a_doubt(name, format):
    came_back = through(format, demo(name))

    assert held(came_back) == held(demo(name))
    assert [doubt.message for doubt in came_back.warnings if "direction" not in doubt.message] == []
