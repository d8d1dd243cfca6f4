"""The form of a plan: its services' sentences at the right fields, its files checked, its stamp bumped."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from municipalities.models import Organisation
from municipalities.uploads import LARGEST_FILE
from strategy.models import Attachment, Plan
from tests.factories import make_draft, make_plan
from tests.outline import plant

from .forms import filled

ADD = "admin:strategy_plan_add"
NO_PARTS = {
    f"{part}-{name}": number
    for part in ("levels", "milestones", "attachments")
    for name, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
}


@pytest.fixture
def save(at_admin, officer, plan):
    """Changes the plan through its form, as the officer."""
    client, address = at_admin(officer), reverse("admin:strategy_plan_change", args=[plan.pk])

    def post(**changes):
        return client.post(address, filled(client.get(address), "plan_form", **changes))

    return post


def part(prefix, **fields):
    """One new row of an inline."""
    return {f"{prefix}-TOTAL_FORMS": 1, **{f"{prefix}-0-{name}": value for name, value in fields.items()}}


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    return file.getvalue()


def errors(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_officer_makes_a_plan(at_admin, officer, town):
    fields = {"municipality": town.pk, "slug": "2026-2031", "starts_in": 2026, "title_nl": "Our course", **NO_PARTS}
    assert at_admin(officer).post(reverse(ADD), fields).status_code == 302
    assert Plan.objects.get().title_nl == "Our course"


def test_the_one_town_that_a_person_writes_for_is_chosen_already(at_admin, officer, town):
    field = at_admin(officer).get(reverse(ADD)).context["adminform"].form.fields["municipality"]
    assert (list(field.queryset), field.initial) == ([town], town)


def test_a_plan_cannot_be_made_for_another_town(at_admin, officer, other_town):
    fields = {"municipality": other_town.pk, "slug": "2026-2031", "title_nl": "Taken over", **NO_PARTS}
    assert "Select a valid choice" in errors(at_admin(officer).post(reverse(ADD), fields))
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_nl": ""}, "title_nl"),
        ({"starts_in": ""}, "starts_in"),
    ],
)
def test_a_refusal_stands_at_its_field(changes, field, save):
    page = save(**changes, introduction_nl="Typed at length")
    assert "Typed at length" in errors(page)
    assert field in page.context["adminform"].form.errors


def test_an_overlapping_period_is_refused_and_nothing_is_saved(save, plan, town):
    make_plan(town, slug="2025-2030", starts_in=2025, ends_in=2030)
    assert "This period overlaps" in errors(save(ends_in=2028))
    assert Plan.objects.get(pk=plan.pk).ends_in == 2025


def test_another_towns_organisation_cannot_be_posted(save, plan, other_town):
    foreign = Organisation.objects.create(municipality=other_town, name_nl="Elsewhere")
    assert "Select a valid choice" in errors(save(organisations=[foreign.pk]))
    assert not plan.organisations.exists()


def test_the_town_of_a_plan_does_not_change(save, plan, other_town):
    save(municipality=other_town.pk, title_nl="Other")
    stored = Plan.objects.get(pk=plan.pk)
    assert (stored.municipality_id, stored.title_nl) == (plan.municipality_id, "Other")


def test_saving_a_milestone_bumps_the_stamp(save, plan):
    before = Plan.objects.get(pk=plan.pk).stamp
    answer = save(**part("milestones", position=0, date="2018-09-01", precision="month", title_nl="Workshop"))
    assert answer.status_code == 302
    assert Plan.objects.get(pk=plan.pk).stamp > before
    assert plan.milestones.get().title_nl == "Workshop"


def test_levels_in_an_order_that_the_goals_forbid_are_refused(save, plan):
    plant(make_draft(plan), "Safe city\n  Light in every street")
    rows = {
        "levels-TOTAL_FORMS": 2,
        "levels-0-position": 1,
        "levels-0-kind": "objective",
        "levels-1-position": 2,
        "levels-1-kind": "theme",
    }
    assert "Keep these two levels in that order" in errors(save(**rows))
    assert not plan.levels.exists()


def test_an_attachment_notes_its_type_and_size(save):
    content = b"%PDF-1.7 the whole plan"
    file = SimpleUploadedFile("plan.pdf", content, "text/html")
    save(**part("attachments", position=0, language="nl", title_nl="All of it", file=file))
    attachment = Attachment.objects.get()
    assert (attachment.media_type, attachment.size) == ("application/pdf", len(content))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", b"<script>alert(1)</script>", "This kind of file cannot be offered"),
        ("plan.html", b"%PDF-1.7 <script>", "The name of this file ends in"),
        ("plan.pdf", b"%PDF-" + b"0" * LARGEST_FILE, "the limit is 20.0"),
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "This kind of file cannot be offered"),
        ("plan.pdf", png(), "The name of this file ends in"),
    ],
    ids=["no-pdf", "pdf-called-html", "too-large", "svg", "picture-called-pdf"],
)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, sentence, save):
    file = SimpleUploadedFile(name, content, "application/pdf")
    page = save(**part("attachments", position=0, language="nl", title_nl="Odd", file=file))
    assert sentence in errors(page)
    assert not Attachment.objects.exists()


def test_a_picture_of_a_milestone_is_looked_at(save, plan):
    row = {"position": 0, "date": "2018-09-01", "precision": "day", "title_nl": "Workshop"}
    good = SimpleUploadedFile("workshop.png", png(), "image/png")
    assert save(**part("milestones", **row, picture=good)).status_code == 302
    assert plan.milestones.get().picture.name.endswith(".png")


def test_a_plan_begun_by_mistake_goes_with_its_draft(at_admin, officer, plan, draft):
    client, page = at_admin(officer), reverse("admin:strategy_plan_delete", args=[plan.pk])
    assert client.post(page, {"post": "yes"}).status_code == 403
    after = client.post(reverse("admin:strategy_edition_discard", args=[draft.pk]), follow=True)
    assert "This plan has no edition any more." in after.content.decode()
    assert page in after.content.decode()
    client.post(page, {"post": "yes"})
    assert not Plan.objects.exists()


def test_what_was_published_keeps_its_plan(at_admin, officer, operator, plan, published):
    for person in (officer, operator):
        page = reverse("admin:strategy_plan_delete", args=[plan.pk])
        assert at_admin(person).post(page, {"post": "yes"}).status_code == 403
