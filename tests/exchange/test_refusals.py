"""A document that does not fit gets a sentence with the place, and nothing is written."""

import base64
import json

import pytest

from strategy.exchange.document import FORMAT
from strategy.exchange.formats import plan_json
from strategy.exchange.importing import import_document
from strategy.models import Change, Edition, Goal, Plan
from strategy.refusal import Refused
from tests.outline import plant

GOAL = {"kind": "theme", "title": "Groen"}


def plan_text(**fields) -> str:
    return json.dumps({"format": FORMAT, "municipality": "x", "language": "nl", "slug": "plan", "title": "P", **fields})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is not JSON: line 1"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("[]", "not a Koers plan"),
        (json.dumps({"format": "other"}), "not a Koers plan"),
        (json.dumps({"language": "nl"}), "the field “municipality” is missing"),
        (plan_text(goal=[]), "no field “goal”"),
        (plan_text(goals={}), "goals: this must be a list"),
        (plan_text(goals=[{"kind": "theme"}]), "goals[0]: the field “title” is missing"),
        (plan_text(goals=[{**GOAL, "children": [{**GOAL, "titel": "x"}]}]), "goals[0].children[0]: there is no field"),
        (plan_text(goals=[{**GOAL, "is_priority": "yes"}]), "goals[0].is_priority: this must be true or false"),
        (plan_text(decisions=[{"body": "b", "kind": "adopts", "votes_for": True}]), "this must be a whole number"),
        ("[" * 100_000, "nests goals more than"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(text, sentence):
    with pytest.raises(Refused) as refused:
        plan_json.load(text)
    assert sentence in str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"language": "da"}, "the authentic language of"),
        ({"period": [2025, 2020]}, "before it starts in 2025"),
        ({"period": [2020]}, "give the first and the last year"),
        ({"goals": [{"kind": "theme", "title": " "}]}, "goals[0]: a goal needs a title"),
        ({"goals": [{"kind": "dream", "title": "Groen"}]}, "“dream” is not a kind of goal"),
        ({"goals": [{"kind": "root", "title": "Groen"}]}, "“root” is the tree itself"),
        ({"goals": [{**GOAL, "children": [GOAL]}]}, "cannot go under"),
        ({"goals": [{**GOAL, "key": "nokey"}]}, "must be 8 characters"),
        ({"goals": [{**GOAL, "key": "aaaaaaaa"}, {**GOAL, "key": "aaaaaaaa"}]}, "goals[1]: the key"),
        ({"goals": [{**GOAL, "code": "1"}, {**GOAL, "code": "1"}]}, "The code 1 is used twice"),
        ({"goals": [{**GOAL, "translations": {"de": {"title": "Grün"}}}]}, "does not publish in"),
        ({"goals": [{**GOAL, "translations": {"es": {"title": "Verde"}}}]}, "no field “title_es”"),
        ({"levels": [{"kind": "mountain"}]}, "levels, mountain"),
        ({"decisions": [{"body": "Raad", "kind": "adopts", "date": "17/12/2019"}]}, "Write it as 2019-12-17"),
        ({"decisions": [{"body": "Raad", "kind": "likes"}]}, "decisions[0]"),
        ({"milestones": [{"title": "", "precision": "unknown"}]}, "milestones[0]"),
        ({"attachments": [{"title": "Pdf", "language": "nl"}]}, "Give a file or an address"),
        (
            {
                "attachments": [
                    {
                        "title": "Pdf",
                        "language": "nl",
                        "file": {"name": "a.pdf", "media_type": "application/pdf", "content": "%%%"},
                    }
                ]
            },
            "not base64",
        ),
    ],
)
def test_a_document_that_does_not_fit_writes_nothing(town, media, fields, sentence):
    file = {"name": "../../a.txt", "media_type": "text/plain", "content": base64.b64encode(b"hello").decode()}
    good = {"attachments": [{"title": "Eerst", "language": "nl", "file": file}], "goals": [GOAL]}
    if "attachments" in fields:
        fields = {"attachments": good["attachments"] + fields["attachments"]}
    document = plan_json.load(plan_text(**{**good, **fields}))

    with pytest.raises(Refused) as refused:
        import_document(document, town, actor=None)

    assert sentence in str(refused.value)
    assert not Plan.objects.exists()
    assert not Goal.objects.exists()
    assert not Change.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_an_open_draft_with_goals_is_not_overwritten(town, draft):
    plant(draft, "Mine")
    document = plan_json.load(plan_text(slug=draft.plan.slug, goals=[GOAL]))

    with pytest.raises(Refused, match="is a draft with goals in it"):
        import_document(document, town, actor=None)

    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_a_dry_run_checks_everything_and_keeps_nothing(town, media):
    file = {"name": "a.txt", "media_type": "text/plain", "content": base64.b64encode(b"hello").decode()}
    text = plan_text(goals=[GOAL], attachments=[{"title": "Tekst", "language": "nl", "file": file}])

    imported = import_document(plan_json.load(text), town, actor=None, dry_run=True)

    assert imported.goals == 1
    assert not Plan.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_file_name_cannot_leave_its_folder(town, media):
    file = {"name": "../../../evil.txt", "media_type": "text/plain", "content": base64.b64encode(b"hello").decode()}
    text = plan_text(goals=[GOAL], attachments=[{"title": "Tekst", "language": "nl", "file": file}])

    imported = import_document(plan_json.load(text), town, actor=None)

    stored = imported.plan.attachments.get().file
    assert media in (media / stored.name).resolve().parents
