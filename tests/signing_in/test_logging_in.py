"""The way in and out: by name or address, with a limit on attempts, and nothing that tells who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from municipalities.models import User
from tests.factories import PASSWORD, make_user

NEW = "seven quiet harbours"


@pytest.mark.parametrize("name", ["olga", "olga@example.org", "Olga@Example.org"])
def test_by_name_or_by_address(browser, log_in, officer, name):
    answer = log_in(name)
    assert answer.url == reverse("admin:index")
    assert browser.get(answer.url).status_code == 200


def test_the_admin_leads_to_it_and_back(browser, officer):
    page = reverse("admin:strategy_plan_changelist")
    way = browser.get(page, follow=True).redirect_chain[-1][0]
    assert way.startswith(reverse("account_login"))
    answer = browser.post(way, {"login": "olga", "password": PASSWORD, "next": page})
    assert answer.url == page


def test_the_old_form_of_the_admin_is_gone(browser, officer):
    answer = browser.post(reverse("admin:login"), {"username": "olga", "password": PASSWORD})
    assert answer.url.startswith(reverse("account_login"))
    assert browser.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(browser, log_in, officer, target):
    log_in("olga")
    assert browser.get(reverse("admin:login"), {"next": target}).url == reverse("admin:index")
    other = Client().post(reverse("account_login"), {"login": "olga", "password": PASSWORD, "next": target})
    assert other.url == reverse("admin:index")


def test_logging_out_takes_a_click_and_ends_the_session(browser, log_in, officer):
    log_in("olga")
    assert browser.get(reverse("admin:logout"), follow=True).status_code == 200
    assert browser.get(reverse("admin:index")).status_code == 200
    browser.post(reverse("account_logout"))
    assert browser.get(reverse("admin:index")).status_code == 302


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(log_in, officer):
    wrong, unknown = log_in("olga", "wrong"), log_in("nobody", "wrong")
    errors = [answer.context["form"].errors.as_json() for answer in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert wrong.status_code == unknown.status_code == 200


def test_after_five_wrong_passwords_the_right_one_has_to_wait_too(browser, log_in, officer):
    for _attempt in range(5):
        log_in("olga", "wrong")
    answer = log_in("olga")
    assert "Too many failed login attempts" in answer.content.decode()
    assert browser.get(reverse("admin:index")).status_code == 302


def test_too_many_attempts_from_one_address_are_told_to_wait(log_in, officer):
    answers = [log_in(f"somebody{number}", "wrong") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait five minutes" in answers[-1].content.decode()


def test_nobody_signs_up(browser, db):
    page = browser.post(
        reverse("account_signup"), {"username": "eve", "email": "e@x.org", "password1": NEW, "password2": NEW}
    )
    assert "Only people who were invited" in page.content.decode()
    assert not User.objects.exists()


def test_a_forgotten_password_is_set_by_a_link_that_works_once(browser, log_in, officer):
    browser.post(reverse("account_reset_password"), {"email": "olga@example.org"})
    [message] = mail.outbox
    assert message.to == ["olga@example.org"]
    link = re.search(r"http://testserver(/\S+)", message.body)[1]
    form = browser.get(link, follow=True)
    browser.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert log_in("olga", NEW).status_code == 302
    again = Client(headers={"accept-language": "en"}).get(link, follow=True)
    assert "invalid" in again.content.decode()


@pytest.mark.parametrize("mail_server_is_there", [True, False])
def test_asking_for_a_new_password_does_not_tell_who_has_an_account(officer, settings, mail_server_is_there):
    if not mail_server_is_there:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    known, unknown = (
        Client(headers={"accept-language": "en"}).post(reverse("account_reset_password"), {"email": address})
        for address in ("olga@example.org", "nobody@example.org")
    )
    assert (known.status_code, known.headers.get("Location")) == (unknown.status_code, unknown.headers.get("Location"))


def test_the_list_of_sessions_shows_and_ends_ones_own(browser, log_in, officer, stranger):
    elsewhere, foreign = Client(headers={"user-agent": "Elsewhere"}), Client(headers={"user-agent": "Foreign"})
    log_in("olga", client=elsewhere)
    log_in("stan", client=foreign)
    log_in("olga")
    page = browser.get(reverse("usersessions_list")).content.decode()
    assert "Elsewhere" in page
    assert "Foreign" not in page
    browser.post(reverse("usersessions_list"))
    signed_in = [client.get(reverse("admin:index")).status_code for client in (browser, elsewhere, foreign)]
    assert signed_in == [200, 302, 200]


def test_pages_follow_the_person_and_before_that_the_browser(browser, officer, log_in):
    dutch = Client(headers={"accept-language": "nl"})
    assert 'lang="nl"' in dutch.get(reverse("account_login")).content.decode()
    User.objects.filter(pk=officer.pk).update(language="fr")
    log_in("olga")
    assert 'lang="fr"' in browser.get(reverse("mfa_index")).content.decode()


def test_an_account_that_is_switched_off_does_not_get_in(browser, log_in, town):
    make_user("gone", town, "officer", is_active=False)
    log_in("gone")
    assert browser.get(reverse("admin:index")).status_code == 302
