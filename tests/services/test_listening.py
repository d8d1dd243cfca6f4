"""What citizens say is taken in, answered once, and forgotten in time."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from strategy.models import Feedback
from strategy.services.listening import answer, forget, hear, mark_handled, reopen
from strategy.services.publishing import propose_edition, return_edition
from tests.factories import make_draft
from tests.refusals import refused

DAY = datetime.timedelta(days=1)


@pytest.fixture
def say(town):
    def say(text: str = "A slip in the second line.", **fields: object) -> Feedback:
        return hear(town, actor=None, page="/nl/lindehoven/", language="nl", text=text, **fields)

    return say


@pytest.fixture
def aged(say):
    """aged(days=40) gives a message that came in so long ago."""

    def make(days: float, *, handled: float | None = None) -> Feedback:
        message = say(email="an@example.org")
        then = timezone.now() - days * DAY
        done = timezone.now() - handled * DAY if handled is not None else None
        Feedback.objects.filter(pk=message.pk).update(received_at=then, handled_at=done)
        return message

    return make


def test_a_message_is_kept_as_it_was_written(say):
    message = say("  Two lines:\r\nthis is one.  ", email=" an@example.org ")
    assert (message.text, message.email, message.kind) == ("Two lines:\nthis is one.", "an@example.org", "feedback")


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"text": " \n "}, "text"), ({"text": "x" * 5001}, "text"), ({"email": "an at example"}, "email")],
)
def test_what_cannot_be_kept_is_refused_at_its_field(say, fields, field):
    with refused("", field):
        say(**fields)
    assert not Feedback.objects.exists()


def test_a_plan_of_another_town_is_not_taken_over(say, other_town):
    assert say(plan=make_draft(None).plan).plan is None


def open_proposal(plan, officer):
    edition = make_draft(plan, "Safe city", actor=officer)
    today = timezone.localdate()
    return propose_edition(edition, actor=officer, is_public=True, remarks_until=today)


def test_a_remark_belongs_to_a_proposal(say, plan, officer):
    edition = open_proposal(plan, officer)
    remark = say(edition=edition)
    assert (remark.kind, remark.plan, remark.edition) == ("remark", plan, edition)


def test_there_are_no_remarks_before_and_after_the_proposal(say, plan, officer):
    edition = make_draft(plan, "Safe city", actor=officer)
    with refused("This proposal is no longer open"):
        say(edition=edition)
    propose_edition(edition, actor=officer)
    with refused("This proposal is no longer open"):
        say(edition=edition)  # the public was never asked
    return_edition(edition, actor=officer, reason="Too soon.")
    with refused("This proposal is no longer open"):
        say(edition=edition)


def test_handled_and_open_again(say, officer):
    rows = Feedback.objects.filter(pk=say().pk)
    assert mark_handled(rows, actor=officer) == 1
    assert rows.get().handled_by == officer
    assert (reopen(rows, actor=officer), rows.get().handled_at, rows.get().handled_by) == (1, None, None)


class TestAnswer:
    def test_it_is_kept_and_the_message_handled(self, say, officer):
        message = answer(say(), actor=officer, text=" Mended, thank you. ")
        assert (message.answer, message.handled_by, message.answer_sent_at) == ("Mended, thank you.", officer, None)
        assert mail.outbox == []

    def test_by_mail_it_goes_out_in_the_visitors_language(self, say, officer, town):
        town.contact_email = "info@lindehoven.example"
        town.save()
        message = answer(say(email="an@example.org"), actor=officer, text="Verbeterd, dank u.", by_mail=True)
        (sent,) = mail.outbox
        assert message.answer_sent_at
        assert (sent.to, sent.reply_to) == (["an@example.org"], ["info@lindehoven.example"])
        assert "Verbeterd, dank u." in sent.body
        assert "A slip in the second line." in sent.body
        assert "Lindehoven" in sent.subject

    def test_it_is_sent_once_and_stays_as_it_was_sent(self, say, officer):
        message = answer(say(email="an@example.org"), actor=officer, text="Mended.", by_mail=True)
        for again in ({"text": "Mended.", "by_mail": True}, {"text": "Not mended."}):
            with refused("This answer has already been sent", "answer"):
                answer(message, actor=officer, **again)
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize(
        ("email", "text", "field"), [("", "Mended.", "by_mail"), ("an@example.org", " ", "answer")]
    )
    def test_it_needs_an_address_and_a_text(self, say, officer, email, text, field):
        message = say(email=email)
        with refused("", field):
            answer(message, actor=officer, text=text, by_mail=True)

    def test_where_the_mail_cannot_go_nothing_is_kept_as_sent(self, say, officer, monkeypatch):
        def fail(*args):
            raise OSError("no route")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
        message = say(email="an@example.org")
        with refused("The e-mail could not be sent", "by_mail"):
            answer(message, actor=officer, text="Mended.", by_mail=True)
        message.refresh_from_db()
        assert (message.answer, message.answer_sent_at, message.handled_at) == ("", None, None)


class TestForgetting:
    def test_a_message_goes_when_the_towns_time_is_over(self, town, aged):
        town.feedback_kept_days = 60
        kept, gone = aged(59), aged(61)
        assert forget(town).messages == 1
        assert list(Feedback.objects.all()) == [kept]
        assert gone.pk != kept.pk

    def test_the_address_goes_a_month_after_handling(self, town, aged):
        waiting, fresh, done = aged(100), aged(100, handled=29), aged(100, handled=31)
        assert forget(town).addresses == 1
        emails = dict(Feedback.objects.values_list("pk", "email"))
        assert (emails[waiting.pk], emails[fresh.pk], emails[done.pk]) == ("an@example.org", "an@example.org", "")

    def test_a_new_message_clears_out_the_old_ones(self, aged, say):
        old = aged(366)
        say()
        assert not Feedback.objects.filter(pk=old.pk).exists()

    def test_the_command_does_it_for_every_town(self, aged, other_town, capsys):
        aged(366)
        call_command("forget")
        assert "Deleted 1 messages" in capsys.readouterr().out

    def test_another_towns_messages_stay(self, aged, other_town):
        message = aged(366)
        assert forget(other_town).messages == 0
        assert Feedback.objects.filter(pk=message.pk).exists()
