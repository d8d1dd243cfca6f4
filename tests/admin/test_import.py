"""From a file or pasted text to an outline that a person looks through and corrects. Nothing is written by that."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.roles import Role
from strategy.exchange import beginning
from strategy.exchange.beginning import begin
from strategy.exchange.document import GoalNode
from strategy.exchange.formats import plan_json
from strategy.models import PendingImport, Plan
from tests.factories import make_published, make_user
from tests.outline import outline, plant

from .forms import filled
from .imports import LIST, file, preview, read, says

NEW = reverse("admin:strategy_plan_import")


@pytest.fixture
def into(draft):
    return reverse("admin:strategy_edition_import", args=[draft.pk])


# -- step one --------------------------------------------------------------------------------------------


def test_pasted_lines_become_an_outline_and_nothing_is_written(at_admin, officer, draft, into):
    page = at_admin(officer).post(into, {"text": LIST, "reading": "pasted"}, follow=True)
    assert page.redirect_chain[0][0] == preview(PendingImport.objects.get())
    titles = [(shown.row.kind, shown.row.depth, shown.row.title) for shown in page.context["rows"]]
    assert titles[:2] == [("theme", 1, "Safe city"), ("objective", 2, "Light in every street")]
    assert outline(draft) == ""


def test_a_file_becomes_a_preview_of_a_new_plan(at_admin, officer, town):
    page = at_admin(officer).post(NEW, {"file": file("# Missie\n\nVoor iedereen.\n", "plan.md")}, follow=True)
    assert page.status_code == 200
    assert PendingImport.objects.get().source == "plan.md"
    assert not Plan.objects.exists()


def test_pasted_goals_below_a_goal_are_like_those_there(at_admin, officer, draft, into):
    goals = plant(draft, "Safe city\n  ambition: Light\nGreen city")
    given = {"text": "- Trees\n  - Oaks", "under": goals["Safe city"].key, "reading": "pasted"}
    page = at_admin(officer).post(into, given, follow=True)
    assert [shown.row.kind for shown in page.context["rows"]] == ["ambition", "action_plan"]
    at_admin(officer).post(preview(PendingImport.objects.get()), {"act": "accept"})
    assert outline(draft) == "Safe city\n  Light\n  Trees\n    Oaks\nGreen city\n"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file, or paste a text below."),
        ({"file": (b"", "empty.txt")}, "This file is empty."),
        ({"file": (b"PK\x03\x04 broken", "a.docx")}, "This file is damaged"),
        ({"file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc")}, "office file of the old kind"),
        ({"file": (b'{"language": "nl", "x": 1}', "a.json")}, "there is no field"),
        ({"file": (b'{"language": "nl", ' + b"[" * 5000, "a.json")}, "This"),
        ({"file": (b"a", "a.txt"), "text": "b"}, "one of the two"),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_a_bad_file_is_a_sentence(given, sentence, at_admin, officer, town):
    if "file" in given:
        given = {**given, "file": file(*given["file"])}
    page = at_admin(officer).post(NEW, given)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not PendingImport.objects.exists()


def test_what_a_reader_stumbles_over_is_a_sentence_and_the_text_stays(at_admin, officer, town, monkeypatch):
    monkeypatch.setattr(beginning, "READERS", {"text": lambda data, language: 1 / 0})
    page = at_admin(officer).post(NEW, {"text": "My typed text"})
    assert "This file cannot be read." in page.content.decode()
    assert "My typed text" in page.content.decode()


def test_another_language_is_refused_at_once(at_admin, officer, town, document):
    document.language = "fr"
    page = at_admin(officer).post(NEW, {"file": file(plan_json.dump(document), "koers.json")})
    assert "This document is in French" in page.content.decode()


def test_signs_that_do_harm_are_taken_out(officer, town, document):
    document.goals[0].title = "For\x00 \u202eall\ud800"
    data = plan_json.dump(document).replace("\ud800", "\\ud800").encode()
    assert begin(data, "k.json", town, actor=officer).rows[0]["title"] == "For all"


def test_what_the_preview_cannot_correct_is_set_right_and_said(at_admin, officer, town, document):
    document.goals = [
        GoalNode(
            kind="theme",
            title="Safe",
            key=key,
            form="song",
            icon="i" * 99,
            lead_in="x" * 501,
            short_title="y" * 41,
            translations={"fr": {"title": "Sûr"}, "xx": {"bogus": "1"}, "en": {"title": "z" * 501}},
        )
        for key in ("BAD", "abcdefg2", "abcdefg2")
    ]
    document.period = [2026]
    pending = read(document, town, officer)
    client = at_admin(officer)
    words = client.get(preview(pending)).content.decode()
    assert "not switched on are left out: fr, xx." in words
    assert "Some goals have a key that is not valid or is used twice" in words
    page = client.post(preview(pending), {"act": "accept"}, follow=True)
    assert says(page) == ["3 goals from “koers.json” are in edition 1 now. Also new: 1 milestone."]


def test_a_proposed_or_published_edition_takes_nothing(at_admin, officer, plan):
    edition = make_published(plan, "Safe city")
    address = reverse("admin:strategy_edition_import", args=[edition.pk])
    assert "This edition is not a draft" in at_admin(officer).post(address, {"text": LIST}).content.decode()
    assert not PendingImport.objects.exists()


# -- step two --------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_checked(at_admin, officer, pending, draft):
    client = at_admin(officer)
    typed = filled(client.get(preview(pending)), "import-form", act="check")
    typed |= {"title-0": "", "kind-1": "theme", "code-2": "X", "code-3": "X", "depth-3": "3"}
    page = client.post(preview(pending), typed, follow=True)
    rows = page.context["rows"]
    assert [len(shown.problems) for shown in rows] == [1, 1, 0, 2]
    assert "This row has no title." in rows[0].problems[0]
    assert "Row 3 has the code X too." in rows[3].problems[1]
    assert [pointer.number for pointer in page.context["problems"]] == [1, 2, 4, 4]
    assert (rows[1].row.kind, rows[3].row.depth) == ("theme", 3)
    page = client.post(preview(pending), {"act": "accept"}, follow=True)
    assert says(page) == ["Some rows need your attention first: row 1."]
    assert outline(draft) == ""


def test_every_doubt_is_listed_with_its_line_and_linked_to_its_row(at_admin, officer, town, draft):
    text = b"Onze ambities\n\n- Licht in elke straat\n- Trage wegen\n"
    pending = begin(text, "a.txt", town, actor=officer, edition=draft)
    pending.choices["doubts"] = [{"line": 4, "message": "“Trage wegen” is doubtful.", "row": 1}]
    pending.save()
    words = at_admin(officer).get(preview(pending)).content.decode()
    assert '<a href="#row-1">Row 2</a>: “Trage wegen” is doubtful. <span class="quiet">(line 4)</span>' in words


def test_nonsense_in_the_fields_changes_nothing(at_admin, officer, pending):
    before = pending.rows
    typed = {
        "title-0": "Safe city",
        "kind-0": "root",
        "depth-0": "²",
        "order-0": "x",
        "page": "x",
        "act": "in:99999999",
    }
    assert at_admin(officer).post(preview(pending), typed).status_code == 302
    pending.refresh_from_db()
    assert pending.rows == before
    assert at_admin(officer).get(preview(pending), {"page": "99999"}).status_code == 200


def test_it_can_be_thrown_away(at_admin, officer, pending, draft):
    page = at_admin(officer).post(preview(pending), {"act": "discard"}, follow=True)
    assert says(page) == ["The import has been thrown away. Nothing was saved."]
    assert not PendingImport.objects.exists()


def test_nobody_else_sees_it_and_a_week_later_nobody(at_admin, officer, operator, town, pending):
    colleague = make_user("oscar", town, Role.OFFICER)
    for person in (colleague, operator):
        assert at_admin(person).get(preview(pending)).status_code == 404
    PendingImport.objects.update(made_at=timezone.now() - datetime.timedelta(days=8))
    assert at_admin(officer).get(preview(pending)).status_code == 404
    begin(b"- a", "a.txt", town, actor=officer)
    assert PendingImport.objects.count() == 1


def test_without_the_right_to_write_any_more_it_is_closed(at_admin, officer, pending):
    officer.memberships.update(role=Role.READER)
    assert at_admin(officer).post(preview(pending), {"act": "accept"}).status_code == 403


def test_where_the_goal_is_gone_it_says_so(at_admin, officer, town, draft):
    from strategy.services.editing import delete_goal

    goal = plant(draft, "Safe city")["Safe city"]
    pending = begin(b"- Light", "a", town, actor=officer, edition=draft, under=goal.key, format="pasted")
    delete_goal(goal, actor=None)
    client = at_admin(officer)
    assert "no longer there: somebody deleted it" in client.get(preview(pending)).content.decode()
    page = client.post(preview(pending), {"act": "accept"}, follow=True)
    assert "no longer there: somebody deleted it" in says(page)[0]
