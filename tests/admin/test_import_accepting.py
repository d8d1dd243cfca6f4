"""What was looked through is accepted: written as one act, by its own person, once; and taken back as one act."""

import dataclasses

from django.urls import reverse

from municipalities.roles import Role
from strategy.exchange.beginning import begin
from strategy.models import Change, Decision, Goal, PendingImport, Plan
from strategy.tree.checking import faults
from tests.factories import make_user
from tests.outline import outline, plant

from .forms import filled
from .imports import preview, read, says


def test_rows_are_moved_left_out_and_merged_then_accepted_and_undone(at_admin, officer, pending, draft):
    client = at_admin(officer)
    client.post(preview(pending), {"act": "out:2", "title-0": "Safer city"})
    typed = filled(client.get(preview(pending)), "import-form", act="accept") | {"kind-2": "theme", "order-1": "merge"}
    page = client.post(preview(pending), typed, follow=True)
    assert says(page) == ["3 goals from “pasted” are in edition 1 now."]
    assert outline(draft) == "Safer city\nSlow traffic\nGreen city\n"
    assert Goal.objects.get(title_nl="Safer city").text_nl == "Light in every street"
    assert faults(draft.pk) == []
    assert Change.objects.filter(edition=draft).values("batch").distinct().count() == 1
    undo = reverse("admin:strategy_edition_undo", args=[draft.pk])
    page = client.post(undo, {"batch": page.context["imported"], "back": "tree"}, follow=True)
    assert says(page)[0] == "It has been undone."
    assert says(page)[1].startswith("The draft has no goals now.")
    assert outline(draft) == ""


def test_a_new_plan_with_its_period_and_milestones_but_no_decision_by_an_officer(at_admin, officer, town, document):
    pending = read(document, town, officer)
    client = at_admin(officer)
    page = client.get(preview(pending))
    assert "the council secretary records decisions" in page.content.decode()
    typed = filled(page, "import-form", act="accept") | {"plan-title": "Koers 2031", "plan-ends": "2030"}
    assert "edition 1 now" in says(client.post(preview(pending), typed, follow=True))[0]
    plan = Plan.objects.get()
    assert (plan.title_nl, plan.slug, plan.starts_in, plan.ends_in) == ("Koers 2031", "2026-2030", 2026, 2030)
    assert (plan.milestones.count(), Decision.objects.count()) == (1, 0)
    assert outline(plan.editions.get()) == "For all\nSafe\n"


def test_who_may_decide_is_offered_the_decision(at_admin, town, document):
    both = make_user("bea", town, Role.OFFICER, Role.SECRETARY)
    pending = read(document, town, both)
    client = at_admin(both)
    typed = filled(client.get(preview(pending)), "import-form", act="accept")
    assert typed["decisions"] == ["0"]
    client.post(preview(pending), typed)
    assert Decision.objects.get().recorded_by == both


def test_what_is_unticked_stays_out(at_admin, officer, town, document):
    pending = read(document, town, officer)
    client = at_admin(officer)
    typed = filled(client.get(preview(pending)), "import-form", act="accept")
    client.post(preview(pending), {**typed, "milestones": []})
    assert not Plan.objects.get().milestones.exists()


def test_a_period_that_overlaps_is_refused_and_nothing_is_lost(at_admin, officer, town, plan, document):
    document.period = [2023, 2028]
    pending = read(document, town, officer)
    page = at_admin(officer).post(preview(pending), {"act": "accept"}, follow=True)
    assert "This period overlaps" in says(page)[0]
    assert (Plan.objects.count(), PendingImport.objects.count()) == (1, 1)


def test_an_existing_plan_is_named(at_admin, officer, town, plan, document):
    document.period = [2020, 2025]
    page = at_admin(officer).get(preview(read(document, town, officer)))
    assert "already exists: this becomes a draft edition of it" in page.content.decode()


def test_accepting_twice_writes_once(at_admin, officer, pending, draft):
    client = at_admin(officer)
    answers = [client.post(preview(pending), {"act": "accept"}, follow=True) for _time in range(2)]
    assert all("/tree/?imported=" in answer.redirect_chain[-1][0] for answer in answers)
    assert outline(draft).count("Safe city") == 1


def test_keys_that_the_draft_has_already_are_given_anew(officer, at_admin, town, draft, document):
    key = plant(draft, "Old")["Old"].key
    document.goals = [dataclasses.replace(document.goals[1], key=key)]
    pending = read(document, town, officer, edition=draft)
    at_admin(officer).post(preview(pending), {"act": "accept"})
    assert outline(draft) == "Old\nSafe\n"


def test_two_thousand_rows_fit(at_admin, officer, town, draft, django_assert_max_num_queries):
    text = "\n".join(f"Theme {n}\n" + "\n".join(f"  Goal {n}.{m}" for m in range(19)) for n in range(100))
    pending = begin(text.encode(), "many", town, actor=officer, edition=draft, format="pasted")
    client = at_admin(officer)
    with django_assert_max_num_queries(12):
        page = client.get(preview(pending), {"page": 10})
    assert (page.context["total"], page.context["rows"][-1].number) == (2000, 2000)
    typed = filled(page, "import-form", act="accept") | {"title-1999": "Last"}
    assert len(typed) < 1500
    with django_assert_max_num_queries(60):
        done = client.post(preview(pending), typed, follow=True)
    assert "/tree/?imported=" in done.redirect_chain[-1][0]
    assert Goal.objects.filter(edition=draft).shown().count() == 2000
    assert outline(draft).endswith("  Last\n")


def test_a_pointer_to_another_page_keeps_what_was_typed(at_admin, officer, town, draft):
    text = "\n".join(f"Goal {n}" for n in range(300))
    pending = begin(text.encode(), "many", town, actor=officer, edition=draft, format="pasted")
    answer = at_admin(officer).post(preview(pending), {"title-0": "First", "act": "go:250"})
    assert answer.url == f"{preview(pending)}?page=2&at=250#row-250"
    pending.refresh_from_db()
    assert pending.rows[0]["title"] == "First"
