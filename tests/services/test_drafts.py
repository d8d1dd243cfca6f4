"""Starting, proposing, returning and discarding a draft."""

import pytest

from strategy.models import Edition
from strategy.models.goal import unguarded_goals
from strategy.services.editing import edit_goal
from strategy.services.publishing import (
    discard_edition,
    propose_edition,
    publish_edition,
    return_edition,
    start_draft,
)
from strategy.tree.checking import faults
from tests.factories import make_decision, make_draft, make_published
from tests.outline import by_title, outline
from tests.refusals import refused


def test_the_first_draft_is_an_empty_original(plan, officer):
    draft = start_draft(plan, actor=officer)
    assert (draft.number, draft.kind, draft.status, draft.based_on) == (1, "original", "draft", None)
    assert draft.created_by == officer
    assert outline(draft) == ""
    assert faults(draft.pk) == []


def test_the_next_draft_is_a_copy_with_the_same_keys(published, officer):
    draft = start_draft(published.plan, actor=officer)
    assert (draft.number, draft.kind, draft.based_on) == (2, "amendment", published)
    assert outline(draft) == outline(published)
    assert [g.key for g in by_title(draft).values()] == [g.key for g in by_title(published).values()]
    assert draft.changes.get().after == {"from": 1, "goals": 2}


def test_the_next_draft_can_start_empty(published):
    assert outline(start_draft(published.plan, actor=None, empty=True)) == ""


def test_editing_the_copy_leaves_the_published_words_alone(published, officer):
    draft = start_draft(published.plan, actor=officer)
    edit_goal(by_title(draft)["Safe city"], actor=officer, changes={"title_nl": "Safer city"})
    assert outline(draft) == "Safer city\n  Light in every street\n"
    assert outline(published) == "Safe city\n  Light in every street\n"


@pytest.mark.parametrize("status", ["draft", "proposed"])
def test_a_plan_has_one_open_edition(draft, status):
    Edition.objects.filter(pk=draft.pk).update(status=status)
    with refused("Edition 1 of this plan is still open. Publish or delete it before you start another."):
        start_draft(draft.plan, actor=None)


def test_a_correction_says_why(published):
    with refused("A correction needs a reason: say what was wrong. The public can read it.", field="reason"):
        start_draft(published.plan, actor=None, kind="correction", reason=" ")
    correction = start_draft(published.plan, actor=None, kind="correction", reason="Een tikfout")
    assert (correction.kind, correction.reason_nl) == ("correction", "Een tikfout")


def test_only_the_first_edition_is_an_original(plan):
    sentence = "The first edition of a plan is an original; later ones are amendments or corrections."
    with refused(sentence, field="kind"):
        start_draft(plan, actor=None, kind="amendment")
    make_published(plan)
    for kind in ("original", "novel"):
        with refused(sentence, field="kind"):
            start_draft(plan, actor=None, kind=kind)


def test_a_proposed_edition_goes_back_with_a_reason(draft, officer, secretary):
    proposed = propose_edition(draft, actor=officer)
    assert proposed.status == "proposed"
    with refused("Say why the edition goes back to draft: its authors will read it.", field="reason"):
        return_edition(proposed, actor=secretary, reason="  ")
    returned = return_edition(proposed, actor=secretary, reason=" Article 3 is missing ")
    assert returned.status == "draft"
    change = draft.changes.first()
    assert (change.action, change.actor, change.after) == ("return", secretary, {"reason": "Article 3 is missing"})


def test_the_way_of_an_edition_has_no_short_cuts(published, plan):
    with refused("This edition is published and cannot become draft."):
        return_edition(published, actor=None, reason="We want it back")
    with refused("This edition is already published; perhaps a colleague did this."):
        publish_edition(published, actor=None)
    draft = propose_edition(start_draft(plan, actor=None), actor=None)
    with refused("This edition is already proposed; perhaps a colleague did this."):
        propose_edition(draft, actor=None)


def test_a_draft_is_discarded_with_its_tree_and_no_other(published, officer):
    draft = start_draft(published.plan, actor=officer)
    assert discard_edition(draft, actor=officer) == 2
    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert not unguarded_goals().filter(tree_id=draft.pk).exists()
    assert outline(published) == "Safe city\n  Light in every street\n"
    assert start_draft(published.plan, actor=officer).number == 2


def test_what_is_proposed_published_or_decided_on_is_not_discarded(plan):
    draft = make_draft(plan, "Safe city")
    decision = make_decision(draft)
    with refused("A decision is recorded on this edition. Delete the decision first."):
        discard_edition(draft, actor=None)
    decision.delete()
    propose_edition(draft, actor=None)
    with refused("Only a draft can be deleted."):
        discard_edition(draft, actor=None)
    publish_edition(draft, actor=None)
    with refused("Only a draft can be deleted."):
        discard_edition(draft, actor=None)
