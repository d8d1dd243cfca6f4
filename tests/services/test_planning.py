"""Plans: their periods, addresses and the order of their levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.models import Plan
from strategy.services.planning import check_levels, delete_plan, period_text, save_plan
from strategy.services.publishing import discard_edition
from strategy.tree import Branch
from tests.factories import make_draft, make_plan
from tests.refusals import refused

YEARS = st.integers(1990, 2040)
PERIODS = st.one_of(
    st.just((None, None)), YEARS.map(lambda year: (year, None)), st.tuples(YEARS, YEARS).map(sorted).map(tuple)
)


def period(first, last=None):
    return Plan(starts_in=first, ends_in=last)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((2020, 2025), (2024, 2030)),
        ((2020, 2025), (2021, 2022)),
        ((2020, 2025), (2020, 2025)),
        ((2020, 2025), (2022, 2022)),
        ((2020, None), (2040, 2045)),
        ((2020, None), (2030, None)),
        ((2020, 2025), (2020, 2020)),
    ],
)
def test_periods_that_overlap_are_refused(town, first, second):
    make_plan(town, slug="first", starts_in=first[0], ends_in=first[1])
    for starts_in, ends_in in (second,):
        with refused("This period overlaps with that of “Plan first” (", field="starts_in"):
            make_plan(town, slug="second", starts_in=starts_in, ends_in=ends_in)


@pytest.mark.parametrize("second", [(2025, 2030), (2026, 2031), (2014, 2020), (2013, 2019), (2025, None), (None, None)])
def test_one_term_may_end_in_the_year_that_the_next_begins(town, second):
    make_plan(town, slug="first", starts_in=2020, ends_in=2025)
    assert make_plan(town, slug="second", starts_in=second[0], ends_in=second[1]).pk


def test_another_town_may_have_the_same_period_and_address(town, other_town):
    make_plan(town)
    assert make_plan(other_town).pk


def test_a_plan_does_not_overlap_with_itself(plan):
    plan.ends_in = 2026
    save_plan(plan, actor=None)
    plan.refresh_from_db()
    assert plan.ends_in == 2026


def test_a_reversed_period_is_refused(town):
    sentence = "The period ends in 2020, before it starts in 2025. Swap the years or correct one."
    with refused(sentence, field="ends_in"):
        make_plan(town, starts_in=2025, ends_in=2020)


def test_a_last_year_needs_a_first_one(town):
    with refused("Give the first year too, or leave both empty.", field="starts_in"):
        make_plan(town, starts_in=None, ends_in=2020)


def test_an_address_that_exists_is_refused(plan, town):
    sentence = "Lindehoven already has a plan with the address “2020-2025”. Choose another address."
    with refused(sentence, field="slug"):
        make_plan(town, starts_in=2030, ends_in=2035)


@pytest.mark.parametrize("slug", ["", "two words", "x" * 61])
def test_an_address_that_is_none_is_refused_at_its_field(town, slug):
    with refused("", field="slug"):
        make_plan(town, slug=slug)
    assert not town.plans.exists()


def test_a_plan_needs_a_title_in_the_towns_own_language(town):
    with refused("Give the plan a title.", field="title_nl"):
        make_plan(town, title_nl="", title_en="Strategy")


def test_saving_a_plan_tells_the_public_pages(plan):
    plan.refresh_from_db()
    stamp = plan.stamp
    save_plan(plan, actor=None)
    plan.refresh_from_db()
    assert plan.stamp == stamp + 1


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [(2020, 2025, "2020–2025"), (2018, None, "2018–"), (2020, 2020, "2020"), (None, None, "")],
)
def test_a_period_reads_as_people_write_it(first, last, text):
    assert period_text(period(first, last)) == text


@given(PERIODS, PERIODS)
def test_overlapping_is_mutual(one, other):
    assert period(*one).overlaps(period(*other)) == period(*other).overlaps(period(*one))


@given(PERIODS, PERIODS)
def test_periods_without_a_common_year_do_not_overlap_and_those_with_two_do(one, other):
    years = [set(range(first, (last or 2060) + 1)) if first else set() for first, last in (one, other)]
    common = len(years[0] & years[1])
    if common != 1:
        assert period(*one).overlaps(period(*other)) == (common > 1)


@given(PERIODS)
def test_every_known_period_overlaps_with_itself(one):
    assert period(*one).overlaps(period(*one)) == (one[0] is not None)


def test_levels_keep_the_order_in_which_goals_stand(plan):
    make_draft(plan, "Safe city\n  Light in every street")
    check_levels(plan, ["theme", "objective"])
    with refused("In this plan goals of the kind “objective” are under “theme”. Keep these two levels in that order"):
        check_levels(plan, ["objective", "theme"])


def test_a_slug_that_is_a_word_of_our_addresses_is_refused(town):
    with refused("“tree” is a fixed word in our addresses", field="slug"):
        make_plan(town, slug="tree")


def test_a_plan_with_an_edition_is_not_deleted(plan, publish):
    draft = make_draft(plan)
    with refused("This plan still has a draft or a proposal."):
        delete_plan(plan, actor=None)
    discard_edition(draft, actor=None)
    publish(plan, Branch({"kind": "theme", "title_nl": "Veilig"}))
    with refused("An edition of this plan has been published."):
        delete_plan(plan, actor=None)
    assert Plan.objects.get() == plan
