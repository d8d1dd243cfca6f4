"""What a municipality may say of itself."""

import pytest
from django.core.exceptions import ValidationError

from municipalities.registers import Country, Scheme

pytestmark = pytest.mark.django_db


def test_the_authentic_language_can_change_while_nothing_is_published(town, draft):
    town.language = "en"
    town.clean()
    assert town.languages[0] == "en"


def test_the_authentic_language_stays_once_something_is_published(town, published):
    town.language = "en"
    with pytest.raises(ValidationError, match="sealed with its authentic language"):
        town.clean()


def test_an_unknown_language_is_refused_by_name(town):
    town.languages = ["nl", "es"]
    with pytest.raises(ValidationError, match="es is not a language of Koers"):
        town.clean()


@pytest.mark.parametrize(
    ("country", "scheme", "code", "sentence"),
    [
        (Country.BELGIUM, Scheme.NIS, "4100", "a code looks like 41002"),
        (Country.BELGIUM, Scheme.KOMMUNEKODE, "0187", "another country"),
        (Country.NETHERLANDS, Scheme.CBS, "0344", "a code looks like GM0344"),
        (Country.BELGIUM, Scheme.NIS, "", "both the register and the code"),
    ],
)
def test_a_register_code_must_fit_its_register(town, country, scheme, code, sentence):
    town.country, town.register_scheme, town.register_code = country, scheme, code
    with pytest.raises(ValidationError, match=sentence):
        town.clean()


@pytest.mark.parametrize("slug", ["admin", "static", "api"])
def test_a_towns_address_cannot_be_one_of_the_sites_own(town, slug):
    town.slug = slug
    with pytest.raises(ValidationError, match="address of the site itself"):
        town.full_clean()
