"""What a source says beside its goals goes into a draft too, where the person ticks it; and undoing takes it away."""

import pytest
from django.urls import reverse

from municipalities.roles import Role
from strategy.exchange.document import AttachmentEntry, LevelEntry, WithdrawnDecisionEntry
from strategy.models import Decision, Edition, Milestone, Plan
from tests.factories import make_user
from tests.outline import outline, plant

from .forms import filled
from .imports import preview, read, says

ALL = {"levels": ["0"], "decisions": ["0"], "milestones": ["0"], "attachments": ["0"]}


@pytest.fixture
def source(document):
    document.levels = [LevelEntry(kind="theme", singular="pijler", plural="pijlers")]
    document.attachments = [AttachmentEntry(title="Het hele plan", language="nl", url="https://example.org/plan.pdf")]
    return document


@pytest.fixture
def both(town):
    """An officer who may record decisions too."""
    return make_user("bea", town, Role.OFFICER, Role.SECRETARY)


def accepted(client, pending, **ticked):
    typed = filled(client.get(preview(pending)), "import-form", act="accept")
    return client.post(preview(pending), {**typed, **ticked}, follow=True)


def undone(client, page):
    edition = page.context["edition"]
    given = {"batch": page.context["imported"], "back": "tree"}
    return client.post(reverse("admin:strategy_edition_undo", args=[edition.pk]), given, follow=True)


def counts(plan):
    decisions = Decision.objects.filter(edition__plan=plan).count()
    return plan.levels.count(), decisions, plan.milestones.count(), plan.attachments.count()


def test_into_a_draft_goes_what_is_ticked_and_nothing_else(at_admin, both, town, draft, source):
    client = at_admin(both)
    page = client.get(preview(read(source, town, both, edition=draft)))
    assert page.content.decode().count('type="checkbox"') == 4
    accepted(client, read(source, town, both, edition=draft), levels=["0"], attachments=["0"])
    assert counts(draft.plan) == (1, 0, 0, 1)


def test_twice_the_same_source_makes_nothing_double(at_admin, both, town, draft, source):
    client = at_admin(both)
    said = says(accepted(client, read(source, town, both, edition=draft), **ALL))
    assert "Also new: 1 name of a level, 1 decision, 1 milestone, 1 file or link." in said[0]
    source.goals = source.goals[1:]
    source.goals[0].key = ""
    said = says(accepted(client, read(source, town, both, edition=draft), **ALL))
    assert "Also new" not in said[0]
    assert counts(draft.plan) == (1, 1, 1, 1)


def test_an_officer_alone_is_not_offered_the_decision(at_admin, officer, town, draft, source):
    client = at_admin(officer)
    page = accepted(client, read(source, town, officer, edition=draft), **ALL)
    assert counts(draft.plan) == (1, 0, 1, 1)
    assert "1 decision" not in says(page)[0]


def test_undoing_takes_all_of_it_away(at_admin, both, town, draft, source):
    plant(draft, "Old")
    client = at_admin(both)
    page = undone(client, accepted(client, read(source, town, both, edition=draft), **ALL))
    assert says(page) == ["It has been undone."]
    assert counts(draft.plan) == (0, 0, 0, 0)
    assert outline(draft) == "Old\n"


def test_what_somebody_changed_since_stays_and_is_said(at_admin, both, town, draft, source):
    client = at_admin(both)
    page = accepted(client, read(source, town, both, edition=draft), **ALL)
    Milestone.objects.update(text_nl="Corrected by hand")
    said = says(undone(client, page))
    assert said[1] == "“Workshop” has been changed since, so it stays."
    assert counts(draft.plan) == (0, 0, 1, 0)


def test_undoing_a_new_plan_takes_the_plan_away(at_admin, both, town, source):
    client = at_admin(both)
    page = undone(client, accepted(client, read(source, town, both)))
    assert says(page) == ["The import has been undone, and the plan “Lindehoven – Koers” that it made is gone."]
    assert not Plan.objects.exists()
    assert not Edition.objects.exists()


def test_a_new_plan_in_which_somebody_wrote_stays(at_admin, both, town, source):
    client = at_admin(both)
    page = accepted(client, read(source, town, both))
    Milestone.objects.create(plan=Plan.objects.get(), title_nl="Mine", precision="unknown")
    said = says(undone(client, page))
    assert said == [
        "It has been undone.",
        "The draft has no goals now. The plan itself, with its levels and dates, stays.",
    ]
    assert Plan.objects.get().milestones.get().title_nl == "Mine"


def test_undoing_is_refused_where_goals_were_changed_since(at_admin, both, town, source):
    from strategy.models import Goal
    from strategy.services.editing import edit_goal

    client = at_admin(both)
    page = accepted(client, read(source, town, both))
    edit_goal(Goal.objects.get(title_nl="Safe"), actor=both, changes={"text_nl": "More"})
    assert "without losing what came later" in says(undone(client, page))[0]
    assert counts(Plan.objects.get()) == (1, 1, 1, 1)


def test_the_decision_stays_where_the_person_may_not_decide(at_admin, both, officer, town, draft, source):
    page = accepted(at_admin(both), read(source, town, both, edition=draft), **ALL)
    said = says(undone(at_admin(officer), page))
    assert "stays: the council secretary can delete it." in said[1]
    assert counts(draft.plan)[1] == 1


def test_a_long_text_is_corrected_in_the_preview(at_admin, officer, town, draft, source):
    source.goals[1].text = "First line\n\nSecond line"
    client = at_admin(officer)
    pending = read(source, town, officer, edition=draft)
    typed = filled(client.get(preview(pending)), "import-form")
    assert typed["text-1"] == ["First line\n\nSecond line"]
    client.post(preview(pending), typed | {"text-1": "First line\r\n\r\nBetter line\x07", "act": "accept"})
    assert draft.goals.get(title_nl="Safe").text_nl == "First line\n\nBetter line"


def test_a_text_that_is_too_long_for_the_form_is_shown_and_kept(at_admin, officer, town, draft, source):
    source.goals[1].text = "x" * 10_001
    client = at_admin(officer)
    pending = read(source, town, officer, edition=draft)
    page = client.get(preview(pending))
    assert "too long to be corrected here" in page.content.decode()
    accepted(client, pending)
    assert draft.goals.get(title_nl="Safe").text_nl == "x" * 10_001


@pytest.fixture
def with_withdrawn(source):
    body, day = source.decisions[0].body, "2026-02-01"
    record = WithdrawnDecisionEntry(body=body, kind="rejects", withdrawn_on=day, withdrawal_reason="Ander plan.")
    source.withdrawn_decisions = [record]
    return source


def test_a_withdrawn_record_is_offered_as_one_and_comes_in_as_one(at_admin, both, town, draft, with_withdrawn):
    client = at_admin(both)
    pending = read(with_withdrawn, town, both, edition=draft)
    assert "Withdrawn records of decisions" in client.get(preview(pending)).content.decode()
    accepted(client, pending, withdrawn_decisions=["0"])
    assert [record.withdrawal_reason for record in draft.decisions.all()] == ["Ander plan."]


def test_an_officer_alone_does_not_bring_in_a_withdrawn_record(at_admin, officer, town, draft, with_withdrawn):
    client = at_admin(officer)
    pending = read(with_withdrawn, town, officer, edition=draft)
    assert 'name="withdrawn_decisions"' not in client.get(preview(pending)).content.decode()
    accepted(client, pending, **{"has-withdrawn_decisions": "1", "withdrawn_decisions": ["0"]})
    assert not draft.decisions.exists()
