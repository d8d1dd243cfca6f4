"""What citizens say is handled in one's own towns."""

from django.urls import reverse

from strategy.models import Feedback


def test_officer_marks_feedback_as_handled_in_own_towns_alone(at_admin, officer, town, other_town):
    own, foreign = (
        Feedback.objects.create(municipality=place, page="/nl/", language="nl", text="A slip.")
        for place in (town, other_town)
    )
    at_admin(officer).post(
        reverse("admin:strategy_feedback_changelist"),
        {"action": "mark_handled", "_selected_action": [own.pk, foreign.pk]},
    )
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.handled_by, foreign.handled_at) == (officer, None)


def test_a_reader_marks_nothing(at_admin, reader, town):
    message = Feedback.objects.create(municipality=town, page="/nl/", language="nl", text="A slip.")
    at_admin(reader).post(
        reverse("admin:strategy_feedback_changelist"), {"action": "mark_handled", "_selected_action": [message.pk]}
    )
    message.refresh_from_db()
    assert message.handled_at is None
