"""Who is given a role gets a mail: with a link that sets a password, once, for who has none yet."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.logs import shown_path
from municipalities.models import Membership, User
from tests.admin.forms import filled
from tests.factories import make_user

PASSWORD = "seven quiet harbours"


@pytest.fixture
def page(town):
    return reverse("admin:municipalities_municipality_change", args=[town.pk])


@pytest.fixture
def invite(transactional_db, at_admin, administrator, page):
    """invite(email) adds the person as a reader on the town's page; invite(again=membership) sends the mail again."""

    def invite(email: str = "", again: Membership | None = None) -> str:
        client = at_admin(administrator)
        data = filled(client.get(page), "municipality_form")
        rows = int(data["memberships-TOTAL_FORMS"][0])
        if again:
            [row] = [n for n in range(rows) if data[f"memberships-{n}-id"] == [str(again.pk)]]
            data[f"memberships-{row}-again"] = "on"
        else:
            data["memberships-TOTAL_FORMS"] = rows + 1
            data |= {f"memberships-{rows}-email": email, f"memberships-{rows}-role": "reader"}
        answer = client.post(page, data)
        assert answer.status_code == 302
        return client.get(page).content.decode()

    return invite


def link_in(message) -> str:
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+)", message.body)[1]


def choose_password(link: str) -> str:
    client = Client(headers={"accept-language": "en"})
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    return form.content.decode()


def test_a_new_person_gets_a_link_in_their_language_and_gets_in(invite, log_in, browser, town):
    assert "An invitation is on its way to nina@example.org" in invite("nina@example.org")
    [message] = mail.outbox
    assert message.to == ["nina@example.org"]
    assert "Lindehoven" in message.subject
    choose_password(link_in(message))
    log_in("nina@example.org", PASSWORD)
    assert browser.get(reverse("admin:index")).status_code == 200
    assert User.objects.get(email="nina@example.org").language == town.language


def test_the_link_stays_out_of_the_log(invite):
    invite("nina@example.org")
    link = link_in(mail.outbox[0])
    start = link.partition("-")[0]
    assert shown_path(Client().get(link).wsgi_request) == f"{start}-…/"


def test_the_link_works_once(invite):
    invite("nina@example.org")
    link = link_in(mail.outbox[0])
    choose_password(link)
    assert "invalid" in choose_password(link)


def test_the_link_expires(invite, settings, monkeypatch):
    invite("nina@example.org")
    later = timezone.now().replace(tzinfo=None) + timedelta(days=4)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda _self: later)
    assert "invalid" in choose_password(link_in(mail.outbox[0]))


def test_it_can_be_sent_again(invite, town):
    assert 'name="memberships-0-again"' in invite("nina@example.org")
    invite(again=Membership.objects.get(user__email="nina@example.org"))
    assert [message.to for message in mail.outbox] == [["nina@example.org"]] * 2
    choose_password(link_in(mail.outbox[1]))
    assert User.objects.get(email="nina@example.org").has_usable_password()


def test_who_has_an_account_keeps_their_password(invite, stranger):
    """The administrator is told the same as of a new person; the mail has no link that sets a password."""
    known = invite("stan@example.org").replace("stan@", "nina@")
    message = mail.outbox[0]
    assert "/password/reset/key/" not in message.body
    assert reverse("account_login") in message.body
    said = re.findall(r"An invitation[^<]*", known)
    assert said == re.findall(r"An invitation[^<]*", invite("nina@example.org"))


def test_a_refused_invitation_sends_nothing(at_admin, administrator, page, town, django_capture_on_commit_callbacks):
    make_user("gone", town, is_active=False)
    client = at_admin(administrator)
    data = filled(client.get(page), "municipality_form")
    rows = int(data["memberships-TOTAL_FORMS"][0])
    data |= {f"memberships-{rows}-email": "gone@example.org", f"memberships-{rows}-role": "reader"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page, data | {"memberships-TOTAL_FORMS": rows + 1})
    assert "switched off" in answer.content.decode()
    assert mail.outbox == []


def test_a_mail_server_that_is_away_leaves_the_role_and_says_so(invite, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert "could not be sent" in invite("nina@example.org")
    assert Membership.objects.filter(user__email="nina@example.org").exists()
