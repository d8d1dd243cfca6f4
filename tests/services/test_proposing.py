"""A proposal: frozen, shown to the public where its authors want that, given back with a reason."""

import datetime

import pytest
from django.utils import timezone

from strategy.services.publishing import propose_edition, publish_edition, return_edition, show_proposal
from strategy.services.scheduling import schedule_publication
from strategy.vocabulary import TRANSITIONS, Status
from tests.factories import make_draft
from tests.refusals import refused

TODAY = timezone.localdate()


@pytest.fixture
def proposal(plan, officer):
    return propose_edition(make_draft(plan, "Safe city"), actor=officer)


def what_is_shown(edition):
    edition.refresh_from_db()
    return edition.status, edition.is_proposal_public, edition.remarks_until, edition.publish_at


def test_a_proposal_is_not_public_unless_somebody_says_so(proposal, officer):
    assert what_is_shown(proposal) == ("proposed", False, None, None)
    show_proposal(proposal, actor=officer, remarks_until=TODAY)
    assert what_is_shown(proposal) == ("proposed", True, TODAY, None)
    show_proposal(proposal, actor=officer, is_public=False)
    assert what_is_shown(proposal) == ("proposed", False, None, None)


def test_a_draft_is_proposed_and_shown_in_one_go(plan, officer):
    edition = propose_edition(make_draft(plan, "Safe city"), actor=officer, is_public=True, remarks_until=TODAY)
    assert what_is_shown(edition) == ("proposed", True, TODAY, None)
    assert [change.action for change in edition.changes.all()[:2]] == ["show", "propose"]


def test_nobody_is_asked_for_remarks_on_a_day_that_is_past(proposal):
    with refused("This day has passed.", field="remarks_until"):
        show_proposal(proposal, actor=None, remarks_until=TODAY - datetime.timedelta(days=1))


def test_remarks_need_something_to_read(proposal):
    with refused("Remarks need a proposal that the public can read"):
        show_proposal(proposal, actor=None, is_public=False, remarks_until=TODAY)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_only_a_proposal_is_shown_as_one(plan, status):
    edition = make_draft(plan, "Safe city")
    if status == "published":
        publish_edition(edition, actor=None)
    with refused("Only a proposed edition can be shown as a proposal."):
        show_proposal(edition, actor=None)


def test_what_goes_back_to_draft_is_not_shown_and_not_due_any_more(proposal, officer, secretary):
    show_proposal(proposal, actor=officer, remarks_until=TODAY)
    schedule_publication(proposal, actor=officer, at=timezone.now() + datetime.timedelta(hours=1))
    return_edition(proposal, actor=secretary, reason=" A slip in theme 1. ")
    assert what_is_shown(proposal) == ("draft", False, None, None)
    change = proposal.changes.first()
    assert (change.action, change.actor, change.after) == ("return", secretary, {"reason": "A slip in theme 1."})


def test_what_is_published_is_a_proposal_no_more(proposal, officer):
    show_proposal(proposal, actor=officer, remarks_until=TODAY)
    publish_edition(proposal, actor=officer)
    assert what_is_shown(proposal) == ("published", False, None, None)


def test_the_public_pages_hear_of_it(proposal, plan, officer):
    stamps = [plan.stamp]
    for act in (
        lambda: show_proposal(proposal, actor=officer),
        lambda: return_edition(proposal, actor=officer, reason="A slip."),
    ):
        act()
        plan.refresh_from_db()
        stamps.append(plan.stamp)
    assert stamps == sorted(set(stamps))


ACTS = {
    Status.DRAFT: lambda edition: return_edition(edition, actor=None, reason="A slip."),
    Status.PROPOSED: lambda edition: propose_edition(edition, actor=None),
    Status.PUBLISHED: lambda edition: publish_edition(edition, actor=None),
}


@pytest.mark.parametrize("then", Status)
@pytest.mark.parametrize("now", Status)
def test_the_table_decides_which_step_follows_which(plan, now, then):
    edition = make_draft(plan, "Safe city")
    if now != Status.DRAFT:
        edition = ACTS[now](edition)
    if then in TRANSITIONS[now]:
        assert ACTS[then](edition).status == then
    else:
        done = f"This edition is already {now.label}" if now == then else ""
        with refused(done or f"This edition is {now.label} and cannot become {then.label}."):
            ACTS[then](edition)
