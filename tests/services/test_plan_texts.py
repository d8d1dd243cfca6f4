"""A text of the plan itself knows from which authentic text each translation was made: missing, stale, done."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from strategy.exchange.exporting import document_of
from strategy.exchange.importing import import_document
from strategy.models import Attachment, Edition, Level, Milestone, Plan
from strategy.services.plan_texts import written_texts
from strategy.services.plan_translating import confirm_text
from strategy.services.planning import save_plan
from strategy.services.publishing import publish_edition, start_draft
from strategy.services.succeeding import start_next_plan
from tests.factories import make_published
from tests.outline import by_title, plant
from tests.refusals import refused


@pytest.fixture
def plan(plan):
    """Its title is translated, and its introduction."""
    return reworded(plan, title_en="The plan", introduction_nl="Samen sterk", introduction_en="Strong together")


def reworded(plan, **texts):
    """The plan with other texts, as its form saves it."""
    plan = Plan.objects.get(pk=plan.pk)
    for name, text in texts.items():
        setattr(plan, name, text)
    return save_plan(plan, actor=None)


def text_of(edition, label):
    edition = Edition.objects.select_related("plan__municipality").get(pk=edition.pk)
    return next(text for text in written_texts(edition) if text.label == label)


def state(edition, label="introduction"):
    return text_of(edition, label).state_in("en")


def difference(edition, label="introduction"):
    """What the text lost and won since it was translated into English."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    (changed,) = text_of(edition, label).changed_since("en")
    return "".join(marks[op].format(part) for op, part in changed.parts)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([{}], "done"),
        ([{"introduction_en": ""}], "missing"),
        ([{"introduction_nl": "Samen vooruit"}], "stale"),
        ([{"introduction_nl": "Samen vooruit"}, {"introduction_nl": "Samen sterk"}], "done"),
        ([{"introduction_nl": "Samen vooruit"}, {"introduction_en": "Forward together"}], "done"),
        ([{"introduction_nl": "Samen vooruit", "introduction_en": "Forward together"}], "done"),
        ([{"introduction_nl": "Samen vooruit"}, {"introduction_en": ""}, {"introduction_en": "Forward"}], "done"),
        ([{"introduction_nl": "Samen vooruit"}, {"title_en": "Our plan"}], "stale"),
        ([{"title_nl": "Ons plan", "slug": "ons-plan"}], "done"),
    ],
)
def test_a_translation_follows_its_own_source(acts, expected, plan, draft):
    for texts in acts:
        reworded(plan, **texts)
    assert state(draft) == expected


def test_the_difference_spans_all_changes_since_the_translation(plan, draft):
    reworded(plan, introduction_nl="Samen heel sterk")
    reworded(plan, introduction_nl="Samen en sterk")
    assert difference(draft) == "Samen[+ en+] sterk"


@pytest.mark.parametrize(
    ("model", "fields", "label", "column"),
    [
        (Level, {"kind": "theme", "plural_nl": "thema's", "plural_en": "themes"}, "name of several", "plural_nl"),
        (Milestone, {"title_nl": "Feest", "text_nl": "Taart", "text_en": "Cake", "precision": "unknown"}, "text", ""),
        (
            Attachment,
            {"title_nl": "Boek", "title_en": "Book", "url": "https://a.example", "language": "nl"},
            "title",
            "",
        ),
    ],
    ids=["level", "milestone", "attachment"],
)
def test_levels_milestones_and_attachments_know_it_too(model, fields, label, column, plan, draft):
    row = model.objects.create(plan=plan, **fields)
    place = model._meta.verbose_name.capitalize()

    def own():
        texts = [text for text in written_texts(Edition.objects.get(pk=draft.pk)) if text.place.startswith(place)]
        return next(text.state_in("en") for text in texts if text.label == label)

    assert own() == "done"
    column = column or next(name for name in fields if name.startswith(label) and name.endswith("_nl"))
    setattr(row, column, "Iets anders")
    row.save(update_fields=[column])
    assert own() == "stale"


def test_what_has_nothing_to_do_with_a_text_asks_for_none(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        plan.save(update_fields=["stamp"])


# -- the translation still holds -----------------------------------------------------------------------


@pytest.fixture
def stale(plan, draft):
    reworded(plan, introduction_nl="Samen en sterk")
    return draft


def test_a_confirmed_translation_is_done_until_the_text_changes_again(stale, plan):
    text = text_of(stale, "introduction")
    confirm_text(text, actor=None, language="en", source=text.source)
    assert state(stale) == "done"
    reworded(plan, introduction_nl="Samen vooruit")
    assert difference(stale) == "Samen [-en sterk-][+vooruit+]"


def test_a_confirmation_is_about_the_text_that_was_seen(stale, plan):
    seen = text_of(stale, "introduction")
    reworded(plan, introduction_nl="Samen vooruit")
    with refused("The authentic text of “Samen vooruit” has changed again."):
        confirm_text(seen, actor=None, language="en", source=seen.source)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_only_a_translation_can_be_confirmed(language, plan, draft):
    reworded(plan, introduction_en="")
    text = text_of(draft, "introduction")
    with refused("“Samen sterk” has no translation here that could be confirmed."):
        confirm_text(text, actor=None, language=language, source=text.source)


# -- copies --------------------------------------------------------------------------------------------


def test_the_next_plan_takes_over_what_is_stale(plan):
    edition = make_published(plan, "Safe city")
    Level.objects.create(plan=plan, kind="theme", singular_nl="thema", singular_en="theme", plural_nl="thema's")
    level = Level.objects.get()
    level.singular_nl = "onderwerp"
    level.save()
    reworded(plan, introduction_nl="Samen en sterk")
    years = {"slug": "2026-2031", "starts_in": 2026, "ends_in": 2031}
    titles = {"nl": "Nieuw plan", "en": "New plan"}
    kept = [by_title(edition)["Safe city"].key]
    draft = start_next_plan(Plan.objects.get(pk=plan.pk), actor=None, titles=titles, kept=kept, **years)
    assert difference(draft) == "Samen[+ en+] sterk"
    assert difference(draft, "name of one") == "[-thema-][+onderwerp+]"
    assert state(draft, "title") == "done"


def test_a_file_makes_translations_of_the_text_in_it_and_leaves_what_is_there(stale, plan, other_town):
    document = document_of(stale)
    assert state(import_document(document, other_town, actor=None).edition) == "done"
    plant(stale, "Safe city")
    publish_edition(stale, actor=None)
    assert state(import_document(document, plan.municipality, actor=None).edition) == "stale"


def test_the_next_edition_changes_nothing_of_it(stale):
    plant(stale, "Safe city")
    publish_edition(stale, actor=None)
    assert state(start_draft(stale.plan, actor=None)) == "stale"


def test_what_was_translated_before_counts_as_made_from_the_present_text(plan, draft):
    Plan.objects.filter(pk=plan.pk).update(translated_from={}, title_en="")
    assert state(draft) == "stale"
    migration = importlib.import_module("strategy.migrations.0020_translations_follow_the_present")
    migration.note(apps, SimpleNamespace(connection=connection))
    assert (state(draft), state(draft, "title")) == ("done", "missing")
    reworded(plan, introduction_nl="Samen en sterk")
    assert difference(draft) == "Samen[+ en+] sterk"
