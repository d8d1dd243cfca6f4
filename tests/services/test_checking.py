"""Checks before publishing: errors keep an edition back, warnings and notices tell where to look."""

import pytest

from strategy.models import Level
from strategy.models.goal import unguarded_goals
from strategy.services.editing import edit_goal
from strategy.services.publishing import obstacles, publish_edition
from strategy.services.reviewing import findings
from tests.factories import make_draft, make_plan, make_town
from tests.outline import plant
from tests.refusals import refused

CITY = "mission: For all\nvision: A fine city\nSafe city\n  Light"


@pytest.fixture
def dutch_draft(db):
    """Of a town with one language: nothing here waits for a translation."""
    draft = make_draft(make_plan(make_town("eenwijk")))
    plant(draft, CITY)
    return draft


def told(edition):
    """severity: sentence [names of the goals, with language and note]."""
    lines = []
    for finding in findings(edition):
        places = [
            " ".join(part for part in (place.values["title_nl"], place.language, place.note) if part)
            for place in finding.places
        ]
        lines.append(f"{finding.severity}: {finding.sentence} {places}")
    return lines


def test_nothing_is_found_where_nothing_is_wrong(dutch_draft):
    assert findings(dutch_draft) == []


LONG = "In deze stad " * 13
SAYS_LONG = "1 title is longer than 160 characters: a part of it may belong in the text."
SAYS_SHORT = "1 short title is no shorter than its title."


@pytest.mark.parametrize(
    ("outline", "changes", "line"),
    [
        ("Empty", {}, "warning: 1 theme has neither a text nor goals below it. ['Empty']"),
        (
            "objective: Bare",
            {"lead_in_nl": "So:"},
            "warning: 1 lead-in is followed by nothing:",
        ),
        ("objective: T", {"title_nl": LONG}, f"warning: {SAYS_LONG}"),
        ("objective: T", {"short_title_nl": "T"}, f"warning: {SAYS_SHORT} ['T nl']"),
        ("objective: T", {"text_nl": "TODO later"}, "warning: 1 text looks unfinished. ['T nl text: “TODO”']"),
        ("objective: T", {"text_nl": "Kosten: ???"}, "warning: 1 text looks unfinished. ['T nl text: “???”']"),
        (
            "objective: T",
            {"text_nl": "Zie http://intranet/x en https://www.stad.be/y"},
            "warning: 1 link leads to a place that the public cannot reach. ['T nl http://intranet/x']",
        ),
        (
            "Safe city",
            {"text_nl": "x"},
            "warning: 2 goals have the same title as another one in the same place. ['Safe city', 'Safe city']",
        ),
    ],
)
def test_a_careful_editor_is_told(outline, changes, line, dutch_draft):
    goal = unguarded_goals().get(pk=max(goal.pk for goal in plant(dutch_draft, outline).values()))
    if changes:
        edit_goal(goal, actor=None, changes=changes)
    lines = told(dutch_draft)
    assert len(lines) == 1
    assert lines[0].startswith(line)
    assert obstacles(dutch_draft) == []


def test_what_is_half_well_is_left_alone(dutch_draft):
    goals = plant(dutch_draft, "Theme with text\nobjective: With a lead-in\n  ambition: Below\nobjective: Photo xxl")
    edit_goal(goals["Theme with text"], actor=None, changes={"text_nl": "https://www.stad.be/x?y=1 en http://a.be."})
    edit_goal(goals["With a lead-in"], actor=None, changes={"lead_in_nl": "Dus:", "short_title_nl": "Lead-in"})
    assert told(dutch_draft) == []


def test_codes_that_look_the_same_and_goals_without_one(dutch_draft):
    goals = plant(dutch_draft, "objective: A\nobjective: B\nobjective: C")
    for title, code in {"A": "BD-01", "B": "bd 01", "Light": "L"}.items():
        edit_goal(goals[title], actor=None, changes={"code": code})
    assert told(dutch_draft) == [
        "warning: 2 goals have codes that look the same. ['A BD-01', 'B bd 01']",
        "notice: 1 goal has no code, where most of its kind have one. ['C']",
    ]


def test_a_plan_without_mission_and_vision_is_told_so_and_published(plan):
    draft = make_draft(make_plan(make_town("eenwijk")), "Safe city\n  Light")
    assert told(draft) == ["notice: The plan has no mission. []", "notice: The plan has no vision. []"]
    assert publish_edition(draft, actor=None).is_sealed


def test_translations_are_told_language_by_language(draft):
    goals = plant(draft, CITY)
    edit_goal(goals["Safe city"], actor=None, changes={"title_en": "Safe", "text_nl": "Tekst"})
    edit_goal(goals["Light"], actor=None, changes={"title_en": "Lights", "text_en": "More than the source"})
    edit_goal(goals["A fine city"], actor=None, changes={"title_en": "Fine"})
    edit_goal(goals["A fine city"], actor=None, changes={"title_nl": "A finer city"})
    Level.objects.create(plan=draft.plan, kind="theme", singular_nl="thema", singular_en="theme")
    assert told(draft) == [
        "warning: 1 goal has no translation: English. ['For all en']",
        "warning: The authentic text of 1 goal has changed since it was translated: English. ['A finer city en']",
        "warning: 1 goal is only partly translated: English. ['Safe city en']",
        "warning: 1 translation has a text that the authentic language does not have. ['Light en text']",
        "warning: 1 text of the plan itself is not translated: English. []",
    ]
    assert publish_edition(draft, actor=None).is_sealed


def test_an_error_stands_first_and_is_what_publishing_refuses(draft):
    goals = plant(draft, CITY)
    unguarded_goals().filter(pk=goals["Light"].pk).update(title_nl=" ")
    found = findings(draft)
    assert (found[0].severity, found[0].sentence) == ("error", "1 goal has no title. Give it one.")
    assert found[0].places[0].values["pk"] == goals["Light"].pk
    assert [finding.severity for finding in found[1:]] == ["warning"] * (len(found) - 1)
    assert obstacles(draft) == [found[0].sentence]
    with refused(found[0].sentence):
        publish_edition(draft, actor=None)


def test_a_large_tree_is_checked_in_few_queries(draft, django_assert_max_num_queries):
    plant(draft, "\n".join(["Theme", *(f"  Goal {number}" for number in range(500))]))
    draft = type(draft).objects.select_related("plan__municipality").get(pk=draft.pk)
    with django_assert_max_num_queries(5):
        found = findings(draft)
    assert len(found[0].places) == 501
