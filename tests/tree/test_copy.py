"""Copying an edition and building large ones: one read and bulk inserts, whatever the size."""

import pytest
from django.db import connection

from strategy.models import Edition
from strategy.models.goal import CONTENT_FIELDS, unguarded_goals
from strategy.services.editing import build_branches, move_goal
from strategy.services.publishing import start_draft
from strategy.tree import Branch, copy_tree
from strategy.tree.checking import faults, outline_of
from tests.factories import make_draft, make_plan, make_published
from tests.outline import by_title, outline

CITY = """
mission: For everybody
Safe city
  Light in every street
    No dark corner
Green city
"""


def forest(themes, objectives, actions):
    def branch(kind, name, children=()):
        return Branch({"kind": kind, "title_nl": name}, children=list(children))

    return [
        branch("theme", f"T{t}", (
            branch("objective", f"T{t}O{o}", (branch("action", f"T{t}O{o}A{a}") for a in range(actions)))
            for o in range(objectives)
        ))
        for t in range(themes)
    ]  # fmt: skip


def rows(edition, *names):
    return list(unguarded_goals().filter(edition=edition).order_by("lft").values(*names))


def test_a_copy_has_the_same_words_keys_and_numbers_in_its_own_rows(plan):
    original = make_published(plan, CITY)
    copy = start_draft(plan, actor=None)
    names = ("key", "lft", "rght", "level", "translated_from", *CONTENT_FIELDS)
    assert rows(copy, *names) == rows(original, *names)
    assert outline(copy) == outline(original)
    assert faults(copy.pk) == []
    ids = {row[0] for row in outline_of(copy.pk)}
    assert not ids & {row[0] for row in outline_of(original.pk)}
    assert {row[1] for row in outline_of(copy.pk)} <= {None, *ids}


def test_a_move_in_the_copy_leaves_the_original_alone(plan, officer):
    original = make_published(plan, CITY)
    before = outline_of(original.pk)
    copy = start_draft(plan, actor=officer)
    goals = by_title(copy)
    move_goal(goals["Light in every street"], actor=officer, under=goals["Green city"])
    assert outline_of(original.pk) == before
    assert outline(copy) != outline(original)


def test_ten_thousand_goals_are_built_copied_and_moved_in_few_queries(plan, officer, django_assert_max_num_queries):
    draft = make_draft(plan)
    inserts = 350 if connection.vendor == "sqlite" else 15  # Django gives SQLite 999 values a statement
    with django_assert_max_num_queries(inserts + 80):
        build_branches(draft, forest(4, 25, 100), actor=officer)
    assert faults(draft.pk) == []
    other = make_plan(plan.municipality, slug="copy", starts_in=None, ends_in=None)
    target = Edition.objects.create(plan=other, number=1)
    with django_assert_max_num_queries(8):
        assert copy_tree(draft, target) == 10_105
    assert faults(target.pk) == []
    before = outline_of(target.pk)
    with django_assert_max_num_queries(25):
        move_goal(by_title(draft)["T0"], actor=officer)
    assert faults(draft.pk) == []
    assert outline_of(target.pk) == before


@pytest.mark.parametrize("size", [1, 30])
def test_one_move_takes_the_same_queries_in_a_small_and_a_large_tree(plan, officer, size, django_assert_num_queries):
    draft = make_draft(plan)
    build_branches(draft, forest(2, 2, size), actor=officer)
    goals = by_title(draft)
    goal = goals["T0O0"]
    assert goal.edition
    with django_assert_num_queries(16):
        move_goal(goal, actor=officer, under=goals["T1"], position=0)
