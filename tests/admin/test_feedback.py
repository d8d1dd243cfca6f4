"""What citizens say, at the desk of an officer: read, answered, marked, and found again."""

import pytest
from django.core import mail
from django.urls import reverse

from strategy.models import Feedback
from strategy.models.goal import unguarded_goals
from strategy.services.publishing import publish_edition, start_draft
from strategy.tree import rearranging

from .forms import filled

LIST = reverse("admin:strategy_feedback_changelist")


@pytest.fixture
def message(town):
    return Feedback.objects.create(
        municipality=town, page="/nl/lindehoven/", language="nl", text="Een fout.", email="an@example.org"
    )


@pytest.fixture
def save(at_admin, officer, message):
    """save(answer="…") opens the message, changes these fields and sends the form."""

    def post(person=None, **changes: object):
        client, address = at_admin(person or officer), reverse("admin:strategy_feedback_change", args=[message.pk])
        response = client.post(address, filled(client.get(address), "feedback_form", **changes))
        message.refresh_from_db()
        return response

    return post


def test_an_answer_is_kept_and_handles_the_message(save, message, officer):
    assert save(answer="Verbeterd.", is_handled="on").status_code == 302
    assert (message.answer, message.handled_by, mail.outbox) == ("Verbeterd.", officer, [])


def test_an_answer_by_mail_is_sent_once_and_shown_as_sent(save, message, at_admin, officer):
    save(answer="Verbeterd.", by_mail="on", is_handled="on")
    save(answer="Iets anders.", by_mail="on", is_handled="on")  # both fields are closed by now
    assert (len(mail.outbox), message.answer) == (1, "Verbeterd.")
    assert message.answer_sent_at
    page = at_admin(officer).get(reverse("admin:strategy_feedback_change", args=[message.pk])).content.decode()
    assert "Answer sent at:" in page


def test_a_mail_without_a_text_comes_back(save, message):
    response = save(by_mail="on")
    assert "Write the answer before you send it." in response.content.decode()
    assert message.handled_at is None


def test_nothing_written_is_lost_where_the_mail_cannot_go(save, message, monkeypatch):
    def fail(*args):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    response = save(answer="Lang getypt.", by_mail="on")
    assert response.status_code == 200
    assert "Lang getypt." in response.content.decode()
    assert "The e-mail could not be sent" in response.content.decode()


def test_handled_and_open_again(save, message):
    save(is_handled="on")
    assert message.handled_at
    save(is_handled=[])
    assert message.handled_at is None


def test_what_the_citizen_wrote_cannot_be_changed(save, message):
    save(text="Iets anders.", email="x@example.org", answer="Verbeterd.", is_handled="on")
    assert (message.text, message.email) == ("Een fout.", "an@example.org")


@pytest.mark.parametrize(("state", "shown"), [("open", {"Een fout."}), ("handled", {"Klaar."}), ("", None)])
def test_the_list_shows_open_or_handled_ones(at_admin, officer, message, town, state, shown):
    done = Feedback.objects.create(municipality=town, page="/nl/", language="nl", text="Klaar.")
    at_admin(officer).post(LIST, {"action": "mark_handled", "_selected_action": [done.pk]})
    page = at_admin(officer).get(LIST, {"state": state} if state else {})
    assert {row.text for row in page.context["cl"].queryset} == (shown or {"Een fout.", "Klaar."})


def test_marked_as_open_again_in_own_towns_alone(at_admin, officer, town, other_town):
    rows = [
        Feedback.objects.create(municipality=place, page="/", language="nl", text="x", handled_at="2026-01-01T00:00Z")
        for place in (town, other_town)
    ]
    at_admin(officer).post(LIST, {"action": "reopen", "_selected_action": [row.pk for row in rows]})
    assert [Feedback.objects.get(pk=row.pk).handled_at is None for row in rows] == [True, False]


def test_the_index_says_how_many_wait(at_admin, officer, stranger, message):
    assert "(1 open)" in at_admin(officer).get(reverse("admin:index")).content.decode()
    assert "open)" not in at_admin(stranger).get(reverse("admin:index")).content.decode()


def test_the_link_to_the_goal_leads_to_where_it_stands_now(at_admin, officer, message, published, plan):
    goal = unguarded_goals().get(edition=published, title_nl="Light in every street")
    Feedback.objects.filter(pk=message.pk).update(plan=plan, key=goal.key)
    draft = start_draft(plan, actor=officer)
    moved = draft.goals.get(key=goal.key)
    with rearranging(draft, actor=officer) as tree:
        tree.move(moved, under=None)
    publish_edition(draft, actor=officer)
    client = at_admin(officer)
    page = client.get(reverse("admin:strategy_feedback_change", args=[message.pk])).content.decode()
    address = f"/nl/lindehoven/2020-2025/goals/{goal.key}/"
    assert address in page
    assert client.get(address, follow=True).status_code == 200


def test_a_reader_reads_the_answer_and_has_nothing_to_tick(at_admin, reader, message):
    page = at_admin(reader).get(reverse("admin:strategy_feedback_change", args=[message.pk])).content.decode()
    assert "Een fout." in page
    assert "by_mail" not in page
