"""Why an edition was made: its authentic wording stays from the proposal on, its translations can come later."""

import pytest
from django.db import IntegrityError, connection, transaction

from strategy.models import Edition, Plan
from strategy.services.plan_texts import written_texts
from strategy.services.plan_translating import confirm_text, explain_edition
from strategy.services.publishing import propose_edition, publish_edition
from tests.factories import make_draft, make_plan, make_published, make_town
from tests.outline import plant
from tests.refusals import refused


@pytest.fixture
def draft(plan):
    """A correction, with its reason in Dutch."""
    make_published(plan, "Safe city")
    return make_draft(plan, kind="correction", reason="Een tikfout.")


def explain(edition, **reasons):
    return explain_edition(edition, actor=None, reasons=reasons)


def state(edition):
    edition = Edition.objects.get(pk=edition.pk)
    return next(text for text in written_texts(edition) if text.label == "reason").state_in("en")


def test_a_reason_is_translated_and_falls_behind_with_its_source(draft):
    assert state(draft) == "missing"
    explain(draft, en=" A typing error. ")
    assert (Edition.objects.get(pk=draft.pk).reason_en, state(draft)) == ("A typing error.", "done")
    explain(draft, nl="Twee tikfouten.")
    assert state(draft) == "stale"
    assert Edition.objects.get(pk=draft.pk).translated_from == {"reason": {"en": {"reason": "Een tikfout."}}}
    explain(draft, en="Two typing errors.")
    assert state(draft) == "done"


@pytest.mark.parametrize("step", [propose_edition, publish_edition])
def test_its_words_stay_and_its_translations_come_later(step, draft, officer):
    edition = step(draft, actor=None)
    with refused("The reason was proposed or published in these words, and they stay.", field="reason_nl"):
        explain(edition, nl="Geen tikfout.", en="No error.")
    stamp = Plan.objects.get().stamp
    explain_edition(edition, actor=officer, reasons={"nl": "Een tikfout.", "en": "A typing error."})
    edition.refresh_from_db()
    assert (edition.reason_nl, edition.reason_en, state(edition)) == ("Een tikfout.", "A typing error.", "done")
    assert (Plan.objects.get().stamp > stamp) == edition.is_sealed
    change = edition.changes.first()
    assert (change.action, change.actor, change.before) == ("explain", officer, {"reason_en": ""})
    assert change.after == {"reason_en": "A typing error."}


def test_what_is_the_same_leaves_no_record(draft):
    count = draft.changes.count()
    explain(draft, nl="Een tikfout.", en="")
    assert draft.changes.count() == count


def test_a_correction_keeps_a_reason(draft):
    with refused("A correction needs a reason", field="reason_nl"):
        explain(draft, nl=" ")


def test_nothing_is_not_translated(plan):
    edition = make_draft(plan)
    with refused("There is no reason in the authentic language", field="reason_en"):
        explain(edition, en="New council.")
    assert explain(edition, nl="Nieuwe raad.", en="New council.").reason_en == "New council."


def test_a_language_that_the_town_has_not_is_refused(draft):
    with refused("This municipality does not publish in this language."):
        explain(draft, fr="Une faute de frappe.")


def test_a_confirmed_reason_is_on_the_record(draft, officer):
    explain(draft, en="A typing error.")
    explain(draft, nl="Een tikfoutje.")
    text = next(text for text in written_texts(Edition.objects.get(pk=draft.pk)) if text.label == "reason")
    confirm_text(text, actor=officer, language="en", source=text.source)
    assert state(draft) == "done"
    assert (draft.changes.first().actor, draft.changes.first().after) == (officer, {"confirmed": "en"})


# -- the database keeps it too -------------------------------------------------------------------------


def write(edition, column, reason="Iets anders"):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE strategy_edition SET {column} = %s WHERE id = %s", [reason, edition.pk])  # noqa: S608


def test_no_statement_changes_the_authentic_words_of_a_published_edition(draft):
    write(draft, "reason_nl", "Een foutje.")
    publish_edition(draft, actor=None)
    with pytest.raises(IntegrityError, match="sealed: this edition is published and cannot change"):
        write(draft, "reason_nl")
    write(draft, "reason_fr")
    assert Edition.objects.get(pk=draft.pk).reason_fr == "Iets anders"


def test_which_words_are_authentic_is_for_the_town_to_say(db):
    edition = make_draft(make_plan(make_town("villeneuve", language="fr", languages=("nl",))), reason="Un début.")
    plant(edition, "Safe city")
    publish_edition(edition, actor=None)
    write(edition, "reason_nl")
    with pytest.raises(IntegrityError, match="sealed"):
        write(edition, "reason_fr")
