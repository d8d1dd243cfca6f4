"""Random acts on a real tree and on one of paper: both look the same after every step, and the record tells it all."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from strategy.models.goal import unguarded_goals
from strategy.refusal import Refused
from strategy.services import editing
from strategy.tree.checking import faults
from strategy.vocabulary import Kind, may_stand_under, step_order
from tests.factories import make_draft, make_plan
from tests.outline import branches, outline

from .paper import TOP, PaperTree, replayed

ORDER = step_order([])
KINDS = st.sampled_from([*["vision"] * 4, "mission", "theme", "theme", "objective", "topic"])
NUMBERS = st.integers(0, 99)
PLACES = st.none() | st.integers(0, 4)


class Acts(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.edition = make_draft(make_plan())
        self.paper = PaperTree()
        self.count = 0

    def key(self, number):
        """One of the goals, TOP where there is none."""
        return self.paper.keys[number % len(self.paper.titles)] if self.paper.titles else TOP

    def place(self, number):
        """One of the goals, or TOP."""
        return [TOP, *self.paper.keys][number % (len(self.paper.titles) + 1)]

    def goal(self, key):
        return unguarded_goals().get(edition=self.edition, key=key) if key else None

    def next_title(self):
        self.count += 1
        return f"Goal {self.count}"

    def may(self, kind, parent):
        return may_stand_under(kind, self.paper.kinds[parent], ORDER)

    def attempt(self, is_allowed, act, *arguments, **named):
        """Does the act; whether it is refused must be as the paper expects."""
        try:
            done = act(*arguments, actor=None, **named)
        except Refused:
            assert not is_allowed
            return None
        assert is_allowed
        return done

    @rule(kind=KINDS, where=NUMBERS, position=PLACES)
    def add(self, kind, where, position):
        parent, title = self.place(where), self.next_title()
        content = {"kind": kind, "title_nl": title}
        under = self.goal(parent)
        may = self.may(kind, parent)
        goal = self.attempt(may, editing.add_goal, self.edition, content=content, under=under, position=position)
        if goal:
            self.paper.add(goal.key, kind, title, parent, position)

    @rule(position=PLACES)
    def build(self, position):
        first, second, third = (self.next_title() for _number in range(3))
        text = f"vision: {first}\n  vision: {second}\nvision: {third}"
        tops = editing.build_branches(self.edition, branches(text, "nl"), actor=None, position=position)
        below = unguarded_goals().get(parent=tops[0].pk)
        self.paper.add(tops[0].key, "vision", first, TOP, position)
        self.paper.add(below.key, "vision", second, tops[0].key)
        self.paper.add(tops[1].key, "vision", third, TOP, None if position is None else position + 1)

    @rule(what=NUMBERS, where=NUMBERS, position=PLACES)
    def move(self, what, where, position):
        key, parent = self.key(what), self.place(where)
        if key:
            may = parent not in self.paper.branch_of(key) and self.may(self.paper.kinds[key], parent)
            under = self.goal(parent)
            if self.attempt(may, editing.move_goal, self.goal(key), under=under, position=position):
                self.paper.move(key, parent, position)

    @rule(what=NUMBERS, where=NUMBERS, side=st.sampled_from(["before", "after"]))
    def move_beside(self, what, where, side):
        key, beside = self.key(what), self.key(where)
        if not key:
            return
        parent = self.paper.parent_of(beside)
        may = parent not in self.paper.branch_of(key) and self.may(self.paper.kinds[key], parent)
        moved = self.attempt(may, editing.move_goal, self.goal(key), **{side: self.goal(beside)})
        if moved and key != beside:
            others = [sibling for sibling in self.paper.children[parent] if sibling != key]
            self.paper.move(key, parent, others.index(beside) + (side == "after"))

    @rule(where=NUMBERS, dice=st.randoms(use_true_random=False))
    def reorder(self, where, dice):
        parent = self.place(where)
        keys = self.paper.children[parent]
        dice.shuffle(keys)
        editing.reorder_goals(self.edition, actor=None, keys=keys, under=self.goal(parent))

    @rule(what=NUMBERS)
    def rename(self, what):
        if key := self.key(what):
            self.paper.titles[key] = self.next_title()
            editing.edit_goal(self.goal(key), actor=None, changes={"title_nl": self.paper.titles[key]})

    @rule(what=NUMBERS)
    def delete(self, what):
        if key := self.key(what):
            count = editing.delete_goal(self.goal(key), actor=None)
            assert count == len(self.paper.branch_of(key))
            self.paper.delete(key)

    @invariant()
    def both_trees_look_the_same(self):
        assert outline(self.edition) == self.paper.outline()
        assert faults(self.edition.pk) == []
        kinds = unguarded_goals().filter(edition=self.edition).exclude(kind=Kind.ROOT).values_list("key", "kind")
        assert {TOP: "root", **dict(kinds)} == self.paper.kinds

    def teardown(self):
        if hasattr(self, "edition"):
            told = replayed(self.edition.changes.all())
            assert (told.outline(), told.kinds) == (self.paper.outline(), self.paper.kinds)


@pytest.mark.django_db
def test_random_acts_do_to_the_tree_what_they_do_on_paper():
    bounds = settings(max_examples=12, stateful_step_count=30, suppress_health_check=list(HealthCheck), database=None)
    run_state_machine_as_test(Acts, settings=bounds)
