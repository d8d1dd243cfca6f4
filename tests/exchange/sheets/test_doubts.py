"""What a table leaves open is said with its row, and nothing is lost."""

from .shown import doubts, read, tree


def test_a_code_used_twice_stays_with_its_first_goal():
    document = read("code;title\n1;Green\n1.1;Trees\n1.1;Grass\n2;Safe\n")

    assert tree(document) == "theme 1 Green\n  objective 1.1 Trees\n  objective Grass\ntheme 2 Safe"
    assert "1.1 is already used in row 3" in doubts(document)[4][0]


def test_a_missing_parent_puts_a_row_under_the_nearest_there_is():
    document = read("code;title\nBD-01;Safe\nAP-01.01;Light\nAC-01.02.01;Police\nAC-03.01.01;Orphan\n")

    assert tree(document) == (
        "objective BD-01 Safe\n  action_plan AP-01.01 Light\n  action AC-01.02.01 Police\naction AC-03.01.01 Orphan"
    )
    assert "AC-01.02.01 should be under 1.2" in doubts(document)[4][0]
    assert "it is at the top" in doubts(document)[5][0]


def test_an_unknown_parent_is_named():
    document = read("code;parent;title\nT1;;Green\nT2;T9;Lost\n")

    assert tree(document) == "objective T1 Green\nobjective T2 Lost"
    assert "no goal “T9”" in doubts(document)[3][0]


def test_rows_that_stand_under_each_other_are_taken_apart():
    document = read("code;parent;title\nA;B;One\nB;C;Two\nC;A;Three\nD;D;Four\n")

    assert sorted(line.strip() for line in tree(document).split("\n")) == [
        "ambition B Two",
        "objective C Three",
        "theme A One",
        "theme D Four",
    ]
    assert "would be under itself" in doubts(document)[2][0]


def test_rows_without_a_title_borrow_one():
    document = read("code;title;text\n1;;Trees everywhere\n2;;\n3;Green;\n")

    assert [goal.title for goal in document.goals] == ["Trees everywhere", "2", "Green"]
    assert set(doubts(document)) == {2, 3}


def test_a_title_of_ten_thousand_characters_is_shortened_and_kept_in_the_text():
    long = "woord " * 1700
    goal = read(f"titel;code\n{long};1\nGroen;2\n").goals[0]

    assert len(goal.title) <= 500
    assert goal.title.endswith("…")
    assert goal.text == long.strip()


def test_a_kind_that_cannot_stand_there_is_moved_up():
    document = read("level;title\n1;Green\n2;Trees\n")
    misfit = read("code;kind;title\n1;action;Plant\n1.1;action;Water\n")

    assert not document.warnings
    assert tree(misfit) == "action 1 Plant\naction 1.1 Water"
    assert "cannot go under" in doubts(misfit)[3][0]


def test_two_hundred_levels_of_indents_become_a_tree_that_a_plan_can_hold():
    document = read("title\n" + "".join(f"{' ' * depth}Goal {depth}\n" for depth in range(200)))

    lines = tree(document).split("\n")
    assert len(lines) == 200
    assert max(len(line) - len(line.lstrip()) for line in lines) <= 10


def test_many_doubts_are_counted_after_five_hundred():
    rows = "".join(f"T{n};none{n};Goal {n}\n" for n in range(800))
    document = read(f"code;parent;title\n{rows}")

    assert len(document.goals) == 800
    assert len(document.warnings) == 501
    assert "300 more" in document.warnings[-1].message


def test_invisible_characters_are_left_out_and_said():
    document = read("title;code\nGr\u202eeen\u0007;1\nRed;2\n")

    assert document.goals[0].title == "Green"
    assert "invisible characters" in doubts(document)[2][0]
