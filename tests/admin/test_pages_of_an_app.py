"""The page to which "strategy" and "municipalities" lead in the trail of every list."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(("app", "named"), [("strategy", "Decisions"), ("municipalities", "Organisations")])
def test_it_lists_what_a_person_may_see(at_admin, reader, app, named):
    page = at_admin(reader).get(reverse("admin:app_list", args=[app]))
    assert (page.status_code, named in page.content.decode()) == (200, True)
