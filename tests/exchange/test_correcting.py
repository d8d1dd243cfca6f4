"""Rows that a person corrects: what stays, where it goes, and what is said of what does not fit."""

import pytest

from strategy.exchange.correcting import Row, doubted_rows, fit, nodes_of, placed, problems, rows_of, shift
from strategy.exchange.document import Doubt, GoalNode
from strategy.exchange.listing import rows_of_lines
from strategy.refusal import Refused
from strategy.vocabulary import step_order

ORDER = step_order([])
KINDS = ["theme", "objective", "ambition", "action_plan"]


def rows(text):
    """Two spaces a level; behind the title: ! is left out, !! with all below, + is merged."""
    found = []
    for line in text.strip("\n").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        title, _space, sign = line.strip().partition(" ")
        order = {"": "keep", "!": "leave", "!!": "branch", "+": "merge"}[sign]
        found.append(Row(kind=KINDS[depth], title=title, depth=depth + 1, order=order))
    return found


def shown(nodes, depth=0):
    return "".join(
        f"{'  ' * depth}{node.title}{' | ' + node.text if node.text else ''}\n{shown(node.children, depth + 1)}"
        for node in nodes
    ).replace("\n\n", "/")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\n  b\n  c\nd", "a\n  b\n  c\nd\n"),
        ("a\n  b !!\n    c\n  d", "a\n  d\n"),
        ("a !\n  b\n    c\nd", "b\n  c\nd\n"),
        ("a\n  b !\n    c !\n      d\n  e", "a\n  d\n  e\n"),
        ("a\n  b\n  c +\n  d", "a\n  b | c\n  d\n"),
        ("a\n  b +\n    c\n  d", "a | b\n  c\n  d\n"),
        ("a\n  b\nc +\n  d\ne", "a\n  b | c\n    d\ne\n"),
        ("a\n  b +\n  c +\nd", "a | b/c\nd\n"),
        ("a !!\n  b +\nc", "c\n"),
    ],
)
def test_what_becomes_of_rows(before, after):
    assert shown(nodes_of(rows(before))).replace("\n\n", "/") == after


def test_a_tree_comes_back_from_its_rows():
    tree = [GoalNode(kind="theme", title="a", children=[GoalNode(kind="objective", title="b", key="abcdefg2")])]
    assert nodes_of(rows_of(tree)) == tree


def test_translations_are_merged_too():
    top = Row(kind="theme", title="a", depth=1, translations={"en": {"title": "A"}})
    more = Row(kind="theme", title="b", depth=1, order="merge", translations={"en": {"title": "B", "text": "more"}})
    assert nodes_of([top, more])[0].translations == {"en": {"title": "A", "text": "B\n\nmore"}}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "This row has no title."),
        ({"title": "x" * 501}, "This text has 501 characters"),
        ({"code": "x" * 41}, "This text has 41 characters"),
        ({"kind": ""}, "Choose what this row is"),
        ({"kind": "theme"}, "“theme” cannot go below “theme”."),
        ({"depth": 3}, "This row is at level 3, but the row above it is at level 1."),
        ({"code": "A"}, "Row 1 has the code A too."),
        ({"code": "taken"}, "A goal of this edition has the code taken already."),
    ],
)
def test_what_does_not_fit_is_said_at_its_row(change, sentence):
    both = rows("a\n  b")
    both[0].code = "A"
    for name, value in change.items():
        setattr(both[1], name, value)
    found = problems(both, ORDER, taken={"taken"})
    assert list(found) == [1]
    assert found[1][0].startswith(sentence)


def test_what_is_left_out_has_no_problems():
    both = rows("a\n  b !!")
    both[1].title = ""
    assert problems(both, ORDER) == {}


def test_statements_stand_at_the_top_alone():
    row = Row(kind="mission", title="a", depth=1)
    assert problems([row], ORDER) == {}
    assert "Mission belongs at the top of a plan" in problems([row], ORDER, under="theme")[0][0]


def test_the_first_row_merges_with_nothing():
    assert problems(rows("a +\nb"), ORDER)[0] == ["There is no row above this one to merge it with."]


def test_in_and_out_take_the_branch_along_and_stop_at_the_edges():
    three = rows("a\n  b\n    c")
    shift(three, 1, -1)
    assert [row.depth for row in three] == [1, 1, 2]
    shift(three, 1, -1)
    shift(three, 0, 1)
    assert [row.depth for row in three] == [1, 1, 2]
    shift(three, 1, 1)
    assert [row.depth for row in three] == [1, 2, 3]


def test_kinds_are_fitted_below_a_goal():
    three = rows("a\n  b\nc")
    fit(three, ORDER, under="objective")
    assert [row.kind for row in three] == ["ambition", "action_plan", "ambition"]
    fit(three, ORDER, under="objective", like="action")
    assert [row.kind for row in three] == ["action", "topic", "action"]


def test_doubts_find_their_rows():
    found = rows("Light\nTrees")
    found[1].title = "Trees in every street of the whole old town and far beyond its walls"
    doubts = [
        Doubt(line=9, message="“Light” was read as theme."),
        Doubt(line=3, message="“Trees in every street of the whole old town and far…” is long."),
        Doubt(line=2, message="Something about this line."),
        Doubt(line=0, message="Something else."),
    ]
    assert doubted_rows(doubts, found, ["x", "- Light"]) == [0, 1, 0, None]


@pytest.mark.parametrize(
    ("text", "depths"),
    [
        ("a\n  b\n  c\nd", [1, 2, 2, 1]),
        ("a\n\tb\n\t\tc\nd", [1, 2, 3, 1]),
        ("- a\n  - b\n- c", [1, 2, 1]),
        ("1. a\n1.1 b\n1.2 c\n2. d", [1, 2, 2, 1]),
        ("1. a\na) b\nb) c\n2. d", [1, 2, 2, 1]),
        ("•\ta\no\tb\n▪\tc\n•\td", [1, 2, 3, 1]),
        ("Theme\n* a\n* b\nTheme two\n* c", [1, 2, 2, 1, 2]),
    ],
)
def test_lines_are_an_outline(text, depths):
    found, doubts = rows_of_lines(text.encode())
    assert ([row.depth for row in found], doubts) == (depths, [])
    assert all(len(row.title) == 1 or row.title.startswith("Theme") for row in found)


def test_numbers_with_points_are_codes():
    found, _doubts = rows_of_lines(b"1. Safe\n1.1 Light\n2019 was a year")
    assert [(row.code, row.title) for row in found] == [("1", "Safe"), ("1.1", "Light"), ("", "2019 was a year")]


def test_nothing_is_no_outline():
    with pytest.raises(Refused):
        rows_of_lines(b" \n \n")


def test_many_rows_are_walked_once():
    many = [Row(kind=KINDS[n % 3], title=f"t{n}", depth=n % 3 + 1, code=f"c{n}") for n in range(10_000)]
    assert len(placed(many)) == 10_000
    assert problems(many, ORDER) == {}


@pytest.mark.parametrize(
    "message", ["“Groen” is kort", "„Groen“ ist kurz", "«\u202fGroen\u202f» est court", "»Groen« er kort"]
)
def test_a_doubt_finds_its_row_in_the_quotation_marks_of_every_language(message):
    table = [Row(kind="theme", title="Licht", depth=1), Row(kind="theme", title="Groen", depth=1)]
    assert doubted_rows([Doubt(line=0, message=message)], table, []) == [1]
