"""The settings of a municipality and its people: administrators rule their own town, and nothing beyond."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from municipalities.colours import scale
from municipalities.models import Membership, Municipality, Organisation, User
from municipalities.roles import Role
from strategy.models import Plan
from tests.factories import make_body, make_plan, make_user

from .forms import filled


@pytest.fixture
def save(at_admin, administrator, town):
    """Changes the town through its form, as the administrator."""
    client, address = at_admin(administrator), reverse("admin:municipalities_municipality_change", args=[town.pk])

    def post(**changes):
        return client.post(address, filled(client.get(address), "municipality_form", **changes))

    return post


def invited(email, role, number=1, **fields):
    row = {"email": email, "role": role, **fields}
    return {"memberships-TOTAL_FORMS": number + 1, **{f"memberships-{number}-{name}": v for name, v in row.items()}}


def errors(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


def test_administrator_switches_languages_on(save, town):
    assert save(languages=["fr", "nl"]).status_code == 302
    assert Municipality.objects.get(pk=town.pk).languages == ["nl", "fr"]


def test_the_authentic_language_stays_on(save, town):
    save(languages=["fr"])
    assert Municipality.objects.get(pk=town.pk).languages == ["nl", "fr"]


def test_the_address_and_the_register_are_the_operators(save, town):
    save(slug="elsewhere", register_scheme="nis", register_code="41002", name_nl="New name")
    stored = Municipality.objects.get(pk=town.pk)
    assert (stored.slug, stored.register_code, stored.name_nl) == ("lindehoven", "", "New name")


def test_the_own_domain_is_the_operators_who_is_told_what_is_wrong_with_it(save, at_admin, operator, town):
    save(domain="plan.lindehoven.example", name_nl="New name")
    assert Municipality.objects.get(pk=town.pk).domain == ""
    client, address = at_admin(operator), reverse("admin:municipalities_municipality_change", args=[town.pk])
    page = client.post(address, filled(client.get(address), "municipality_form", domain="https://plan.example/"))
    assert "Write only the host name" in errors(page)
    client.post(address, filled(client.get(address), "municipality_form", domain="Plan.Lindehoven.Example"))
    assert Municipality.objects.get(pk=town.pk).domain == "plan.lindehoven.example"


def test_a_new_name_reaches_the_public_pages_at_once(save, town):
    stamp = make_plan(town).stamp
    save(name_nl="New name")
    assert Plan.objects.get().stamp > stamp


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#FFD200", "White text on #ffd200 has a contrast of 1.4 to 1; 4.5 is needed. "
         "The pages use the darker #7e6707, on which it is 5.4 to 1."),
        ("#1d4f90", "White text on #1d4f90 has a contrast of 8.1 to 1, and 4.5 is needed. The colour stays as it is."),
    ],
)  # fmt: skip
def test_who_chooses_a_colour_is_told_and_shown_what_the_pages_make_of_it(save, at_admin, administrator, colour, words):
    saved = save(brand_colour=colour)
    assert words in [str(message) for message in get_messages(saved.wsgi_request)]
    town = Municipality.objects.get()
    form = at_admin(administrator).get(reverse("admin:municipalities_municipality_change", args=[town.pk]))
    assert words in form.content.decode()
    assert f'fill="{scale(colour)["500"]}"' in form.content.decode()


def test_a_colour_that_is_none_comes_back_with_what_is_wrong(save, town):
    assert "Write a colour as # and six digits" in errors(save(brand_colour="red"))
    assert Municipality.objects.get(pk=town.pk).brand_colour == "#1d4f91"


def test_a_logo_must_be_a_picture(save, town):
    page = save(logo=SimpleUploadedFile("logo.svg", b"<svg><script/></svg>", "image/svg+xml"))
    assert "This is not a picture" in errors(page)


def test_administrator_invites_somebody_new(save, town):
    assert save(**invited("Nina@Example.org", "officer", first_name="Nina")).status_code == 302
    person = User.objects.get(email="nina@example.org")
    assert (person.first_name, person.has_usable_password(), person.is_superuser) == ("Nina", False, False)
    assert list(person.memberships.values_list("municipality", "role")) == [(town.pk, "officer")]


def test_who_has_an_account_gets_a_role_and_keeps_the_rest(save, town, stranger):
    password = User.objects.get(pk=stranger.pk).password
    save(**invited(stranger.email, "reader", first_name="Renamed"))
    person = User.objects.get(pk=stranger.pk)
    assert (person.first_name, person.password) == ("", password)
    assert set(person.memberships.values_list("role", flat=True)) == {"officer", "reader"}


def test_a_role_twice_is_refused(save, officer):
    make_user("otto2")
    page = save(**invited(officer.email, "officer", number=2))
    assert "already has this role here" in errors(page)


def test_administrator_changes_a_role(save, town, administrator, officer):
    rows = {"memberships-0-role": "administrator", "memberships-1-role": "secretary"}
    save(**rows)
    assert list(officer.memberships.values_list("role", flat=True)) == ["secretary"]


def test_the_person_of_a_membership_cannot_be_swapped(save, officer, operator, administrator):
    save(**{"memberships-1-user": operator.pk, "memberships-1-email": operator.email, "memberships-1-role": "reader"})
    assert not operator.memberships.exists()
    assert set(officer.memberships.values_list("role", flat=True)) == {"reader"}


def test_the_last_administrator_stays(save, town, administrator):
    page = save(**{"memberships-0-DELETE": "on"})
    assert "is the last administrator of" in errors(page)
    assert town.memberships.filter(role=Role.ADMINISTRATOR).exists()


def test_a_membership_of_another_town_cannot_be_reached(save, town, stranger):
    foreign = stranger.memberships.get()
    save(**{"memberships-0-id": foreign.pk, "memberships-0-role": "administrator"})
    assert Membership.objects.get(pk=foreign.pk).role == Role.OFFICER
    assert not town.memberships.filter(user=stranger).exists()


def test_administrator_of_one_town_gives_no_roles_in_another(at_admin, administrator, other_town):
    Membership.objects.create(user=administrator, municipality=other_town, role=Role.OFFICER)
    client = at_admin(administrator)
    address = reverse("admin:municipalities_municipality_change", args=[other_town.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert "memberships-TOTAL_FORMS" not in page.content.decode()
    assert client.post(address, invited("mole@example.org", "administrator")).status_code == 403


def test_an_organisation_cannot_be_made_for_another_town(at_admin, administrator, other_town):
    address = reverse("admin:municipalities_organisation_add")
    row = {
        "municipality": other_town.pk,
        "position": 0,
        "name_nl": "Mole",
        "bodies-TOTAL_FORMS": 0,
        "bodies-INITIAL_FORMS": 0,
    }
    assert "Select a valid choice" in errors(at_admin(administrator).post(address, row))
    assert not Organisation.objects.exists()


def test_the_interface_speaks_the_language_that_a_person_chose(at_admin, officer):
    client = at_admin(officer)
    page = client.post(reverse("admin:profile"), {"first_name": "Olga", "last_name": "", "language": "da"}, follow=True)
    assert page.headers["Content-Language"] == "da"
    assert '<html lang="da"' in page.content.decode()


def test_nobody_changes_their_own_rights_in_their_settings(at_admin, officer):
    at_admin(officer).post(reverse("admin:profile"), {"language": "en", "is_superuser": "on", "email": "x@y.zz"})
    stored = User.objects.get(pk=officer.pk)
    assert (stored.is_superuser, stored.email) == (False, officer.email)


def test_bodies_of_a_town_stand_with_their_organisation(at_admin, administrator, town):
    body = make_body(town)
    page = at_admin(administrator).get(reverse("admin:municipalities_organisation_change", args=[body.organisation.pk]))
    assert "Council" in page.content.decode()
